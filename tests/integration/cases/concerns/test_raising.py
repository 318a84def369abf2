"""Raising an urgent concern: by which route, to whom, by when, and what is refused."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from joinedup.audit.queries import of_object, verify
from joinedup.cases.concerns import actions
from joinedup.cases.concerns.chain import broken_at, fault_of, faults
from joinedup.cases.concerns.content import About, Receiver, Rung, SpokenOf, Written
from joinedup.cases.concerns.models import Concern, ConcernEntry, ConcernReceiver, KeptForEverError
from joinedup.cases.concerns.queries import clocks_of, concerns_of, entries_of, outside_time
from joinedup.cases.concerns.rules import ConcernRefused, can_offer, can_raise, check_can_offer
from joinedup.config.examining import _concerns
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.records.dates import LONDON
from joinedup.vault.actions import destroy_key
from joinedup.web.components.concerns import told
from tests.factories.concerns import WRITTEN, about_tracked, make_concern, move, receiver
from tests.factories.inspections import make_inspection

pytestmark = pytest.mark.django_db
HOSTEL = About(who="The hostel in Mill Lane")


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


def raised(world, **change):
    said = {
        "by": world.lead,
        "inspection": world.inspection,
        "route": "child-referred-back",
        "about": HOSTEL,
        "receivers": [receiver(world)],
        "written": WRITTEN,
    }
    return actions.raise_concern(**(said | change))


def test_a_concern_about_a_tracked_child_carries_its_code(drawn, tracked):
    concern = make_concern(drawn.world, by=drawn.pair[0], about=about_tracked(tracked))
    assert (concern.number, concern.code, concern.tracked) == (1, "Child 1", tracked)
    assert concern.records == tracked.records
    assert make_concern(drawn.world).number == 2


def test_by_voice_first_the_clocks_run_from_the_call(world):
    friday = datetime(2022, 10, 7, 16, 30, tzinfo=LONDON)
    concern = raised(world, route="immediate-risk", rung=Rung("Duty manager", friday, "Alone. They go now."), written=None)
    assert concern.raised_at == friday
    assert concern.acknowledge_due_at == friday + timedelta(hours=2)
    assert concern.written_due_at == friday + timedelta(hours=24)
    assert concern.reply_due_at == datetime(2022, 10, 10, 17, tzinfo=LONDON)  # Monday
    [entry] = entries_of(concern)
    assert (entry.kind, entry.happened_at, entry.words) == (
        "rung",
        friday,
        {"who": "Duty manager", "said": "Alone. They go now."},
    )
    assert {clock.what for clock in outside_time(concern, timezone.now())} == {"written", "acknowledged", "replied"}
    assert {clock.what: clock.standing for clock in clocks_of(concern, friday)} == dict.fromkeys(
        ("written", "acknowledged", "replied"), "open"
    )


def test_what_came_in_time_is_told_of_as_such_ever_after(world):
    concern = move(make_concern(world), world.coordinators["local_authority"], "acknowledged", "replied")
    later = timezone.now() + timedelta(days=60)
    assert [(clock.what, clock.standing) for clock in clocks_of(concern, later)] == [("acknowledged", "met"), ("replied", "met")]
    withdrawn = move(make_concern(world), world.lead, "withdrawn")
    assert clocks_of(withdrawn, later) == []  # nobody waits for it


def test_each_round_of_replies_keeps_its_own_clock_after_closing(world):
    council = world.coordinators["local_authority"]
    concern = make_concern(world)
    long_ago = concern.raised_at - timedelta(days=30)
    Concern.objects.filter(pk=concern.pk).update(raised_at=long_ago, acknowledge_due_at=long_ago, reply_due_at=long_ago)
    concern = move(concern, council, "replied")  # outside its time
    concern = move(concern, world.lead, "not_yet")
    [_, first, second] = clocks_of(concern, timezone.now())
    assert (first.round, first.due, first.standing, first.running) == (1, long_ago, "outside", False)
    assert (second.round, second.came, second.standing) == (2, None, "open")
    concern = move(concern, council, "replied")
    closed = move(concern, world.lead, "closed")
    later = timezone.now() + timedelta(days=60)
    assert [(clock.what, clock.round, clock.standing) for clock in clocks_of(closed, later)] == [
        ("acknowledged", 0, "outside"), ("replied", 1, "outside"), ("replied", 2, "met"),
    ]  # fmt: skip
    assert outside_time(closed, later) == []
    assert told(closed).clocks[1][0] == "Replied, round 1"
    assert "outside the time: was due" in told(closed).clocks[1][1]


def test_a_reply_that_never_came_is_told_of_after_closing(world):
    concern = move(make_concern(world), world.coordinators["local_authority"], "replied")
    concern = move(concern, world.lead, "not_yet")
    Concern.objects.filter(pk=concern.pk).update(reply_due_at=concern.raised_at)
    closed = move(concern, world.lead, "closed")
    assert [(clock.round, clock.came is None, clock.standing) for clock in clocks_of(closed, timezone.now())][1:] == [
        (1, False, "met"),
        (2, True, "outside"),
    ]
    assert "no reply came" in told(closed).clocks[-1][1]
    assert told(closed).overdue == ""  # nobody waits for it any more


def test_the_clocks_of_a_list_cost_one_query_however_many(world, django_assert_num_queries):
    for _ in range(4):
        make_concern(world)
    listed = list(concerns_of(world.inspection))
    with django_assert_num_queries(0):
        assert all(clocks_of(concern, timezone.now()) for concern in listed)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"receivers": []}, "who receives it"),
        ({"written": None}, "Write the concern down"),
        ({"written": Written("What.", " ", "Asked.")}, "Why it cannot wait"),
        ({"about": About(who=" ")}, "which child or service"),
        ({"route": "immediate-risk", "written": None}, "Ring first"),
        ({"route": "immediate-risk", "rung": Rung("", timezone.now(), "Said.")}, "Who was rung"),
        ({"route": "immediate-risk", "rung": Rung("Duty", timezone.now() + timedelta(hours=1), "Said.")}, "later than now"),
        ({"route": "about-staff"}, "in which role"),
    ],
)
def test_what_cannot_be_raised_is_told_why(world, change, said):
    with pytest.raises(ConcernRefused, match=said):
        raised(world, **change)
    assert not Concern.objects.exists()


def test_receivers_are_of_this_inspection_and_answer_for_their_agency(world):
    other = make_inspection(stage=Stage.FIELDWORK)
    with pytest.raises(ConcernRefused, match="takes no part"):
        raised(world, receivers=[receiver(other)])
    astray = Receiver(world.agencies["police"], "Duty", world.coordinators["local_authority"])
    with pytest.raises(ConcernRefused, match="does not answer for"):
        raised(world, receivers=[astray])


def test_about_staff_their_own_agency_alone_does_not_hear_it(world):
    officer = SpokenOf("a social worker", world.agencies["local_authority"])
    with pytest.raises(ConcernRefused, match="own agency alone"):
        raised(world, route="about-staff", spoken_of=officer)
    both = [receiver(world), receiver(world, "police")]
    concern = raised(world, route="about-staff", spoken_of=officer, receivers=both)
    assert concern.about_staff
    assert concern.spoken_of == {"role": "a social worker", "agency": world.agencies["local_authority"].key}
    assert concern.receivers.count() == 2


def test_it_can_be_raised_at_any_stage_once_the_area_is_told(world):
    for stage in Stage:
        type(world.inspection).objects.filter(pk=world.inspection.pk).update(stage=stage)
        world.inspection.refresh_from_db()
        assert can_raise(world.lead, world.inspection) == (stage != Stage.PLANNED)
        assert not can_raise(world.coordinators["police"], world.inspection)
    type(world.inspection).objects.filter(pk=world.inspection.pk).update(stage=Stage.PLANNED)
    with pytest.raises(InspectionRefused, match="Ring them"):
        raised(world)


def test_nothing_of_it_can_be_deleted_or_overwritten(world):
    concern = make_concern(world)
    entry, row = concern.entries.get(), concern.receivers.get()
    for kept in (concern, entry, row):
        with pytest.raises(KeptForEverError):
            kept.delete()
    for model in (Concern, ConcernEntry, ConcernReceiver):
        with pytest.raises(KeptForEverError):
            model.objects.all().delete()
        with pytest.raises(KeptForEverError):
            model.objects.filter(pk=None).delete()
    for model in (ConcernEntry, ConcernReceiver):
        with pytest.raises(KeptForEverError):
            model.objects.all().update(inspection=world.inspection)
        with pytest.raises(KeptForEverError):
            model.objects.bulk_update([], ["inspection"])
    with pytest.raises(KeptForEverError):
        entry.save()
    assert not [name for name in dir(actions) if "delete" in name or "remove" in name]


def test_what_is_withdrawn_stays_listed_with_its_reason(world):
    concern = move(make_concern(world), world.inspectors["hmicfrs"], "withdrawn")
    assert list(concerns_of(world.inspection)) == [concern]
    assert entries_of(concern).last().words == {"why": "Another child was meant."}


def test_a_changed_or_missing_entry_breaks_the_chain(world):
    concern = move(make_concern(world), world.coordinators["local_authority"], "acknowledged", "replied")
    assert broken_at(concern) is None
    with connection.cursor() as cursor:
        cursor.execute("update cases_concernentry set kind = 'seen' where seq = 2")
    assert broken_at(concern) == 2
    with connection.cursor() as cursor:
        cursor.execute("delete from cases_concernentry where seq = 2")
    assert broken_at(concern) == 2


def test_what_is_said_and_who_receives_it_is_sealed(world):
    make_concern(world, "about-staff", account=False)
    with connection.cursor() as cursor:
        rows = []
        for table in ("cases_concern", "cases_concernentry", "cases_concernreceiver", "audit_entry"):
            cursor.execute(f"select * from {table}")
            rows += cursor.fetchall()
    text = "".join(
        bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value) for row in rows for value in row
    )
    assert "Designated officer" not in text.replace("Duty manager", "")
    for word in ("hostel", "alone at night", "detention officer", "Averill"):
        assert word.casefold() not in text.casefold()


def test_each_write_and_each_read_is_logged(world):
    concern = move(make_concern(world), world.coordinators["local_authority"], "acknowledged")
    actions.add_words(by=world.lead, concern=concern, words="Rang again at five.")
    actions.open_concern(by=world.coordinators["local_authority"], concern=concern)
    told = [(entry.action, entry.reading) for entry in of_object("concern", str(concern.pk))]
    assert sorted(told) == [
        ("urgent concern acknowledged", False),
        ("urgent concern opened", True),
        ("urgent concern raised", False),
        ("words added to urgent concern", False),
    ]
    assert verify(str(world.inspection.pk)) == []


def test_nothing_is_added_to_what_has_ended(world):
    concern = move(make_concern(world), world.lead, "withdrawn")
    with pytest.raises(ConcernRefused, match="nothing is added"):
        actions.add_words(by=world.lead, concern=concern, words="More.")


def test_a_note_may_rest_on_it_unless_it_is_about_somebody_at_work(world):
    assert can_offer(world.inspectors["ofsted"], make_concern(world))
    assert not can_offer(world.coordinators["local_authority"], make_concern(world))
    with pytest.raises(ConcernRefused, match="at work"):
        check_can_offer(world.lead, make_concern(world, "about-staff"))
    with pytest.raises(ConcernRefused, match="withdrawn"):
        check_can_offer(world.lead, move(make_concern(world), world.lead, "withdrawn"))


def test_the_doctor_names_a_concern_that_was_changed_or_cut_short(world):
    concern = move(make_concern(world), world.coordinators["local_authority"], "acknowledged", "replied")
    untouched = make_concern(world)
    assert (faults(), fault_of(untouched)) == ((2, []), "")
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from cases_concernentry where concern_id in (select id from cases_concern where number = 1) and seq = 3"
        )
    assert broken_at(concern) is None, "what is left of the chain holds: only the log knows of the last entry"
    [fault] = faults()[1]
    assert fault == f"Urgent concern 1 of inspection {world.inspection.pk}: the log holds 3 entries; they end otherwise here."
    [told] = [one for one in _concerns() if not one.ok]
    assert told.sentence.startswith(fault)
    with connection.cursor() as cursor:
        cursor.execute("update cases_concernentry set kind = 'seen' where seq = 2")
    assert "entry 2 was changed" in faults()[1][0]


def test_the_doctor_names_a_concern_that_was_deleted_whole(world):
    kept, gone = make_concern(world), make_concern(world)
    with connection.cursor() as cursor:
        for table in ("cases_concernentry", "cases_concernreceiver"):
            cursor.execute(f"delete from {table} where concern_id in (select id from cases_concern where number = {gone.number})")
        cursor.execute(f"delete from cases_concern where number = {gone.number}")
    assert verify(str(world.inspection.pk)) == []
    inspection = world.inspection.pk
    assert faults() == (1, [f"Urgent concern 2 of inspection {inspection}: the log tells that it was raised; it is gone."])
    assert fault_of(kept) == ""
    assert [one.ok for one in _concerns()] == [False]


def test_of_a_destroyed_inspection_the_doctor_still_looks_for_what_is_missing(world):
    move(make_concern(world), world.coordinators["local_authority"], "acknowledged")
    destroy_key(by=world.lead, scope=world.inspection.pk, why="retention")
    assert [one.sentence for one in _concerns()] == ["1 urgent concern stands as written."]
    with connection.cursor() as cursor:
        cursor.execute("delete from cases_concernentry where seq = 2")
    assert "the log holds 2 entries" in faults()[1][0]
