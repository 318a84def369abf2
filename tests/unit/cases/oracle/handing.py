"""Handovers of one child, in every possible world: each combination of the days that loosely dated events may have, of what may
have been no sending, and of what may have been answered before the lists begin.
"""

import random
from itertools import product
from math import prod

from joinedup.records.kinds import event_kinds
from tests.unit.cases.oracle.days import day_of, day_range
from tests.unit.cases.oracle.judging import fits

BEFORE = 7
#: More worlds than this are not walked: so many of them are drawn.
MOST, DRAWN = 3_000, 300


def slow_handovers(framework, line, as_of, coverage):
    """Return (rule, start event) → state: what every world tells, else unknown."""
    found = {}
    for receiver in dict.fromkeys((rule.finish, rule.finish_sector) for rule in framework.handovers):
        sent, came = both(framework, line, as_of, receiver)
        said = {(rule.id, event["event_id"]): set() for rule, event, _ in sent}
        since = coverage.since([receiver[0]], receiver[1])
        for world in worlds(sent, came, since):
            for key, state in in_one_world(sent, came, world, day_of(as_of)).items():
                said[key].add(state)
        found |= {key: states.pop() if len(states) == 1 else "unknown" for key, states in said.items()}
    return found


def loosely_dated(framework, line, as_of, rule_id):
    """Say whether anything sent or received of a rule's kind is not known to the day: then the fast way may know less."""
    rule = next(rule for rule in framework.handovers if rule.id == rule_id)
    sent, came = both(framework, line, as_of, (rule.finish, rule.finish_sector))
    return any(day_of(e["start_earliest"]) != day_of(e["start_latest"]) for e in [*(event for _, event, _ in sent), *came])


def both(framework, line, as_of, receiver):
    """What was sent, with its rule and whether it surely was a sending; and what came in to its receiver."""
    counted = [e for e in line if (e["via"] is None or event_kinds()[e["kind"]].adult) and e["start_earliest"] <= as_of]
    rules = [rule for rule in framework.handovers if (rule.finish, rule.finish_sector) == receiver]
    sent = [
        (rule, event, fits(event, rule.when))
        for event in counted
        for rule in rules
        if (event["kind"], event["sector"]) == (rule.start, rule.start_sector) and fits(event, rule.when) is not False
    ]
    return sent, [event for event in counted if (event["kind"], event["sector"]) == receiver]


def worlds(sent, came, since):
    """Yield, for each sending, its day, whether it was one and whether it was answered unseen; and the day of each answer."""
    ways = [
        [
            (day, was, unseen)
            for day in day_range(event["start_earliest"], event["start_latest"])
            for was in ((True,) if applies else (True, False))
            for unseen in ((False, True) if day < since else (False,))
        ]
        for _, event, applies in sent
    ]
    days = [day_range(event["start_earliest"], event["start_latest"]) for event in came]
    chance = random.Random(1)
    all_of_them = prod(len(way) for way in [*ways, *days]) <= MOST
    drawn = product(*ways, *days) if all_of_them else ([chance.choice(way) for way in [*ways, *days]] for _ in range(DRAWN))
    for world in drawn:
        yield list(world[: len(sent)]), list(world[len(sent) :])


def in_one_world(sent, came, world, today):
    """Return what came of each sending: its answer is the first still free that came in its days, the earliest sending first."""
    (sendings, days), states, waiting = world, {}, []
    for place, ((rule, event, _), (day, was, unseen)) in enumerate(zip(sent, sendings, strict=True)):
        key = (rule.id, event["event_id"])
        states[key] = "arrived" if unseen else "missed"
        if not was:
            states[key] = "was none"
        elif not unseen:
            waiting.append((day, event["start_earliest"], event["start_latest"], place, rule, key))
    waiting.sort(key=lambda one: one[:4])
    free = sorted(
        (day, e["start_earliest"], e["start_latest"], place, e) for place, (day, e) in enumerate(zip(days, came, strict=True))
    )
    for state in ("arrived", "knew_already"):
        for answer in list(free):
            for day, *_, rule, key in waiting:
                after, own = (answer[0] - day).days, answer[-1]["event_id"] == key[1]
                strictly = (rule.start, rule.start_sector) == (rule.finish, rule.finish_sector)
                in_time = int(strictly) <= after <= rule.within_days if state == "arrived" else -BEFORE <= after < 0
                if states[key] == "missed" and in_time and not own:
                    states[key] = state
                    free.remove(answer)
                    break
    for day, *_, rule, key in waiting:
        if states[key] == "missed":
            states[key] = "never_arrived" if (today - day).days > rule.within_days else "open"
    return states
