from django.urls import path

from joinedup.web.agency import views

app_name = "agency"
INSPECTION = "inspections/<uuid:inspection_id>/"
urlpatterns = [
    path("", views.home, name="home"),
    path(INSPECTION, views.requests, name="requests"),
    path(f"{INSPECTION}requests/<uuid:request_id>/", views.item, name="item"),
    path(f"{INSPECTION}requests/<uuid:request_id>/not-held/", views.not_held, name="not-held"),
    path(f"{INSPECTION}requests/<uuid:request_id>/template/", views.template, name="template"),
    path(f"{INSPECTION}submissions/<uuid:submission_id>/", views.submission, name="submission"),
]
