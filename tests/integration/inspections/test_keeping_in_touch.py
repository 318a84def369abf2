"""Meetings with agencies: written down once held, never edited, read at the agency's door, seen differently beside."""

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from joinedup.audit.kept import KeptError
from joinedup.audit.queries import entries
from joinedup.inspections.enums import Stage
from joinedup.inspections.keeping_in_touch.actions import (
    Point,
    Present,
    TalkError,
    add_follow_up,
    add_point,
    open_talk,
    open_talks,
    say_follow_up,
    say_view,
    write_down,
)
from joinedup.inspections.keeping_in_touch.enums import FOLLOW_UP_MOVES, FollowUpState, PointKind, TalkKind, ViewKind
from joinedup.inspections.keeping_in_touch.models import FollowUp, FollowUpEntry, Talk, TalkPoint, TalkView
from joinedup.inspections.keeping_in_touch.queries import (
    Unread,
    agencies_at,
    agenda_of,
    answered_since,
    awaiting_view_of,
    disputed,
    follow_ups_of,
    followed_by,
    not_seen_by,
    open_follow_ups,
    open_follow_ups_at,
    points_of,
    read_to,
    seen_differently,
    talks_of,
    talks_seen_by,
    unread_of,
    views_of,
)
from joinedup.inspections.keeping_in_touch.rules import can_follow_up, can_read_talk, can_view, can_write_talk, states_open_to
from joinedup.inspections.rules import InspectionRefused
from joinedup.inspections.seeing import Side
from joinedup.method.loader import load_framework
from tests.factories.inspections import as_if_real, make_inspection
from tests.factories.people import make_person
from tests.factories.setting_up import HELD, PRESENT, make_follow_up, make_talk

pytestmark = pytest.mark.django_db
SAID = Point("going", PointKind.SAID, "Diaries are tight.")


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


def written(world, **other):
    said = {
        "by": world.lead,
        "inspection": world.inspection,
        "kind": TalkKind.KEEP_IN_TOUCH,
        "held_at": HELD,
        "agencies": [world.agencies["police"]],
        "present": PRESENT,
        "points": [SAID],
    }
    return write_down(**{**said, **other})


def test_a_meeting_is_numbered_by_its_kind_and_keeps_what_was_said(world):
    first, talk = make_talk(world, kind=TalkKind.SET_UP), make_talk(world, "local_authority", "police")
    assert (str(first), str(talk)) == ("Set-up discussion 1", "Keep-in-touch meeting 1")
    assert str(make_talk(world)) == "Keep-in-touch meeting 2"
    assert [agency.sector for agency in agencies_at(talk)] == ["local_authority", "police"]
    assert talk.present == {"team": ["Lead inspector"], "agencies": ["Superintendent", "Head of service"]}
    kept = [(said.point.topic, said.point.kind, said.point.words) for said in points_of(talk)]
    assert kept == [("going", "said", "Diaries are tight."), ("", "agreed", "Two visits move.")]
    assert [one.pk for one in talks_of(world.inspection).filter(kind=TalkKind.SET_UP)] == [first.pk]


def test_the_agenda_is_the_frameworks(world):
    assert "emerging" in [point.id for point in agenda_of(world.inspection, TalkKind.KEEP_IN_TOUCH)]
    assert "scope" in [point.id for point in agenda_of(world.inspection, TalkKind.SET_UP)]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"agencies": []}, "Choose the agencies"),
        ({"held_at": timezone.now() + timedelta(hours=1)}, "still to come"),
        ({"held_at": datetime(2022, 10, 2, 22, 59, tzinfo=UTC)}, "was notified on 3 October 2022"),  # 11:59pm in London
        ({"held_at": HELD - timedelta(days=3650)}, "was notified on 3 October 2022"),
        ({"present": Present((), ("Superintendent",))}, "by post"),
        ({"present": Present(("Lead inspector",), (" ",))}, "by post"),
        ({"points": []}, "what was said"),
        ({"points": [Point("", PointKind.AGREED, "  ")]}, "what was said"),
        ({"points": [Point("scope", PointKind.SAID, "Late.")]}, "no point of the agenda"),
    ],
)
def test_half_a_record_is_not_kept(world, other, said):
    as_if_real(world)
    with pytest.raises((InspectionRefused, TalkError), match=said):
        written(world, **other)
    assert Talk.objects.count() == 0


def test_an_agency_that_takes_no_part_was_not_there(world):
    other = make_inspection(stage=Stage.FIELDWORK)
    with pytest.raises(InspectionRefused, match="takes no part"):
        written(world, agencies=[other.agencies["police"]])


