"""The partnership's pages: its written statement is worked on there, and exists for nobody else."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from joinedup.areas.models import Area
from joinedup.audit.models import Entry
from joinedup.improvement.core.workbook import to_workbook
from joinedup.improvement.enums import StatementState
from joinedup.improvement.models import Action, Board, Milestone, Voice
from joinedup.improvement.planning import add_action, add_milestone, mark_of
from joinedup.improvement.queries import content_of
from joinedup.publication.actions import publish
from joinedup.publication.models import Publication, State
from tests.factories.documents import make_document
from tests.factories.improvement import bring_to, make_partnership, planned
from tests.factories.people import make_person
from tests.integration.web.two_inspections import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return make_partnership()


@pytest.fixture
def council(made):
    return browser(made.council)


def page(name, made, *more):
    return reverse(f"agency:statement{name}", args=[made.statement.pk, *more])


def pages_of(made):
    """Every address of a statement that is looked at."""
    action = add_action(by=made.council, statement=made.now(), planned=planned(made, "1"))
    step = add_milestone(by=made.council, action=action, what="First", due_on=None)
    point = made.statement.points.get(number="M1")
    plain = [page(name, made) for name in ("", "-next", "-workbook", "-boards", "-children", "-action-new")]
    own = [page("-point", made, point.pk), page("-action", made, action.pk), page("-action-change", made, action.pk)]
    forms = [page("-form", made, form) for form in ("word", "workbook", "data", "scrutiny")]
    return [*plain, *own, page("-milestone", made, step.pk), *forms]


def test_every_page_is_for_the_partnership_and_its_scrutineer_and_nobody_else(made):
    elsewhere = make_partnership(code="X99999997")
    people = {
        made.council: 200,
        made.coordinators["probation"]: 200,
        made.scrutineer: 200,
        made.inspector: 404,
        elsewhere.council: 404,
        elsewhere.scrutineer: 404,
        make_person(): 404,
    }
    addresses = pages_of(made)
    for person, status in people.items():
        client = browser(person)
        assert {client.get(address).status_code for address in addresses} == {status}, person
    assert {browser(None).get(address).status_code for address in addresses} == {302}


def test_before_the_letter_is_out_the_statement_exists_for_nobody(made, council):
    Publication.objects.update(state=State.EMBARGOED)
    assert council.get(page("", made)).status_code == 404


def test_the_first_page_leads_to_the_statement(made, council):
    text = council.get(reverse("agency:home")).content.decode()
    assert page("", made) in text
    assert "5 things still to settle" in text
    assert browser(made.scrutineer).get("/").headers["Location"] == reverse("agency:home")


def test_every_point_stands_there_with_what_is_done(made, council):
    add_action(by=made.council, statement=made.now(), planned=planned(made, "1", what="Ring back at once."))
    text = council.get(page("", made)).content.decode()
    for point in made.statement.points.all():
        assert f"Point {point.number}" in text
    assert "Action 1: Ring back at once." in text
    assert "It rests on the same finding as point 1." in text


def test_an_action_is_added_with_the_points_agencies_ticked(made, council):
    address = page("-action-new", made)
    text = council.get(address, {"point": "M2"}).content.decode()
    ticked = text[text.index(f'value="{made.agencies["health"].key}" checked') :]
    assert ticked
    typed = {"what": "Come along.", "points": ["M2"], "owner": "Lead nurse", "agency": made.agencies["health"].key}
    due = {"due_on_day": "1", "due_on_month": "3", "due_on_year": "2027"}
    answer = council.post(address, {**typed, **due})
    action = Action.objects.get()
    assert answer.headers["Location"] == page("-action", made, action.pk)
    assert (action.what, action.agency, str(action.due_on)) == ("Come along.", made.agencies["health"], "2027-03-01")


def test_a_wrong_date_is_said_and_nothing_typed_is_lost(made, council):
    due = {"due_on_day": "31", "due_on_month": "2", "due_on_year": "2027"}
    text = council.post(page("-action-new", made), {"what": "Come along.", **due}).content.decode()
    assert "must be a real date" in text
    assert "Come along." in text
    assert not Action.objects.exists()


def test_an_action_is_changed_moved_and_its_milestone_reached(made, council):
    action = add_action(by=made.council, statement=made.now(), planned=planned(made, "1"))
    own = page("-action", made, action.pk)
    council.post(page("-action-change", made, action.pk), {"what": "Anew.", "points": ["1", "2"]})
    council.post(own, {"form": "milestone", "what": "First meeting"})
    council.post(own, {"form": "state", "state": "under_way", "words": "We met."})
    milestone = Milestone.objects.get()
    Area.objects.update(made_up=False)  # an invented area's inspection may lie ahead, and all that comes of it
    done = {"done_on_day": "1", "done_on_month": "3", "done_on_year": "2026", "proof": "The minutes."}
    council.post(page("-milestone", made, milestone.pk), done)
    text = council.get(own).content.decode()
    for said in ("Anew.", "First meeting", "We met.", "The minutes.", "Under way", "Reached 1 March 2026"):
        assert said in text


def test_a_day_ahead_is_no_day_something_was_reached(made, council):
    action = add_action(by=made.council, statement=made.now(), planned=planned(made, "1"))
    milestone = add_milestone(by=made.council, action=action, what="First", due_on=None)
    Area.objects.update(made_up=False)  # an invented area's inspection may lie ahead, and all that comes of it
    done = {"done_on_day": "1", "done_on_month": "3", "done_on_year": "2199", "proof": "x"}
    assert "cannot lie ahead" in council.post(page("-milestone", made, milestone.pk), done).content.decode()


def test_a_point_of_the_prose_is_said_to_be_the_same(made, council):
    point = made.statement.points.get(number="M1")
    council.post(page("-point", made, point.pk), {"same_as": "1", "words": "The same meetings."})
    assert made.statement.points.get(number="M1").same_as == "1"
    assert "The same as point 1: The same meetings." in council.get(page("", made)).content.decode()
    council.post(page("-point", made, point.pk), {"same_as": "none"})
    assert made.statement.points.get(number="M1").same_as == ""


def test_what_worked_elsewhere_stands_beside_a_point(made, council):
    from tests.factories.improvement import create_area

    other = create_area(by=None, code="X99999996", name="Farshire", made_up=True)
    publish(by=made.inspector, document=make_document(), area=other)
    text = council.get(page("-point", made, made.statement.points.get(number="1").pk)).content.decode()
    assert "Ashley* was found the same evening." in text
    assert "on the same question" in text


def test_boards_and_the_scrutineer_are_named(made, council):
    council.post(page("-boards", made), {"form": "board", "name": "Exploitation group", "chaired_by": "Director"})
    other = make_person("Another scrutineer")
    council.post(page("-boards", made), {"form": "scrutineer", "email": other.email})
    text = council.get(page("-boards", made)).content.decode()
    assert Board.objects.get().name in text
    assert "Another scrutineer scrutinises" in text
    assert browser(made.scrutineer).get(page("", made)).status_code == 404
    for email, said in (("nobody@example.test", "Nobody with this address"), (made.inspector.email, "works for no inspectorate")):
        assert said in council.post(page("-boards", made), {"form": "scrutineer", "email": email}).content.decode()


def test_the_whole_way_on_the_pages(made, council):
    bring_to(made, StatementState.DRAFT)
    for sector in ("local_authority", "police", "health"):
        step = f"approve-{made.agencies[sector].key}"
        browser(made.coordinators[sector]).post(page("-next", made), {"step": step})
    assert made.now().state == "approved"
    council.post(page("-next", made), {"step": "send", "words": "Here it is."})
    assert made.now().state == "sent"
    assert "moved on meanwhile" in council.post(page("-next", made), {"step": "send"}).content.decode()


def test_words_a_step_needs_are_asked_for(made, council):
    bring_to(made, StatementState.APPROVED)
    assert "Say why it is taken back." in council.post(page("-next", made), {"step": "take-back", "words": ""}).content.decode()
    assert made.now().state == "approved"


def test_it_is_taken_out_whole_and_that_is_logged(made, council):
    answer = council.get(page("-form", made, "data"))
    assert json.loads(answer.content)["id"] == str(made.statement.pk)
    assert answer.headers["Cache-Control"] == "no-store"
    assert Entry.objects.filter(action="statement read", reading=True).count() == 1
    assert council.get(page("-form", made, "other")).status_code == 404


def test_a_filled_in_workbook_is_taken_in_or_its_faults_are_named(made, council):
    bring_to(made, StatementState.DRAFT)
    data = to_workbook(content_of(made.now()))
    sent = council.post(page("-workbook", made), {"workbook": SimpleUploadedFile("plan.xlsx", data)})
    assert sent.status_code == 302
    text = council.post(page("-workbook", made), {"workbook": SimpleUploadedFile("plan.xlsx", b"torn")}).content.decode()
    assert "not a workbook" in text
    assert "Nothing was taken in" in text


def test_what_children_said_is_kept_once_it_is_carried_out(made, council):
    typed = {"asked_on_day": "1", "asked_on_month": "3", "asked_on_year": "2026", "how": "A group.", "changed": "They ring back."}
    assert "once the statement is being carried out" in council.post(page("-children", made), typed).content.decode()
    bring_to(made, StatementState.SENT)
    council.post(page("-children", made), typed)
    assert Voice.objects.get().changed == "They ring back."
    assert "They ring back." in browser(made.scrutineer).get(page("-children", made)).content.decode()


def test_a_form_sent_after_signing_out_is_given_back(made):
    answer = browser(None).post(page("-action-new", made), {"what": "Ring back."})
    assert answer.status_code == 401
    assert "Ring back." in answer.content.decode()


def test_two_who_change_an_action_at_once_lose_nothing(made, council):
    action = add_action(by=made.council, statement=made.now(), planned=planned(made, "1"))
    here, opened = page("-action-change", made, action.pk), mark_of(action)
    assert f'name="based_on" value="{opened}"' in council.get(here).content.decode()
    said = {"what": "Meet each week.", "points": ["1"], "based_on": opened}
    assert council.post(here, said).status_code == 302
    met = council.post(here, {**said, "what": "Meet each month."}).content.decode()
    assert "Somebody changed this action after you opened it." in met
    assert "Meet each week." in met
    assert "Meet each month." in met
    action.refresh_from_db()
    assert action.what == "Meet each week."
    assert f'name="based_on" value="{mark_of(action)}"' in met
    assert council.post(here, {**said, "what": "Meet often.", "based_on": mark_of(action)}).status_code == 302
