"""Makes of a round's file what a choice and a roster are asked for. Every fault is a sentence that says where it stands."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Final

from joinedup.method.convert import convert
from joinedup.method.framework import Framework
from joinedup.method.programme import notified_for, programme_of
from joinedup.programme.core.burden.shape import Closure, Place, Visit, Weeks
from joinedup.programme.core.burden.weeks import BurdenError, open_weeks
from joinedup.programme.core.choosing.ask import asked_for
from joinedup.programme.core.choosing.choose import ChoosingError, choose_areas
from joinedup.programme.core.choosing.shape import Choice, Reason
from joinedup.programme.core.roster.giving_way import COSTS
from joinedup.programme.core.roster.round_file import SCHEMA, Area, Days, Person, RoundFile, given
from joinedup.programme.core.roster.shape import Barred, Inspection, Inspector, Need, Rules, Weights

#: Grades, as the register of inspectors names them; a file may name others in `rules`.
EXPERIENCED: Final = frozenset({"experienced"})
NEW: Final = frozenset({"new"})


class RoundFileError(ValueError):
    """A file that cannot be planned. Its text says what is wrong and where, in a sentence for each fault."""


@dataclass(frozen=True)
class RoundAsked:
    """A round as it is to be planned; `choice` where areas were chosen first."""

    inspections: tuple[Inspection, ...]
    inspectors: tuple[Inspector, ...]
    rules: Rules
    choice: Choice | None


def read_round(text: str) -> RoundFile:
    """Return the round a TOML text holds. Raises RoundFileError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RoundFileError(f"This is not TOML: {error}.") from error
    if data.get("schema") != SCHEMA:
        raise RoundFileError(f"The file does not say schema = {SCHEMA!r}, so it is not known how to read it.")
    faults: list[str] = []
    made: RoundFile = convert(RoundFile, data, "", lambda at, reason: faults.append(f"{at}: {reason}"))
    if faults:
        raise RoundFileError(" ".join(sorted(faults)))
    _check(made)
    return made


def ask(file: RoundFile, framework: Framework, seed: int) -> RoundAsked:
    """Return what is to be planned: the areas chosen where the file asks for a choice, in the weeks open to them.

    Raises RoundFileError.
    """
    _check_inspectorates(file, framework)
    try:
        weeks = _weeks(file, framework)
        choice = _choice(file, framework, weeks, seed)
    except (BurdenError, ChoosingError, ValueError) as error:
        raise RoundFileError(str(error)) from error
    # What ministers ask for may stand in a week beside another inspection, where none is open: then in no other.
    beside = {one.area: {one.week} - weeks[one.area].open for one in choice.chosen} if choice else {}
    chosen = {one.area for one in choice.chosen} if choice else {one.key for one in file.inspections}
    team = needs_of(framework)
    inspections = tuple(
        _inspection(one, weeks[one.key].open | beside.get(one.key, set()), team) for one in file.inspections if one.key in chosen
    )
    return RoundAsked(inspections, tuple(_inspector(one) for one in file.inspectors), _rules(file, framework), choice)


def rules_of(framework: Framework) -> Rules:
    """Return the rules of a framework's rosters."""
    rule = programme_of(framework).roster
    return Rules(
        weeks_before=rule.weeks_before,
        weeks_after=rule.weeks_after,
        rest_weeks=rule.rest_weeks,
        most=rule.most,
        at_once=rule.at_once,
        shared_apart=rule.shared_apart,
        experienced=EXPERIENCED,
        experienced_least=rule.experienced_least,
        new=NEW,
        new_most=rule.new_most,
        furthest=rule.furthest_minutes,
    )


def needs_of(framework: Framework) -> tuple[Need, ...]:
    """Return whom a full team needs: the lead inspectorate's lead, and the others of each inspectorate."""
    needs = []
    for part in framework.inspectorates:
        if part.lead:
            needs.append(Need(part.id, 1, lead=True))
        if part.team > part.lead:
            needs.append(Need(part.id, part.team - part.lead))
    return tuple(needs)


def _check(file: RoundFile) -> None:
    faults = []
    if file.span.last < file.span.first:
        faults.append("span: the last day lies before the first.")
    for what, keys in (
        ("inspections", [one.key for one in file.inspections]),
        ("inspectors", [one.key for one in file.inspectors]),
    ):
        faults += [
            f"{what}: two have the key {key!r}. Give each its own." for key in sorted({k for k in keys if keys.count(k) > 1})
        ]
        if not keys:
            faults.append(f"{what}: there are none, so there is nothing to plan.")
    areas = {one.key for one in file.inspections}
    for who in file.inspectors:
        if not 0 < who.percent <= 100:
            faults.append(f"inspectors[{who.key}].percent: this lies above 0 and is at most 100.")
        faults += [f"inspectors[{who.key}].away: a last day lies before its first." for one in who.away if one.last < one.first]
        faults += [
            f"inspectors[{who.key}].interests: there is no area {one.area!r}." for one in who.interests if one.area not in areas
        ]
    for kind, cost in file.rules.easing:
        if kind not in COSTS or cost < 0 or (kind == "placed" and cost == 0):
            faults.append(f"rules.easing.{kind}: name one of {', '.join(sorted(COSTS))}, and a cost from 0; placed costs above 0.")
    people = {who.key for who in file.inspectors}
    for one in file.inspections:
        wished = {*one.pins, *one.forbids, *([one.lead] if one.lead else [])}
        faults += [f"inspections[{one.key}]: there is no inspector {key!r} to pin or to forbid." for key in sorted(wished - people)]
    if faults:
        raise RoundFileError(" ".join(faults))


