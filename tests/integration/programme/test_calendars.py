"""The calendars of others: a file comes in whole or not at all, twice changes nothing, and the burden rule reads what stands."""

from datetime import date

import pytest

from joinedup.areas.actions import create_area
from joinedup.programme.calendars import actions, queries
from joinedup.programme.calendars.models import CalendarFile, OtherInspection, SchoolHoliday
from joinedup.programme.calendars.rules import CalendarRefused
from joinedup.programme.core.visit_files import UnreadableFileError
from joinedup.programme.inspectors.actions import add_to_office
from tests.factories.inspectors import make_member, make_register
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
HEAD = "inspectorate,kind,title,area,force,health,first,last,source,address\n"
GOOD = HEAD + "Ofsted,ilacs,Children’s services,X70000001,,,2026-02-02,06/02/2026,Ofsted’s plan,https://reports.example/1\n"
FORCE = "HMICFRS,police,PEEL,,North Force,,2026-03-02,2026-03-13,HMICFRS’s plan,\n"
HEALTH = "CQC,health,Trust,,,QX1; QX2,2026-05-04,2026-05-08,CQC’s plan,\n"


@pytest.fixture
def office():
    return make_register().office


@pytest.fixture(autouse=True)
def area():
    return create_area(by=None, code="X70000001", name="Brackwater", made_up=True)


def take(office, text, name="plan.csv"):
    return actions.take_inspections(by=office, name=name, data=text.encode())


def test_a_file_comes_in_and_the_burden_rule_reads_it(office):
    taken = take(office, GOOD + FORCE + HEALTH)
    assert (taken.new, taken.known, taken.faults) == (3, 0, ())
    visits = {visit.kind: visit for visit in queries.visits()}
    assert (visits["ilacs"].area, visits["ilacs"].first, visits["ilacs"].last) == ("X70000001", date(2026, 2, 2), date(2026, 2, 6))
    assert visits["ilacs"].title == "Children’s services (Ofsted)"
    assert (visits["police"].force, visits["health"].health) == ("North Force", ("QX1", "QX2"))
    assert [visit.kind for visit in queries.visits(first=date(2026, 3, 13), last=date(2026, 4, 1))] == ["police"]
    assert CalendarFile.objects.get().rows == 3


def test_a_second_time_changes_nothing_and_what_is_struck_out_bars_nothing(office):
    take(office, GOOD + GOOD.removeprefix(HEAD))
    assert OtherInspection.objects.count() == 1
    taken = take(office, GOOD + FORCE)
    assert (taken.new, taken.known) == (1, 1)
    row = OtherInspection.objects.get(kind="ilacs")
    actions.strike_out(by=office, row=row, why="Put off.")
    assert [visit.kind for visit in queries.visits()] == ["police"]
    with pytest.raises(CalendarRefused, match="already"):
        actions.strike_out(by=office, row=row, why="Put off.")
    assert (take(office, GOOD).new, OtherInspection.objects.count()) == (1, 3)


def test_a_fault_keeps_the_whole_file_out_and_every_fault_is_told(office):
    bad = "Ofsted,school,Visit,X9,,,2026-02-30,2026-02-06,plan,http://x\nOfsted,ilacs,Visit,X9,,,2026-02-02,2026-02-06,plan,\n"
    worse = ",ilacs,,,,,2026-02-06,2026-02-02,,\n"
    taken = take(office, GOOD + bad + worse)
    assert taken.file is None and not OtherInspection.objects.exists()
    told = {(fault.row, fault.column): fault.sentence for fault in taken.faults}
    assert "is no kind of inspection" in told[3, "kind"] and "is no day" in told[3, "first"]
    assert "begins with https" in told[3, "address"]
    assert told[4, "area"] == "The register has no area with the code “X9”."
    assert "names no place" in told[5, "area"] and "before the first" in told[5, "last"]
    assert {(5, "inspectorate"), (5, "title"), (5, "source")} < set(told)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        (HEAD, "no rows"),
        ("a,b\n1,2\n", "Missing: inspectorate, kind, title, first, last, source"),
        (HEAD + 'Ofsted,"ilacs\n' + "x" * 200_000, "no CSV"),
    ],
)
def test_what_is_no_such_file_is_one_sentence(office, text, said):
    with pytest.raises(UnreadableFileError, match=said):
        take(office, text)


def test_school_holidays_hold_everywhere_or_in_one_area(office):
    text = "title,area,first,last,source\nEaster,,2026-03-30,2026-04-10,DfE\nInset week,X70000001,2026-02-09,2026-02-13,Council\n"
    taken = actions.take_holidays(by=office, name="terms.csv", data=text.encode())
    assert taken.new == 2
    assert actions.take_holidays(by=office, name="terms.csv", data=text.encode()).known == 2
    closures = {closure.title: closure for closure in queries.school_holidays()}
    assert closures["Easter"].areas is None and closures["Inset week"].areas == {"X70000001"}
    actions.strike_out(by=office, row=SchoolHoliday.objects.get(title="Easter"), why="Wrong year.")
    assert [closure.title for closure in queries.school_holidays()] == ["Inset week"]
    bad = "title,area,first,last,source\nEaster,X9,2026-03-30,2026-04-10,DfE\nMay,,2026-05-30,,DfE\n"
    faults = actions.take_holidays(by=office, name="terms.csv", data=bad.encode()).faults
    assert [(fault.row, fault.column) for fault in faults] == [(2, "area"), (3, "last")]


def test_only_a_programme_office_keeps_them_and_only_inspectorates_read_them(office):
    register = make_register()
    colleague, outside = make_member(register.inspectorate), make_person()
    for by in (colleague, outside):
        with pytest.raises(CalendarRefused, match="programme office"):
            take(by, GOOD)
    take(office, GOOD)
    assert queries.inspections_seen_by(colleague).count() == 1
    assert queries.inspections_seen_by(outside).count() == 0
    add_to_office(by=register.office, inspectorate=register.inspectorate, person=colleague)
    assert take(colleague, GOOD).known == 1


def test_the_inspections_of_an_area_are_its_own_its_forces_and_its_health_bodies(office, area):
    take(office, GOOD + FORCE + HEALTH)
    kinds = lambda **of: [row.kind for row in queries.inspections_of_area(office, area, **of)]  # noqa: E731
    assert kinds() == ["ilacs"]
    assert kinds(force="North Force") == ["police", "ilacs"]
    assert kinds(health=("QX2",)) == ["health", "ilacs"]
