"""Fills the places of a wording with facts of one child; a wording whose facts are not all known is not printed at all.

Places: {code} {age} {sectors} · {count:kind} {times:kind} · {first:kind} {last:kind} (with "on" or "in") · {days:kind>kind}
{after:kind>kind} · {start:rule} {finish:rule} of a timescale row in the state the conditions name · {sent:rule} {arrived:rule}
{took:rule} of a handover row · {said:kind.attribute} (the code's label, of the latest event that fits) · {relation:kind}.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from joinedup.method.framework import Framework
from joinedup.training.authored.facts import ChildFacts, Row, attributes, between, days_of, exact_day
from joinedup.training.authored.templates import When

PLACE = re.compile(r"\{([a-z]+)(?::([^{}]+))?\}")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
TIMES = ("never", "once", "twice")
SECTOR_WORDS = {
    "local_authority": "the local authority",
    "police": "the police",
    "health": "health services",
    "probation": "probation",
    "youth_offending": "the youth offending service",
    "education": "schools",
    "board": "the board",
}
RELATION_WORDS = {
    "parent": "a parent",
    "partner": "a parent’s partner",
    "carer": "a carer",
    "household": "an adult in the household",
    "expectant_mother": "the expectant mother",
    "poses_risk": "an adult thought to pose a risk",
}


@dataclass(frozen=True)
class Claim:
    """One fact a note states: the place it filled and the words put there. `raw` is the code behind a label."""

    place: str
    words: str
    raw: str = ""


def fill(wording: str, when: When, facts: ChildFacts, framework: Framework) -> tuple[str, tuple[Claim, ...]] | None:
    """Return the wording with every place filled and the claims it makes; null where a fact is not known."""
    claims: list[Claim] = []
    for match in PLACE.finditer(wording):
        claim = _claim(match.group(0), match.group(1), match.group(2) or "", _Child(facts, when, framework))
        if claim is None:
            return None
        claims.append(claim)
    said = iter(claims)
    text = PLACE.sub(lambda _: next(said).words, wording)
    return text[:1].upper() + text[1:], tuple(claims)


@dataclass(frozen=True)
class _Child:
    facts: ChildFacts
    when: When
    framework: Framework


def _claim(place: str, name: str, of: str, child: _Child) -> Claim | None:
    made = _PLACES[name](of, child)
    if isinstance(made, Claim):
        return Claim(place, made.words, made.raw)
    return Claim(place, made) if made else None


def sector_words(framework: Framework) -> dict[str, str]:
    """Return what notes call the sectors; the youth service by the framework's own name, which changed about 2021."""
    names = {sector.id: sector.name for sector in framework.sectors}
    youth = names.get("youth_offending", "")
    return SECTOR_WORDS | ({"youth_offending": f"the {youth[0].lower()}{youth[1:]}"} if youth else {})


