"""Complaints: who makes, reads, answers and reviews one; what the team never learns; the hold on publication."""

from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

import pytest
from django.db import connection
from django.utils import timezone

from joinedup.areas.actions import add_agency_member
from joinedup.audit.models import Entry
from joinedup.inspections.actions import add_team_member
from joinedup.inspections.complaints import actions, queries, rules
from joinedup.inspections.complaints.content import Arrived, Said
from joinedup.inspections.complaints.enums import MOVES, OPEN, Came, ComplaintEntryKind, ComplaintParty, ComplaintState, moment_of
from joinedup.inspections.complaints.models import Complaint, ComplaintEntry, ComplaintKeptError, PublicationHold
from joinedup.inspections.complaints.rules import ComplaintRefused
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import HELD, InspectionRefused, check_not_held, is_held
from joinedup.method.within import MET, OUTSIDE
from joinedup.method.within import OPEN as STILL_OPEN
from joinedup.web.components.complaints import said_about
from tests.factories.complaints import WANTED, WORDS, bring, complain, outsider
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
S = ComplaintState


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


@pytest.fixture
def reader(world):
    return outsider(world)


@pytest.fixture
def second(world):
    return outsider(world, "hmicfrs")


def test_a_complaint_keeps_its_words_sealed_and_its_clocks_from_when_it_arrived(world):
    made = complain(world)
    assert (made.words, made.wanted, made.state, made.moment) == (WORDS, WANTED, S.MADE, "during")
    assert made.arrived_at < made.acknowledge_due_at < made.answer_due_at
    with connection.cursor() as cursor:
        cursor.execute("SELECT words, wanted FROM inspections_complaint")
        assert all(b"evening" not in bytes(value) and b"hours" not in bytes(value) for value in cursor.fetchone())
    assert "evening" not in str(list(Entry.objects.values()))
    assert made.reference in str(made)


@pytest.mark.parametrize("stage", Stage)
def test_one_can_be_made_at_every_stage_and_is_told_apart_by_it(stage):
    world = make_inspection()
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=stage)
    world.inspection.refresh_from_db()
    if stage == Stage.PLANNED:  # no agency knows of it
        with pytest.raises(ComplaintRefused, match="Others write or ring"):
            complain(world)
    by = world.inspectors["hmicfrs"] if stage == Stage.PLANNED else None
    late = {Stage.CHECKING: "draft", Stage.SIGNED: "draft", Stage.PUBLISHED: "published"}
    expected = late | {Stage.FOLLOW_UP: "published", Stage.CLOSED: "published"}
    assert complain(world, by=by).moment == moment_of(stage) == expected.get(stage, "during")


def test_who_may_complain_here(world, reader):
    for person in (world.coordinators["police"], world.lead, world.inspectors["hmicfrs"], world.signatories["ofsted"]):
        assert rules.can_make(person, world.inspection)
    for person in (reader, make_person(), make_inspection(stage=Stage.LISTS).coordinators["police"]):
        assert not rules.can_make(person, world.inspection)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"subject": "weather"}, "what the complaint is about"),
        ({"words": "  "}, "Write what you complain about"),
        ({"subject": "burden", "about": "lead"}, "only where their behaviour"),
        ({"subject": "conduct", "about": "stranger"}, "not on this inspection’s team"),
    ],
)
def test_what_cannot_be_complained_about(world, change, sentence):
    people = {"lead": world.lead, "stranger": make_person()}
    parts = {"subject": "burden", "words": WORDS} | change
    if "about" in parts:
        parts["about"] = people[parts["about"]]
    with pytest.raises(ComplaintRefused, match=sentence):
        actions.make_complaint(by=world.lead, inspection=world.inspection, said=Said(**parts))
    assert not Complaint.objects.exists()


def test_a_page_sent_twice_makes_one_complaint(world):
    page, by = "6dd2a9a4-6a2f-4f6b-9b0c-0a4c1f0f6a11", world.coordinators["police"]
    once = actions.make_complaint(by=by, inspection=world.inspection, said=Said("burden", WORDS), page=page)
    again = actions.make_complaint(by=by, inspection=world.inspection, said=Said("burden", WORDS), page=page)
    assert once == again
    for other, who in ((Said("burden", "Something else."), by), (Said("burden", WORDS), world.lead)):
        with pytest.raises(ComplaintRefused, match="already"):
            actions.make_complaint(by=who, inspection=world.inspection, said=other, page=page)
    with pytest.raises(ComplaintRefused, match="cannot be told from others"):
        actions.make_complaint(by=by, inspection=world.inspection, said=Said("burden", WORDS), page="x")


