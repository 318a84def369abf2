"""What a plan says: its proof, who was left out and why, what changed; and what is said where there is none."""

import json
from dataclasses import replace

import pytest

from benchmarks.roster import made_round
from joinedup.programme.core.roster.asked import RosterError, asked
from joinedup.programme.core.roster.canonical import NotAPlanError, as_bytes, as_json, read_plan
from joinedup.programme.core.roster.checker import check_plan
from joinedup.programme.core.roster.easing import ease
from joinedup.programme.core.roster.leaving_out import KINDS
from joinedup.programme.core.roster.plan import Infeasible, Plan
from joinedup.programme.core.roster.planning import plan_round
from joinedup.programme.core.roster.shape import Barred, Inspection, Inspector, Need, Rules
from tests.unit.programme.roster.made_rounds import LEAD, POLICE, inspection, monday, mondays, ofsted, police

RULES = Rules(weeks_before=1, weeks_after=0, rest_weeks=1, travel={("North", "South"): 180})
ROUND = [inspection(key, mondays(*range(12)), called=key.capitalize()) for key in ("alder", "birch", "cedar")]
PEOPLE = [ofsted("anne"), ofsted("ben"), ofsted("cleo", base="South"), police("dan"), police("eve"), police("fay", share=0.5)]


def planned(inspections: list[Inspection], people: list[Inspector], rules: Rules = RULES, **more: object) -> Plan:
    answer = plan_round(inspections, people, rules, time_limit=10, **more)  # type: ignore[arg-type]  # named parts of the call
    assert isinstance(answer, Plan)
    assert not check_plan(inspections, people, rules, answer)
    return answer


def refused(inspections: list[Inspection], people: list[Inspector], rules: Rules = RULES, time_limit: float = 10) -> Infeasible:
    answer = plan_round(inspections, people, rules, time_limit=time_limit)
    assert isinstance(answer, Infeasible)
    return answer


def why(plan: Plan, inspection: str, inspector: str) -> tuple[str, str]:
    return next((one.kind, one.words) for one in plan.left_out if (one.inspection, one.inspector) == (inspection, inspector))


def test_weeks_do_not_crowd_and_loads_are_even() -> None:
    plan = planned(ROUND, [who for who in PEOPLE if who.key != "cleo"])
    assert all(stage.proven and stage.gap == 0 for stage in plan.stages)
    assert plan.stages[0].cost == 0
    assert {load.inspector: load.placed for load in plan.loads if load.inspectorate == "hmicfrs"} in (
        {"dan": 1, "eve": 1, "fay": 1},
        {"dan": 2, "eve": 1, "fay": 0},
        {"dan": 1, "eve": 2, "fay": 0},
    )
    assert [team.members[0].lead for team in plan.teams] == [True, True, True]


def test_the_year_before_counts_towards_an_even_load() -> None:
    people = [ofsted("anne", carried=3), ofsted("ben"), police("dan")]
    plan = planned(ROUND, people, replace(RULES, rest_weeks=0))
    assert {load.inspector: load.placed for load in plan.loads} == {"anne": 0, "ben": 3, "dan": 3}


def test_the_same_inputs_and_seed_give_the_same_bytes_in_whatever_order_they_come() -> None:
    first = planned(ROUND, PEOPLE, seed=4)
    assert as_bytes(planned(ROUND[::-1], PEOPLE[::-1], seed=4)) == as_bytes(first)
    assert planned(ROUND, PEOPLE[:-1]).inputs_hash != first.inputs_hash


def test_a_plan_comes_back_from_its_file() -> None:
    plan = planned(ROUND, PEOPLE)
    assert read_plan(json.loads(as_bytes(plan))) == plan
    assert as_json(plan)["stages"][2]["proven"] is True
    for data in ({}, [], {"schema": "joinedup-plan-1", "feasible": False}, {"schema": "joinedup-plan-1", "feasible": True}):
        with pytest.raises(NotAPlanError):
            read_plan(data)


