"""Facts the choice takes from other rooms: the register of areas, measures that lie far out, other inspections, school holidays."""

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from joinedup.areas.core.funnel import limits_of
from joinedup.areas.core.indicators import Measure
from joinedup.areas.core.measures import load_measures
from joinedup.areas.indicators.queries import measure_values
from joinedup.areas.models import Area
from joinedup.areas.register.queries import authorities_among
from joinedup.method.programme import programme_of
from joinedup.programme.calendars.queries import school_holidays, visits
from joinedup.programme.core.burden.shape import Closure, Place, Visit
from joinedup.programme.core.choosing.concern import Watched, concerns
from joinedup.programme.core.choosing.shape import Reason
from joinedup.programme.rounds.models import Round


def facts_of(areas: Iterable[Area], last_joint: Mapping[str, date] | None = None) -> dict[str, Place]:
    """Return areas as choosing knows them, by code. What the register does not know is a group of its own.

    `last_joint`: code → last day of fieldwork of the last joint inspection.
    """
    rows = list({area.code: area for area in areas}.values())
    known, last = {one.code: one for one in authorities_among(rows)}, last_joint or {}
    found = {}
    for area in rows:
        place = Place(area.code, area.name, region="", force="", last_joint=last.get(area.code))
        if (one := known.get(area.code)) is not None:
            also = {"force": one.force, "health": one.icbs, "children": one.children, "rural": one.rural}
            place = Place(area.code, area.name, region=one.region, last_joint=place.last_joint, **also)
        found[area.code] = place
    return found


def measures_weighed(round_: Round) -> list[tuple[Measure, int]]:
    """Return the measures that speak to a round's theme, each with its weight in the draw: 1 where the round sets none."""
    weights, speak = round_.asked.get("weights", {}), {round_.framework.theme, "*"}
    return [(one, int(weights.get(one.key, 1))) for one in load_measures().values() if speak & set(one.theme_tags)]


def measured_reasons(round_: Round, codes: Iterable[str], on: date) -> tuple[Reason, ...]:
    """Return the reasons published measures give on a day for areas of a round: each measure's latest full year before it.

    On which side a figure lies far out is said in its words: both are a reason to ask.
    """
    values, among = measure_values(made_up=round_.made_up, until=on.year - 1), set(codes)
    rule = programme_of(round_.framework).concern
    found: list[Reason] = []
    for measure, weight in measures_weighed(round_):
        rows = values.filter(pl.col("measure") == measure.key)
        funnel = limits_of(measure, rows.filter(pl.col("year") == rows["year"].max())) if rows.height and weight else None
        if funnel is not None:
            watched = Watched(measure, "either", known_on=on, weight=weight)
            found += [reason for reason in concerns(watched, funnel, rule) if reason.area in among]
    return tuple(found)


def other_visits() -> list[Visit]:
    """Return other inspectorates' inspections of areas, forces and health bodies."""
    return visits()


def other_closures() -> list[Closure]:
    """Return the dated times without inspections: school holidays."""
    return school_holidays()
