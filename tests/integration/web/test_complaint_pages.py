"""Complaints at each door: made, answered, reviewed, held and lifted; and no team page tells that there is one."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from joinedup.inspections.complaints import actions
from joinedup.inspections.complaints.enums import ComplaintState
from joinedup.inspections.complaints.models import Complaint, PublicationHold
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import HELD
from joinedup.method.loader import load_framework
from joinedup.web.inspectorate.waiting import work_left
from tests.factories.complaints import WORDS, bring, complain, outsider
from tests.factories.inspections import make_inspection
from tests.integration.web.routes import served
from tests.integration.web.two_inspections import browser, ids_in

pytestmark = pytest.mark.django_db
S = ComplaintState
PAGE = "6dd2a9a4-6a2f-4f6b-9b0c-0a4c1f0f6a11"


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


@pytest.fixture
def reader(world):
    return outsider(world)


def at(route, *ids):
    return reverse(route, args=ids)


def text(response) -> str:
    return response.content.decode()


def test_at_an_agencys_door_somebody_complains_and_nobody_else_of_it_sees_it(world):
    here = world.inspection.pk
    by = browser(world.coordinators["police"])
    assert "Complain about this inspection" in text(by.get(at("agency:requests", here)))
    lacking = text(by.post(at("agency:complaint-new", here), {"page": PAGE}))
    assert "Choose what it is about." in lacking
    assert "Write what happened." in lacking
    wrong = {"page": PAGE, "subject": "burden", "about": str(world.lead.pk), "words": WORDS}
    assert "only where their behaviour" in text(by.post(at("agency:complaint-new", here), wrong))
    sent = by.post(at("agency:complaint-new", here), {"page": PAGE, "subject": "burden", "words": WORDS}, follow=True)
    made = Complaint.objects.get()
    assert sent.redirect_chain[-1][0] == at("agency:complaint", here, made.pk)
    assert WORDS in text(sent)
    assert made.reference in text(by.get(at("agency:complaints", here)))
    other = browser(world.coordinators["local_authority"])
    assert other.get(at("agency:complaint", here, made.pk)).status_code == 404
    assert made.reference not in text(other.get(at("agency:complaints", here)))
    by.post(at("agency:complaint", here, made.pk), {"to": "withdrawn", "words": "It is settled."})
    made.refresh_from_db()
    assert made.state == S.WITHDRAWN


def test_a_step_that_moved_on_meanwhile_gives_back_what_was_typed(world, reader):
    made = bring(complain(world), S.WITHDRAWN, reader=reader)
    sent = browser(reader).post(at("inspectorate:complaint", made.pk), {"to": "acknowledged", "words": "I read it on Monday."})
    assert "moved on meanwhile" in text(sent)
    assert "I read it on Monday." in text(sent)


def test_its_reader_does_everything_on_one_page(world, reader):
    made, by = complain(world), browser(reader)
    assert "<strong>1 waits for a reader</strong>" in text(by.get(at("inspectorate:home")))
    waiting = text(by.get(at("inspectorate:complaints")))
    assert made.reference in waiting
    assert WORDS not in waiting
    assert by.get(at("inspectorate:complaint", made.pk)).status_code == 404
    by.post(at("inspectorate:complaint-take", made.pk))
    page = at("inspectorate:complaint", made.pk)
    assert WORDS in text(by.get(page))
    inspector = world.inspectors["hmicfrs"]
    for step in (
        {"to": "acknowledged", "words": ""},
        {"to": "looked_into", "words": "When we rang."},
        {"to": "held", "words": "The log first."},
        {"to": "share", "person": str(inspector.pk), "words": "She rang."},
        {"to": "asked", "words": "Which day?"},
        {"to": "noted", "words": "A note for readers."},
    ):
        assert by.post(page, step).status_code == 302, step
    assert "Publication is held because of this complaint" in text(by.get(page))
    shown = text(browser(inspector).get(page))
    assert "Its reader shows you this" in shown
    assert "A note for readers." not in shown
    assert world.coordinators["police"].name not in shown
    assert browser(inspector).post(page, {"to": "team", "words": "I rang at five."}).status_code == 302
    own = at("agency:complaint", world.inspection.pk, made.pk)
    answered = text(browser(world.coordinators["police"]).get(own))
    assert "Which day?" in answered
    for inner in ("A note for readers.", "The log first.", "I rang at five.", reader.name):
        assert inner not in answered
    for step in ({"to": "partly_upheld", "words": "One call."}, {"to": "lifted", "words": "The log agrees."}):
        assert by.post(page, step).status_code == 302, step
    browser(world.coordinators["police"]).post(own, {"to": "review_asked", "words": "Both were."})
    second = outsider(world, "hmicfrs")
    browser(second).post(at("inspectorate:complaint-take", made.pk))
    assert "Choose how the review ends." in text(browser(second).post(page, {"to": "reviewed", "words": "Both."}))
    browser(second).post(page, {"to": "reviewed", "words": "Both.", "outcome": "upheld"})
    made.refresh_from_db()
    assert (made.state, made.outcome) == (S.REVIEWED, S.UPHELD)
    assert "Reviewed: upheld" in text(browser(world.coordinators["police"]).get(own))


def test_somebody_takes_over_from_a_reader_who_is_away(world, reader):
    made, other = bring(complain(world), S.LOOKED_INTO, reader=reader), outsider(world)
    by, take = browser(other), at("inspectorate:complaint-take", made.pk)
    assert by.post(take, {"why": "They are away."}).status_code == 404  # nothing waits
    actions.hold_publication(by=reader, complaint=made, why="The log first.")
    page = text(by.get(at("inspectorate:complaints")))
    assert f"Why you take over {made}" in page
    assert WORDS not in page
    assert "Say why you take it over." in text(by.post(take))
    assert by.post(take, {"why": "They are away."}).headers["Location"] == at("inspectorate:complaint", made.pk)
    assert "They are away." in text(by.get(at("inspectorate:complaint", made.pk)))
    assert browser(reader).get(at("inspectorate:complaint", made.pk)).status_code == 404


def test_giving_it_back_leads_to_the_list(world, reader):
    made = actions.take(by=reader, complaint=complain(world))
    sent = browser(reader).post(at("inspectorate:complaint", made.pk), {"to": "given_back", "words": "I know her."})
    assert sent.headers["Location"] == at("inspectorate:complaints")


def test_a_letter_or_call_is_taken_in_for_an_inspection_the_area_knows_of(world, reader):
    make_inspection()  # planned: offered to nobody
    by = browser(reader)
    first = text(by.get(at("inspectorate:complaint-take-in")))
    assert world.area.name in first
    assert first.count("<option") == 2
    page = f"{at('inspectorate:complaint-take-in')}?inspection={world.inspection.pk}"
    assert "Enter the day it came." in text(by.post(page, {"page": PAGE}))
    today = timezone.localdate()
    came = {"came": "letter", "on_day": today.day, "on_month": today.month, "on_year": today.year, "who": "A father, by post"}
    sent = by.post(page, {"page": PAGE, "subject": "process", "words": WORDS, **came}, follow=True)
    made = Complaint.objects.get()
    assert made.arrived_at <= timezone.now()
    assert f"Complaint {made.reference}, arrived" in text(sent)
    assert "A father" not in text(sent)
    tomorrow = today + timedelta(days=1)
    late = came | {"on_day": tomorrow.day, "on_month": tomorrow.month, "on_year": tomorrow.year}
    assert "later than now" in text(by.post(page, {"page": "", "subject": "process", "words": WORDS, **late})) or tomorrow > today


def test_somebody_of_the_team_complains_and_reads_the_answer_outside_the_inspections_pages(world, reader):
    by = browser(world.inspectors["hmicfrs"])
    sent = by.post(at("inspectorate:complain", world.inspection.pk), {"page": PAGE, "subject": "process", "words": WORDS})
    made = Complaint.objects.get()
    assert sent.headers["Location"] == at("inspectorate:complaint", made.pk)
    bring(made, S.UPHELD, reader=reader)
    assert "As it stands." in text(by.get(at("inspectorate:complaint", made.pk)))
    assert browser(world.lead).get(at("inspectorate:complaint", made.pk)).status_code == 404


def plain(response) -> str:
    """Return a page without what is fresh each time."""
    fresh = r'nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d\d?:\d\d(am|pm)?'
    return re.sub(fresh, "", text(response))


def test_no_team_page_tells_that_there_is_a_complaint(world, reader):
    pages = ["inspectorate:home", "inspectorate:complaints"]
    routes = [(route, address) for route, address, _ in served() if route.startswith("inspectorate:")]
    pages += [route for route, address in routes if ids_in(route) == ("inspection_id",) and address.endswith("/")]
    assert len(pages) > 25
    people = [world.lead, world.signatories["ofsted"]]
    readers = [browser(person) for person in people]

    def seen() -> dict[tuple[int, str], str]:
        addresses = [(route, at(route, *([world.inspection.pk] if ids_in(route) else []))) for route in pages]
        return {(place, route): plain(by.get(address)) for place, by in enumerate(readers) for route, address in addresses}

    seen()  # what is made at a first look
    before = seen()
    made = complain(world, subject="conduct", about=world.lead)
    bring(made, S.LOOKED_INTO, reader=reader)
    after = seen()
    assert [key for key in before if before[key] != after[key]] == []
    actions.hold_publication(by=reader, complaint=made, why="A date is wrong.")
    assert not any("date is wrong" in page or made.reference in page for page in seen().values())


def test_a_hold_is_shown_as_held_and_no_more(world, reader):
    made = bring(complain(world), S.ACKNOWLEDGED, reader=reader)
    actions.hold_publication(by=reader, complaint=made, why="A date is wrong.")
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.SIGNED)
    world.inspection.refresh_from_db()
    [item] = [one for one in work_left(world.lead, world.inspection) if one.sentence == HELD]
    assert "complain" not in f"{item.sentence} {item.who}".casefold()
    PublicationHold.objects.update(lifted_at=timezone.now())
    assert not [one for one in work_left(world.lead, world.inspection) if one.sentence == HELD]


def test_under_one_inspectorate_alone_another_person_of_it_reviews():
    alone = make_inspection(load_framework("targeted-2016-single-agency"), Stage.FIELDWORK)
    reader, second = outsider(alone), outsider(alone)
    said = complain(alone, by=alone.coordinators["local_authority"])
    reviewed = bring(said, S.REVIEWED, reader=reader, second=second)
    assert (reviewed.state, reviewed.second_reader) == (S.REVIEWED, second)
    page = text(browser(reader).get(at("inspectorate:complaint", said.pk)))
    assert "Reviewed: upheld" in page