def test_a_page_sent_twice_at_once_makes_one_complaint(world, monkeypatch):
    page, by = "6dd2a9a4-6a2f-4f6b-9b0c-0a4c1f0f6a11", world.coordinators["police"]
    made = actions.make_complaint(by=by, inspection=world.inspection, said=Said("burden", WORDS), page=page)
    looks = Mock(side_effect=[None, made])  # the first look comes before the other has committed
    monkeypatch.setattr(actions, "_made_already", looks)
    assert actions.make_complaint(by=by, inspection=world.inspection, said=Said("burden", WORDS), page=page) == made
    assert Complaint.objects.count() == 1


def test_a_page_of_one_inspection_makes_no_complaint_about_another(world):
    page, by, other = "6dd2a9a4-6a2f-4f6b-9b0c-0a4c1f0f6a11", world.coordinators["police"], make_inspection(stage=Stage.FIELDWORK)
    add_agency_member(by=None, agency=other.agencies["police"], person=by, role="contributor")
    actions.make_complaint(by=by, inspection=world.inspection, said=Said("burden", WORDS), page=page)
    with pytest.raises(ComplaintRefused, match="already"):
        actions.make_complaint(by=by, inspection=other.inspection, said=Said("burden", WORDS), page=page)


def test_only_somebody_outside_the_team_takes_it(world, reader, second):
    made = complain(world)
    added_later = outsider(world)
    add_team_member(
        by=world.lead, inspection=world.inspection, person=added_later, inspectorate=world.inspectorates["ofsted"], role="inspector"
    )
    team = [world.lead, world.quality_assurer, *world.inspectors.values(), *world.signatories.values(), added_later]
    for person in (*team, world.coordinators["police"], world.coordinators["local_authority"], make_person(), second):
        assert not rules.can_take(person, made)
        assert made not in queries.waiting_for_reader(person)
        assert made not in queries.complaints_seen_by(person) or person == world.coordinators["police"]
    assert queries.waiting_for_reader(reader) == [made]
    assert not queries.complaints_seen_by(reader).exists()  # that one waits, not what it says
    with pytest.raises(ComplaintRefused):
        actions.open_complaint(by=reader, complaint=made)
    taken = actions.take(by=reader, complaint=made)
    assert queries.read_by(reader) == [taken]
    assert not queries.waiting_for_reader(reader)
    with pytest.raises(ComplaintRefused, match="Somebody else reads"):
        actions.take(by=outsider(world), complaint=made)


def test_who_opened_the_inspection_does_not_read_complaints_about_it(world):
    opener = outsider(world)
    Inspection.objects.filter(pk=world.inspection.pk).update(opened_by=opener)
    world.inspection.refresh_from_db()
    assert not rules.can_take(opener, complain(world))


def test_where_the_leading_inspectorate_has_nobody_outside_another_reads(world, second):
    assert rules.can_take(second, complain(world))


def test_a_reader_who_joins_the_team_reads_no_more_and_another_takes_over(world, reader):
    made = actions.take(by=reader, complaint=complain(world))
    add_team_member(
        by=world.lead, inspection=world.inspection, person=reader, inspectorate=world.inspectorates["ofsted"], role="inspector"
    )
    assert not queries.complaints_seen_by(reader).exists()
    assert not rules.reads(reader, made)
    other = outsider(world)
    assert actions.take(by=other, complaint=made).reader == other


def test_a_reader_gives_it_back_with_a_reason(world, reader):
    made = actions.take(by=reader, complaint=complain(world))
    with pytest.raises(ComplaintRefused, match="why"):
        actions.give_back(by=reader, complaint=made, why=" ")
    given = actions.give_back(by=reader, complaint=made, why="I know her.")
    assert given.reader is None
    assert not queries.complaints_seen_by(reader).exists()
    assert not rules.can_give_back(reader, given)


