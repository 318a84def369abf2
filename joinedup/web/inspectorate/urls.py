from django.urls import path

from joinedup.web.inspectorate.views import children, findings, home, inspection, letter, lists, notes, selection, tracked, writing

app_name = "inspectorate"
HERE = "inspections/<uuid:inspection_id>/"
urlpatterns = [
    path("", home.home, name="home"),
    path(HERE, inspection.overview, name="inspection"),
    path(f"{HERE}stage/", inspection.move, name="move"),
    path(f"{HERE}lists/", lists.lists, name="lists"),
    path(f"{HERE}lists/ask/", lists.ask, name="ask"),
    path(f"{HERE}lists/<uuid:submission_id>/", lists.submission, name="submission"),
    path(f"{HERE}lists/<uuid:submission_id>/accept/", lists.accept, name="accept"),
    path(f"{HERE}lists/<uuid:submission_id>/send-back/", lists.send_back, name="send-back"),
    path(f"{HERE}children/", children.children, name="children"),
    path(f"{HERE}children/link/", children.link, name="link"),
    path(f"{HERE}selection/", selection.selection, name="selection"),
    path(f"{HERE}selection/draw/", selection.draw, name="draw"),
    path(f"{HERE}selection/choose/", selection.choose, name="choose"),
    path(f"{HERE}tracked/", tracked.tracked, name="tracked"),
    path(f"{HERE}tracked/<uuid:tracked_id>/", tracked.chronology, name="chronology"),
    path(f"{HERE}notes/", notes.notes, name="notes"),
    path(f"{HERE}notes/new/", notes.write, name="note-new"),
    path(f"{HERE}notes/<uuid:note_id>/", notes.note, name="note"),
    path(f"{HERE}notes/<uuid:note_id>/reword/", notes.revise, name="note-revise"),
    path(f"{HERE}findings/", findings.findings, name="findings"),
    path(f"{HERE}findings/new/", findings.make, name="finding-new"),
    path(f"{HERE}findings/<uuid:finding_id>/", findings.finding, name="finding"),
    path(f"{HERE}findings/<uuid:finding_id>/move/", findings.move, name="finding-move"),
    path(f"{HERE}letter/", letter.letter, name="letter"),
    path(f"{HERE}letter/offer/", letter.offer, name="letter-offer"),
    path(f"{HERE}letter/sign/", letter.sign, name="letter-sign"),
    path(f"{HERE}letter/withdraw/", letter.withdraw, name="letter-withdraw"),
    path(f"{HERE}letter/publish/", letter.publish, name="letter-publish"),
    path(f"{HERE}letter/start/", writing.start, name="letter-start"),
    path(f"{HERE}letter/statement/", writing.statement, name="letter-statement"),
    path(f"{HERE}letter/passages/new/", writing.passage, name="passage-new"),
    path(f"{HERE}letter/passages/<uuid:passage_id>/", letter.passage, name="passage"),
    path(f"{HERE}letter/passages/<uuid:passage_id>/change/", writing.reword, name="passage-reword"),
    path(f"{HERE}letter/passages/<uuid:passage_id>/remove/", writing.remove, name="passage-remove"),
]
