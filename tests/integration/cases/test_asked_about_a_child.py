"""What agencies are asked about a child: who asks and answers, what is kept and shown, and every cell of the table."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from joinedup.audit.models import Entry
from joinedup.audit.queries import verify
from joinedup.cases import actions as cases
from joinedup.cases.asked import actions, queries
from joinedup.cases.asked.enums import CHILD_REQUEST_MOVES, WAYS, ChildEntryKind, ChildRequestKind, ChildRequestState
from joinedup.cases.asked.models import ChildRequest, ChildRequestEntry, FollowedChild
from joinedup.cases.asked.rules import can_ask_about_children, can_do, can_move_request, can_read_who
from joinedup.cases.queries import draw_of
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.core.unusable import UnusableFile
from joinedup.intake.enums import Side
from joinedup.method.calendar import add_working_days
from tests.factories.asked import Following, make_followed, make_following
from tests.factories.inspections import make_inspection


@pytest.fixture
def following(db, monkeypatch) -> Following:
    return make_following(monkeypatch)


@pytest.fixture
def asked(following) -> Following:
    """Every agency asked about the tracked child alone."""
    following.ask(only=following.tracked)
    return following


def state_of(request: ChildRequest) -> str:
    return ChildRequest.objects.get(pk=request.pk).state


def test_one_action_asks_every_agency_what_the_framework_asks_of_its_sector(following):
    rows = following.ask(only=following.tracked)
    assert {(row.agency.sector, row.item) for row in rows} == {
        ("local_authority", "part"), ("local_authority", "file"), ("local_authority", "plan"),
        ("police", "part"), ("police", "file"), ("police", "who"),
    }  # fmt: skip
    assert {row.state for row in rows} == {ChildRequestState.ASKED}
    assert following.audit.state == "parts"
    entry = Entry.objects.get(action="agencies asked about children chosen")
    assert '"requests":6' in entry.detail


def test_sampled_children_are_asked_about_too_under_a_code_of_the_draw(following):
    rows = following.ask()
    sampled = set(draw_of(following.inspection.sample).sampled) - {following.tracked.child_id}
    others = FollowedChild.objects.filter(inspection=following.inspection, tracked=None)
    assert {child.child_id for child in others} == sampled
    assert all(child.code.startswith("Sampled ") and child.records for child in others)
    assert {row.item for row in rows if row.child.tracked_id is None} == {"file"}
    with pytest.raises(InspectionRefused, match="nobody left to ask"):
        following.ask()


def test_a_sampled_child_chosen_later_is_asked_about_further_under_its_new_code(following):
    following.ask()
    [child, *_] = FollowedChild.objects.filter(tracked=None)
    pair = list(following.world.inspectors.values())[:2]
    said = {"child_id": child.child_id, "why": "For range.", "leads": pair}
    tracked = cases.choose_tracked(by=following.world.lead, inspection=following.inspection, **said)
    assert queries.not_asked_about(following.inspection) == [tracked]
    rows = following.ask(only=tracked)
    assert {row.item for row in rows} == {"part", "plan", "who"}  # the record was asked for already
    child.refresh_from_db()
    assert (child.code, child.tracked) == (tracked.code, tracked)
    assert queries.not_asked_about(following.inspection) == []


def test_nothing_is_due_sooner_than_the_framework_leaves_an_agency(following):
    days = {row.item: row.due_on for row in following.ask(only=following.tracked)}
    today = timezone.localdate()
    assert days["part"] == add_working_days(today, 3)  # working day 9 lies years back
    assert days["plan"] == add_working_days(today, 2)


@pytest.mark.parametrize("came_from", ChildRequestState)
@pytest.mark.parametrize("to", ChildRequestState)
def test_every_cell_of_the_table(asked, came_from, to):
    request = asked.request("police", "who")
    ChildRequest.objects.filter(pk=request.pk).update(state=came_from)
    request.refresh_from_db()
    side = CHILD_REQUEST_MOVES.get((came_from, to))
    officer, inspector = asked.world.coordinators["police"], asked.world.inspectors["hmicfrs"]
    assert can_move_request(officer, request, to) == (side == Side.AGENCY)
    assert can_move_request(inspector, request, to) == (side == Side.TEAM)
    assert not can_move_request(asked.world.coordinators["local_authority"], request, to)


@pytest.mark.parametrize("kind", ChildRequestKind)
@pytest.mark.parametrize("way", ChildEntryKind)
def test_each_kind_is_done_in_its_own_ways(asked, kind, way):
    request = asked.request("police", "who")
    request.kind = kind
    assert can_do(asked.world.coordinators["police"], request, way) == (way in WAYS[kind])


def test_a_file_is_handed_over_sealed_and_an_earlier_one_stays(asked):
    request, officer = asked.request("police", "file"), asked.world.coordinators["police"]
    first = actions.hand_over(by=officer, request=request, filename="Marlo Quint.pdf", data=b"%PDF one")
    second = actions.hand_over(by=officer, request=request, filename="Marlo Quint 2.pdf", data=b"%PDF two", words="The later part.")
    assert state_of(request) == ChildRequestState.DONE
    assert actions.open_file(by=asked.world.inspectors["hmicfrs"], entry=first) == b"%PDF one"
    assert actions.open_file(by=officer, entry=second) == b"%PDF two"
    assert first.file.sha256 != second.file.sha256
    with connection.cursor() as cursor:
        cursor.execute("select filename, words from cases_childrequestentry")
        assert not any(b"Marlo" in bytes(value) or b"later" in bytes(value) for row in cursor.fetchall() for value in row)
    with pytest.raises(InspectionRefused):
        actions.open_file(by=asked.world.coordinators["local_authority"], entry=first)
    with pytest.raises(UnusableFile, match="empty"):
        actions.hand_over(by=officer, request=request, filename="x.pdf", data=b"")


def test_what_is_said_instead_of_a_file_is_kept_and_dated(asked):
    officer, lead = asked.world.coordinators["police"], asked.world.lead
    request = asked.request("police", "who")
    with pytest.raises(ValueError, match="Write the answer"):
        actions.say_done(by=officer, request=request, way="answered", words=" ")
    actions.say_done(by=officer, request=request, way="answered", words="PC 14, Tuesday at ten.")
    actions.ask_again(by=lead, request=request, words="Somebody who met the child.")
    actions.say_not_held(by=officer, request=request, words="No officer met the child twice.")
    told = queries.entries_of([request])[request]
    assert [(entry.kind, entry.words) for entry in told] == [
        ("asked", ""),
        ("answered", "PC 14, Tuesday at ten."),
        ("again", "Somebody who met the child."),
        ("not_held", "No officer met the child twice."),
    ]
    assert verify(str(asked.inspection.pk)) == []


def test_more_time_is_wished_for_given_and_refused(asked):
    officer, lead, request = asked.world.coordinators["police"], asked.world.lead, asked.request("police", "file")
    later = request.due_on + timedelta(days=2)
    with pytest.raises(ValueError, match="after the day"):
        actions.wish_for_time(by=officer, request=request, until=request.due_on, words="The system is down.")
    actions.wish_for_time(by=officer, request=request, until=later, words="The system is down.")
    assert [row.pk for row in queries.wishes_to_decide(asked.inspection)] == [request.pk]
    with pytest.raises(InspectionRefused, match="already"):
        actions.wish_for_time(by=officer, request=request, until=later, words="Again.")
    actions.refuse_time(by=lead, request=request, words="Fieldwork begins on Monday.")
    with pytest.raises(InspectionRefused, match="Nobody has asked"):
        actions.refuse_time(by=lead, request=request, words="No.")
    entry = actions.give_time(by=lead, request=request, until=later, words="")
    assert (entry.due_before, entry.due_after) == (request.due_on, later)
    assert ChildRequest.objects.get(pk=request.pk).due_on == later
    with pytest.raises(InspectionRefused):
        actions.give_time(by=officer, request=request, until=later + timedelta(days=1), words="")


def test_a_child_left_out_is_withdrawn_and_the_agencies_read_no_more_than_that(asked):
    officer, lead = asked.world.coordinators["police"], asked.world.lead
    done = asked.request("police", "who")
    actions.say_done(by=officer, request=done, way="answered", words="PC 14.")
    cases.move_tracked(by=lead, tracked=asked.tracked, to="left_out", why="A live criminal case.")
    assert state_of(done) == ChildRequestState.DONE  # what was handed over stays
    left = asked.request("police", "file")
    assert left.state == ChildRequestState.WITHDRAWN
    words = queries.entries_of([left])[left][-1].words
    assert "no longer follow" in words
    assert "criminal" not in words
    cases.move_tracked(by=lead, tracked=asked.tracked, to="tracked", why="The case is closed.")
    again = asked.ask(only=asked.tracked)
    assert {row.state for row in again} == {ChildRequestState.ASKED}
    assert len(again) == 5
    assert state_of(left) == ChildRequestState.ASKED


def test_a_sampled_child_replaced_is_withdrawn(following):
    following.ask()
    child = FollowedChild.objects.filter(tracked=None).first()
    cases.replace_child(by=following.world.lead, inspection=following.inspection, child_id=child.child_id, reason="Moved away.")
    assert {row.state for row in child.requests.all()} == {ChildRequestState.WITHDRAWN}


def test_an_agency_sees_its_own_record_of_the_child_and_nobody_elses(asked):
    officer, police = asked.world.coordinators["police"], asked.world.agencies["police"]
    who = actions.open_who(by=officer, child=asked.child, agency=police)
    assert [row["agency"] for row in who.records] == [police.key]
    assert who.records[0]["names"][0]["given"] == "Marlo"
    assert who.identity is None
    last = Entry.objects.filter(action="child followed opened").get()
    assert (last.reading, last.object_id, last.actor) == (True, str(asked.child.pk), str(officer.pk))
    assert "Quint" not in last.detail


def test_an_agency_without_a_record_is_told_who_the_child_is_and_not_by_whom(asked):
    child, police = asked.child, asked.world.agencies["police"]
    child.records = [record for record in child.records if not record.startswith(police.key)]
    who = actions.open_who(by=asked.world.coordinators["police"], child=child, agency=police)
    assert who.records == ()
    assert who.identity["names"] == ["Marlowe Quint"]
    assert not any(agency.key in str(who.identity) for agency in asked.world.agencies.values())


def test_who_a_child_is_is_shown_only_while_something_is_asked(asked):
    officer, police, child = asked.world.coordinators["police"], asked.world.agencies["police"], asked.child
    stranger = make_inspection().coordinators["police"]
    assert not can_read_who(stranger, child)
    assert not can_read_who(asked.world.lead, child)  # inspectors read of the child elsewhere
    with pytest.raises(InspectionRefused):
        actions.open_who(by=stranger, child=child, agency=police)
    with pytest.raises(InspectionRefused):  # an agency's own people see no other agency's record
        actions.open_who(by=officer, child=child, agency=asked.world.agencies["local_authority"])
    actions.say_done(by=officer, request=asked.request("police", "who"), way="answered", words="PC 14.")
    cases.move_tracked(by=asked.world.lead, tracked=asked.tracked, to="left_out", why="Moved.")
    child = asked.child
    assert not can_read_who(officer, child)
    with pytest.raises(InspectionRefused, match="any more"):
        actions.open_who(by=officer, child=child, agency=police)


def test_nobody_sees_another_agencys_requests(asked):
    officer, stranger = asked.world.coordinators["police"], make_inspection().coordinators["police"]
    seen = queries.requests_seen_by(officer, asked.inspection)
    assert {row.agency for row in seen} == {asked.world.agencies["police"]}
    assert queries.requests_seen_by(asked.world.inspectors["ofsted"], asked.inspection).count() == 6
    assert not queries.requests_seen_by(stranger, asked.inspection).exists()
    assert list(queries.children_seen_by(officer, asked.inspection)) == [asked.child]
    assert not queries.children_seen_by(stranger, asked.inspection).exists()
    assert not ChildRequestEntry.objects.all().visible_to(stranger).exists()
    with pytest.raises(InspectionRefused):
        actions.open_requests(by=officer, child=asked.child, requests=list(asked.child.requests.all()))


def test_agencies_are_asked_about_children_from_selection_to_judging(following):
    lead = following.world.lead
    assert can_ask_about_children(lead, following.inspection)
    assert not can_ask_about_children(following.world.coordinators["police"], following.inspection)
    following.world.move_to(Stage.WRITING)
    with pytest.raises(InspectionRefused, match="from selection"):
        following.ask()


def test_what_is_late_is_told_by_agency(asked):
    request = asked.request("police", "file")
    assert not queries.overdue(asked.inspection, request.due_on).exists()
    late = queries.overdue(asked.inspection, request.due_on + timedelta(days=1))
    assert {row.item for row in late} == {"file", "plan", "who"}
    reminder = actions.remind(by=asked.world.lead, request=request, words="Please, by noon.")
    assert reminder.kind == ChildEntryKind.REMINDED
    with pytest.raises(InspectionRefused):
        actions.remind(by=asked.world.coordinators["police"], request=request)


def test_from_real_lists_each_agency_reads_its_own_record_as_it_sent_it(db):
    made = make_followed()
    made.ask(only=made.tracked)
    for sector, own_id in (("local_authority", "1"), ("police", "7")):
        agency = made.world.agencies[sector]
        who = actions.open_who(by=made.world.coordinators[sector], child=made.child, agency=agency)
        assert [(row["agency"], row["own_id"]) for row in who.records] == [(agency.key, own_id)]
        assert who.records[0]["names"][0]["family"] == "Okafor"


def test_opening_six_things_asks_the_database_no_more_often_than_opening_one(asked):
    child = queries.followed_of(asked.tracked)
    rows = list(queries.requests_about(child))
    assert len(rows) == 6
    for by, own in (
        (asked.world.lead, rows),
        (asked.world.coordinators["police"], [row for row in rows if row.agency.sector == "police"]),
    ):
        counts = []
        for some in (own[:1], own):
            with CaptureQueriesContext(connection) as told:
                actions.open_requests(by=by, child=child, requests=some)
            counts.append(len(told))
        assert counts[0] == counts[1]


def test_what_is_asked_about_another_child_is_not_opened_under_this_one(asked):
    [mine, *_] = queries.requests_about(asked.child)
    other = FollowedChild(inspection=asked.inspection)
    with pytest.raises(InspectionRefused, match="another child"):
        actions.open_requests(by=asked.world.lead, child=other, requests=[mine])


def test_what_was_asked_about_children_counts_as_asked_also_when_withdrawn(following):
    police, council = (following.world.agencies[sector] for sector in ("police", "local_authority"))
    assert queries.asked_about(police, following.inspection) == 0
    following.ask()
    of_police = ChildRequest.objects.filter(agency=police).count()
    assert queries.asked_about(police, following.inspection) == of_police > 0
    actions.withdraw(by=following.world.lead, request=following.request("police", "file"), words="In error.")
    assert queries.asked_about(police, following.inspection) == of_police
    assert queries.asked_about(council, following.inspection) == ChildRequest.objects.filter(agency=council).count()
