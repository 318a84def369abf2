"""The second reading: for each hard rule a plan that breaks it, and no other."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from joinedup.programme.core.roster.checker import check_plan, count_costs
from joinedup.programme.core.roster.plan import Member, Plan, Team
from joinedup.programme.core.roster.shape import Barred, Inspection, Inspector, Need, Rules
from tests.unit.programme.roster.made_rounds import LEAD, POLICE, SOCIAL, inspection, monday, mondays, ofsted, police
from tests.unit.programme.roster.slow_oracle import EMPTY

RULES = Rules(
    weeks_before=1,
    weeks_after=1,
    rest_weeks=1,
    most=2,
    at_once=1,
    shared_apart=3,
    experienced=frozenset({"senior", "experienced"}),
    experienced_least=1,
    new=frozenset({"new"}),
    new_most=1,
    travel={("North", "South"): 120},
    furthest=150,
)
ALDER = inspection("alder", mondays(0, 1, 2, 3, 4, 5, 8))
BIRCH = inspection("birch", mondays(0, 1, 2, 3, 4, 5, 8))
ANNE, BEN, CARL, DORA = ofsted("anne"), ofsted("ben"), police("carl"), police("dora")
PEOPLE = [ANNE, BEN, CARL, DORA]


def members(lead: str, other: str) -> tuple[Member, ...]:
    return (Member(lead, "ofsted", None, True), Member(other, "hmicfrs", None, False))


def plan(*teams: Team) -> Plan:
    return replace(EMPTY, teams=teams)


def at(week: int, key: str = "alder", lead: str = "anne", other: str = "carl") -> Team:
    return Team(key, monday(week), members(lead, other))


def broken(plan: Plan, inspections: Sequence[Inspection], people: Sequence[Inspector] = PEOPLE, rules: Rules = RULES) -> set[str]:
    return {one.rule for one in check_plan(inspections, people, rules, plan)}


def test_a_sound_plan_breaks_nothing() -> None:
    assert not broken(plan(at(0), at(4, "birch", "ben", "dora")), [ALDER, BIRCH])
    assert not broken(plan(at(0), at(4, "birch")), [ALDER, BIRCH])


@pytest.mark.parametrize(
    ("teams", "rule"),
    [
        ([at(0)], "placed"),
        ([at(0), at(4), at(8, "birch", "ben", "dora")], "placed"),
        ([at(0), at(4, "birch"), at(8, "cedar")], "placed"),
        ([at(6), at(1, "birch", "ben", "dora")], "week"),
        ([at(0), at(3, "birch", "ben", "carl")], "rest"),
        ([at(0), at(0, "birch", "ben", "dora")], "at_once"),
        ([at(0), at(4, "birch", "ben", "zoe")], "inspector"),
    ],
)
def test_what_is_wrong_with_weeks_and_people_is_found(teams: list[Team], rule: str) -> None:
    assert broken(plan(*teams), [ALDER, BIRCH]) == {rule}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"fixed_week": monday(1)}, "fixed"),
        ({"pins": frozenset({"dora"})}, "pinned"),
        ({"lead": "ben"}, "lead_pinned"),
        ({"forbids": frozenset({"carl"})}, "forbidden"),
        ({"team": (LEAD, SOCIAL, POLICE)}, "team"),
        ({"team": (LEAD, Need("hmicfrs", 2))}, "team"),
        ({"region": "Nowhere"}, "journey"),
    ],
)
def test_what_was_asked_of_one_inspection_is_read(change: dict[str, object], rule: str) -> None:
    assert broken(plan(at(0)), [replace(ALDER, **change)]) == {rule}  # type: ignore[arg-type]  # named fields


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"away": mondays(0)}, "away"),
        ({"away": mondays(1)}, "away"),
        ({"away": frozenset({monday(-1)})}, "away"),
        ({"barred": {"area alder": Barred("home area")}}, "interest"),
        ({"may_lead": False}, "team"),
        ({"inspectorate": "cqc"}, "team"),
    ],
)
def test_what_holds_of_one_inspector_is_read(change: dict[str, object], rule: str) -> None:
    changed = replace(ANNE, **change)  # type: ignore[arg-type]  # named fields
    assert broken(plan(at(0)), [ALDER], [changed, CARL]) == {rule}


def test_a_week_of_rest_may_be_a_week_away_and_an_interest_that_warns_breaks_nothing() -> None:
    gone = replace(ANNE, away=mondays(2), barred={"area alder": Barred("home area", blocks=False)})
    assert not broken(plan(at(0)), [ALDER], [gone, CARL])


def test_the_mix_of_experience_is_read() -> None:
    newcomers = [replace(ANNE, grade="new"), replace(CARL, grade="new")]
    assert broken(plan(at(0)), [ALDER], newcomers) == {"experienced", "new"}
    assert not broken(plan(at(0)), [ALDER], [replace(ANNE, grade="new"), CARL])


def test_two_that_share_a_body_are_kept_apart() -> None:
    shared = [replace(one, shares=frozenset({"force"})) for one in (ALDER, BIRCH)]
    assert broken(plan(at(0), at(2, "birch", "ben", "dora")), shared) == {"shared"}
    assert not broken(plan(at(0), at(3, "birch", "ben", "dora")), shared)


def test_nobody_is_on_more_than_their_share() -> None:
    half = [replace(ANNE, share=0.5), BEN, CARL, DORA]
    assert broken(plan(at(0), at(4, "birch", "anne", "dora")), [ALDER, BIRCH], half) == {"most"}


def test_a_team_counts_nobody_twice() -> None:
    twice = Team("alder", monday(0), (Member("anne", "ofsted", None, True), Member("anne", "ofsted", None, False)))
    both = replace(ALDER, team=(LEAD, Need("ofsted")))
    assert broken(plan(twice), [both]) == {"team", "rest"}


def test_costs_are_counted_by_hand() -> None:
    # One week shared by two at work (20); Anne has two (10 × 4), Carl and Dora one each (10 × 1); Dora is from the South (2 × 2).
    far = [ANNE, CARL, replace(DORA, base="South", barred={"area birch": Barred("family", blocks=False)})]
    rules = replace(RULES, weeks_after=1)
    made = plan(at(0), at(2, "birch", "anne", "dora"))
    assert count_costs([ALDER, BIRCH], far, rules, made) == (20, 40 + 10 + 10 + 4 + 50)
    before = plan(at(1), at(2, "birch", "anne", "carl"))
    assert count_costs([ALDER, BIRCH], far, rules, made, before) == (20 + 1000, 114 + 300)