def test_everybody_not_there_is_left_out_by_a_kind_of_rule() -> None:
    people = [
        ofsted("anne"),
        ofsted("barred", barred={"area alder": Barred("home area")}),
        ofsted("warned", barred={"area alder": Barred("home area", blocks=False)}),
        ofsted("away", away=mondays(0)),
        ofsted("loaded", carried=2),
        ofsted("south", base="South"),
        ofsted("follower", may_lead=False),
        ofsted("forbidden"),
        ofsted("zed"),
        Inspector("health", "cqc", "senior", "North"),
        police("dan"),
        police("newcomer", grade="new", specialisms=frozenset()),
    ]
    rules = replace(RULES, new=frozenset({"new"}), new_most=0)
    one = inspection("alder", mondays(0), LEAD, POLICE, forbids=frozenset({"forbidden"}), called="Alder", pins=frozenset({"dan"}))
    plan = planned([one], people, rules)
    expected = {
        "barred": "interest",
        "warned": "warned",
        "away": "away",
        "loaded": "load",
        "south": "travel",
        "follower": "lead",
        "forbidden": "forbidden",
        "health": "inspectorate",
        "newcomer": "pinned",
    }
    assert {who: why(plan, "alder", who)[0] for who in expected} == expected
    assert {one.kind for one in plan.left_out} <= KINDS.keys()
    assert why(plan, "alder", "barred")[1] == "barred has declared an interest that keeps them from Alder."
    assert len(plan.left_out) == len(people) - 2
    assert "equal" in {one.kind for one in plan.left_out}


def test_rest_the_share_and_experience_leave_people_out() -> None:
    near = [inspection("alder", mondays(0)), inspection("birch", mondays(1))]
    plan = planned(near, [ofsted("anne"), ofsted("ben"), police("dan"), police("eve")])
    on_alder = {member.inspector for member in plan.teams[0].members}
    assert {why(plan, "birch", who)[0] for who in on_alder} == {"elsewhere"}
    far = [inspection("alder", mondays(0)), inspection("birch", mondays(8))]
    plan = planned(far, [ofsted("anne"), ofsted("ben"), police("dan"), police("eve")], replace(RULES, most=1))
    assert {why(plan, "birch", member.inspector)[0] for member in plan.teams[0].members} == {"most"}
    rules = replace(RULES, new=frozenset({"new"}), new_most=0, furthest=100)
    team = [ofsted("anne"), police("dan"), police("newcomer", grade="new"), police("south", base="South")]
    plan = planned([inspection("alder", mondays(0))], team, rules)
    assert why(plan, "alder", "newcomer")[0] == "experience"
    assert why(plan, "alder", "south")[0] == "journey"


def test_a_specialism_asked_for_is_there() -> None:
    one = inspection("alder", mondays(0), LEAD, Need("ofsted", 1, "schools"))
    plan = planned(
        [one], [ofsted("anne"), ofsted("ben", specialisms=frozenset({"schools"}), may_lead=False), ofsted("cy", may_lead=False)]
    )
    assert [(member.inspector, member.specialism) for member in plan.teams[0].members] == [("anne", None), ("ben", "schools")]
    assert why(plan, "alder", "cy")[0] == "lead"


def test_planned_again_little_changes_and_the_changes_are_told() -> None:
    first = planned(ROUND, PEOPLE)
    assert planned(ROUND, PEOPLE, before=first).changes == ()
    leader = first.teams[0].members[0].inspector
    forbid = [replace(one, forbids=frozenset({leader})) if one.key == first.teams[0].inspection else one for one in ROUND]
    again = planned(forbid, PEOPLE, before=first)
    assert [(change.inspection, change.kind) for change in again.changes] == [
        (first.teams[0].inspection, "joined"),
        (first.teams[0].inspection, "left"),
    ]
    assert f"{leader} leaves {first.teams[0].inspection.capitalize()}." in [change.words for change in again.changes]
    assert {team.inspection: team.week for team in again.teams} == {team.inspection: team.week for team in first.teams}


