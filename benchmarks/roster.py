"""How good and how quick the roster is: two rounds of full size against a relaxation, and a thousand small ones against every plan.

    PYTHONPATH=. python benchmarks/roster.py sizes [--seed N] [--json PATH]
    PYTHONPATH=. python benchmarks/roster.py random [--rounds 1000] [--json PATH]

`sizes`: 10 inspections × 60 inspectors × 40 weeks (each stage proven best within 20 s) and 40 × 200 × 52 (within 1 % of the
relaxation in 120 s), in made-up areas. Each is planned twice: the bytes must be the same. `random`: rounds small enough to be tried
out whole; a plan must be found where there is one, keep every hard rule as the independent checker reads it, and cost no less than
the relaxation; where there is none, the rules that clash and the cheapest easings are told, and with these giving way there is one.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from joinedup.programme.core.roster.asked import asked
from joinedup.programme.core.roster.canonical import as_bytes
from joinedup.programme.core.roster.checker import check_plan, count_costs
from joinedup.programme.core.roster.easing import ease
from joinedup.programme.core.roster.plan import Infeasible, Plan
from joinedup.programme.core.roster.planning import plan_round
from joinedup.programme.core.roster.shape import Barred, Inspection, Inspector, Need, Rules
from tests.unit.programme.roster.made_rounds import small_round
from tests.unit.programme.roster.slow_oracle import cheapest_plan, has_plan

#: (inspections, inspectors, weeks, seconds allowed)
SIZES = ((10, 60, 40, 20.0), (40, 200, 52, 120.0))
FIRST = date(2026, 9, 7)
REGIONS = ("North", "Moors", "Mills", "Fens", "Downs", "Coast", "Vale", "Levels", "Heath")
TEAM = (
    Need("ofsted", 1, lead=True),
    Need("ofsted", 1, "social care"),
    Need("ofsted", 1, "schools"),
    Need("cqc", 2),
    Need("hmicfrs", 2),
)


def made_round(inspections: int, inspectors: int, weeks: int, seed: int) -> tuple[list[Inspection], list[Inspector], Rules]:
    """A round of full size: about a third of the weeks closed to each area, five weeks away each, part time, declared interests."""
    draw = random.Random(seed)
    mondays = [FIRST + timedelta(weeks=nth) for nth in range(weeks)]
    holidays = {nth for nth in range(weeks) if nth % 13 in (11, 12)}
    places = [
        Inspection(
            key=f"i{n:02}",
            area=f"a{n:02}",
            region=draw.choice(REGIONS),
            weeks=frozenset(day for nth, day in enumerate(mondays) if nth not in holidays and draw.random() < 0.8),
            team=TEAM,
            shares=frozenset({f"force {draw.randrange(39)}"}),
        )
        for n in range(inspections)
    ]
    people = [_person(draw, n, mondays, inspections) for n in range(inspectors)]
    travel = {(one, other): 50 * (nth - at) for nth, one in enumerate(REGIONS) for at, other in enumerate(REGIONS[:nth])}
    experienced, new = frozenset({"senior", "experienced"}), frozenset({"new"})
    rules = Rules(
        most=4,
        at_once=2,
        shared_apart=8,
        experienced=experienced,
        experienced_least=1,
        new=new,
        new_most=2,
        travel=travel,
        furthest=350,
    )
    return places, people, rules


def _person(draw: random.Random, nth: int, mondays: list[date], inspections: int) -> Inspector:
    inspectorate = ("ofsted", "cqc", "ofsted", "hmicfrs")[nth % 4]
    week = draw.randrange(len(mondays) - 2)
    away = {*mondays[week : week + 2], *(draw.choice(mondays) for _ in range(3))}
    specialisms = draw.sample(["social care", "schools"], draw.choice([1, 1, 2])) if inspectorate == "ofsted" else []
    return Inspector(
        key=f"p{nth:03}",
        inspectorate=inspectorate,
        grade=draw.choice(["new", "experienced", "senior"]),
        base=draw.choice(REGIONS),
        specialisms=frozenset(specialisms),
        may_lead=draw.random() < 0.4,
        away=frozenset(away),
        share=draw.choice([1.0, 1.0, 1.0, 0.8, 0.6]),
        carried=draw.choice([0, 0, 1]),
        barred=dict(
            zip(
                [f"a{at:02}" for at in draw.sample(range(inspections), 2)],
                [Barred("home area"), Barred("earlier inspection", blocks=False)],
                strict=True,
            )
        ),
    )


def measure_size(inspections: int, inspectors: int, weeks: int, *, seconds: float, seed: int) -> dict[str, Any]:
    """Plan one round of full size twice, and return what came of it."""
    places, people, rules = made_round(inspections, inspectors, weeks, seed)
    began, worked = time.monotonic(), time.process_time()
    plan = plan_round(places, people, rules, seed=seed, time_limit=seconds)
    took, cpu = time.monotonic() - began, time.process_time() - worked
    told: dict[str, Any] = {
        "size": f"{inspections} x {inspectors} x {weeks}",
        "seconds": round(took, 1),
        "cpu_seconds": round(cpu, 1),
    }
    if isinstance(plan, Infeasible):
        return told | {"plan": False, "words": plan.words}
    again = plan_round(places, people, rules, seed=seed, time_limit=seconds)
    stages = {one.name: {"cost": one.cost, "bound": one.bound, "gap": round(one.gap, 5)} for one in plan.stages}
    return told | {
        "plan": True,
        "stages": stages,
        "rules_broken": len(check_plan(places, people, rules, plan)),
        "cost_counted_again": list(count_costs(places, people, rules, plan)),
        "same_bytes_again": as_bytes(plan) == as_bytes(again),
        "by_the_clock": plan.by_the_clock,
        "left_out": dict(Counter(one.kind for one in plan.left_out).most_common()),
    }


def measure_random(rounds: int) -> tuple[dict[str, Any], list[str]]:
    """Plan many small rounds, and return counts and everything that is not as it must be."""
    counts: Counter[str] = Counter()
    faults: list[str] = []
    for seed in range(rounds):
        inspections, inspectors, rules = small_round(seed)
        best = cheapest_plan(inspections, inspectors, rules)
        answer = plan_round(inspections, inspectors, rules, time_limit=20)
        counts["planned" if isinstance(answer, Plan) else "explained"] += 1
        faults += [f"round {seed}: {fault}" for fault in _faults(answer, best, (inspections, inspectors, rules), counts)]
    return {"rounds": rounds, **counts, "faults": len(faults)}, faults


def _faults(answer: Plan | Infeasible, best: tuple[int, int] | None, given: Any, counts: Counter[str]) -> list[str]:
    if isinstance(answer, Infeasible):
        milder = ease(asked(*given), answer.easings)
        return [
            what
            for what, wrong in {
                "there is a plan after all": best is not None,
                "it is not proven, or nothing is said to clash": not (answer.proven and answer.clash),
                "what gives way leaves no plan": not has_plan(milder.inspections, milder.inspectors, milder.rules),
                "a cheaper easing may exist": not answer.cheapest,
            }.items()
            if wrong
        ]
    joint = answer.stages[-1]
    counts["jointly_proven"] += joint.proven
    counts["jointly_best"] += best is not None and joint.cost == best[1]
    return [
        what
        for what, wrong in {
            "there is no plan": best is None,
            "a hard rule is broken": bool(check_plan(*given, answer)),
            "the cost is counted otherwise": (answer.stages[0].cost, answer.stages[1].cost) != count_costs(*given, answer),
            "the bound lies above the best": best is not None and joint.bound > best[1],
        }.items()
        if wrong
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["sizes", "random"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--json", metavar="PATH")
    given = parser.parse_args()
    faults: list[str] = []
    if given.what == "sizes":
        answer: Any = [measure_size(*size, seconds=seconds, seed=given.seed) for *size, seconds in SIZES]
    else:
        answer, faults = measure_random(given.rounds)
    text = json.dumps(answer, indent=2)
    print(text)
    for fault in faults:
        print(fault)
    if given.json:
        Path(given.json).write_text(text + "\n", encoding="utf-8")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
