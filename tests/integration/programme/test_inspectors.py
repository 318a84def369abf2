"""The register of inspectors: who keeps it, what is declared, who reads it, and what a plan and a team learn of it."""

from datetime import date

import pytest

from joinedup.areas.actions import create_agency, create_area
from joinedup.audit.models import Entry
from joinedup.inspections.models import TeamMember
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person
from joinedup.programme.core.roster.shape import Barred
from joinedup.programme.inspectors import actions, queries
from joinedup.programme.inspectors.enums import Holds, InterestKind
from joinedup.programme.inspectors.models import DeclaredInterest, Inspector, OfficeMember
from joinedup.programme.inspectors.rules import InspectorRefused
from joinedup.programme.inspectors.teams import InterestQuestioned, add_to_team
from joinedup.vault.models import Key
from tests.factories.inspections import make_inspection
from tests.factories.inspectors import FACTS, make_member, make_register

pytestmark = pytest.mark.django_db
WORDS = "I worked in its front door until 2021."


@pytest.fixture
def register():
    return make_register()


@pytest.fixture
def area():
    return create_area(by=None, code="X70009901", name="Hollin Cross", made_up=True)


def declare(register, **of):
    said = {"kind": "former_employer", "words": WORDS, **of}
    return actions.declare(by=register.person, inspector=register.inspector, **said)


def test_the_first_of_an_office_is_named_by_anybody_of_the_inspectorate_the_next_by_the_office(register):
    body, other = make_register().inspectorate, make_member(register.inspectorate)
    first, second = make_member(body), make_member(body)
    with pytest.raises(InspectorRefused, match="Only the programme office of"):
        actions.add_to_office(by=first, inspectorate=body, person=second)
    with pytest.raises(InspectorRefused, match="does not work for"):
        actions.add_to_office(by=None, inspectorate=body, person=other)
    actions.add_to_office(by=register.office, inspectorate=register.inspectorate, person=other)
    with pytest.raises(InspectorRefused, match="works in the programme office already"):
        actions.add_to_office(by=register.office, inspectorate=register.inspectorate, person=other)
    assert {row.person for row in queries.office_members(register.inspectorate)} == {register.office, other}


def test_an_office_never_stands_empty(register):
    row = OfficeMember.objects.get(person=register.office)
    with pytest.raises(InspectorRefused, match="is the only one"):
        actions.leave_office(by=register.office, member=row)
    actions.add_to_office(by=register.office, inspectorate=register.inspectorate, person=register.person)
    actions.leave_office(by=register.person, member=row)
    assert not queries.offices_kept_by(register.office)
    with pytest.raises(InspectorRefused, match="no more"):
        actions.leave_office(by=register.person, member=row)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"days": []}, "on which days"),
        ({"days": ["sunday"]}, "on which days"),
        ({"specialisms": ["astrology"]}, "no specialism astrology"),
        ({"base": " "}, "where they travel from"),
    ],
)
def test_facts_that_make_no_sense_are_refused(register, facts, said):
    with pytest.raises(InspectorRefused, match=said):
        actions.change_inspector(by=register.office, inspector=register.inspector, **{**FACTS, **facts})


def test_only_the_own_office_enters_and_changes(register):
    stranger = make_register()
    new = make_member(register.inspectorate)
    for by in (stranger.office, register.person, new):
        with pytest.raises(InspectorRefused, match="Only the programme office"):
            actions.enter_inspector(by=by, inspectorate=register.inspectorate, person=new, **FACTS)
        with pytest.raises(InspectorRefused, match="Only the programme office"):
            actions.change_inspector(by=by, inspector=register.inspector, **FACTS)
    with pytest.raises(InspectorRefused, match="on the register already"):
        actions.enter_inspector(by=register.office, inspectorate=register.inspectorate, person=register.person, **FACTS)
    with pytest.raises(InspectorRefused, match="does not work for"):
        actions.enter_inspector(by=register.office, inspectorate=register.inspectorate, person=stranger.person, **FACTS)
    changed = actions.change_inspector(by=register.office, inspector=register.inspector, **{**FACTS, "days": ["monday", "friday"]})
    assert changed.share == 0.4