def test_a_hold_does_not_outlast_a_reader_who_gives_it_back_or_is_away(world, reader):
    made, other = bring(complain(world), S.LOOKED_INTO, reader=reader), outsider(world)
    assert not rules.can_take_over(other, made)
    with pytest.raises(ComplaintRefused, match="nothing waits"):
        actions.take_over(by=other, complaint=made, why="They are away.")
    actions.hold_publication(by=reader, complaint=made, why="Facts first.")
    made = actions.move_complaint(by=reader, complaint=made, to=S.NOT_UPHELD, words="It was right.")
    for person in (reader, world.lead, world.coordinators["police"], make_person()):
        assert not rules.can_take_over(person, made)
    assert queries.to_take_over(other) == [made]
    with pytest.raises(ComplaintRefused, match="why you take it over"):
        actions.take_over(by=other, complaint=made, why=" ")
    made = actions.take_over(by=other, complaint=made, why="She is away until May.")
    assert not queries.complaints_seen_by(reader).exists()
    assert made.entries.last().words == "She is away until May."
    made = actions.give_back(by=other, complaint=made, why="I know them.")
    third = outsider(world)
    assert queries.waiting_for_reader(third) == [made]
    actions.lift_hold(by=third, complaint=actions.take(by=third, complaint=made), why="It is right.")
    assert not is_held(world.inspection)


def test_what_is_late_is_taken_over(world, reader):
    made, other = actions.take(by=reader, complaint=complain(world)), outsider(world)
    Complaint.objects.filter(pk=made.pk).update(acknowledge_due_at=timezone.now() - timedelta(minutes=1))
    assert actions.take_over(by=other, complaint=made, why="They are away.").reader == other


def test_a_review_is_written_down_when_the_first_reader_has_gone_and_not_read_by_them(world, reader):
    arrived = Arrived(Came.LETTER, "A grandmother, by post", timezone.now() - timedelta(days=3))
    made = actions.take_in(by=world.lead, inspection=world.inspection, said=Said("process", WORDS), arrived=arrived)
    made = bring(made, S.NOT_UPHELD, reader=reader)
    made, other = actions.give_back(by=reader, complaint=made, why="I leave on Friday."), outsider(world)
    assert queries.waiting_for_reader(other) == [made]
    made = actions.take(by=other, complaint=made)
    told = {"words": "Look again.", "told_by": "She wrote on Monday."}
    made = actions.move_complaint(by=other, complaint=made, to=S.REVIEW_ASKED, **told)
    for person in (reader, other):
        with pytest.raises(ComplaintRefused, match="somebody else than the first reader"):
            actions.take(by=person, complaint=made)


def test_whoever_answered_and_gave_it_back_does_not_review_it(world, reader):
    made = actions.give_back(by=reader, complaint=bring(complain(world), S.UPHELD, reader=reader), why="I leave on Friday.")
    assert not queries.waiting_for_reader(outsider(world))  # nothing for a reader to do
    made = actions.move_complaint(by=made.made_by, complaint=made, to=S.REVIEW_ASKED, words="It is not enough.")
    assert not rules.can_take(reader, made)
    another = outsider(world, "hmicfrs")
    assert not rules.can_take(outsider(world), made)  # of the inspectorate that answered
    assert rules.can_take(another, made)


def test_an_answered_complaint_is_shown_to_nobody_more(world, reader):
    made = bring(complain(world), S.UPHELD, reader=reader)
    with pytest.raises(ComplaintRefused, match="nobody of the team"):
        actions.share(by=reader, complaint=made, person=world.lead, why="To know.")
    assert rules.people_to_share_with(reader, made) == []


@pytest.mark.parametrize("start", S)
def test_every_cell_of_the_table_of_states(world, reader, second, start):
    made = bring(complain(world), start, reader=reader, second=second)
    if start == S.REVIEW_ASKED:
        made = actions.take(by=second, complaint=made)
    parties = {
        world.coordinators["police"]: {ComplaintParty.COMPLAINANT},
        reader: {ComplaintParty.READER},
        second: {ComplaintParty.SECOND} if start in (S.REVIEW_ASKED, S.REVIEWED) else set(),
        world.lead: set(),
        world.coordinators["local_authority"]: set(),
        outsider(world): set(),
    }
    for person, held in parties.items():
        assert rules.parties_of(person, made) == held
        for to in S:
            assert rules.can_move(person, made, to) == bool(MOVES.get((start, to), frozenset()) & held), (person, start, to)


