"""Consent of children and families, and who met whom."""

import uuid
from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.utils import timezone

from joinedup.areas.actions import add_agency_member
from joinedup.audit.queries import entries
from joinedup.cases.consent import queries
from joinedup.cases.consent.actions import (
    ConsentError,
    ask_consent,
    call_off_meeting,
    hold_meeting,
    link_note,
    move_consent,
    open_consents,
    open_consents_at,
    record_meeting,
    set_aside,
)
from joinedup.cases.consent.enums import CONSENT_MOVES, MEETING_MOVES, ConsentState, MeetingState, Side
from joinedup.cases.consent.rules import can_move_consent, can_move_meeting, can_record_consent, can_record_meeting, can_set_aside
from joinedup.cases.models import Consent, Meeting
from joinedup.cases.tracking.actions import save_part
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from tests.factories.people import make_person

FIRST = date(2016, 3, 2)
A_DAY = timedelta(days=1)
ASKED, GIVEN, REFUSED, WITHDRAWN = ConsentState


@pytest.fixture
def ask(tracked, drawn):
    def ask(whose="child", *, by=None, on=FIRST, worker="Social worker", how="In person.", **more):
        return ask_consent(by=by or drawn.world.lead, tracked=tracked, whose=whose, on=on, worker=worker, how=how, **more)

    return ask


@pytest.fixture
def move(drawn):
    def move(consent, to, *, by=None, on=FIRST + A_DAY, how="By telephone.", purposes=("meet",), **more):
        covered = purposes if to == GIVEN else ()
        return move_consent(by=by or drawn.world.lead, consent=consent, to=to, on=on, how=how, purposes=covered, **more)

    return move


@pytest.fixture
def meet(tracked, drawn):
    def meet(*met, held=True, on=FIRST + 2 * A_DAY, worker_there=False, **more):
        people = more.pop("inspectors", drawn.pair)
        return record_meeting(
            by=drawn.world.lead, tracked=tracked, on=on, place="home", met=met, inspectors=people, held=held,
            worker_there=worker_there, **more,
        )  # fmt: skip

    return meet


def test_what_happened_to_a_consent_is_kept_whole(tracked, ask, move):
    consent = ask("parent", role="mother", purposes=["meet", "quote"])
    move(consent, REFUSED, how="“Not now.”")
    move(consent, GIVEN, on=FIRST + 2 * A_DAY, purposes=["meet"])
    [found] = queries.consents_of(tracked)
    assert [(entry.to, entry.on.day, entry.purposes) for entry in found.entries.all()] == [
        ("asked", 2, ["meet", "quote"]),
        ("refused", 3, []),
        ("given", 4, ["meet"]),
    ]
    assert (found.state, found.purposes, found.role) == ("given", ["meet"], "mother")
    assert [line.action for line in entries(str(tracked.inspection_id))][-3:] == [
        "consent asked",
        "consent refused",
        "consent given",
    ]


@pytest.mark.parametrize(("before", "to"), list(product(ConsentState, ConsentState)))
def test_the_table_of_moves(ask, drawn, before, to):
    consent = ask()
    Consent.objects.filter(pk=consent.pk).update(state=before)
    consent.refresh_from_db()
    assert can_move_consent(drawn.world.lead, consent, to) is ((before, to) in CONSENT_MOVES)


@pytest.mark.parametrize(("sides", "may"), [([Side.TEAM], [True, False]), ([Side.AGENCY], [False, True]), (Side, [True, True])])
def test_the_table_says_whose_a_move_is(ask, drawn, monkeypatch, sides, may):
    monkeypatch.setitem(CONSENT_MOVES, (ASKED, GIVEN), frozenset(sides))
    consent = ask(by=drawn.world.coordinators["police"])
    people = drawn.world.lead, drawn.world.coordinators["police"]
    assert [can_move_consent(person, consent, GIVEN) for person in people] == may


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"worker": " "}, "who asked"),
        ({"how": " "}, "Say how"),
        ({"whose": "parent"}, "which parent"),
        ({"on": timezone.localdate() + A_DAY}, "not come yet"),
    ],
)
def test_what_must_be_known_of_asking(ask, change, said):
    with pytest.raises(ConsentError, match=said):
        ask(**change)
    assert not Consent.objects.exists()


def test_the_same_person_is_asked_once_and_others_of_the_same_kind_by_role(ask):
    ask()
    ask("parent", role="mother")
    ask("parent", role="father")
    with pytest.raises(ConsentError, match="asked already"):
        ask()
    with pytest.raises(ConsentError, match="asked already"):
        ask("parent", role="Mother")