def test_who_sees_an_entry(register, area):
    stranger, colleague = make_register(), make_member(register.inspectorate)
    interest = declare(register, area=area)
    for person, sees in ((register.person, 1), (register.office, 1), (stranger.office, 0), (colleague, 0)):
        assert Inspector.objects.all().visible_to(person).filter(pk=register.inspector.pk).count() == sees
        assert DeclaredInterest.objects.all().visible_to(person).filter(pk=interest.pk).count() == sees
    register.office.is_active = False
    register.office.save()
    assert not Inspector.objects.all().visible_to(Person.objects.get(pk=register.office.pk)).exists()


def test_what_is_declared_is_sealed_and_the_log_tells_no_place(register, area):
    interest = declare(register, area=area)
    assert Key.objects.filter(scope=register.inspector.pk).exists()
    assert DeclaredInterest.objects.get(pk=interest.pk).words == WORDS
    told = " ".join(f"{entry.detail} {entry.why}" for entry in Entry.objects.all())
    assert WORDS not in told
    after = Entry.objects.get(action="interest declared")
    assert area.name not in str(after.detail) and area.code not in str(after.detail) and str(area.pk) not in str(after.detail)


def test_nobody_declares_for_another_and_an_interest_is_in_one_thing(register, area):
    with pytest.raises(InspectorRefused, match="by the inspector themselves"):
        actions.declare(by=register.office, inspector=register.inspector, kind="home", words=WORDS, area=area)
    with pytest.raises(InspectorRefused, match="one of the two"):
        declare(register)
    with pytest.raises(InspectorRefused, match="in a sentence"):
        declare(register, area=area, words=" ")


def test_it_keeps_them_away_until_the_office_decides_and_nobody_decides_on_their_own(register, area):
    interest = declare(register, area=area)
    assert interest.holds == Holds.BLOCKS
    decided = {"interest": interest, "holds": "warns", "why": "Long ago."}
    with pytest.raises(InspectorRefused, match="Only the programme office"):
        actions.decide_interest(by=register.person, **decided)
    actions.add_to_office(by=register.office, inspectorate=register.inspectorate, person=register.person)
    with pytest.raises(InspectorRefused, match="of their own"):
        actions.decide_interest(by=register.person, **decided)
    with pytest.raises(InspectorRefused, match="Say why"):
        actions.decide_interest(by=register.office, **{**decided, "why": ""})
    row = actions.decide_interest(by=register.office, **decided)
    assert (row.holds, row.decided_by, row.decided_why) == ("warns", register.office, "Long ago.")
    actions.end_interest(by=register.person, interest=row)
    with pytest.raises(InspectorRefused, match="is ended"):
        actions.decide_interest(by=register.office, **decided)
    with pytest.raises(InspectorRefused, match="ended already"):
        actions.end_interest(by=register.person, interest=row)
    assert queries.interests_in([register.person], area) == {}


def test_who_asks_about_an_area_learns_kinds_of_areas_and_of_agencies_that_serve_it(register, area):
    elsewhere = create_area(by=None, code="X70009902", name="Dunmere", made_up=True)
    force = create_agency(by=None, key="force-x", name="A force", sector="police", areas=[area, elsewhere])
    declare(register, agency=force)
    family = declare(register, kind="family", area=area)
    actions.decide_interest(by=register.office, interest=family, holds="warns", why="A cousin.")
    held = queries.interests_in([register.person, register.office], area)
    assert held == {
        register.person.pk: (
            queries.Held(InterestKind.FORMER_EMPLOYER, Holds.BLOCKS),
            queries.Held(InterestKind.FAMILY, Holds.WARNS),
        )
    }
    assert [one.kind for one in queries.interests_in([register.person], elsewhere)[register.person.pk]] == ["former_employer"]


