from django.urls import path

from joinedup.web.agency.views import home, requests, submissions

app_name = "agency"
INSPECTION = "inspections/<uuid:inspection_id>/"
urlpatterns = [
    path("", home.home, name="home"),
    path(INSPECTION, requests.requests, name="requests"),
    path(f"{INSPECTION}requests/<uuid:request_id>/", requests.item, name="item"),
    path(f"{INSPECTION}requests/<uuid:request_id>/not-held/", requests.not_held, name="not-held"),
    path(f"{INSPECTION}requests/<uuid:request_id>/template/", requests.template, name="template"),
    path(f"{INSPECTION}submissions/<uuid:submission_id>/", submissions.submission, name="submission"),
]