def test_consent_is_given_for_something_and_not_before_it_was_asked(ask, move):
    consent = ask()
    with pytest.raises(ConsentError, match="what consent was given for"):
        move(consent, GIVEN, purposes=())
    with pytest.raises(ConsentError, match="before 2 March 2016"):
        move(consent, GIVEN, on=FIRST - A_DAY)


def test_only_the_team_and_an_agency_that_holds_the_child_record_consent(tracked, ask, drawn):
    police = drawn.world.coordinators["police"]
    consent = ask(by=police)
    assert consent.entries.get().agency == drawn.world.agencies["police"]
    tracked.records = [record for record in tracked.records if not record.startswith(drawn.world.agencies["police"].key)]
    tracked.save()
    assert not can_record_consent(police, tracked)
    with pytest.raises(InspectionRefused, match="holds the child"):
        ask("parent", by=police, role="mother")
    with pytest.raises(InspectionRefused, match="holds the child"):
        open_consents_at(by=police, tracked=tracked, agency=drawn.world.agencies["police"])


def test_the_team_reads_consents_and_meetings_and_an_agency_only_what_it_is_told(tracked, ask, move, meet, drawn):
    police, agency = drawn.world.coordinators["police"], drawn.world.agencies["police"]
    meet(move(ask(), GIVEN))
    assert [len(rows) for rows in open_consents(by=drawn.world.lead, tracked=tracked)] == [1, 1]
    with pytest.raises(InspectionRefused, match="team"):
        open_consents(by=police, tracked=tracked)
    [told] = open_consents_at(by=police, tracked=tracked, agency=agency)
    assert (told.consent.state, told.entries, told.purposes, told.elsewhere) == ("given", (), [], True)
    assert [line.action for line in entries(str(tracked.inspection_id))][-2:] == ["consents opened"] * 2


def test_an_agency_is_told_of_the_child_and_of_whom_it_asked_itself(tracked, ask, move, drawn):
    police, agency = drawn.world.coordinators["police"], drawn.world.agencies["police"]
    council = {"by": drawn.world.coordinators["local_authority"]}
    ask(**council)
    hers = move(ask("parent", role="mother", how="At the refuge.", **council), REFUSED, **council)
    mine = ask("parent", role="father", by=police)
    assert [one.consent for one in queries.consents_at(tracked, agency)][1:] == [mine]
    with pytest.raises(InspectionRefused, match="Record that first"):
        move(hers, GIVEN, by=police)
    move(mine, GIVEN, by=police)
    assert queries.consents_at(tracked, agency)[1].purposes == ["meet"]


def test_asking_whom_others_asked_adds_to_it_and_leaves_what_stands(tracked, ask, move, drawn):
    police, agency = drawn.world.coordinators["police"], drawn.world.agencies["police"]
    theirs = move(ask("parent", role="mother"), GIVEN)
    assert ask("parent", role="Mother", on=FIRST + 4 * A_DAY, by=police) == theirs
    [told] = queries.consents_at(tracked, agency)
    assert ([entry.to for entry in told.entries], told.consent.state, told.elsewhere) == (["asked"], "given", True)
    assert queries.happened(theirs).stood_on(FIRST + 5 * A_DAY, "meet")
    move(theirs, WITHDRAWN, by=police, on=FIRST + 6 * A_DAY)
    assert not queries.happened(theirs).stood_on(FIRST + 7 * A_DAY, "meet")
    with pytest.raises(ConsentError, match="asked already"):
        ask("parent", role="mother", by=police)


def test_what_is_asked_by_two_is_told_to_each_as_its_own(tracked, ask, drawn):
    ask(by=drawn.world.coordinators["local_authority"])
    ask(by=drawn.world.coordinators["police"])
    for sector in ("local_authority", "police"):
        [told] = queries.consents_at(tracked, drawn.world.agencies[sector])
        assert (len(told.entries), told.elsewhere) == (1, False)


def test_who_answers_for_two_agencies_records_for_the_one_named(tracked, ask, move, drawn):
    both = make_person()
    for agency in drawn.world.agencies.values():
        add_agency_member(by=None, agency=agency, person=both, role="contributor")
    for sector, whose in (("police", "child"), ("local_authority", "carer")):
        agency = drawn.world.agencies[sector]
        consent = move(ask(whose, role="aunt", by=both, agency=agency), GIVEN, by=both, agency=agency)
        assert {entry.agency for entry in consent.entries.all()} == {agency}


