"""Consent at an agency's door: whom it asked, what came of it, and nothing of what others recorded."""

from datetime import date

import pytest
from django.urls import reverse

from joinedup.areas.actions import add_agency_member
from joinedup.audit.models import Entry
from joinedup.cases import actions as cases
from joinedup.cases.asked.models import FollowedChild
from joinedup.cases.consent.actions import ask_consent, move_consent
from joinedup.cases.models import Consent, ConsentEntry
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from tests.factories.asked import Following, make_following
from tests.factories.inspections import make_inspection

COUNCIL, POLICE = "local_authority", "police"
ASKED, GIVEN = {"on_day": "2", "on_month": "3", "on_year": "2016"}, {"on_day": "3", "on_month": "3", "on_year": "2016"}
SOMEBODY = {"worker": "Neighbourhood officer", "how": "At the door."}


@pytest.fixture
def asked(db, monkeypatch) -> Following:
    following = make_following(monkeypatch)
    following.ask()
    return following


@pytest.fixture
def officer(pages_as, asked):
    return pages_as(asked.world.coordinators[POLICE])


def at(asked, name="consent", *more):
    return reverse(f"agency:{name}", args=[asked.inspection.pk, asked.child.pk, *more])


def by_council(asked, whose="parent", role="mother", to=None):
    """Let the council ask somebody, and record what came of it."""
    council = asked.world.coordinators[COUNCIL]
    said = {"on": date(2016, 3, 2), "worker": "Social worker", "how": "At the refuge."}
    consent = ask_consent(by=council, tracked=asked.tracked, whose=whose, role=role, **said)
    if to:
        move_consent(by=council, consent=consent, to=to, on=date(2016, 3, 3), how="“My sister said no.”", purposes=["quote"])
    return consent


def test_from_the_childs_page_it_is_recorded_who_was_asked_and_what_they_said(officer, asked):
    page = officer.get(officer.get(at(asked, "followed-child")).links()["Consent of the child and the family"])
    assert "You have not recorded that anybody was asked." in page.text
    assert page.h1 == "Child 1: consent"
    page = officer.post(page.links()["Record who was asked"], {"whose": "parent", "role": "mother", **SOMEBODY} | ASKED)
    assert "A parent: mother Asked 2 March 2016" in page.text
    page = officer.post(page.links()["A parent: mother"], {"to": "given", "purposes": ["meet"], "how": "“Yes.”"} | GIVEN)
    assert "A parent: mother Given 3 March 2016: to meet an inspector" in page.text
    page = officer.get(page.links()["A parent: mother"])
    assert all(said in page.text for said in ("At the door.", "“Yes.”", "They withdrew it"))
    assert "They refused" not in page.text
    assert {entry.agency for entry in ConsentEntry.objects.all()} == {asked.world.agencies[POLICE]}


def test_inspectors_see_what_the_agency_recorded(officer, pages_as, asked):
    officer.post(at(asked, "consent-ask"), {"whose": "child", **SOMEBODY} | ASKED)
    consent = Consent.objects.get()
    where = reverse("inspectorate:consent-one", args=[asked.inspection.pk, asked.tracked.pk, consent.pk])
    told = pages_as(asked.world.lead).get(where).text
    assert "Asked by: Neighbourhood officer." in told
    assert "At the door." in told


def test_what_must_be_known_is_told_on_the_forms(officer, asked):
    page = officer.post(at(asked, "consent-ask"), {"whose": "parent", **SOMEBODY} | ASKED)
    assert page.title.startswith("Error: ")
    assert "Say which parent" in page.text
    officer.post(at(asked, "consent-ask"), {"whose": "child", **SOMEBODY} | ASKED)
    one = at(asked, "consent-one", Consent.objects.get().pk)
    assert "Say what consent was given for." in officer.post(one, {"to": "given", "how": "Yes."} | GIVEN).text
    assert Consent.objects.get().state == "asked"


def test_whom_another_agency_asked_is_not_told(officer, asked):
    consent = by_council(asked, to="refused")
    page = officer.get(at(asked))
    assert "mother" not in page.text
    officer.get(at(asked, "consent-one", consent.pk), status=404)
    officer.post(at(asked, "consent-one", consent.pk), {"to": "given", "how": "Yes."} | GIVEN, status=404)


def test_that_the_child_withdrew_elsewhere_is_told_and_nothing_of_how(officer, asked):
    consent = by_council(asked, whose="child", role="", to="given")
    assert "quote" not in officer.get(at(asked)).response.content.decode()
    council = asked.world.coordinators[COUNCIL]
    move_consent(by=council, consent=consent, to="withdrawn", on=date(2016, 3, 4), how="Crying.")
    assert "The child Withdrawn 4 March 2016, recorded by others" in officer.get(at(asked)).text
    told = officer.get(at(asked, "consent-one", consent.pk)).response.content.decode()
    assert "it holds for everybody" in told
    assert not [word for word in ("Crying", "refuge", "Social worker", asked.world.agencies[COUNCIL].name) if word in told]


