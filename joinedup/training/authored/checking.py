"""Checks a printed note again, by a slower way than the one that printed it: plain rows, one question at a time."""

import json
import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from joinedup.records.kinds import event_kinds
from joinedup.training.authored.facts import ChildFacts
from joinedup.training.authored.notes import AuthoredNote
from joinedup.training.authored.templates import When
from joinedup.training.authored.wording import RELATION_WORDS, SECTOR_WORDS, Claim, days, later, number, times, when_was

Row = dict[str, Any]
_LONDON = ZoneInfo("Europe/London")


def true_of(note: AuthoredNote, facts: ChildFacts) -> bool:
    """Say whether a note about a child is true: its conditions hold and each fact it states is in the chronology.

    Also false where the text says anything but the wording with its claims put in, or the note is about another child.
    """
    rows = facts.events.to_dicts()
    return (
        note.code == facts.code
        and _text(note).casefold() == note.text.casefold()
        and _conditions(note.when, facts, rows)
        and all(_claim(claim, note.when, facts, rows) for claim in note.claims)
    )


def _text(note: AuthoredNote) -> str:
    """Return the wording with the claims put in, one after the other."""
    text = note.wording
    for claim in note.claims:
        text = text.replace(claim.place, claim.words, 1)
    return text


def _counting(rows: list[Row], kind: str) -> list[Row]:
    found = []
    for row in rows:
        if row["kind"] == kind and (row["via"] is None or event_kinds()[kind].adult):
            found.append(row)
    return found


def _conditions(when: When, facts: ChildFacts, rows: list[Row]) -> bool:
    for kind in when.has:
        if not _counting(rows, kind):
            return False
    for kind in when.lacks:
        if _counting(rows, kind):
            return False
    for kind, least in when.count_at_least:
        if len(_counting(rows, kind)) < least:
            return False
    for kind, most in when.count_at_most:
        if len(_counting(rows, kind)) > most:
            return False
    own = {row["sector"] for row in rows if row["via"] is None}
    return (
        when.age_from <= facts.age <= when.age_to
        and len(own - {None, ""}) >= when.sectors_at_least
        and _states(when, facts)
        and _details(when, rows)
    )


def _states(when: When, facts: ChildFacts) -> bool:
    by_id = {row["event_id"]: row for row in facts.events.to_dicts()}
    for frame, some, always in (
        (facts.timescales, when.timescale, when.timescale_always),
        (facts.handovers, when.handover, when.handover_always),
    ):
        ruled = frame.to_dicts()
        for rule, state in some:
            if not any(_in_state(row, state, by_id) for row in ruled if row["rule"] == rule):
                return False
        for rule, state in always:
            mine = [row for row in ruled if row["rule"] == rule]
            if not mine or not all(_in_state(row, state, by_id) for row in mine):
                return False
    return True


def _in_state(row: Row, state: str, by_id: dict[str, Row]) -> bool:
    if state == "late":
        return row["state"] == "missed" and row["finish_event"] is not None
    if state == "swift":
        return row["state"] == "arrived" and _by_the_next_day(row, by_id)
    if state == "never":
        return row["state"] == "missed" and row["finish_event"] is None
    return bool(row["state"] == state)


def _by_the_next_day(row: Row, by_id: dict[str, Row]) -> bool:
    sent, came = by_id.get(row["start_event"]), by_id.get(row["finish_event"])
    return sent is not None and came is not None and (_day(came["start_latest"]) - _day(sent["start_earliest"])).days <= 1


def _details(when: When, rows: list[Row]) -> bool:
    for path, codes in when.attribute:
        kind, _, name = path.partition(".")
        if not any(json.loads(row["attributes"] or "{}").get(name) in codes for row in _counting(rows, kind)):
            return False
    for kind, relations in when.adult:
        if not any(row["via"] in relations for row in _counting(rows, kind)):
            return False
    for path, least in when.days_at_least:
        span = _span(rows, path)
        if span is None or span < least:
            return False
    for path, most in when.days_at_most:
        span = _span(rows, path)
        if span is None or span > most:
            return False
    return True