def test_it_is_answered_with_words_and_once_reviewed_by_somebody_of_another_inspectorate(world, reader, second):
    made, by = bring(complain(world), S.LOOKED_INTO, reader=reader), world.coordinators["police"]
    with pytest.raises(ComplaintRefused, match="words"):
        actions.move_complaint(by=reader, complaint=made, to=S.PARTLY)
    answered = actions.move_complaint(by=reader, complaint=made, to=S.PARTLY, words="The second call was needless.")
    assert (answered.outcome, answered.answered_at is None) == (S.PARTLY, False)
    asked = actions.move_complaint(by=by, complaint=answered, to=S.REVIEW_ASKED, words="The first was too.")
    assert asked.review_due_at > timezone.now()
    assert not rules.can_take(reader, asked)
    assert not rules.can_take(outsider(world), asked)  # of the same inspectorate
    taken = actions.take(by=second, complaint=asked)
    for outcome in ("", S.MADE):
        with pytest.raises(ComplaintRefused, match="how the review ends"):
            actions.move_complaint(by=second, complaint=taken, to=S.REVIEWED, words="Both.", outcome=outcome)
    reviewed = actions.move_complaint(by=second, complaint=taken, to=S.REVIEWED, words="Both were.", outcome=S.UPHELD)
    assert (reviewed.state, reviewed.outcome) == (S.REVIEWED, S.UPHELD)
    assert not any(rules.can_move(by, reviewed, to) for to in S)
    told = [(entry.kind, entry.words) for entry in queries.entries_for(by, reviewed)]
    assert told[-3:] == [
        ("partly_upheld", "The second call was needless."),
        ("review_asked", "The first was too."),
        ("reviewed", "Both were."),
    ]


def test_a_review_is_asked_for_in_time(world, reader):
    answered = bring(complain(world), S.UPHELD, reader=reader)
    Complaint.objects.filter(pk=answered.pk).update(ask_review_until=timezone.now() - timedelta(minutes=1))
    answered.refresh_from_db()
    with pytest.raises(ComplaintRefused, match="time to ask"):
        actions.move_complaint(by=world.coordinators["police"], complaint=answered, to=S.REVIEW_ASKED, words="Look again.")


def test_the_one_it_is_about_and_the_rest_of_the_team_never_read_it(world, reader):
    made = complain(world, subject="conduct", about=world.lead)
    taken = actions.take(by=reader, complaint=made)
    with pytest.raises(ComplaintRefused, match="not shown to them"):
        actions.share(by=reader, complaint=taken, person=world.lead, why="To hear her.")
    assert world.lead not in rules.people_to_share_with(reader, taken)
    for person in (world.lead, *world.inspectors.values(), *world.signatories.values(), world.quality_assurer):
        assert not queries.complaints_seen_by(person).exists()


def test_nobody_reads_a_complaint_that_is_about_them_whatever_was_written_beside(world, reader):
    made = actions.take(by=reader, complaint=complain(world, subject="conduct", about=world.lead))
    Complaint.objects.filter(pk=made.pk).update(about=reader)
    made.refresh_from_db()
    assert not queries.complaints_seen_by(reader).exists()
    assert not rules.reads(reader, made)


def test_shared_with_a_reason_somebody_of_the_team_reads_it_and_answers_for_the_team(world, reader):
    made = actions.take(by=reader, complaint=complain(world))
    inspector = world.inspectors["hmicfrs"]
    for person, why, sentence in (
        (reader, "x", "not on this inspection’s team"),
        (inspector, "", "why they must read it"),
    ):
        with pytest.raises(ComplaintRefused, match=sentence):
            actions.share(by=reader, complaint=made, person=person, why=why)
    actions.share(by=reader, complaint=made, person=inspector, why="She rang.")
    assert list(queries.shared_with(inspector)) == [made]
    assert not queries.complaints_seen_by(world.lead).exists()
    actions.say(by=inspector, complaint=made, kind=ComplaintEntryKind.TEAM, words="I rang at five.")
    assert [entry.words for entry in queries.entries_for(inspector, made)] == ["I rang at five."]
    assert ComplaintEntryKind.TEAM not in [entry.kind for entry in queries.entries_for(world.coordinators["police"], made)]
    with pytest.raises(ComplaintRefused, match="already"):
        actions.share(by=reader, complaint=made, person=inspector, why="Again.")
    with pytest.raises(ComplaintRefused, match="shared"):
        actions.say(by=world.lead, complaint=made, kind=ComplaintEntryKind.TEAM, words="So did I.")


def test_what_one_of_the_team_says_is_not_read_by_the_next_it_is_shared_with(world, reader):
    made = bring(complain(world), S.LOOKED_INTO, reader=reader)
    one, other = world.inspectors["hmicfrs"], world.lead
    for person, words in ((one, "It was the lead inspector who rang."), (other, "I asked for it once.")):
        actions.share(by=reader, complaint=made, person=person, why="To hear them.")
        actions.say(by=person, complaint=made, kind=ComplaintEntryKind.TEAM, words=words)
        assert [entry.words for entry in queries.entries_for(person, made)] == [words]
        assert [entry["words"] for entry in said_about(person, made)] == [words]


