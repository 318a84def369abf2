"""Final feedback: who gives it, what stands as it was said, what is said back, and what the letter makes of it."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from joinedup.audit.kept import KeptError
from joinedup.audit.queries import entries
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.enums import FindingState
from joinedup.evidence.feedback.actions import choose_findings, open_feedback
from joinedup.evidence.feedback.enums import FEEDBACK_MOVES, SAID_AFTER, FeedbackState, Reply
from joinedup.evidence.feedback.models import FeedbackMeeting, SaidBack, SaidFinding
from joinedup.evidence.feedback.queries import (
    dropped,
    given_on,
    meetings_seen_by,
    never_fed_back,
    overdue,
    present_at,
    promised,
    said_at,
    said_otherwise,
    said_seen_by,
    to_feed_back,
)
from joinedup.evidence.feedback.rules import can_choose, can_give, can_prepare, can_say_back
from joinedup.evidence.findings.actions import change_finding, move_finding
from joinedup.evidence.findings.models import FindingVersion
from joinedup.evidence.findings.queries import wording_hashes
from joinedup.evidence.models import Finding
from joinedup.evidence.rules import JUDGING
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from tests.factories.evidence import make_one_finding
from tests.factories.feedback import FRIDAY, answer, give, prepare
from tests.factories.inspections import as_if_real, make_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


def everybody(world):
    return [
        world.lead,
        *world.inspectors.values(),
        world.quality_assurer,
        *world.signatories.values(),
        *world.coordinators.values(),
    ]


def test_a_meeting_is_prepared_changed_and_held_and_its_findings_are_fed_back(world):
    first, second = make_one_finding(world), make_one_finding(world, criterion="c1", sectors=["local_authority"])
    meeting = choose_findings(by=world.lead, meeting=prepare(world, findings=[first]), on=FRIDAY, findings=[first, second])
    given = give(world, meeting)
    assert [one.said.finding for one in said_at(given)] == [second, first]  # in the framework's order of criteria
    assert set(Finding.objects.values_list("state", flat=True)) == {FindingState.FED_BACK}
    team, agencies = present_at(given)
    assert team == sorted([world.lead, world.inspectors["hmicfrs"]], key=lambda person: person.name)
    assert agencies == [(world.agencies["local_authority"], ["Director"]), (world.agencies["police"], ["Chief constable"])]
    assert given_on(world.inspection) == FRIDAY
    assert given.marking.startswith("Confidential") and given.said_first
    assert not to_feed_back(world.inspection)


def test_what_was_said_stands_and_a_later_wording_is_shown_beside_it(world):
    finding = make_one_finding(world)
    given = give(world)
    [said] = said_at(given)
    assert (said.words.text, said.now) == ("Children are seen quickly.", None)
    notes = list(finding.notes.all())
    change_finding(by=world.lead, finding=finding, why="Two were not.", notes=notes, text="Most children are seen quickly.")
    [said] = said_at(given)
    assert said.words.text == "Children are seen quickly."
    assert said.now is not None and said.now.text == "Most children are seen quickly."
    with pytest.raises(KeptError):
        SaidFinding.objects.all().delete()
    again = give(world)
    assert again.number == 2 and [one.said.finding for one in said_at(again)] == [finding]


@pytest.mark.parametrize(("before", "to"), list(product(FeedbackState, [FeedbackState.GIVEN])))
def test_every_cell_of_the_table_of_meetings(world, before, to):
    make_one_finding(world)
    meeting = prepare(world)
    FeedbackMeeting.objects.filter(pk=meeting.pk).update(state=before)
    meeting.refresh_from_db()
    allowed = (before, to) in FEEDBACK_MOVES
    assert [person for person in everybody(world) if can_give(person, meeting)] == ([world.lead] if allowed else [])
    assert can_choose(world.lead, meeting) == allowed
    if not allowed:
        with pytest.raises(InspectionRefused, match="stands as it was said"):
            give(world, meeting)


@pytest.mark.parametrize("stage", list(Stage))
def test_feedback_is_prepared_from_fieldwork_until_the_letter_is_signed_by_a_lead_alone(world, stage):
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=stage)
    world.inspection.refresh_from_db()
    assert [person for person in everybody(world) if can_prepare(person, world.inspection)] == [world.lead] * (stage in JUDGING)


def test_one_meeting_is_prepared_at_a_time(world):
    prepare(world)
    with pytest.raises(InspectionRefused, match="prepared already"):
        prepare(world)


def test_only_what_is_provisional_and_of_this_inspection_is_fed_back(world):
    other = make_inspection(stage=Stage.FIELDWORK)
    elsewhere = make_one_finding(other)
    with pytest.raises(EvidenceError, match="own inspection"):
        prepare(world, findings=[elsewhere])
    finding = make_one_finding(world)
    give(world)
    with pytest.raises(EvidenceError, match="Finding 1 is fed back already"):
        prepare(world, findings=[finding])


def test_a_meeting_says_what_was_fed_back_who_was_there_and_when(world):
    as_if_real(world)
    meeting = prepare(world, findings=[])
    with pytest.raises(EvidenceError, match="Choose what is fed back"):
        give(world, meeting)
    choose_findings(by=world.lead, meeting=meeting, on=FRIDAY, findings=[make_one_finding(world)])
    stranger = make_inspection().agencies["police"]
    for said, error, words in (
        ({"on": timezone.localdate() + timedelta(days=1)}, EvidenceError, "today or in the past"),
        ({"present": []}, EvidenceError, "which agencies were there"),
        ({"present": [(world.agencies["police"], " ")]}, EvidenceError, "Say by post"),
        ({"present": [(stranger, "Chief")]}, InspectionRefused, "takes no part"),
        ({"there": []}, InspectionRefused, "who was there"),
        ({"there": [world.coordinators["police"]]}, InspectionRefused, "not on this inspection"),
    ):
        with pytest.raises(error, match=words):
            give(world, meeting, **said)
    assert Finding.objects.get().state == FindingState.PROVISIONAL  # nothing half done


@pytest.mark.parametrize(("before", "reply"), list(product([None, *Reply], Reply)))
def test_every_cell_of_the_table_of_what_is_said_back(world, before, reply):
    make_one_finding(world)
    [one] = said_at(give(world))
    if before is not None:
        row = {"inspection": world.inspection, "said": one.said, "agency": world.agencies["police"], "by": world.lead}
        SaidBack.objects.create(**row, reply=before)
    if reply in SAID_AFTER[before]:
        assert answer(world, one.said, reply).reply == reply
    else:
        with pytest.raises(InspectionRefused):
            answer(world, one.said, reply)


def test_who_writes_down_what_was_said_back(world):
    make_one_finding(world)
    [one] = said_at(give(world))
    assert {person for person in everybody(world) if can_say_back(person, one.said)} == {world.lead, *world.inspectors.values()}
    with pytest.raises(InspectionRefused, match="takes no part"):
        answer(world, one.said, agency=make_inspection().agencies["police"])
    with pytest.raises(EvidenceError, match="Write what the agency said"):
        answer(world, one.said, words=" ")
    with pytest.raises(EvidenceError, match="promised"):
        answer(world, one.said, due=FRIDAY)
    answer(world, one.said, "accepted", words="")


def test_promised_evidence_is_open_until_it_came_or_does_not_come(world):
    make_one_finding(world)
    [one] = said_at(give(world))
    promise = answer(world, one.said, "promised", words="The audit of May.", due=date(2022, 10, 28))
    assert promised(world.inspection) == [promise]
    assert overdue(promise) and not overdue(promise, date(2022, 10, 28))
    answer(world, one.said, "came", words="It came by post.")
    assert promised(world.inspection) == []


def test_what_the_letter_uses_unsaid_and_what_was_said_and_dropped(world):
    first, second = make_one_finding(world), make_one_finding(world)
    give(world, prepare(world, findings=[first]))
    assert never_fed_back(world.inspection, [second.pk]) == [second]
    assert dropped(world.inspection, [second.pk]) == [first]
    assert (never_fed_back(world.inspection, [first.pk]), dropped(world.inspection, [first.pk])) == ([], [])


def test_a_finding_taken_back_was_fed_back_all_the_same(world):
    finding = make_one_finding(world)
    give(world)
    move_finding(by=world.lead, finding=finding, to="provisional")
    assert never_fed_back(world.inspection, [finding.pk]) == []


def test_final_feedback_is_seen_by_the_team_alone_and_reading_it_is_logged(world):
    make_one_finding(world)
    given = give(world)
    assert list(meetings_seen_by(world.quality_assurer, world.inspection)) == [given]
    police = world.coordinators["police"]
    assert not meetings_seen_by(police, world.inspection) and not said_seen_by(police, world.inspection)
    open_feedback(by=world.quality_assurer, inspection=world.inspection, meeting=given, findings=1)
    assert entries(str(world.inspection.pk)).last().action == "final feedback read"
    with pytest.raises(InspectionRefused):
        open_feedback(by=police, inspection=world.inspection, meeting=given, findings=1)


def test_what_was_worded_anew_since_the_page_was_read_from_is_not_taken_for_what_was_said(world):
    finding = make_one_finding(world)
    meeting, read = prepare(world), wording_hashes(world.inspection)
    change_finding(by=world.lead, finding=finding, why="After it.", notes=list(finding.notes.all()), text="Words nobody said.")
    with pytest.raises(EvidenceError, match="since this page was opened: finding 1"):
        give(world, meeting, read=read)
    assert not SaidFinding.objects.exists()
    assert [one.words.text for one in said_at(give(world, meeting, read=wording_hashes(world.inspection)))] == [
        "Words nobody said."
    ]


def test_a_wording_newer_than_the_day_of_the_meeting_was_not_said_there(world):
    finding, today = make_one_finding(world), timezone.localdate()
    QuerySet(FindingVersion).filter(finding=finding).update(at=timezone.now() - timedelta(days=3))
    change_finding(by=world.lead, finding=finding, why="After it.", notes=list(finding.notes.all()), text="Words nobody said.")
    [one] = said_at(give(world, on=today - timedelta(days=2)))
    assert (one.words.text, one.now.text) == ("Children are seen quickly.", "Words nobody said.")


def test_of_a_real_inspection_nothing_was_said_before_it_was_written_down(world):
    make_one_finding(world)
    Inspection.objects.filter(pk=world.inspection.pk).update(made_up=False)
    with pytest.raises(EvidenceError, match="was written down after 21 October 2022"):
        give(world)


def test_the_day_of_the_meeting_is_not_before_notification(world):
    make_one_finding(world)
    with pytest.raises(EvidenceError, match="before the day of notification, 3 October 2022"):
        give(world, on=date(2022, 9, 30))


def test_a_finding_fed_back_as_a_strength_and_turned_since_is_listed_as_told_otherwise(world):
    finding = make_one_finding(world)
    give(world)
    assert said_otherwise(world.inspection, [finding.pk]) == []
    change_finding(by=world.lead, finding=finding, why="It is not.", notes=list(finding.notes.all()), direction="priority")
    assert said_otherwise(world.inspection, [finding.pk]) == [finding]
    assert (said_otherwise(world.inspection, []), never_fed_back(world.inspection, [finding.pk])) == ([], [])