def number(count: int) -> str:
    """Return a number as letters print it: in words up to ten."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def times(count: int) -> str:
    """Return how often: once, twice, three times."""
    return TIMES[count] if count < len(TIMES) else f"{number(count)} times"


def days(count: int) -> str:
    """Return a length in days, in words."""
    return "one day" if count == 1 else f"{number(count)} days"


def later(count: int) -> str:
    """Return how long after: the same day, the next day, five days later."""
    return ("the same day", "the next day")[count] if count < 2 else f"{number(count)} days later"


def when_was(span: tuple[date, date] | None) -> str:
    """Return when, no more exactly than is known: on a day, in a month, in a year; "" where less is known."""
    if span is None:
        return ""
    first, last = span
    if first == last:
        return f"on {first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"in {first:%B %Y}"
    return f"in {first.year}" if first.year == last.year else ""


def _first(kind: str, child: _Child) -> str:
    rows = child.facts.of(kind)
    return when_was(days_of(rows[0])) if rows else ""


def _last(kind: str, child: _Child) -> str:
    rows = child.facts.of(kind)
    return when_was(days_of(rows[-1])) if rows else ""


def _days(path: str, child: _Child) -> str:
    count = between(child.facts, *path.split(">", 1))
    return days(count) if count else ""


def _after(path: str, child: _Child) -> str:
    count = between(child.facts, *path.split(">", 1))
    return later(count) if count is not None else ""


def _deadline(rule: str, child: _Child) -> Row | None:
    """Return the first row of a timescale in the state the conditions ask for."""
    states = dict((*child.when.timescale_always, *child.when.timescale))
    return next(iter(child.facts.deadlines(rule, states[rule])), None) if rule in states else None


def _sending(rule: str, child: _Child) -> Row | None:
    states = dict((*child.when.handover_always, *child.when.handover))
    return next(iter(child.facts.sendings(rule, states[rule])), None) if rule in states else None


def _counted(rule: str, which: str, child: _Child, row: Row | None) -> Row | None:
    return child.facts.event(row[which]) if row else None


def _start(rule: str, child: _Child) -> str:
    event = _counted(rule, "start_event", child, _deadline(rule, child))
    return when_was(days_of(event, _ends(child.framework, rule)[0])) if event else ""


def _finish(rule: str, child: _Child) -> str:
    event = _counted(rule, "finish_event", child, _deadline(rule, child))
    return when_was(days_of(event, _ends(child.framework, rule)[1])) if event else ""


def _ends(framework: Framework, rule: str) -> tuple[str, str]:
    return next(((found.start_at, found.finish_at) for found in framework.timescales if found.id == rule), ("start", "start"))


def _sent(rule: str, child: _Child) -> str:
    event = _counted(rule, "start_event", child, _sending(rule, child))
    return when_was(days_of(event)) if event else ""


def _arrived(rule: str, child: _Child) -> str:
    event = _counted(rule, "finish_event", child, _sending(rule, child))
    return when_was(days_of(event)) if event else ""


def _took(rule: str, child: _Child) -> str:
    row = _sending(rule, child)
    sent = _counted(rule, "start_event", child, row)
    came = _counted(rule, "finish_event", child, row)
    first, last = (exact_day(sent) if sent else None), (exact_day(came) if came else None)
    return later((last - first).days) if first and last and last >= first else ""


def _label(path: str, child: _Child) -> Claim | str:
    """Return the label of what the latest fitting event says."""
    kind, name = path.split(".", 1)
    wanted = dict(child.when.attribute).get(path)
    said = [attributes(row).get(name, "") for row in child.facts.of(kind)]
    fitting = [code for code in said if code and (wanted is None or code in wanted)]
    if not fitting:
        return ""
    label = _labels(child.framework, kind, name).get(fitting[-1], fitting[-1])
    return Claim("", label[:1].lower() + label[1:] if label[1:2].islower() else label, fitting[-1])


def _labels(framework: Framework, kind: str, name: str) -> dict[str, str]:
    sets = {codes.id: dict(codes.values) for codes in framework.code_sets}
    for spec in framework.lists:
        columns = {column.key: column.codes for column in spec.columns}
        for mapping in spec.events:
            for attribute, column in mapping.attributes:
                if (mapping.kind, attribute) == (kind, name) and columns[column]:
                    return sets[columns[column]]
    return {}


def _sectors(_: str, child: _Child) -> str:
    known = child.facts.sectors()
    words = [word for sector, word in sector_words(child.framework).items() if sector in known]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def _relation(kind: str, child: _Child) -> str:
    allowed = dict(child.when.adult).get(kind)
    found = [row["via"] for row in child.facts.of(kind) if row["via"] and (allowed is None or row["via"] in allowed)]
    return RELATION_WORDS.get(found[0], "") if found else ""


def _count(kind: str, child: _Child) -> str:
    return number(len(child.facts.of(kind)))


def _times(kind: str, child: _Child) -> str:
    return times(len(child.facts.of(kind)))


_PLACES: dict[str, Callable[[str, _Child], Claim | str]] = {
    "code": lambda _, child: child.facts.code,
    "age": lambda _, child: str(child.facts.age),
    "sectors": _sectors,
    "count": _count,
    "times": _times,
    "first": _first,
    "last": _last,
    "days": _days,
    "after": _after,
    "start": _start,
    "finish": _finish,
    "sent": _sent,
    "arrived": _arrived,
    "took": _took,
    "said": _label,
    "relation": _relation,
}