def test_whoever_names_somebody_asked_before_learns_how_it_stands_and_can_record_a_withdrawal(officer, asked):
    consent = by_council(asked, to="given")
    page = officer.post(at(asked, "consent-ask"), {"whose": "parent", "role": "mother", **SOMEBODY} | ASKED)
    assert "A parent: mother Given 3 March 2016, recorded by others" in page.text
    told = officer.get(page.links()["A parent: mother"])
    assert "At the door." in told.text
    assert "refuge" not in told.text
    assert "sister" not in told.text
    officer.post(at(asked, "consent-one", consent.pk), {"to": "withdrawn", "how": "By telephone."} | GIVEN)
    consent.refresh_from_db()
    assert consent.state == "withdrawn"


def test_a_contributor_records_too_and_nobody_else(pages_as, asked):
    page = pages_as(asked.contributor(POLICE)).post(at(asked, "consent-ask"), {"whose": "child", **SOMEBODY} | ASKED)
    assert "The child" in page.links()
    for stranger in (make_inspection().coordinators[POLICE], asked.world.lead):
        pages_as(stranger).get(at(asked), status=404)
    pages_as(make_inspection().coordinators[POLICE]).post(at(asked, "consent-ask"), {"whose": "child"}, status=404)


def test_an_agency_that_does_not_hold_the_child_meets_no_consent(officer, asked):
    tracked = asked.tracked
    tracked.records = [record for record in tracked.records if not record.startswith(asked.world.agencies[POLICE].key)]
    tracked.save()
    assert "Consent of the child and the family" not in officer.get(at(asked, "followed-child")).links()
    for name in ("consent", "consent-ask"):
        officer.get(at(asked, name), status=404)


def test_of_a_child_who_is_sampled_alone_no_consent_is_recorded(officer, asked):
    sampled = FollowedChild.objects.filter(tracked=None).first()
    officer.get(reverse("agency:consent", args=[asked.inspection.pk, sampled.pk]), status=404)


def test_before_the_area_is_notified_it_does_not_exist(officer, asked):
    Inspection.objects.filter(pk=asked.inspection.pk).update(stage=Stage.PLANNED)
    for name in ("consent", "consent-ask"):
        officer.get(at(asked, name), status=404)


def test_once_the_child_is_left_out_only_a_withdrawal_is_recorded(officer, asked):
    officer.post(at(asked, "consent-ask"), {"whose": "child", **SOMEBODY} | ASKED)
    one = at(asked, "consent-one", Consent.objects.get().pk)
    officer.post(one, {"to": "given", "purposes": ["meet"], "how": "Yes."} | GIVEN)
    cases.move_tracked(by=asked.world.lead, tracked=asked.tracked, to="left_out", why="A live criminal case.")
    page = officer.get(at(asked))
    assert "Nobody is asked any more" in page.text
    assert "criminal" not in page.text
    assert "Nobody is asked any more" in officer.get(at(asked, "consent-ask")).text
    refused = officer.post(at(asked, "consent-ask"), {"whose": "carer", "role": "aunt", **SOMEBODY} | ASKED)
    assert "has been left out" in refused.text
    assert "They gave consent" not in officer.get(one).text
    officer.post(one, {"to": "withdrawn", "how": "No."} | GIVEN)
    assert Consent.objects.get().state == "withdrawn"
    asked.world.move_to(Stage.CLOSED)
    assert "Record what came of it" not in officer.get(one).text


def test_each_reading_is_logged_and_no_word_of_it(officer, asked):
    officer.post(at(asked, "consent-ask"), {"whose": "carer", "role": "aunt in Leeds", **SOMEBODY} | ASKED)
    before = Entry.objects.filter(action="consents opened").count()
    page = officer.get(at(asked))
    assert "no-store" in page.response.headers["Cache-Control"]
    assert Entry.objects.filter(action="consents opened").count() == before + 1
    assert "Leeds" not in "".join(Entry.objects.values_list("detail", flat=True))
    assert "Leeds" not in page.title


def test_who_answers_for_two_agencies_records_for_the_one_shown(pages_as, asked):
    both = asked.contributor(POLICE)
    add_agency_member(by=None, agency=asked.world.agencies[COUNCIL], person=both, role="contributor")
    council = asked.world.agencies[COUNCIL]
    pages_as(both).post(f"{at(asked, 'consent-ask')}?agency={council.pk}", {"whose": "child", **SOMEBODY} | ASKED)
    assert ConsentEntry.objects.get().agency == council