def _claim(claim: Claim, when: When, facts: ChildFacts, rows: list[Row]) -> bool:
    match = re.fullmatch(r"\{([a-z]+)(?::(.+))?\}", claim.place)
    if match is None:
        return False
    name, of = match.group(1), match.group(2) or ""
    if name in ("start", "finish", "sent", "arrived", "took"):
        return claim.words in _ruled(name, of, when, facts, rows)
    if name == "said":
        kind, _, attribute = of.partition(".")
        return bool(claim.raw) and claim.raw in [
            json.loads(row["attributes"] or "{}").get(attribute) for row in _counting(rows, kind)
        ]
    return claim.words in _possible(name, of, facts, rows)


def _possible(name: str, of: str, facts: ChildFacts, rows: list[Row]) -> list[str]:
    """Return every wording of this fact that the chronology would bear out."""
    if name in ("days", "after"):
        span = _span(rows, of)
        return [] if span is None else [days(span) if name == "days" else later(span)]
    events = sorted(_counting(rows, of), key=lambda row: (row["start_earliest"], row["start_latest"], row["event_id"]))
    own = {row["sector"] for row in rows if row["via"] is None}
    words = [SECTOR_WORDS[sector] for sector in SECTOR_WORDS if sector in own]
    together = " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    said = {
        "code": [facts.code],
        "age": [str(facts.age)],
        "count": [number(len(events))],
        "times": [times(len(events))],
        "sectors": [together, together.replace("youth offending service", "youth justice service")],
        "relation": [RELATION_WORDS[row["via"]] for row in events if row["via"] in RELATION_WORDS],
        "first": [_moment(row, "start") for row in events[:1]],
        "last": [_moment(row, "start") for row in events[-1:]],
    }
    return said.get(name, [])


def _ruled(name: str, rule: str, when: When, facts: ChildFacts, rows: list[Row]) -> list[str]:
    """Return what may be said of any row of the rule in the state the conditions ask for."""
    frame = facts.timescales if name in ("start", "finish") else facts.handovers
    asked = (*when.timescale, *when.timescale_always) if name in ("start", "finish") else (*when.handover, *when.handover_always)
    by_id = {row["event_id"]: row for row in rows}
    said: list[str] = []
    for row in frame.to_dicts():
        if row["rule"] != rule or not any(rule == asked_rule and _in_state(row, state, by_id) for asked_rule, state in asked):
            continue
        start, finish = by_id.get(row["start_event"]), by_id.get(row["finish_event"])
        if name in ("start", "sent") and start:
            said += [_moment(start, "start"), _moment(start, "end")]
        if name in ("finish", "arrived") and finish:
            said += [_moment(finish, "start"), _moment(finish, "end")]
        if name == "took" and start and finish:
            said.append(later((_day(finish["start_earliest"]) - _day(start["start_earliest"])).days))
    return said


def _span(rows: list[Row], path: str) -> int | None:
    """Return the days from the first event of one kind to the earliest of another on or after that day."""
    first, _, then = path.partition(">")
    starts = sorted(_counting(rows, first), key=lambda row: (row["start_earliest"], row["start_latest"], row["event_id"]))
    if not starts or _day(starts[0]["start_earliest"]) != _day(starts[0]["start_latest"]):
        return None
    began = _day(starts[0]["start_earliest"])
    exact = [
        _day(row["start_earliest"]) for row in _counting(rows, then) if _day(row["start_earliest"]) == _day(row["start_latest"])
    ]
    waits = [(day - began) // timedelta(days=1) for day in exact if day >= began]
    return min(waits, default=None)


def _moment(row: Row, end: str) -> str:
    first, last = row[f"{end}_earliest"], row[f"{end}_latest"]
    return when_was((_day(first), _day(last))) if first and last else ""


def _day(moment: datetime) -> date:
    return moment.astimezone(_LONDON).date()
