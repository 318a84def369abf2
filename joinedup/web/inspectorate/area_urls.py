"""The addresses of areas and their profiles: published codes alone."""

from django.urls import path

from joinedup.web.inspectorate.views import areas

urlpatterns = [
    path("areas/", areas.areas, name="areas"),
    path("areas/<slug:area_code>/", areas.profile, name="area-profile"),
]
