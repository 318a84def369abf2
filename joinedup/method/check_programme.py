"""What must hold for the planning of a round: days that exist, gaps and shares that can be kept, and a share left to chance."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from itertools import pairwise

from joinedup.method.framework import ClosedTime, Framework, ProgrammeRule
from joinedup.method.programme import AIMS, KEEPS_OFF, PLACES, SHARED

Finding = tuple[str, str]


def check_programme(framework: Framework) -> Iterator[Finding]:
    """Yield (key path, reason) for every fault of how a framework plans a round; none where it lays nothing down."""
    rule = framework.programme
    if rule is None:
        return
    for name in ("a_year", "set_size"):
        if getattr(rule, name) < 1:
            yield f"programme.{name}", "This must be at least one inspection."
    yield from _gaps(rule)
    for closed in rule.closed:
        yield from _closed(closed)
    yield from _twice("programme.closed", [closed.id for closed in rule.closed])
    yield from _shares(rule)
    yield from _spread(rule)
    yield from _concern(rule)
    yield from _roster(rule)


def _gaps(rule: ProgrammeRule) -> Iterator[Finding]:
    yield from _twice("programme.gaps", [f"{gap.kind}, {gap.place}" for gap in rule.gaps])
    for gap in rule.gaps:
        at = f"programme.gaps[{gap.kind}, {gap.place}]"
        yield from _one_of(f"{at}.place", gap.place, PLACES)
        if min(gap.weeks_after, gap.weeks_before) < 0:
            yield at, "Weeks before and after a visit cannot be negative."
    for place in PLACES:
        if not any(gap.kind == "any" and gap.place == place for gap in rule.gaps):
            yield "programme.gaps", f"A gap of the kind any is needed for {place}: visits of a kind not named here take it."


def _closed(closed: ClosedTime) -> Iterator[Finding]:
    at = f"programme.closed[{closed.id}]"
    yield from _one_of(f"{at}.keeps_off", closed.keeps_off, KEEPS_OFF)
    if bool(closed.from_day) != bool(closed.to_day):
        yield at, "A time of year needs its first and its last day, or neither."
    for name in ("from_day", "to_day"):
        day = getattr(closed, name)
        if day and not _is_day(day):
            yield f"{at}.{name}", f"This must be a day of every year written MM-DD, not {day!r}."


def _is_day(text: str) -> bool:
    # 2001 was no leap year: 29 February is no day of every year.
    try:
        return date.fromisoformat(f"2001-{text}").strftime("%m-%d") == text
    except ValueError:
        return False


def _shares(rule: ProgrammeRule) -> Iterator[Finding]:
    yield from _twice("programme.shares", [share.kind for share in rule.shares])
    for share in rule.shares:
        at = f"programme.shares[{share.kind}]"
        yield from _one_of(f"{at}.kind", share.kind, SHARED)
        if not 0 <= share.part[0] <= share.part[1] or share.part[1] == 0:
            yield f"{at}.part", "This must be a part of the whole, such as [1, 6] for one of six."
        if share.least < 0:
            yield f"{at}.least", "This cannot be negative."
    if not any(share.kind == "chance" and share.least >= 1 for share in rule.shares):
        yield "programme.shares", "One area at least is left to chance, so that every area has one."


def _spread(rule: ProgrammeRule) -> Iterator[Finding]:
    for aim in rule.spread.aims:
        yield from _one_of("programme.spread.aims", aim, AIMS)
    yield from _twice("programme.spread.aims", list(rule.spread.aims))
    if rule.spread.most_of_force < 1:
        yield "programme.spread.most_of_force", "One area of a force at least can be in a round."
    if rule.spread.region_over < 0:
        yield "programme.spread.region_over", "This cannot be negative."
    for name in ("sizes", "last_times"):
        bounds = getattr(rule.spread, name)
        if any(low >= high for low, high in pairwise(bounds)) or any(bound <= 0 for bound in bounds):
            yield f"programme.spread.{name}", "These must be rising numbers above 0."


def _concern(rule: ProgrammeRule) -> Iterator[Finding]:
    if rule.concern.limits not in (950, 998):
        yield "programme.concern.limits", "This must be 950 or 998: the inner limits of a funnel (95 %) or the outer ones (99.8 %)."
    if not 0 < rule.concern.apart < 100:
        yield "programme.concern.apart", "This is a per cent of the areas, between 0 and 100."
    if rule.concern.fewest_areas < 3:
        yield "programme.concern.fewest_areas", "How areas differ cannot be told from fewer than three."
    if rule.concern.expires_months < 1:
        yield "programme.concern.expires_months", "A measure is a reason for one month at least."


def _roster(rule: ProgrammeRule) -> Iterator[Finding]:
    for field in fields(rule.roster):
        least = 1 if field.name in ("at_once", "most", "furthest_minutes") else 0
        if getattr(rule.roster, field.name) < least:
            yield f"programme.roster.{field.name}", f"This must be at least {least}."


def _twice(at: str, names: list[str]) -> Iterator[Finding]:
    for name, count in Counter(names).items():
        if count > 1:
            yield at, f"{name} stands {count} times."


def _one_of(at: str, value: str, allowed: tuple[str, ...]) -> Iterator[Finding]:
    if value not in allowed:
        yield at, f"This must be one of {', '.join(allowed)}, not {value!r}."