@pytest.mark.parametrize("stage", list(Stage)[list(Stage).index(Stage.SELECTION) :])
def test_withdrawing_is_possible_at_any_time_until_closed_and_asking_until_judging_ends(tracked, drawn, stage):
    drawn.world.move_to(stage)
    tracked.inspection.refresh_from_db()
    early = stage in (Stage.SELECTION, Stage.FIELDWORK, Stage.JUDGING)
    assert can_record_consent(drawn.world.lead, tracked) is early
    assert can_record_meeting(drawn.world.lead, tracked) is early
    assert can_record_consent(drawn.world.lead, tracked, WITHDRAWN) is (stage != Stage.CLOSED)


def test_nobody_is_met_without_consent_that_stood_that_day(ask, move, meet):
    consent = ask()
    with pytest.raises(InspectionRefused, match="had not consented"):
        meet(consent)
    move(consent, GIVEN, on=FIRST + 3 * A_DAY)
    with pytest.raises(InspectionRefused, match="had not consented"):
        meet(consent, on=FIRST + 2 * A_DAY)
    meet(consent, on=FIRST + 3 * A_DAY)
    move(consent, WITHDRAWN, on=FIRST + 4 * A_DAY)
    with pytest.raises(InspectionRefused, match="had not consented"):
        meet(consent, on=FIRST + 5 * A_DAY)
    assert Meeting.objects.count() == 1


def test_consent_to_be_quoted_is_no_consent_to_meet(ask, move, meet):
    with pytest.raises(InspectionRefused, match="had not consented"):
        meet(move(ask(), GIVEN, purposes=["quote"]))


def test_a_planned_meeting_needs_no_consent_yet_but_is_not_held_without(ask, move, meet, drawn):
    consent = ask()
    meeting = meet(consent, held=False, worker_there=None)
    with pytest.raises(InspectionRefused, match="had not consented"):
        hold_meeting(by=drawn.world.lead, meeting=meeting, on=FIRST + 2 * A_DAY, worker_there=False)
    move(consent, GIVEN)
    held = hold_meeting(
        by=drawn.world.lead, meeting=meeting, on=FIRST + 2 * A_DAY, worker_there=True, worker="Youth worker"
    )  # fmt: skip
    assert (held.state, held.worker) == ("held", "Youth worker")


def test_no_meeting_is_planned_with_who_does_not_consent_to_meet(ask, move, meet, tracked):
    mother, father = move(ask("parent", role="mother"), REFUSED), move(ask("parent", role="father"), GIVEN, purposes=["quote"])
    child = move(ask(), GIVEN)
    for consent in (mother, father):
        with pytest.raises(InspectionRefused, match="does not consent to meet"):
            meet(child, consent, held=False, worker_there=None)
    planned = meet(child, held=False, worker_there=None)
    assert queries.planned_without(tracked.inspection) == []
    move(child, WITHDRAWN, on=FIRST + 5 * A_DAY)
    assert queries.planned_without(tracked.inspection) == [planned]


def test_a_meeting_held_while_consent_stood_is_recorded_after_it_was_withdrawn(ask, move, meet):
    consent = move(move(ask(), GIVEN), WITHDRAWN, on=FIRST + 5 * A_DAY)
    assert meet(consent).state == "held"


@pytest.mark.parametrize(("before", "to"), list(product(MeetingState, MeetingState)))
def test_the_table_of_a_meetings_moves(ask, meet, drawn, before, to):
    meeting = meet(ask(), held=False)
    Meeting.objects.filter(pk=meeting.pk).update(state=before)
    meeting.refresh_from_db()
    assert can_move_meeting(drawn.world.lead, meeting, to) is ((before, to) in MEETING_MOVES)


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        ({"worker_there": None}, ConsentError, "worker of an agency"),
        ({"worker_there": True}, ConsentError, "by role"),
        ({"on": timezone.localdate() + A_DAY}, InspectionRefused, "not come yet"),
        ({"inspectors": []}, ConsentError, "which inspectors"),
    ],
)
def test_what_must_be_known_of_a_meeting(ask, move, meet, change, kind, said):
    consent = move(ask(), GIVEN)
    with pytest.raises(kind, match=said):
        meet(consent, **change)


def test_a_meeting_is_with_somebody_who_was_asked_and_by_inspectors_of_the_team(tracked, ask, meet, drawn):
    with pytest.raises(ConsentError, match="whom you meet"):
        meet()
    with pytest.raises(ConsentError, match="which inspectors"):
        meet(ask(), held=False, inspectors=[drawn.world.coordinators["police"]])