def test_a_page_sent_twice_makes_one_record(world):
    page = uuid4()
    first = written(world, page=page)
    assert written(world, page=page) == first
    with pytest.raises(InspectionRefused, match="new page"):
        written(world, page=page, by=world.inspectors["hmicfrs"])
    assert TalkPoint.objects.count() == 1


def test_what_was_written_wrongly_is_put_right_and_stays(world):
    talk = make_talk(world)
    first = points_of(talk)[0].point
    better = add_point(by=world.lead, talk=talk, point=Point("going", PointKind.DISPUTED, "Diaries were full."), replaces=first)
    last = add_point(by=world.lead, talk=talk, point=Point("going", PointKind.SAID, "Diaries were nearly full."), replaces=better)
    said = points_of(talk)[0]
    assert (said.point, said.before) == (last, (better, first))
    assert len(points_of(talk)) == 2 and disputed(talk) == 0
    with pytest.raises(InspectionRefused, match="meanwhile"):
        add_point(by=world.lead, talk=talk, point=SAID, replaces=first)
    with pytest.raises(TalkError, match="Nothing has changed"):
        add_point(by=world.lead, talk=talk, point=Point("going", PointKind.SAID, last.words), replaces=last)
    other = make_talk(world)
    with pytest.raises(InspectionRefused, match="another meeting"):
        add_point(by=world.lead, talk=other, point=SAID, replaces=last)


def test_an_agency_saw_it_differently_and_both_are_kept(world):
    talk, police = make_talk(world, "local_authority", "police"), world.agencies["police"]
    assert not_seen_by(talk) == [world.agencies["local_authority"], police]
    before = [(said.point.pk, said.point.words) for said in points_of(talk)]
    with pytest.raises(TalkError, match="how you saw it"):
        say_view(by=world.coordinators["police"], talk=talk, agency=police, kind=ViewKind.DIFFERENTLY, shown=2)
    view = say_view(
        by=world.coordinators["police"], talk=talk, agency=police, kind=ViewKind.DIFFERENTLY, words="We offered Tuesday.", shown=2
    )
    assert [(said.point.pk, said.point.words) for said in points_of(talk)] == before
    assert list(views_of(talk)) == list(seen_differently(world.inspection)) == [view]
    assert not answered_since(view)
    add_point(by=world.lead, talk=talk, point=Point("", PointKind.DISPUTED, "The police hold that Tuesday was offered."))
    assert answered_since(view)
    assert not_seen_by(talk) == [world.agencies["local_authority"], police]
    assert unread_of([talk])[talk.pk] == Unread((world.agencies["local_authority"],), (police,))
    assert awaiting_view_of(world.agencies["local_authority"], world.inspection) == [talk]
    say_view(
        by=world.coordinators["local_authority"], talk=talk, agency=world.agencies["local_authority"], kind=ViewKind.READ, shown=9
    )
    assert awaiting_view_of(world.agencies["local_authority"], world.inspection) == []


def test_only_coordinators_of_an_agency_that_was_there_say_how_it_saw_it(world):
    talk, police = make_talk(world), world.agencies["police"]
    assert can_view(world.coordinators["police"], talk, police)
    assert not can_view(world.coordinators["local_authority"], talk, world.agencies["local_authority"])
    assert not any(can_view(person, talk, police) for person in (world.lead, world.coordinators["local_authority"], make_person()))


def test_what_is_followed_up_has_who_and_when_and_whose_it_is(world):
    talk = make_talk(world)
    theirs, ours = make_follow_up(world, talk), make_follow_up(world, talk, "", days=-1)
    assert [one.row for one in follow_ups_of(talk)] == [theirs, ours]
    today = timezone.localdate()
    assert [one.overdue(today) for one in follow_ups_of(talk)] == [False, True]
    assert list(open_follow_ups(world.inspection)) == [ours, theirs]
    assert [one.row for one in open_follow_ups_at(world.agencies["police"], world.inspection)] == [theirs]
    later = today + timedelta(days=5)
    police = world.coordinators["police"]
    say_follow_up(by=police, follow_up=theirs, to=FollowUpState.OPEN, words="Half is sent.", due_on=later, had=0)
    say_follow_up(by=police, follow_up=theirs, to=FollowUpState.DONE, had=1)
    [followed, _] = follow_ups_of(talk)
    assert [(entry.state, entry.due_on, entry.side) for entry in followed.entries] == [
        ("open", later, "agency"),
        ("done", later, "agency"),
    ]
    assert list(open_follow_ups(world.inspection)) == [ours]