def test_the_roster_learns_weeks_away_share_and_what_keeps_them_from_which_key(register, area):
    free = create_area(by=None, code="X70009903", name="Eastlock", made_up=True)
    actions.change_inspector(
        by=register.office, inspector=register.inspector, **{**FACTS, "days": ["monday", "tuesday", "wednesday"]}
    )
    away = {"inspector": register.inspector, "kind": "leave"}
    actions.enter_away(by=register.person, first=date(2026, 3, 4), last=date(2026, 3, 9), **away)
    actions.enter_away(by=register.person, first=date(2026, 3, 21), last=date(2026, 3, 22), **away)  # a weekend
    gone = actions.enter_away(by=register.office, first=date(2026, 4, 1), last=date(2026, 4, 2), **away)
    actions.take_back(by=register.office, row=gone)
    warned = declare(register, area=area)
    actions.decide_interest(by=register.office, interest=warned, holds="warns", why="Long ago.")
    declare(register, kind="home", area=area)
    keys = {"one": area, "two": free}
    (made,) = queries.roster_inspectors(
        [register.inspectorate.code], keys, date(2026, 3, 2), date(2026, 6, 1), {register.person.pk: 2}
    )
    assert made.key == str(register.person.pk)
    assert made.away == {date(2026, 3, 2), date(2026, 3, 9)}
    assert (made.share, made.carried, made.base, made.specialisms) == (0.6, 2, "North East", {"social_care"})
    assert made.barred == {"one": Barred("home", blocks=True)}


def test_who_left_the_register_is_in_no_plan_from_that_day(register):
    actions.take_off_register(by=register.office, inspector=register.inspector, on=date(2026, 3, 16))
    asked = ([register.inspectorate.code], {})
    (made,) = queries.roster_inspectors(*asked, date(2026, 3, 2), date(2026, 3, 27))
    assert made.away == {date(2026, 3, 16), date(2026, 3, 23)}
    assert not queries.roster_inspectors(*asked, date(2026, 3, 16), date(2026, 3, 27))
    with pytest.raises(InspectorRefused, match="has left the register"):
        actions.enter_away(
            by=register.office, inspector=register.inspector, kind="leave", first=date(2026, 4, 1), last=date(2026, 4, 1)
        )


def test_training_away_and_confirming(register):
    with pytest.raises(InspectorRefused, match="before the first"):
        actions.enter_away(
            by=register.person, inspector=register.inspector, kind="leave", first=date(2026, 4, 2), last=date(2026, 4, 1)
        )
    row = actions.enter_training(by=register.office, inspector=register.inspector, title="Joint", done_on=date(2026, 1, 5))
    assert list(queries.trainings(register.person, register.inspector)) == [row]
    actions.take_back(by=register.office, row=row)
    with pytest.raises(InspectorRefused, match="taken back already"):
        actions.take_back(by=register.office, row=row)
    with pytest.raises(InspectorRefused, match="by the inspector themselves"):
        actions.confirm(by=register.office, inspector=register.inspector)
    assert actions.confirm(by=register.person, inspector=register.inspector).confirmed_at


def test_a_team_is_told_kinds_a_blocking_one_refuses_a_weighed_one_asks():
    world = make_inspection()
    body = next(iter(world.inspectorates.values()))
    register = make_register(body)
    joins = {"by": world.lead, "inspection": world.inspection, "person": register.person, "inspectorate": body, "role": "inspector"}
    interest = declare(register, area=world.area)
    with pytest.raises(InspectionRefused, match="keeps them away: works or worked for an agency there") as refusal:
        add_to_team(**joins)
    assert world.area.name not in str(refusal.value) and WORDS not in str(refusal.value)
    actions.decide_interest(by=register.office, interest=interest, holds="warns", why="Long ago.")
    with pytest.raises(InterestQuestioned, match="shall they join all the same"):
        add_to_team(**joins)
    add_to_team(**joins, although=True)
    assert TeamMember.objects.filter(inspection=world.inspection, person=register.person).exists()
    assert "former_employer" in str(Entry.objects.get(action="interest weighed").detail)