def _check_inspectorates(file: RoundFile, framework: Framework) -> None:
    known = {part.id for part in framework.inspectorates}
    named = [(f"inspectors[{who.key}]", who.inspectorate) for who in file.inspectors]
    named += [(f"inspections[{one.key}].team", place.inspectorate) for one in file.inspections for place in one.team or ()]
    faults = [
        f"{at}: {id!r} is no inspectorate of the framework: {', '.join(sorted(known))}." for at, id in named if id not in known
    ]
    if faults:
        raise RoundFileError(" ".join(faults))


def _place(one: Area) -> Place:
    return Place(
        one.key, one.name or one.called or one.key, one.region, one.force, one.health, one.children, one.rural, one.last_joint
    )


def _weeks(file: RoundFile, framework: Framework) -> Mapping[str, Weeks]:
    """Return the weeks each area can be in: those its table names, or those the burden rule leaves open."""
    visits = [Visit(**given(one)) for one in file.visits]  # type: ignore[arg-type]  # the same names and kinds, checked as the file was read
    closures = [
        Closure(one.kind, one.first, one.last, one.source, None if one.areas is None else frozenset(one.areas), one.title)
        for one in file.closed
    ]
    found = open_weeks(
        [_place(one) for one in file.inspections],
        visits,
        closures,
        rule=programme_of(framework),
        notified=partial(notified_for, framework),
        span=(file.span.first, file.span.last),
    )
    named = {one.key: frozenset(one.weeks) for one in file.inspections if one.weeks is not None}
    return {key: Weeks(named[key], {}) if key in named else weeks for key, weeks in found.items()}


def _choice(file: RoundFile, framework: Framework, weeks: Mapping[str, Weeks], seed: int) -> Choice | None:
    if file.choice is None:
        return None
    reasons = [Reason(**given(one)) for one in file.choice.reasons]  # type: ignore[arg-type]  # as for visits
    wanted = asked_for(programme_of(framework), file.choice.number, file.choice.on, dict(file.choice.weights))
    return choose_areas([_place(one) for one in file.inspections], reasons, weeks, wanted, seed)


def _inspection(one: Area, weeks: frozenset[date], team: tuple[Need, ...]) -> Inspection:
    places = team if one.team is None else tuple(Need(p.inspectorate, p.number, p.specialism, p.lead) for p in one.team)
    return Inspection(
        key=one.key,
        area=one.key,
        region=one.region,
        weeks=weeks,
        team=places,
        called=one.called,
        shares=frozenset({one.force, *one.health} - {""}),
        fixed_week=one.fixed_week,
        pins=frozenset(one.pins),
        lead=one.lead,
        forbids=frozenset(one.forbids),
    )


def _inspector(who: Person) -> Inspector:
    return Inspector(
        key=who.key,
        inspectorate=who.inspectorate,
        grade=who.grade,
        base=who.base,
        specialisms=frozenset(who.specialisms),
        may_lead=who.may_lead,
        away=frozenset(mondays_of(who.away)),
        share=who.percent / 100,
        carried=who.carried,
        barred={one.area: Barred(one.rule, one.blocks) for one in sorted(who.interests, key=lambda one: one.blocks)},
        called=who.called,
    )


def mondays_of(spells: Iterable[Days]) -> set[date]:
    """Return the Mondays of every week that days touch; a weekend is of the week before it."""
    mondays = set()
    for days in spells:
        monday = days.first - timedelta(days=days.first.weekday())
        while monday <= days.last:
            mondays.add(monday)
            monday += timedelta(weeks=1)
    return mondays


def _rules(file: RoundFile, framework: Framework) -> Rules:
    weights = replace(Weights(), **given(file.rules.weights))  # type: ignore[arg-type]  # as for visits
    named = {key: value for key, value in given(file.rules).items() if key not in ("weights", "easing")}
    for key in ("experienced", "new"):
        if key in named:
            named[key] = frozenset(named[key])  # type: ignore[call-overload]  # a tuple of grades
    travel = {journey.between: journey.minutes for journey in file.travel}
    return replace(rules_of(framework), **named, weights=weights, travel=travel, easing=dict(file.rules.easing))  # type: ignore[arg-type]  # as above
