"""Consent and meetings through the pages."""

from datetime import date

import pytest
from django.urls import reverse

from joinedup.cases.consent.actions import ask_consent, move_consent
from joinedup.cases.models import Consent, Meeting, SetAside
from joinedup.cases.tracking.actions import save_part
from joinedup.evidence.models import Note
from tests.factories.evidence import make_note
from tests.factories.tracking import make_tracking

ASKED, GIVEN = {"on_day": "2", "on_month": "3", "on_year": "2016"}, {"on_day": "3", "on_month": "3", "on_year": "2016"}


@pytest.fixture
def tracking(db):
    return make_tracking()


@pytest.fixture
def hers(pages_as, tracking):
    return pages_as(tracking.hers)


def at(tracking, name="consent", *more):
    return reverse(f"inspectorate:{name}", args=[tracking.inspection.pk, tracking.child.pk, *more])


def asked(tracking, whose="child", role=""):
    said = {"on": date(2016, 3, 2), "worker": "Social worker", "how": "At home."}
    return ask_consent(by=tracking.hers, tracked=tracking.child, whose=whose, role=role, **said)


def moved(tracking, consent, to, day=3, purposes=("meet",)):
    return move_consent(by=tracking.hers, consent=consent, to=to, on=date(2016, 3, day), how="She said so.", purposes=purposes)


def meeting_of(tracking, consent, **more):
    said = {"met": [str(consent.pk)], "inspectors": [str(tracking.hers.pk)], "place": "home", "held": "yes", "worker_there": "no"}
    return said | {"on_day": "4", "on_month": "3", "on_year": "2016"} | more


def test_nobody_asked_yet(hers, tracking):
    page = hers.get(at(tracking))
    assert page.h1 == "Child 1: consent and meetings"
    assert "It is not recorded that anybody was asked." in page.text
    assert "Record who was asked first" in hers.get(at(tracking, "meeting-new")).text


def test_who_was_asked_is_recorded_by_role(hers, tracking):
    said = {"whose": "parent", "role": "mother", "purposes": ["meet"], "worker": "Social worker", "how": "By telephone."}
    page = hers.post(at(tracking, "consent-ask"), said | ASKED)
    assert "A parent: mother" in page.text
    assert "Asked 2 March 2016" in page.text


def test_what_must_be_known_is_told_on_the_form(hers, tracking):
    page = hers.post(at(tracking, "consent-ask"), {"whose": "parent", "worker": "Social worker", "how": "By telephone."} | ASKED)
    assert page.title.startswith("Error: ")
    assert "Say which parent" in page.text
    page = hers.post(at(tracking, "consent-ask"), {})
    assert "Choose who was asked." in page.text
    assert not Consent.objects.exists()


def test_consent_given_then_withdrawn_shows_on_every_page_of_the_child(hers, tracking):
    consent = asked(tracking)
    where = at(tracking, "consent-one", consent.pk)
    page = hers.post(where, {"to": "given", "purposes": ["meet", "quote"], "how": "“Yes.”"} | GIVEN)
    assert "to meet an inspector and to have their words used, without a name" in page.text
    hers.post(where, {"to": "withdrawn", "how": "“I changed my mind.”"} | GIVEN)
    for name in ("consent", "record", "chronology"):
        assert "The child: consent withdrawn, 3 March 2016" in hers.get(at(tracking, name)).text


def test_what_the_table_does_not_hold_is_not_offered(hers, tracking):
    page = hers.get(at(tracking, "consent-one", asked(tracking).pk))
    assert "They gave consent" in page.text
    assert "They withdrew it" not in page.text


def test_consent_before_it_was_asked_is_refused_on_the_form(hers, tracking):
    page = hers.post(
        at(tracking, "consent-one", asked(tracking).pk),
        {"to": "refused", "how": "No.", "on_day": "1", "on_month": "3", "on_year": "2016"},
    )
    assert "before 2 March 2016" in page.text


def test_a_meeting_held_without_consent_is_refused_and_with_it_recorded(hers, tracking):
    consent = asked(tracking)
    page = hers.post(at(tracking, "meeting-new"), meeting_of(tracking, consent))
    assert "had not consented to meet an inspector on that day" in page.text
    moved(tracking, consent, "given")
    page = hers.post(at(tracking, "meeting-new"), meeting_of(tracking, consent))
    assert f"Held: The child with {tracking.hers.name}. At home. No worker of an agency was in the room." in page.text
    assert Meeting.objects.count() == 1


