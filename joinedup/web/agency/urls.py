from django.urls import path

from joinedup.web.agency.views import asking, checks, home, look_up, not_known, questions, receipts, requests, sending, submissions

app_name = "agency"
INSPECTION = "inspections/<uuid:inspection_id>/"
urlpatterns = [
    path("", home.home, name="home"),
    path("check/", checks.check, name="check"),
    path("check/<slug:framework_id>/", checks.check_lists, name="check-lists"),
    path("check/<slug:framework_id>/template/", checks.check_template, name="check-template"),
    path("check/<slug:framework_id>/marked/", checks.check_marked, name="check-marked"),
    path("check/headers/<uuid:mapping_id>/forget/", checks.forget, name="check-forget"),
    path(INSPECTION, requests.requests, name="requests"),
    path(f"{INSPECTION}requests/<uuid:request_id>/", requests.item, name="item"),
    path(f"{INSPECTION}requests/<uuid:request_id>/not-held/", requests.not_held, name="not-held"),
    path(f"{INSPECTION}requests/<uuid:request_id>/template/", requests.template, name="template"),
    path(f"{INSPECTION}requests/<uuid:request_id>/more-time/", asking.more_time, name="more-time"),
    path(f"{INSPECTION}requests/<uuid:request_id>/same-as/", asking.same_as, name="same-as"),
    path(f"{INSPECTION}requests/<uuid:request_id>/check/", sending.check, name="item-check"),
    path(f"{INSPECTION}requests/<uuid:request_id>/check/marked/", sending.marked, name="item-marked"),
    path(f"{INSPECTION}requests/<uuid:request_id>/check/send/", sending.send, name="item-send"),
    path(f"{INSPECTION}look-up/", look_up.look_up, name="look-up"),
    path(f"{INSPECTION}look-up/children.xlsx", look_up.workbook, name="look-up-workbook"),
    path(f"{INSPECTION}not-known/", not_known.questions, name="not-known"),
    path(f"{INSPECTION}not-known/<uuid:child_question_id>/", not_known.question, name="not-known-question"),
    path(f"{INSPECTION}questions/", questions.questions, name="questions"),
    path(f"{INSPECTION}questions/<uuid:query_id>/", questions.question, name="question"),
    path(f"{INSPECTION}burden/", questions.burden, name="burden"),
    path(f"{INSPECTION}submissions/<uuid:submission_id>/", submissions.submission, name="submission"),
    path(f"{INSPECTION}submissions/<uuid:submission_id>/marked/", submissions.marked, name="marked"),
    path(f"{INSPECTION}submissions/<uuid:submission_id>/remark/", submissions.remark, name="remark"),
    path(f"{INSPECTION}submissions/<uuid:submission_id>/receipt/", receipts.receipt, name="receipt"),
    path(f"{INSPECTION}submissions/<uuid:submission_id>/file/", receipts.sent_file, name="sent-file"),
]