def test_a_complainant_on_the_team_is_not_offered_to_be_shared_with(world, reader):
    made = actions.take(by=reader, complaint=complain(world, by=world.inspectors["hmicfrs"]))
    with pytest.raises(ComplaintRefused, match="made this complaint"):
        actions.share(by=reader, complaint=made, person=world.inspectors["hmicfrs"], why="x")


def test_each_says_what_is_theirs_to_say(world, reader):
    made, by = actions.take(by=reader, complaint=complain(world)), world.coordinators["police"]
    actions.say(by=reader, complaint=made, kind=ComplaintEntryKind.ASKED, words="On which day?")
    actions.say(by=by, complaint=made, kind=ComplaintEntryKind.ADDED, words="On Tuesday.")
    actions.say(by=reader, complaint=made, kind=ComplaintEntryKind.NOTED, words="The log says so.")
    assert [entry.words for entry in queries.entries_for(by, made)] == ["On which day?", "On Tuesday."]
    assert "The log says so." in [entry.words for entry in queries.entries_for(reader, made)]
    for person, kind in ((by, "asked"), (by, "noted"), (reader, "added"), (world.lead, "noted")):
        with pytest.raises(ComplaintRefused):
            actions.say(by=person, complaint=made, kind=ComplaintEntryKind(kind), words="No.")
    with pytest.raises(ComplaintRefused, match="Write it"):
        actions.say(by=by, complaint=made, kind=ComplaintEntryKind.ADDED, words=" ")


def test_whoever_takes_one_in_for_others_learns_only_that_it_arrived(world, reader):
    arrived = Arrived(Came.LETTER, "A grandmother, by post", timezone.now() - timedelta(days=3))
    made = actions.take_in(by=world.lead, inspection=world.inspection, said=Said("process", WORDS), arrived=arrived)
    assert made.arrived_at == arrived.at
    assert list(queries.handed_over(world.lead)) == [made]
    assert not queries.complaints_seen_by(world.lead).exists()
    taken = actions.take(by=reader, complaint=made)
    assert taken.who == "A grandmother, by post"
    with pytest.raises(ComplaintRefused, match="no account"):
        actions.say(by=reader, complaint=taken, kind=ComplaintEntryKind.ASKED, words="When?")
    with pytest.raises(ComplaintRefused, match="Say who told you"):
        actions.move_complaint(by=reader, complaint=taken, to=S.WITHDRAWN, words="She asks no more.")
    gone = actions.move_complaint(by=reader, complaint=taken, to=S.WITHDRAWN, words="No more.", told_by="She rang on Monday.")
    assert gone.entries.last().told_by == "She rang on Monday."


@pytest.mark.parametrize(
    ("came", "who", "days", "sentence"),
    [
        (Came.DOOR, "A father", 1, "by letter or by telephone"),
        (Came.LETTER, " ", 1, "who complained"),
        (Came.TELEPHONE, "A father", -1, "later than now"),
    ],
)
def test_what_is_taken_in_says_how_from_whom_and_when(world, came, who, days, sentence):
    arrived = Arrived(came, who, timezone.now() - timedelta(days=days))
    with pytest.raises(ComplaintRefused, match=sentence):
        actions.take_in(by=world.lead, inspection=world.inspection, said=Said("process", WORDS), arrived=arrived)


def test_only_staff_take_in_and_only_once_the_area_was_notified(world, reader):
    assert rules.can_take_in(reader, world.inspection)
    assert not rules.can_take_in(world.coordinators["police"], world.inspection)
    planned = make_inspection()
    assert not rules.can_take_in(reader, planned.inspection)
    assert queries.inspections_to_take_in(reader) == [world.inspection]


def test_nothing_of_a_complaint_is_deleted_or_overwritten(world, reader):
    made = bring(complain(world), S.ACKNOWLEDGED, reader=reader)
    hold = actions.hold_publication(by=reader, complaint=made, why="Facts first.")
    entry = made.entries.first()
    for removal in (made.delete, entry.delete, hold.delete, Complaint.objects.all().delete, PublicationHold.objects.all().delete):
        with pytest.raises(ComplaintKeptError):
            removal()
    with pytest.raises(ComplaintKeptError):
        ComplaintEntry.objects.update(kind="noted")