def test_an_urgent_area_put_in_moves_as_few_others_as_can_be() -> None:
    first = planned(ROUND, PEOPLE)
    urgent = inspection("urgent", frozenset({first.teams[0].week}), called="Urgent")
    again = planned([*ROUND, urgent], PEOPLE, replace(RULES, at_once=1), before=first)
    moved = [change.inspection for change in again.changes if change.kind == "moved"]
    assert moved == [first.teams[0].inspection]
    assert next(team.week for team in again.teams if team.inspection == "urgent") == first.teams[0].week
    assert "moves from the week of" in next(change.words for change in again.changes if change.kind == "moved")


def test_a_person_may_fix_pin_and_choose_who_leads() -> None:
    wish = replace(ROUND[0], fixed_week=monday(7), pins=frozenset({"fay"}), lead="cleo")
    plan = planned([wish, *ROUND[1:]], PEOPLE)
    team = next(team for team in plan.teams if team.inspection == "alder")
    assert team.week == monday(7)
    assert [(member.inspector, member.lead, member.pinned) for member in team.members] == [
        ("cleo", True, True),
        ("fay", False, True),
    ]


@pytest.mark.parametrize(
    ("inspections", "people", "rules", "clash", "easing"),
    [
        ([inspection("alder", frozenset())], PEOPLE, RULES, {"placed"}, "placed"),
        ([inspection("alder", mondays(0), Need("cqc"), POLICE)], PEOPLE, RULES, {"placed", "team"}, "team"),
        ([inspection("alder", mondays(0), fixed_week=monday(3))], PEOPLE, RULES, {"placed", "fixed"}, "fixed"),
        (
            [inspection("alder", mondays(0), pins=frozenset({"dan"}), forbids=frozenset({"dan"}))],
            PEOPLE,
            replace(RULES, easing={"forbidden": 0}),
            {"placed", "pinned", "forbidden"},
            "pinned",
        ),
        (
            [inspection("alder", mondays(0))],
            [ofsted("anne", away=mondays(0)), police("dan")],
            RULES,
            {"placed", "team", "away"},
            "away",
        ),
        (
            [inspection("alder", mondays(0)), inspection("birch", mondays(2))],
            [ofsted("anne"), police("dan"), police("eve")],
            RULES,
            {"placed", "team", "rest"},
            "rest",
        ),
        (
            [inspection("alder", mondays(0)), inspection("birch", mondays(4))],
            [ofsted("anne"), police("dan"), police("eve")],
            replace(RULES, most=1),
            {"placed", "team", "most"},
            "most",
        ),
        (
            [inspection("alder", mondays(0)), inspection("birch", mondays(0))],
            PEOPLE,
            replace(RULES, at_once=1),
            {"placed", "at_once"},
            "at_once",
        ),
        (
            [inspection(key, mondays(0, 1), shares=frozenset({"force"})) for key in ("alder", "birch")],
            PEOPLE,
            replace(RULES, shared_apart=2, rest_weeks=0, weeks_before=0),
            {"placed", "shared"},
            "shared",
        ),
        (
            [inspection("alder", mondays(0))],
            [ofsted("anne", grade="new"), police("dan", grade="new")],
            replace(RULES, experienced=frozenset({"senior"}), experienced_least=1),
            {"placed", "experienced"},
            "experienced",
        ),
        (
            [inspection("alder", mondays(0))],
            [ofsted("anne", grade="new"), police("dan", grade="new")],
            replace(RULES, new=frozenset({"new"}), new_most=1),
            {"placed", "team", "new"},
            "new",
        ),
        (
            [inspection("alder", mondays(0))],
            [ofsted("anne", base="South"), police("dan")],
            replace(RULES, furthest=60),
            {"placed", "team", "journey"},
            "journey",
        ),
        (
            [inspection("alder", mondays(0), lead="ben", forbids=frozenset({"ben"}))],
            PEOPLE,
            RULES,
            {"placed", "lead_pinned", "forbidden"},
            "lead_pinned",
        ),
        (
            [inspection("alder", mondays(0))],
            [ofsted("anne", barred={"area alder": Barred("family")}), police("dan")],
            RULES,
            {"placed", "team", "interest"},
            "team",
        ),
    ],
)
def test_rules_that_clash_are_named_with_the_cheapest_way_out(
    inspections: list[Inspection], people: list[Inspector], rules: Rules, clash: set[str], easing: str
) -> None:
    answer = refused(inspections, people, rules)
    assert {one.kind for one in answer.clash} == clash
    assert [one.kind for one in answer.easings] == [easing]
    assert answer.proven and answer.cheapest
    assert all(one.words.endswith(".") and "{" not in one.words for one in (*answer.clash, *answer.easings))
    assert not any("area " in one.words for one in (*answer.clash, *answer.easings)), "no sentence names an area"


