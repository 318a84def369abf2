"""Small rounds drawn at random, held against every plan there is: no hard rule broken, and what has no plan explained."""

from dataclasses import replace

import pytest

from joinedup.programme.core.roster.asked import asked
from joinedup.programme.core.roster.checker import check_plan, count_costs
from joinedup.programme.core.roster.easing import ease
from joinedup.programme.core.roster.plan import Infeasible, Plan
from joinedup.programme.core.roster.planning import plan_round
from tests.unit.programme.roster.made_rounds import small_round
from tests.unit.programme.roster.slow_oracle import cheapest_plan, has_plan


@pytest.mark.parametrize("seeds", [range(first, first + 12) for first in range(0, 60, 12)])
def test_a_plan_is_found_where_there_is_one_keeps_every_rule_and_tells_its_own_cost(seeds: range) -> None:
    for seed in seeds:
        inspections, inspectors, rules = small_round(seed)
        best = cheapest_plan(inspections, inspectors, rules)
        answer = plan_round(inspections, inspectors, rules, time_limit=20)
        assert isinstance(answer, Plan) == (best is not None), seed
        if isinstance(answer, Plan) and best is not None:
            assert not check_plan(inspections, inspectors, rules, answer), seed
            weeks, people, joint = answer.stages
            assert (weeks.cost, people.cost) == count_costs(inspections, inspectors, rules, answer), seed
            assert weeks.bound <= best[0] <= weeks.cost, seed
            assert joint.bound <= best[1] <= joint.cost, seed
            assert people.proven, seed


@pytest.mark.parametrize("seeds", [range(first, first + 12) for first in range(60, 120, 12)])
def test_a_round_without_a_plan_says_what_clashes_and_has_one_once_that_gives_way(seeds: range) -> None:
    explained = 0
    for seed in seeds:
        inspections, inspectors, rules = small_round(seed)
        answer = plan_round(inspections, inspectors, rules, time_limit=20)
        if isinstance(answer, Infeasible):
            explained += 1
            assert not has_plan(inspections, inspectors, rules), seed
            assert answer.proven and answer.clash and answer.easings and answer.cheapest, seed
            milder = ease(asked(inspections, inspectors, rules), answer.easings)
            assert has_plan(milder.inspections, milder.inspectors, milder.rules), seed
            # None of what gives way could be spared.
            for nth, one in enumerate(answer.easings):
                fewer = [other for at, other in enumerate(answer.easings) if at != nth]
                spared = ease(asked(inspections, inspectors, rules), fewer)
                assert not has_plan(spared.inspections, spared.inspectors, spared.rules), (seed, one)
    assert explained >= 2


def test_a_cheaper_easing_is_never_overlooked() -> None:
    """Each single step that would do costs at least what is proposed."""
    for seed in range(120, 170):
        inspections, inspectors, rules = small_round(seed)
        answer = plan_round(inspections, inspectors, rules, time_limit=20)
        if isinstance(answer, Infeasible):
            least = sum(one.cost for one in answer.easings)
            milder = [
                (40, inspections, [replace(who, away=who.away - {week}) if who.key == key else who for who in inspectors], rules)
                for key in [who.key for who in inspectors]
                for week in sorted(next(who.away for who in inspectors if who.key == key))
            ]
            milder.append((30, inspections, inspectors, replace(rules, new_most=(rules.new_most or 0) + 1)))
            milder.append((50, inspections, inspectors, replace(rules, furthest=None)))
            milder.append((60, inspections, inspectors, replace(rules, rest_weeks=max(0, rules.rest_weeks - 1))))
            for nth, one in enumerate(inspections):
                for cost, eased in (
                    (60, replace(one, fixed_week=None)),
                    (70, replace(one, forbids=frozenset())),
                    (70, replace(one, pins=frozenset())),
                ):
                    milder.append((cost, [*inspections[:nth], eased, *inspections[nth + 1 :]], inspectors, rules))
            for cost, given, people, mild in milder:
                if cost < least:
                    assert not has_plan(given, people, mild), (seed, cost)
