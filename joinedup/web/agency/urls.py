from django.urls import path

from joinedup.web.agency.views import asking, home, receipts, requests, submissions

app_name = "agency"
INSPECTION = "inspections/<uuid:inspection_id>/"
urlpatterns = [
    path("", home.home, name="home"),
    path(INSPECTION, requests.requests, name="requests"),
    path(f"{INSPECTION}requests/<uuid:request_id>/", requests.item, name="item"),
    path(f"{INSPECTION}requests/<uuid:request_id>/not-held/", requests.not_held, name="not-held"),
    path(f"{INSPECTION}requests/<uuid:request_id>/template/", requests.template, name="template"),
    path(f"{INSPECTION}requests/<uuid:request_id>/more-time/", asking.more_time, name="more-time"),
    path(f"{INSPECTION}requests/<uuid:request_id>/same-as/", asking.same_as, name="same-as"),
    path(f"{INSPECTION}submissions/<uuid:submission_id>/", submissions.submission, name="submission"),
    path(f"{INSPECTION}submissions/<uuid:submission_id>/receipt/", receipts.receipt, name="receipt"),
    path(f"{INSPECTION}submissions/<uuid:submission_id>/file/", receipts.sent_file, name="sent-file"),
]
