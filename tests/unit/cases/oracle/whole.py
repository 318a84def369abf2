"""The fast and the slow way over one whole story, side by side."""

from collections import Counter
from dataclasses import dataclass, field

import polars as pl

from joinedup.cases.core.chronology import chronologies
from joinedup.cases.core.coverage import Coverage
from joinedup.cases.core.differing import differing
from joinedup.cases.core.gaps import USUAL_DAYS, gaps
from joinedup.cases.core.handovers import handovers
from joinedup.cases.core.lasting import endless
from joinedup.cases.core.taking_part import taking_part
from joinedup.cases.core.timescales import timescales
from joinedup.method.days import end_of
from joinedup.records.shape import EVENT, MEMBERSHIP, RECORD, RELATION
from tests.unit.cases.oracle.beside import slow_differing, slow_gaps, slow_taking_part
from tests.unit.cases.oracle.conditions import exact
from tests.unit.cases.oracle.days import day_of
from tests.unit.cases.oracle.handing import loosely_dated, slow_handovers
from tests.unit.cases.oracle.judging import inner, lasts, slow_timescales
from tests.unit.cases.oracle.line import slow_line
from tests.unit.cases.oracle.stories import NOTIFIED


@dataclass
class Compared:
    """What was compared: how many events, and how many verdicts of each kind; and where the two ways differ, in words."""

    events: int = 0
    verdicts: Counter = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)


def frames(told):
    shapes = ((told.members, MEMBERSHIP), (told.records, RECORD), (told.events, EVENT), (told.relations, RELATION))
    return tuple(pl.DataFrame([dict.fromkeys(shape) | row for row in rows], schema=shape) for rows, shape in shapes)


def compare(framework, told):
    """Return what both ways say of every child of a story, and every difference."""
    as_of, done = end_of(NOTIFIED), Compared()
    coverage = Coverage(framework, NOTIFIED, told.received, told.unshown)
    lines = chronologies(*frames(told))
    fast = {
        "timescales": timescales(framework, lines, as_of, coverage),
        "handovers": handovers(framework, lines, as_of, coverage),
        "taking part": taking_part(framework, lines, as_of).rename({"event": "start_event"}),
    }
    apart = differing(lines, framework.handovers, without_end=endless(framework))
    quiet = gaps(lines, as_of, since=coverage.all_lists_since)
    for child in sorted({row["child_id"] for row in told.members}):
        line, own = slow_line(child, told), pl.col("child_id") == child
        done.events += len(line)
        differ(done, "line", lines.filter(own).select("event_id", "via").rows(), [(e["event_id"], e["via"]) for e in line])
        slow = {
            "timescales": slow_timescales(framework, line, as_of, coverage),
            "handovers": slow_handovers(framework, line, as_of, coverage),
            "taking part": slow_taking_part(framework.taking_part, line, as_of),
        }
        for name, frame in fast.items():
            said = {
                (rule, event): state for rule, event, state in frame.filter(own).select("rule", "start_event", "state").iter_rows()
            }
            verdicts(done, name, said, slow[name], lambda key, name=name, line=line: leaves_open(name, framework, line, as_of, key))
        pairs = {(row["differs"], row["event_a"], row["event_b"]) for row in apart.filter(own).to_dicts()}
        differ(done, "differing", sorted(pairs), sorted(slow_differing(line, framework.handovers, endless(framework))))
        runs = [(day_of(row["gap_to"]), row["days"]) for row in quiet.filter(own).to_dicts()]
        expected = [(first, days) for first, days in slow_gaps(line, as_of, coverage.all_lists_since, USUAL_DAYS)]
        differ(done, "gaps", [(day.toordinal() - days, days) for day, days in runs], [(d.toordinal(), n) for d, n in expected])
    return done


def differ(done, name, fast, slow):
    done.verdicts[name] += len(slow)
    if fast != slow:
        done.differences.append(f"{name}: fast {fast}, slow {slow}")


def verdicts(done, name, fast, slow, is_vague):
    """Compare verdicts. Where a condition hangs on loose dates, or which answer is whose, the fast way may leave unknown what every
    world tells alike.
    """
    for key in sorted(fast.keys() | slow.keys()):
        done.verdicts[f"{name} {slow.get(key, 'none')}"] += 1
        same = fast.get(key) == slow.get(key)
        if not same and not (fast.get(key) == "unknown" and is_vague(key)):
            done.differences.append(f"{name} {key}: fast {fast.get(key)}, slow {slow.get(key)}")


def leaves_open(name, framework, line, as_of, key):
    if name == "handovers":
        return loosely_dated(framework, line, as_of, key[0])
    return name == "timescales" and vague(framework, line, key)


def vague(framework, line, key):
    rule = next(rule for rule in framework.timescales if rule.id == key[0])
    event = next((e for e in line if e["event_id"] == key[1]), None)
    if event is None:
        return False
    at = rule.finish_at if event["kind"] == rule.finish and rule.start != rule.finish else rule.start_at
    spells = inner(framework, line) if lasts(rule.since) else ()
    start = (key[1], event[f"{at}_earliest"], event[f"{at}_latest"])
    return rule.conditional and not exact(rule, line, start, spells)