def test_a_hold_is_set_and_lifted_by_the_reader_with_a_reason(world, reader):
    made = bring(complain(world), S.ACKNOWLEDGED, reader=reader)
    check_not_held(world.inspection)
    for person in (world.lead, world.coordinators["police"], outsider(world)):
        with pytest.raises(ComplaintRefused, match="reader"):
            actions.hold_publication(by=person, complaint=made, why="x")
    with pytest.raises(ComplaintRefused, match="why publication must wait"):
        actions.hold_publication(by=reader, complaint=made, why="")
    actions.hold_publication(by=reader, complaint=made, why="Facts first.")
    with pytest.raises(InspectionRefused) as told:
        check_not_held(world.inspection)
    assert str(told.value) == HELD
    assert "complain" not in HELD.casefold()
    with pytest.raises(ComplaintRefused, match="already"):
        actions.hold_publication(by=reader, complaint=made, why="Again.")
    with pytest.raises(ComplaintRefused):
        actions.lift_hold(by=world.lead, complaint=made, why="It must go out.")
    with pytest.raises(ComplaintRefused, match="why publication need not wait"):
        actions.lift_hold(by=reader, complaint=made, why=" ")
    actions.lift_hold(by=reader, complaint=made, why="They are right.")
    assert not is_held(world.inspection)
    assert not rules.can_lift(reader, made)
    assert [entry.words for entry in made.entries.filter(kind__in=("held", "lifted"))] == ["Facts first.", "They are right."]


def test_a_hold_outlives_the_answer_and_is_still_lifted(world, reader):
    made = bring(complain(world), S.ACKNOWLEDGED, reader=reader)
    actions.hold_publication(by=reader, complaint=made, why="Facts first.")
    actions.move_complaint(by=made.made_by, complaint=made, to=S.WITHDRAWN, words="It is settled.")
    assert is_held(world.inspection)
    made.refresh_from_db()
    assert not rules.can_hold(reader, made)
    actions.lift_hold(by=reader, complaint=made, why="It is settled.")
    assert not is_held(world.inspection)


def test_two_complaints_hold_apart(world, reader):
    one, other = (bring(complain(world), S.ACKNOWLEDGED, reader=reader) for _ in range(2))
    for made in (one, other):
        actions.hold_publication(by=reader, complaint=made, why="Facts first.")
    actions.lift_hold(by=reader, complaint=one, why="Right.")
    assert is_held(world.inspection)


def test_what_is_published_is_not_held(world, reader):
    made = actions.take(by=reader, complaint=complain(world))
    world.move_to(Stage.PUBLISHED)
    with pytest.raises(ComplaintRefused, match="corrected, never held"):
        actions.hold_publication(by=reader, complaint=made, why="Facts first.")


def test_clocks_stop_when_what_they_wait_for_came_and_with_a_withdrawal(world, reader):
    made = complain(world)
    late = made.answer_due_at + timedelta(minutes=1)
    assert [(clock.what, clock.standing) for clock in queries.clocks_of(made, made.arrived_at)] == [
        ("acknowledged", STILL_OPEN),
        ("answered", STILL_OPEN),
    ]
    assert queries.outside_time(made, late)
    answered = bring(made, S.UPHELD, reader=reader)
    assert [clock.standing for clock in queries.clocks_of(answered, late)] == [MET, MET]
    assert queries.next_due(answered, late) is None
    gone = bring(complain(world), S.WITHDRAWN, reader=reader)
    assert queries.clocks_of(gone, datetime(2999, 1, 1, tzinfo=UTC)) == []
    reviewed = bring(complain(world), S.REVIEW_ASKED, reader=reader)
    assert [clock.standing for clock in queries.clocks_of(reviewed, datetime(2999, 1, 1, tzinfo=UTC))] == [MET, MET, OUTSIDE]


def test_an_ended_account_does_nothing(world, reader):
    made = actions.take(by=reader, complaint=complain(world))
    reader.is_active = False
    reader.save()
    assert not queries.complaints_seen_by(reader).exists()
    assert rules.parties_of(reader, made) == frozenset()
    assert rules.can_take(outsider(world), made)


def test_every_write_and_read_is_logged_without_a_word_of_it(world, reader):
    made = actions.take(by=reader, complaint=complain(world))
    actions.open_complaint(by=reader, complaint=made)
    logged = Entry.objects.filter(object_kind="complaint", object_id=str(made.pk)).order_by("seq")
    assert [entry.action for entry in logged] == ["complaint made", "complaint taken by a reader", "complaint opened"]
    assert all(state in S for state in OPEN)
