"""Timescales of one child, moment by moment as `core.clock` says in words."""

import json
from datetime import date, timedelta

from joinedup.cases.core.lasting import endless
from joinedup.records.kinds import event_kinds
from tests.unit.cases.oracle.conditions import arises
from tests.unit.cases.oracle.days import day_of, due_on, fine, moments


def slow_timescales(framework, line, as_of, coverage):
    """Return (rule, start event) → state."""
    found = {}
    counted = [event for event in line if event["via"] is None or event_kinds()[event["kind"]].adult]
    for rule in framework.timescales:
        for duty in duties(rule, framework, counted, coverage):
            state = judged(duty, rule, as_of, coverage.since((rule.finish, *rule.unless)))
            if state is not None:
                found[rule.id, duty["event"]] = state
    return found


def edges(events, at):
    return [(e["event_id"], e[f"{at}_earliest"], e[f"{at}_latest"]) for e in events if e[f"{at}_earliest"] is not None]


def fits(event, when):
    """True, False, or None where an attribute it hangs on is missing and none is wrong."""
    said = json.loads(event["attributes"] or "{}")
    answers = [None if said.get(name) is None else said[name] in codes for name, codes in when]
    return False if False in answers else (None if None in answers else True)


def duties(rule, framework, line, coverage):
    """Yield every duty that may have arisen: event, interval, whether it surely did, the answers it may have, and what ends it."""
    first = [e for e in line if e["kind"] == rule.start and fits(e, rule.when) is not False]
    finishing = [e for e in line if e["kind"] == rule.finish]
    stops = [(lo, hi) for e in line if e["kind"] in rule.unless for _, lo, hi in edges([e], "end" if lasts(e["kind"]) else "start")]
    begun = [(key, lo, hi, fits(e, rule.when)) for e in first for key, lo, hi in edges([e], rule.start_at)]
    starts = [one for one in begun if not (begins_once(rule) and one[0] in inner(framework, line))]
    if rule.repeats and rule.start != rule.finish:
        for key, lo, hi in edges(finishing, rule.finish_at):
            running = set_going(lo, hi, begun, stops, rule.unit)
            if running != "no":
                starts = [*starts, (key, lo, hi, running)]
    belongs = belonging(rule, line, framework.handovers)
    for key, lo, hi, applies in starts:
        sure = arises(rule, line, (key, lo, hi), coverage, inner(framework, line) if lasts(rule.since) else ())
        if sure is False:
            continue
        answers = []
        for other, a_lo, a_hi in edges(finishing, rule.finish_at):
            owners = belongs.get(other)
            if other != key and (owners is None or key in owners):
                answers.append((a_lo, a_hi, owners is None or len(owners) == 1))
        yield {"event": key, "lo": lo, "hi": hi, "applies": applies if sure else None, "answers": answers, "stops": stops}


def lasts(kind):
    return kind in event_kinds() and event_kinds()[kind].span


def begins_once(rule):
    return rule.start in rule.unless and lasts(rule.start) and rule.start_at == "start"


def inner(framework, line):
    """The spells that surely began inside another of their kind and sector."""
    kinds, without_end, found = {r.start for r in framework.timescales if begins_once(r)}, endless(framework), set()
    for one in (e for e in line if e["kind"] in kinds):
        for outer in line:
            if (outer["kind"], outer["sector"]) != (one["kind"], one["sector"]):
                continue
            silent = outer["list"] is None or (outer["list"], outer["kind"]) in without_end
            if outer["end_earliest"] is None and silent:
                continue
            ended = outer["end_earliest"]
            after = day_of(one["start_earliest"]) > day_of(outer["start_latest"])
            if after and (ended is None or day_of(one["start_latest"]) < day_of(ended)):
                found.add(one["event_id"])
    return found


def set_going(lo, hi, begun, stops, unit):
    """Whether an answer sets the clock going again: True, None where it may, or "no"."""
    lo, hi, said = fine(lo, unit), fine(hi, unit), []
    for _, earliest, latest, surely in begun:
        a_lo, a_hi = fine(earliest, unit), fine(latest, unit)
        if a_lo > hi:
            continue
        between = [(fine(s, unit), fine(e, unit)) for s, e in stops if fine(e, unit) >= a_lo and fine(s, unit) < hi]
        if any(s >= a_hi and e < lo for s, e in between):
            continue
        said.append(bool(surely) and not between and a_hi <= lo)
    return "no" if not said else (True if any(said) else None)


def belonging(rule, line, handovers):
    """Answer → the starts its row may be about; an answer whose row names none is left out."""
    found = {}
    learned_by = {
        one.finish: one.within_days for one in handovers if one.start == rule.start and one.start_sector != one.finish_sector
    }
    began = [e for e in line if e["kind"] == rule.start]
    for answer in (e for e in line if e["kind"] == rule.finish and e["row"] is not None):
        near = [
            (e, learned)
            for learned in line
            if learned["kind"] in learned_by and place(learned) == place(answer)
            for e in began
            if e["start_earliest"] <= learned["start_latest"]
            and learned["start_earliest"] - e["start_latest"] <= timedelta(days=learned_by[learned["kind"]])
        ]
        surely = [e["start_earliest"] for e, learned in near if e["start_latest"] <= learned["start_earliest"]]
        if near:
            found[answer["event_id"]] = {e["event_id"] for e, _ in near if not surely or e["start_latest"] >= max(surely)}
    return found


def place(event):
    return (event["submission"], event["list"], event["sheet"], event["row"])


def judged(duty, rule, as_of, known_since):
    """Return the one verdict every moment agrees on, else unknown; None where the duty surely ended, or has not begun."""
    if duty["lo"] > as_of:
        return None
    unit, strictly = rule.unit, rule.repeats or rule.start == rule.finish
    answers = [(fine(lo, unit), fine(hi, unit), sure) for lo, hi, sure in duty["answers"] if lo <= as_of]
    stops = [(fine(lo, unit), fine(hi, unit)) for lo, hi in duty["stops"] if lo <= as_of]
    ends = [value for pair in [*answers, *stops] for value in pair[:2]] + [fine(as_of, unit)]
    edges_ = [] if unit != "hours" else [*ends, *(end - timedelta(hours=rule.limit) for end in ends)]
    said = set()
    for at in moments(duty["lo"], duty["hi"], unit, edges_):
        said.add(verdict(at, duty["applies"], answers, stops, rule, strictly, fine(as_of, unit), known_since))
    if said == {"ended"}:
        return None
    return said.pop() if len(said) == 1 else "unknown"


def verdict(at, applies, answers, stops, rule, strictly, now, known_since):
    due = due_on(at, rule.limit, rule.unit)
    surely = any((lo > at if strictly else lo >= at) and hi <= due and sure for lo, hi, sure in answers)
    maybe = any((hi > at if strictly else hi >= at) and lo <= due for lo, hi, _ in answers)
    if maybe:
        return "met" if surely and applies is not None else "unknown"
    if any(lo >= at and hi <= due for lo, hi in stops):
        return "ended"
    day = at if isinstance(at, date) and rule.unit != "hours" else day_of(at)
    if any(hi >= at and lo <= due for lo, hi in stops) or applies is None or day < known_since:
        return "unknown"
    return "missed" if due < now else "open"