def test_a_planned_meeting_is_held_later_and_gets_its_note(hers, tracking):
    consent, note = moved(tracking, asked(tracking), "given"), make_note(tracking.world, tracked=tracking.child)
    hers.post(at(tracking, "meeting-new"), meeting_of(tracking, consent, held="no", worker_there=""))
    where = at(tracking, "meeting", Meeting.objects.get().pk)
    assert "Say whether a worker" in hers.post(where, {"what": "held"} | GIVEN).text
    page = hers.post(where, {"what": "held", "worker_there": "yes", "worker": "Youth worker"} | GIVEN)
    assert "Youth worker was in the room." in page.text
    page = hers.post(where, {"what": "note", "note": str(note.pk)})
    assert f"Note {note.number}" in page.links()


def test_a_planned_meeting_is_called_off(hers, tracking):
    hers.post(at(tracking, "meeting-new"), meeting_of(tracking, asked(tracking), held="no", worker_there=""))
    where = at(tracking, "meeting", Meeting.objects.get().pk)
    assert "Called off" in hers.post(where, {"what": "called-off", "why": "Unwell."}).text
    assert "Unwell." in hers.get(where).text


def test_what_was_learned_is_set_aside_and_marked_where_it_stands(hers, tracking):
    consent, note = moved(tracking, asked(tracking), "given"), make_note(tracking.world, tracked=tracking.child)
    hers.post(at(tracking, "meeting-new"), meeting_of(tracking, consent, note=str(note.pk)))
    moved(tracking, consent, "withdrawn", day=5)
    where = at(tracking, "consent-aside", consent.pk)
    said = {"kind": "note", "id": str(note.pk), "aside": "1"}
    assert "Say why." in hers.post(where, said | {"why": " "}).text
    assert "marked wherever it stands" in hers.post(where, said | {"why": "She asked us to."}).text
    shown = hers.get(reverse("inspectorate:note", args=[tracking.inspection.pk, note.pk]))
    assert "Set aside: consent was withdrawn." in shown.text
    assert "Set aside" in hers.get(reverse("inspectorate:notes", args=[tracking.inspection.pk])).text
    assert "may be used again" in hers.post(where, said | {"aside": "0", "why": "She allowed it."}).text
    assert SetAside.objects.count() == 2
    assert Note.objects.count() == 1


def test_a_part_of_the_record_set_aside_is_marked_on_its_own_pages_and_can_be_taken_up_after_consent_again(hers, tracking):
    consent = moved(tracking, asked(tracking), "given")
    words = {"words": "“It is loud.”", "heard": "Us."}
    part = save_part(by=tracking.hers, tracked=tracking.child, section="child-says", said=words).part
    moved(tracking, consent, "withdrawn", day=5)
    where, place = at(tracking, "consent-aside", consent.pk), ("child-says", "child")
    hers.post(where, {"kind": "record", "id": str(part.pk), "aside": "1", "why": "She asked us to."})
    for page in (at(tracking, "record"), at(tracking, "record-part", *place), at(tracking, "record-history", *place)):
        assert "Set aside: consent was withdrawn. She asked us to." in hers.get(page).text
    moved(tracking, consent, "given", day=6)
    assert "Use it again" in hers.get(at(tracking, "consent-one", consent.pk)).text
    page = hers.post(where, {"kind": "record", "id": str(part.pk), "aside": "0", "why": "She allowed it."})
    assert "may be used again" in page.text
    assert "Set it aside" not in page.text


def test_a_planned_meeting_whose_consent_was_withdrawn_waits_for_the_team(hers, tracking):
    consent = moved(tracking, asked(tracking), "given")
    hers.post(at(tracking, "meeting-new"), meeting_of(tracking, consent, held="no", worker_there=""))
    front = reverse("inspectorate:inspection", args=[tracking.inspection.pk])
    told = "Child 1: a meeting is planned with somebody who does not consent to meet"
    assert told not in hers.get(front).text
    moved(tracking, consent, "withdrawn", day=5)
    assert told in hers.get(front).text
    page = hers.post(at(tracking, "meeting-new"), meeting_of(tracking, consent, held="no", worker_there=""))
    assert "does not consent to meet an inspector" in page.text
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("name", ["consent-ask", "meeting-new"])
def test_what_was_typed_about_consent_is_given_back_to_whoever_was_signed_out(client, tracking, name):
    page = client.post(at(tracking, name), {"how": "“Ask me on Friday.”", "page": "x"})
    assert page.status_code == 401
    assert "Ask me on Friday." in page.content.decode()


def test_what_is_not_there_is_not_found(hers, tracking):
    consent, other = asked(tracking), tracking.child.pk
    hers.get(at(tracking, "consent-one", other), status=404)
    hers.get(at(tracking, "meeting", other), status=404)
    hers.post(at(tracking, "consent-aside", consent.pk), {"id": str(other), "kind": "note"}, status=404)
