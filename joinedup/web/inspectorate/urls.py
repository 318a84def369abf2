from django.urls import path

from joinedup.web.inspectorate.views import home, inspection

app_name = "inspectorate"
urlpatterns = [
    path("", home.home, name="home"),
    path("inspections/<uuid:inspection_id>/", inspection.overview, name="inspection"),
]