def test_a_meeting_is_called_off_with_a_reason(ask, meet, drawn):
    meeting = meet(ask(), held=False)
    with pytest.raises(ConsentError, match="Say why"):
        call_off_meeting(by=drawn.world.lead, meeting=meeting, why=" ")
    assert call_off_meeting(by=drawn.world.lead, meeting=meeting, why="Unwell.").why_not == "Unwell."
    with pytest.raises(ConsentError, match="held has a note"):
        link_note(by=drawn.world.lead, meeting=meeting, note=uuid.uuid4())


def test_what_was_learned_under_a_consent_withdrawn_can_be_set_aside_and_taken_up_again(tracked, ask, move, meet, drawn):
    lead = drawn.world.lead
    consent, note = move(ask(), GIVEN), uuid.uuid4()
    link_note(by=lead, meeting=meet(consent), note=note)
    part = save_part(by=lead, tracked=tracked, section="child-says", said={"words": "“It is loud.”", "heard": "Us."}).part
    assert not can_set_aside(lead, consent)
    consent = move(consent, WITHDRAWN, on=FIRST + 5 * A_DAY)
    assert {one.object_id for one in queries.learned_under(consent)} == {note, part.pk}
    with pytest.raises(ConsentError, match="Say why"):
        set_aside(by=lead, consent=consent, kind="note", object_id=note, aside=True, why="")
    with pytest.raises(ConsentError, match="not learned under"):
        set_aside(by=lead, consent=consent, kind="note", object_id=uuid.uuid4(), aside=True, why="Hers.")
    set_aside(by=lead, consent=consent, kind="note", object_id=note, aside=True, why="She asked us to forget it.")
    assert queries.set_aside(tracked.inspection).keys() == {note}
    assert queries.set_aside(tracked.inspection, [part.pk]) == {}
    assert [one.aside for one in queries.learned_under(consent)] == [True, False]
    set_aside(by=lead, consent=consent, kind="note", object_id=note, aside=False, why="She said we may.")
    assert queries.set_aside(tracked.inspection) == {}


def test_what_is_set_aside_is_taken_up_again_though_consent_was_given_again(tracked, ask, move, meet, drawn):
    lead, note = drawn.world.lead, uuid.uuid4()
    consent = move(ask(), GIVEN)
    link_note(by=lead, meeting=meet(consent), note=note)
    consent = move(consent, WITHDRAWN, on=FIRST + 5 * A_DAY)
    about = {"by": lead, "consent": consent, "kind": "note", "object_id": note}
    set_aside(**about, aside=True, why="Hers.")
    consent = move(consent, GIVEN, on=FIRST + 6 * A_DAY)
    assert not can_set_aside(lead, consent)
    assert [one.object_id for one in queries.to_weigh(consent)] == [note]
    set_aside(**about, aside=False, why="She said we may.")
    assert queries.set_aside(tracked.inspection) == {}
    assert queries.to_weigh(consent) == []


def test_consent_given_for_less_counts_as_withdrawn_for_what_was_dropped(tracked, ask, move, meet, drawn):
    lead, note = drawn.world.lead, uuid.uuid4()
    consent = move(ask(), GIVEN, purposes=["meet", "quote"])
    link_note(by=lead, meeting=meet(consent), note=note)
    assert queries.to_weigh(consent) == []
    consent = move(consent, GIVEN, on=FIRST + 5 * A_DAY, purposes=["meet"])
    set_aside(by=lead, consent=consent, kind="note", object_id=note, aside=True, why="Her words are hers.")
    assert queries.set_aside(tracked.inspection).keys() == {note}


def test_refused_and_withdrawn_consent_is_told_and_what_waits_for_an_answer(tracked, ask, move):
    asked = ask()
    refused = move(ask("parent", role="mother"), REFUSED)
    assert queries.notices_of(tracked) == [refused]
    assert list(queries.unanswered(tracked.inspection)) == [asked]


def test_who_and_what_was_said_is_sealed_and_not_in_the_log(tracked, ask):
    ask("carer", role="grandmother in Leeds", how="She wept.")
    with connection.cursor() as cursor:
        cursor.execute("select role from cases_consent")
        [(role,)] = cursor.fetchall()
    assert b"Leeds" not in bytes(role)
    assert not any("Leeds" in line.detail or "wept" in line.detail for line in entries(str(tracked.inspection_id)))


def test_outside_the_team_no_consent_or_meeting_is_seen(ask, move, meet, drawn):
    meet(move(ask(), GIVEN))
    outside = drawn.world.coordinators["police"]
    assert not Consent.objects.all().visible_to(outside).exists()
    assert not Meeting.objects.all().visible_to(outside).exists()
    assert Meeting.objects.all().visible_to(drawn.pair[0]).count() == 1