@pytest.mark.parametrize(
    ("change", "said"), [({"what": " "}, "what is to be done"), ({"who": " "}, "by post"), ({"sector": "health"}, "was not at")]
)
def test_half_a_follow_up_is_not_kept(world, change, said):
    talk = make_talk(world)
    agency = world.agencies["local_authority" if "sector" in change else "police"]
    given = {"what": "Send it.", "who": "Analyst", **{key: value for key, value in change.items() if key != "sector"}}
    with pytest.raises((InspectionRefused, TalkError), match=said):
        add_follow_up(by=world.lead, talk=talk, due_on=timezone.localdate(), agency=agency, **given)
    assert FollowUp.objects.count() == 0


@pytest.mark.parametrize(("before", "to", "side"), list(product(FollowUpState, FollowUpState, Side)))
def test_every_cell_of_the_table_of_follow_ups(world, before, to, side):
    row = make_follow_up(world, make_talk(world))
    FollowUp.objects.filter(pk=row.pk).update(state=before)
    row.refresh_from_db()
    who = world.inspectors["hmicfrs"] if side == Side.TEAM else world.coordinators["police"]
    allowed = side in FOLLOW_UP_MOVES.get((before, to), frozenset())
    assert can_follow_up(who, row, to) == allowed == (to in states_open_to(who, row))
    if allowed and to != FollowUpState.DONE:
        with pytest.raises(TalkError, match="how far"):
            say_follow_up(by=who, follow_up=row, to=to, had=0)
    if allowed:
        assert say_follow_up(by=who, follow_up=row, to=to, words="So it is.", had=0).state == to
    else:
        with pytest.raises(InspectionRefused):
            say_follow_up(by=who, follow_up=row, to=to, words="So it is.", had=0)


def test_what_is_the_teams_to_do_is_not_moved_by_an_agency(world):
    row = make_follow_up(world, make_talk(world), "")
    assert not can_follow_up(world.coordinators["police"], row, FollowUpState.DONE)
    assert can_follow_up(world.lead, row, FollowUpState.DONE)


def test_who_reads_and_writes_meetings(world):
    talk = make_talk(world)
    readers = (world.lead, world.quality_assurer, world.signatories["ofsted"], world.coordinators["police"])
    others = (world.coordinators["local_authority"], make_person())
    for person in readers:
        assert list(talks_seen_by(person, world.inspection)) == [talk] and can_read_talk(person, talk)
    for person in others:
        assert not talks_seen_by(person, world.inspection) and not can_read_talk(person, talk)
        with pytest.raises(InspectionRefused):
            open_talk(by=person, talk=talk)
    assert can_write_talk(world.lead, world.inspection)
    outside = (world.quality_assurer, *world.signatories.values(), *world.coordinators.values())
    assert not any(can_write_talk(person, world.inspection) for person in outside)
    open_talk(by=world.coordinators["police"], talk=talk)
    assert "meeting with agencies opened" in [entry.action for entry in entries(str(world.inspection.pk))]


def test_words_are_sealed_and_no_row_is_changed(world):
    talk = make_talk(world)
    make_follow_up(world, talk)
    say_view(by=world.coordinators["police"], talk=talk, agency=world.agencies["police"], kind=ViewKind.READ, shown=9)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM inspections_talkpoint")
        assert all(b"Diaries" not in bytes(row[0]) and b"visits" not in bytes(row[0]) for row in cursor.fetchall())
    for model in (Talk, TalkPoint, TalkView, FollowUp, FollowUpEntry):
        with pytest.raises(KeptError):
            model.objects.all().delete()
    for model in (TalkPoint, TalkView, FollowUpEntry):
        with pytest.raises(KeptError):
            model.objects.all().update(by=world.lead)
    assert "Diaries" not in "".join(entry.detail for entry in entries(str(world.inspection.pk)))


def test_a_closed_inspection_writes_nothing_more(world):
    talk = make_talk(world)
    row = make_follow_up(world, talk)
    world.inspection.stage = Stage.CLOSED
    world.inspection.save()
    talk.refresh_from_db()
    row.refresh_from_db()
    assert not can_write_talk(world.lead, world.inspection)
    assert not can_view(world.coordinators["police"], talk, world.agencies["police"])
    assert states_open_to(world.lead, row) == []


def test_with_one_inspectorate_and_two_agencies_it_is_the_same():
    world = make_inspection(load_framework("targeted-2016-single-agency"), Stage.FIELDWORK)
    talk = make_talk(world, "board", kind=TalkKind.SET_UP)
    assert [agency.sector for agency in agencies_at(talk)] == ["board"]
    assert not talks_seen_by(world.coordinators["local_authority"], world.inspection)