@pytest.mark.parametrize(
    ("inspections", "people", "rules", "words"),
    [
        ([ROUND[0], ROUND[0]], PEOPLE, RULES, "Two inspections have the key 'alder'"),
        (ROUND, [*PEOPLE, PEOPLE[0]], RULES, "Two inspectors have the key 'anne'"),
        ([replace(ROUND[0], team=())], PEOPLE, RULES, "no places"),
        ([replace(ROUND[0], weeks=frozenset({monday(0).replace(day=8)}))], PEOPLE, RULES, "Monday"),
        ([replace(ROUND[0], pins=frozenset({"nobody"}))], PEOPLE, RULES, "there is no inspector 'nobody'"),
        ([replace(ROUND[0], lead="anne", team=(POLICE,))], PEOPLE, RULES, "its team has no lead"),
        (ROUND, [replace(PEOPLE[0], share=0.0)], RULES, "share of full time"),
        (ROUND, [replace(PEOPLE[0], away=frozenset({monday(0).replace(day=8)}))], RULES, "week away"),
        (ROUND, PEOPLE, replace(RULES, rest_weeks=-1), "rest_weeks is below zero"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    inspections: list[Inspection], people: list[Inspector], rules: Rules, words: str
) -> None:
    with pytest.raises(RosterError, match=words):
        plan_round(inspections, people, rules)


def test_a_rule_that_gives_way_by_two_steps_is_told_once() -> None:
    inspections = [inspection(key, mondays(4 * nth)) for nth, key in enumerate(("alder", "birch", "cedar"))]
    answer = refused(inspections, [ofsted("anne"), police("dan")], replace(RULES, most=1))
    assert [(one.kind, one.number, one.cost) for one in answer.easings] == [("most", 2, 80)]
    assert answer.easings[0].words == "A full-time inspector may be on 3 inspections of the round."
    milder = ease(asked(inspections, [ofsted("anne"), police("dan")], replace(RULES, most=1)), answer.easings)
    planned(list(milder.inspections), list(milder.inspectors), milder.rules)


def test_time_that_runs_out_is_told_and_nothing_is_claimed() -> None:
    answer = refused(*made_round(10, 60, 40, seed=1), time_limit=0.001)
    assert not answer.proven and not answer.cheapest
    assert answer.clash == ()
    assert answer.words.startswith("No plan was found in the time given; it is not shown that there is none.")


def test_a_round_of_full_size_is_proven_within_seconds() -> None:
    places, people, rules = made_round(6, 40, 30, seed=1)
    plan = planned(places, people, rules)
    assert all(stage.proven for stage in plan.stages[:2])
    assert plan.stages[2].gap < 0.5
    assert {one.kind for one in plan.left_out} <= KINDS.keys()


def test_a_round_of_nothing_is_a_plan_of_nothing() -> None:
    plan = planned([], PEOPLE)
    assert plan.teams == () and plan.stages[-1].proven
