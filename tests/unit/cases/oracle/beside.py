"""Gaps, differing records and who took part, of one child, day by day and pair by pair."""

import json
from datetime import date, timedelta

from joinedup.records.kinds import event_kinds
from tests.unit.cases.oracle.days import day_of
from tests.unit.cases.oracle.judging import fits


def slow_gaps(line, as_of, since, at_least):
    """Return the runs of days surely without a record: (first day, how many)."""
    own = [e for e in line if e["via"] is None]
    spans = [(day_of(e[f"{edge}_earliest"]), day_of(e[f"{edge}_latest"])) for e in own for edge in ("start", "end")
             if e[f"{edge}_earliest"] is not None and e[f"{edge}_earliest"] <= as_of]  # fmt: skip
    if not spans:
        return []
    floor = since - timedelta(days=1) if since > date.min else date.min
    spans = [(max(lo, floor), max(hi, floor)) for lo, hi in spans] + [(day_of(as_of), day_of(as_of))]
    runs, day, last, run = [], min(lo for lo, _ in spans), max(lo for lo, _ in spans), 0
    while day <= last:
        if any(lo <= day <= hi for lo, hi in spans):
            if run >= at_least:
                runs.append((day - timedelta(days=run), run))
            run = 0
        else:
            run += 1
        day += timedelta(days=1)
    return runs


def slow_differing(line, handovers, without_end, within=14, order_within=7):
    """Return what two agencies tell differently: (what differs, event, event)."""
    own = [e for e in line if e["via"] is None]
    found = set()
    pairs = [(a, b) for a in own for b in own if a["kind"] == b["kind"] and a["agency"] < b["agency"]]
    for a, b in nearest(pairs, within, by_agency=True):
        for edge in ("start", "end"):
            if a[f"{edge}_latest"] is not None and b[f"{edge}_latest"] is not None and apart(a, b, edge) > 0:
                found.add((edge, a["event_id"], b["event_id"]))
        ended = [e for e in (a, b) if e["end_latest"] is not None]
        runs = [e for e in (a, b) if e["end_latest"] is None and e["list"] and (e["list"], e["kind"]) not in without_end]
        if event_kinds()[a["kind"]].span and ended and runs:
            found.add(("still_runs", a["event_id"], b["event_id"]))
    for finish, sector in dict.fromkeys((h.finish, h.finish_sector) for h in handovers if h.start_sector != h.finish_sector):
        rules = [h for h in handovers if (h.finish, h.finish_sector) == (finish, sector) and h.start_sector != sector]
        sent = [e for e in own if any((e["kind"], e["sector"]) == (h.start, h.start_sector) and fits(e, h.when) for h in rules)]
        came = [e for e in own if (e["kind"], e["sector"]) == (finish, sector)]
        for a, b in nearest([(a, b) for a in sent for b in came], order_within, by_agency=False):
            if day_of(b["start_latest"]) < day_of(a["start_earliest"]):
                found.add(("order", a["event_id"], b["event_id"]))
    return found


def nearest(pairs, within, *, by_agency):
    """Take pairs, the nearest first, each event once with each other agency; with all receivers' senders together, once at all."""
    taken, kept = set(), []

    def key(pair):
        a, b = pair
        centre = abs((a["start_earliest"] - b["start_earliest"]) + (a["start_latest"] - b["start_latest"]))
        return (apart(a, b, "start"), centre, b["start_earliest"] < a["start_earliest"], a["event_id"], b["event_id"])

    for a, b in sorted((pair for pair in pairs if apart(*pair, "start") <= within), key=key):
        one, other = (a["event_id"], b["agency"]), (b["event_id"], a["agency"] if by_agency else "")
        if one not in taken and other not in taken:
            taken |= {one, other}
            kept.append((a, b))
    return kept


def apart(a, b, edge):
    lo_a, hi_a, lo_b, hi_b = (day_of(e[f"{edge}_{end}"]) for e in (a, b) for end in ("earliest", "latest"))
    return max((lo_b - hi_a).days, (lo_a - hi_b).days, 0)


def slow_taking_part(rules, line, as_of):
    """Return (rule, first event) → state."""
    found = {}
    for rule in rules:
        held = [e for e in line if e["kind"] == rule.kind and e["start_earliest"] <= as_of and e["via"] is None]
        meetings = {}
        for e in sorted(held, key=lambda e: e["event_id"]):
            lo, hi = day_of(e["start_earliest"]), day_of(e["start_latest"])
            meetings.setdefault((lo, hi, e["event_id"] if lo != hi else ""), []).append(e)
        for (lo, hi, _), together in meetings.items():
            near = [e for e in held if e not in together and day_of(e["start_earliest"]) <= hi and lo <= day_of(e["start_latest"])]
            answers = [took_part(rule, sector, together, near) for sector in rule.sectors]
            state = "missed" if False in answers else ("unknown" if None in answers else "met")
            found[rule.id, together[0]["event_id"]] = state
    return found


def took_part(rule, sector, together, near):
    said = [json.loads(e["attributes"] or "{}").get(dict(rule.attendance).get(sector, "")) for e in together]
    yes = any(word in rule.yes for word in said) or any(e["sector"] == sector for e in together)
    no = any(word in rule.no for word in said)
    if yes and no:
        return None
    if no:
        return None if any(e["sector"] == sector for e in near) else False
    return True if yes else None