def test_a_stale_page_does_not_undo_what_an_agency_said_meanwhile(world):
    row = make_follow_up(world, make_talk(world))
    say_follow_up(by=world.coordinators["police"], follow_up=row, to=FollowUpState.DONE, had=0)
    with pytest.raises(InspectionRefused, match="Somebody said something meanwhile"):
        say_follow_up(by=world.lead, follow_up=row, to=FollowUpState.OPEN, words="A later day.", had=0)
    row.refresh_from_db()
    assert (row.state, row.entries.count()) == ("done", 1)
    say_follow_up(by=world.lead, follow_up=row, to=FollowUpState.OPEN, words="It was not sent after all.", had=1)


def test_a_view_counts_for_what_its_page_showed(world):
    talk, police, by = make_talk(world), world.agencies["police"], world.coordinators["police"]
    point = points_of(talk)[0].point
    assert read_to(talk, [police]) is None
    say_view(by=by, talk=talk, agency=police, kind=ViewKind.READ, shown=2)
    assert (not_seen_by(talk), read_to(talk, [police])) == ([], 2)
    add_point(by=world.lead, talk=talk, point=Point("", PointKind.AGREED, "It was agreed to move both."), replaces=point)
    assert not_seen_by(talk) == [police] and awaiting_view_of(police, world.inspection) == [talk]
    say_view(by=by, talk=talk, agency=police, kind=ViewKind.DIFFERENTLY, words="Not both.", shown=2)  # from the page before
    assert unread_of([talk])[talk.pk] == Unread((), (police,))
    say_view(by=by, talk=talk, agency=police, kind=ViewKind.READ, shown=99)
    assert (not_seen_by(talk), read_to(talk, [police])) == ([], 3)


def test_an_agency_sees_its_own_follow_ups_and_the_teams_that_are_marked_for_all(world):
    talk = make_talk(world, "police", "local_authority")
    theirs, ours, others = (
        make_follow_up(world, talk),
        make_follow_up(world, talk, ""),
        make_follow_up(world, talk, "local_authority"),
    )
    said = {"what": "Say who is met.", "who": "Lead inspector", "due_on": timezone.localdate()}
    shared = add_follow_up(by=world.lead, talk=talk, for_all=True, **said)
    council = add_follow_up(by=world.lead, talk=talk, for_all=True, agency=world.agencies["local_authority"], **said)
    for row in (theirs, ours, others, shared):
        say_follow_up(by=world.lead, follow_up=row, to=FollowUpState.OPEN, words="Begun.", had=0)
    police = world.coordinators["police"]
    assert [one.row for one in followed_by(police, talk)] == [theirs, shared]
    assert [len(one.entries) for one in followed_by(police, talk)] == [1, 0]
    assert [one.row for one in followed_by(world.quality_assurer, talk)] == [theirs, ours, others, shared, council]
    assert set(FollowUp.objects.all().visible_to(police)) == {theirs, shared}
    assert {entry.follow_up for entry in FollowUpEntry.objects.all().visible_to(police)} == {theirs}
    assert not FollowUp.objects.all().visible_to(world.coordinators["health"] if "health" in world.agencies else make_person())


def test_an_agency_sees_no_other_agencys_view(world):
    talk = make_talk(world, "police", "local_authority")
    view = say_view(
        by=world.coordinators["police"],
        talk=talk,
        agency=world.agencies["police"],
        kind=ViewKind.DIFFERENTLY,
        words="We were short of staff.",
        shown=2,
    )
    assert list(TalkView.objects.all().visible_to(world.coordinators["police"])) == [view]
    assert list(TalkView.objects.all().visible_to(world.lead)) == [view]
    assert not TalkView.objects.all().visible_to(world.coordinators["local_authority"])
    assert TalkPoint.objects.all().visible_to(world.coordinators["local_authority"]).count() == 2


def test_the_list_of_meetings_is_opened_by_whom_it_concerns_and_logged(world):
    talk = make_talk(world)
    assert open_talks(by=world.lead, inspection=world.inspection) == [talk]
    assert open_talks(by=world.coordinators["local_authority"], inspection=world.inspection) == []
    with pytest.raises(InspectionRefused):
        open_talks(by=make_person(), inspection=world.inspection)
    read = [entry.action for entry in entries(str(world.inspection.pk)) if entry.reading]
    assert read == ["meetings with agencies opened"] * 2
