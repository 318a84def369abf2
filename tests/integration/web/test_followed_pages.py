"""Children inspectors follow: asking from the team's pages, answering at an agency's door, the audit in both."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from joinedup.audit.models import Entry
from joinedup.cases import actions as cases
from joinedup.cases.asked.actions import ask_again, say_not_held
from joinedup.cases.asked.models import ChildRequest, ChildRequestEntry, FollowedChild
from joinedup.cases.audits.actions import Draft, return_audit, write_agreed, write_part, write_view
from joinedup.cases.audits.enums import AuditState, Voice
from joinedup.cases.audits.models import AuditEntry, AuditMark, JointAudit
from joinedup.cases.audits.queries import answers_of, turns, wording_of
from joinedup.evidence.models import Note
from joinedup.inspections.enums import Stage
from joinedup.web.inspectorate.waiting import before_next_stage
from tests.factories.asked import Following, make_following
from tests.factories.inspections import make_inspection

COUNCIL, POLICE = "local_authority", "police"
PAGE = "4b0e3a5e-6d1c-4a6f-8a55-0c1f3f6f00"  # how a page's own id begins


@pytest.fixture
def following(db, monkeypatch) -> Following:
    return make_following(monkeypatch)


@pytest.fixture
def asked(following) -> Following:
    following.ask(only=following.tracked)
    return following


def team(following, name, *more):
    return reverse(f"inspectorate:{name}", args=[following.inspection.pk, *more])


def door(following, name, *more):
    return reverse(f"agency:{name}", args=[following.inspection.pk, *more])


def part_of(*, page="01", had="", life="Afraid."):
    return {"page": PAGE + page, "answer-life": life, "had-life": had, "had-safer": "", "had-known": ""}


def test_an_inspector_asks_every_agency_about_a_child_with_one_button(pages_as, following):
    lead, page = pages_as(following.world.lead), team(following, "asked-of", following.tracked.pk)
    assert "have not been asked about Child 1 yet" in lead.get(page).text
    told = lead.post(page)
    assert "asked for 6 things about Child 1" in told.response.content.decode()
    assert "Your part in the joint audit" in told.text
    assert "Ask the agencies" not in told.text  # nobody is left to ask


def test_everything_asked_stands_on_one_page_by_child(pages_as, following):
    lead = pages_as(following.world.lead)
    page = lead.post(team(following, "asked-all"))
    sampled = FollowedChild.objects.filter(tracked=None).count()
    assert page.text.count("Sampled ") == sampled
    child = FollowedChild.objects.filter(tracked=None).first()
    assert "The child’s record" in lead.get(page.links()[child.code]).text
    refused = lead.post(team(following, "asked-all"), status=403)
    assert "nobody left to ask about" in refused.text


def test_what_is_left_to_ask_chase_and_compare_stands_in_the_work_left(following):
    told = [item.sentence for item in before_next_stage(following.inspection)]
    assert "Ask the agencies about Child 1" in told
    following.ask(only=following.tracked)
    ChildRequest.objects.update(due_on=following.inspection.notified_on)
    told = [item.sentence for item in before_next_stage(following.inspection)]
    police = following.world.agencies[POLICE].name
    assert f"{police}: 3 things about children overdue" in told
    assert "Child 1: the joint audit has not been returned" in told
    JointAudit.objects.update(state=AuditState.RETURNED)
    assert "Child 1: compare the joint audit with your own view" in [i.sentence for i in before_next_stage(following.inspection)]


def test_the_door_lists_children_by_code_and_shows_who_one_is_on_its_own_page_alone(pages_as, asked):
    officer = pages_as(asked.world.coordinators[POLICE])
    home = officer.get(reverse("agency:home"))
    assert "3 things awaited" in home.text
    listing = officer.get(officer.get(door(asked, "requests")).links()["Children inspectors follow"])
    assert "Child 1" in listing.text
    assert "Quint" not in listing.response.content.decode()
    assert not Entry.objects.filter(action="child followed opened").exists()
    page = officer.get(listing.links()["Child 1"])
    assert "Marlo Quint" in page.text
    assert "Marlowe" not in page.text  # the council's record says so
    assert "Quint" not in page.title
    assert "no-store" in page.response.headers["Cache-Control"]
    assert Entry.objects.filter(action="child followed opened", object_id=str(asked.child.pk)).count() == 1


def test_for_everybody_else_the_child_does_not_exist(pages_as, asked):
    stranger = pages_as(make_inspection().coordinators[POLICE])
    stranger.get(door(asked, "followed-child", asked.child.pk), status=404)
    request = asked.request(POLICE, "file")
    council = pages_as(asked.world.coordinators[COUNCIL])
    council.get(door(asked, "child-request", asked.child.pk, request.pk), status=404)
    council.get(f"{door(asked, 'followed-child', asked.child.pk)}?agency={request.agency_id}", status=404)


def test_a_file_is_handed_over_and_its_receipt_stands_on_the_page(pages_as, asked):
    request, officer = asked.request(POLICE, "file"), pages_as(asked.world.coordinators[POLICE])
    page = door(asked, "child-request", asked.child.pk, request.pk)
    empty = officer.post(page, {"way": "handed_over", "words": ""})
    assert "Choose the file to hand over." in empty.text
    file = SimpleUploadedFile("Marlo Quint.pdf", b"%PDF one")
    told = officer.post(page, {"way": "handed_over", "words": ""}, file=file)
    entry = ChildRequestEntry.objects.get(kind="handed_over")
    assert entry.file.sha256 in told.text
    sent = officer.client.get(door(asked, "child-file", entry.pk))
    assert (sent.content, sent["Cache-Control"]) == (b"%PDF one", "no-store")
    assert "Quint" not in sent["Content-Disposition"]
    read = pages_as(asked.world.lead).client.get(team(asked, "child-request-file", entry.pk))
    assert read.content == b"%PDF one"
    assert pages_as(asked.world.coordinators[COUNCIL]).client.get(door(asked, "child-file", entry.pk)).status_code == 404


def test_what_is_said_instead_and_more_time_come_from_the_same_page(pages_as, asked):
    officer, request = pages_as(asked.world.coordinators[POLICE]), asked.request(POLICE, "file")
    own = (asked.child.pk, request.pk)
    page = officer.post(door(asked, "child-request", *own), {"way": "available", "words": ""})
    assert "Say where and how it is available." in page.text
    day = request.due_on + timedelta(days=1)
    when = {"until_day": day.day, "until_month": day.month, "until_year": day.year}
    assert (
        "Awaited more time wished until" in officer.post(door(asked, "child-request-time", *own), {**when, "reason": "Down."}).text
    )
    early = {"until_day": "1", "until_month": "2", "until_year": "2020", "reason": "Down."}
    assert "already" in officer.post(door(asked, "child-request-time", *own), early).text
    lead = pages_as(asked.world.lead)
    wish = lead.get(team(asked, "child-request", request.pk))
    assert "Down." in wish.text
    given = lead.post(team(asked, "child-request", request.pk), {"do": "time", **when, "words": ""})
    assert "More time given" in given.text
    assert "after the day it is due" in lead.post(team(asked, "child-request", request.pk), {"do": "time", **early}).text
    officer.post(door(asked, "child-request-not-held", *own), {"why_not": "We never met the child."})
    again = lead.post(team(asked, "child-request", request.pk), {"do": "again", "words": "The custody record, then."})
    assert "Asked again" in again.text
    lead.post(team(asked, "child-request", request.pk), {"do": "withdraw", "words": "Asked in error."})
    assert "Asked in error." in officer.get(door(asked, "child-request", *own)).text
    assert "cannot become" in officer.post(door(asked, "child-request-not-held", *own), {"why_not": "No."}).text


def test_a_child_left_out_is_told_and_no_longer_named(pages_as, asked):
    cases.move_tracked(by=asked.world.lead, tracked=asked.tracked, to="left_out", why="A live criminal case.")
    officer = pages_as(asked.world.coordinators[POLICE])
    assert "withdrawn" in officer.get(door(asked, "followed")).text
    page = officer.get(door(asked, "followed-child", asked.child.pk))
    assert "not shown any more" in page.text
    assert "Quint" not in page.response.content.decode()
    assert "criminal" not in officer.get(door(asked, "child-request", asked.child.pk, asked.request(POLICE, "file").pk)).text
    officer.get(door(asked, "audit", asked.child.pk), status=404)


def test_two_people_of_an_agency_save_the_same_answer_and_bring_it_together(pages_as, asked):
    one, other = pages_as(asked.world.coordinators[POLICE]), pages_as(asked.contributor(POLICE))
    page = door(asked, "audit", asked.child.pk)
    one.post(page, part_of())
    [start] = answers_of(asked.audit, Voice.AGENCY, asked.world.agencies[POLICE])["life"].standing
    saved = one.post(page, part_of(page="02", had=start.id, life="Afraid of him."))
    assert "Saved. Earlier wordings stay." in saved.text
    clash = other.post(page, part_of(page="03", had=start.id, life="Afraid, daily."))
    assert "Somebody else saved at the same time" in clash.text
    assert "Afraid of him." in clash.text.replace("put in: ", "").replace("taken out: ", "")
    both = other.get(clash.links()["Bring both together: What was life like for this child?"])
    kept = {field.get("name"): field.get("value") or "" for field in both.tree.iter("input")}
    joined = {"page": kept["page"], "had": kept["had"], "words": "Afraid of him, daily."}
    other.post(both.response.request["PATH_INFO"], joined)
    answer = answers_of(asked.audit, Voice.AGENCY, asked.world.agencies[POLICE])["life"]
    assert answer.words == "Afraid of him, daily."
    assert len(answer.versions) == 4
    every = other.get(door(asked, "audit-answer", asked.child.pk, "agency", "life")).text
    assert "Every wording (4)" in every


def test_a_part_is_handed_in_and_another_agency_reads_it_only_then(pages_as, asked):
    officer, council = pages_as(asked.world.coordinators[POLICE]), pages_as(asked.world.coordinators[COUNCIL])
    own = asked.child.pk
    early = officer.post(door(asked, "audit-move", own), {"to": "in"})
    assert "Answer at least one question" in early.text
    officer.post(door(asked, "audit", own), part_of())
    assert "Hand your part in" in officer.get(door(asked, "audit", own)).text
    council.get(door(asked, "audit-agreed", own), status=404)
    assert "Afraid." not in council.get(door(asked, "audit", own)).text
    council.get(door(asked, "audit-answer", own, "inspectors", "life"), status=404)
    council.get(door(asked, "audit-answer", own, "agency", "life"), status=404)
    assert "was handed in" not in officer.get(door(asked, "audit", own)).text
    handed = officer.post(door(asked, "audit-move", own), {"to": "in"})
    assert f"by {asked.world.coordinators[POLICE].name}. What you change now is kept beside it" in handed.text
    assert "was handed in" not in council.get(door(asked, "audit", own)).text
    opened = council.post(door(asked, "audit-move", own), {"to": "open"})
    assert "Afraid." in opened.text


@pytest.fixture
def opened(asked) -> Following:
    """Both parts are in: they say different things."""
    for sector, words in ((COUNCIL, "Afraid."), (POLICE, "Safe.")):
        who = {"by": asked.world.coordinators[sector], "agency": asked.world.agencies[sector]}
        write_part(audit=asked.audit, drafts=[Draft("life", words)], **who)
    JointAudit.objects.update(state=AuditState.AGREEING)
    return asked


def test_the_agreed_view_is_written_differed_with_and_returned(pages_as, opened):
    council, officer = pages_as(opened.world.coordinators[COUNCIL]), pages_as(opened.world.coordinators[POLICE])
    own = opened.child.pk
    said = {"page": PAGE + "01", "answer-life": "Afraid at times.", "answer-safer": "no"}
    council.post(door(opened, "audit-agreed", own), {**said, "had-life": "", "had-safer": "", "had-learned": ""})
    assert "Write how your agency sees it." in officer.post(door(opened, "audit-say", own), {"agrees": "no", "words": ""}).text
    had = {"had": wording_of(opened.audit)}
    kept = officer.post(door(opened, "audit-say", own), {"agrees": "no", "words": "We saw no fear.", **had})
    assert "Keeps a difference of view" in kept.text
    council.post(door(opened, "audit-say", own), {"agrees": "yes", "words": "", **had})
    back = council.post(door(opened, "audit-move", own), {"to": "return", **had})
    assert "Returned to the inspectors" in back.text
    assert {turn.said.kind for turn in turns(opened.audit)} == {"agrees", "differs"}
    council.post(door(opened, "audit-move", own), {"to": "burn"}, status=404)


def test_an_agency_agrees_only_with_the_words_its_page_showed(pages_as, opened):
    council, officer = pages_as(opened.world.coordinators[COUNCIL]), pages_as(opened.world.coordinators[POLICE])
    said, own = {"by": opened.world.coordinators[COUNCIL], "agency": opened.world.agencies[COUNCIL]}, opened.child.pk
    [first] = write_agreed(audit=opened.audit, drafts=[Draft("life", "Afraid at times.")], **said)
    page, returning = officer.get(door(opened, "audit-agreed", own)), council.get(door(opened, "audit-agreed", own))
    write_agreed(audit=opened.audit, drafts=[Draft("life", "Never afraid.", (str(first.pk),))], **said)
    told = officer.post(door(opened, "audit-say", own), {"agrees": "yes", "words": "", "had": had_by(page)})
    assert "changed since you opened the page" in told.text
    assert "Never afraid." in told.text
    refused = council.post(door(opened, "audit-move", own), {"to": "return", "had": had_by(returning)})
    assert "changed since you opened the page" in refused.text
    assert not AuditEntry.objects.filter(kind__in=("agrees", "returned")).exists()
    officer.post(door(opened, "audit-say", own), {"agrees": "yes", "words": "", "had": had_by(told)})
    council.post(door(opened, "audit-move", own), {"to": "return", "had": had_by(refused)})
    assert set(AuditEntry.objects.values_list("kind", flat=True)) == {"agrees", "returned"}


def had_by(page):
    """Return the wording the page says it showed."""
    return next(field.get("value") for field in page.tree.iter("input") if field.get("name") == "had")


@pytest.fixture
def returned(opened) -> Following:
    council = {"by": opened.world.coordinators[COUNCIL], "agency": opened.world.agencies[COUNCIL]}
    write_agreed(audit=opened.audit, drafts=[Draft("life", "Afraid at times."), Draft("safer", "yes")], **council)
    return_audit(audit=opened.audit, wording=wording_of(opened.audit), **council)
    return opened


def test_inspectors_see_nothing_of_the_audit_before_it_is_returned(pages_as, opened):
    lead = pages_as(opened.world.lead)
    page = lead.get(team(opened, "joint-audit", opened.tracked.pk))
    assert "Afraid." not in page.text
    assert "Not returned yet." in page.text
    called = lead.post(team(opened, "joint-audit-call-in", opened.tracked.pk), {"why": "Fieldwork ends."})
    assert "Afraid." in called.text
    assert "Called in as it stood" in called.text


def test_both_views_stand_side_by_side_and_a_difference_leads_to_a_note(pages_as, returned):
    inspector = pages_as(returned.world.inspectors["hmicfrs"])
    where = (returned.tracked.pk, "life")
    page = inspector.get(team(returned, "joint-audit-question", *where))
    assert "Afraid at times." in page.text
    told = {"page": PAGE + "09", "answer-life": "Alone every night.", "had-life": ""}
    inspector.post(team(returned, "joint-audit-question", *where), told)
    assert "Say whether they agree" in inspector.post(team(returned, "joint-audit-compare", *where), {"why": "He says so."}).text
    compared = inspector.post(team(returned, "joint-audit-compare", *where), {"mark": "differ", "why": "He says so."})
    assert AuditMark.objects.get().mark == "differ"
    note = inspector.get(compared.links()["Write a note about it"])
    chosen = [option.text for option in note.tree.iter("option") if option.get("selected") is not None]
    assert {"The partnership's joint audit", "Child 1"} <= set(chosen)
    assert not Note.objects.exists()
    everything = inspector.get(team(returned, "joint-audit", returned.tracked.pk))
    assert "They differ" in everything.text
    assert "Alone every night." in everything.text
    inspector.get(team(returned, "joint-audit-question", returned.tracked.pk, "tea"), status=404)


def test_two_inspectors_and_an_agency_save_at_once_and_nothing_is_lost(pages_as, returned):
    one, other = pages_as(returned.world.inspectors["hmicfrs"]), pages_as(returned.world.inspectors["ofsted"])
    officer = pages_as(returned.world.coordinators[POLICE])
    own = team(returned, "joint-audit-question", returned.tracked.pk, "life")
    [start] = write_view(by=returned.world.lead, audit=returned.audit, drafts=[Draft("life", "Alone.")])
    theirs = answers_of(returned.audit, Voice.AGENCY, returned.world.agencies[POLICE])["life"].standing[0].id
    one.post(own, {"page": PAGE + "11", "answer-life": "Alone at night.", "had-life": str(start.pk)})
    clash = other.post(own, {"page": PAGE + "12", "answer-life": "Alone and hungry.", "had-life": str(start.pk)})
    officer.post(door(returned, "audit", returned.child.pk), part_of(page="13", had=theirs, life="Safe, seen once."))
    assert "A colleague saved at the same time" in clash.text
    told = other.get(own)
    assert "Changed since it was returned" in told.text
    for words in ("Alone at night.", "Alone and hungry.", "Safe, seen once."):
        assert words in told.text.replace("put in: ", "").replace("taken out: ", "")
    kept = {field.get("name"): field.get("value") or "" for field in told.tree.iter("input")}
    both = other.post(own, {"page": kept["page"], "had": kept["had"], "words": "Alone at night and hungry."})
    assert "Every wording (4)" in both.text
    assert answers_of(returned.audit, Voice.INSPECTORS)["life"].words == "Alone at night and hungry."


def test_without_an_audit_the_page_says_what_would_bring_one(pages_as, following):
    page = pages_as(following.world.lead).get(team(following, "joint-audit", following.tracked.pk))
    assert "have not been asked to audit Child 1 together" in page.text


def test_once_the_letter_is_signed_nothing_is_shown_at_the_door(pages_as, asked):
    asked.world.move_to(Stage.SIGNED)
    officer = pages_as(asked.world.coordinators[POLICE])
    assert "not shown any more" in officer.get(door(asked, "followed-child", asked.child.pk)).text
    officer.get(door(asked, "audit", asked.child.pk), status=404)


def test_what_was_typed_is_given_back_to_somebody_signed_out_meanwhile(pages_as, asked):
    officer = pages_as(asked.world.coordinators[POLICE])
    officer.client.logout()
    page = officer.post(door(asked, "audit", asked.child.pk), part_of(life="Afraid of the stairs."), status=401)
    assert "Afraid of the stairs." in page.text
    assert "Nothing is lost" in page.text


def test_a_difference_of_view_typed_while_signed_out_is_given_back(pages_as, opened):
    officer = pages_as(opened.world.coordinators[POLICE])
    officer.client.logout()
    typed = {"agrees": "no", "words": "We saw no fear.", "had": ""}
    assert "We saw no fear." in officer.post(door(opened, "audit-say", opened.child.pk), typed, status=401).text


def test_a_part_asked_for_again_says_why_and_is_handed_in_again(pages_as, asked):
    officer, own = pages_as(asked.world.coordinators[POLICE]), asked.child.pk
    officer.post(door(asked, "audit", own), part_of())
    officer.post(door(asked, "audit-move", own), {"to": "in"})
    assert "Hand your part in" not in officer.get(door(asked, "audit", own)).text
    request = asked.request(POLICE, "part")
    ask_again(by=asked.world.lead, request=request, words="What of the night of the fire?")
    page = officer.get(door(asked, "audit", own))
    assert "What of the night of the fire?" in page.text
    assert "Hand your part in" in page.text
    officer.post(door(asked, "audit-move", own), {"to": "in"})
    assert asked.request(POLICE, "part").state == "done"
    assert "night of the fire" not in officer.get(door(asked, "audit", own)).text


def test_who_holds_nothing_is_told_so_instead_of_awaited(pages_as, asked):
    say_not_held(by=asked.world.coordinators[POLICE], request=asked.request(POLICE, "part"), words="We never met him.")
    page = pages_as(asked.world.lead).get(team(asked, "joint-audit", asked.tracked.pk))
    assert "Says it holds nothing: We never met him." in page.text
    council = pages_as(asked.world.coordinators[COUNCIL]).get(door(asked, "audit", asked.child.pk))
    assert "Says it holds nothing" in council.text
    assert "never met" not in council.text


def test_a_comparison_typed_while_signed_out_is_given_back(pages_as, returned):
    inspector = pages_as(returned.world.lead)
    inspector.client.logout()
    page = team(returned, "joint-audit-compare", returned.tracked.pk, "life")
    assert "He says so." in inspector.post(page, {"mark": "differ", "why": "He says so."}, status=401).text
