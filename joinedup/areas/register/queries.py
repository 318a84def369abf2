"""Reading facts about areas. They are published, but only inspectorates' staff read them here, beside what is planned."""

from collections.abc import Iterable
from datetime import date

from joinedup.areas.core.register import Authority, DatedName
from joinedup.areas.models import Area
from joinedup.areas.register.models import AreaFacts


def authority_of(area: Area) -> Authority | None:
    """Return the facts about one area, real or made up; null where none are on this installation."""
    found = AreaFacts.objects.select_related("area").filter(area=area).first()
    return as_authority(found) if found else None


def authorities(*, made_up: bool) -> tuple[Authority, ...]:
    """Return the facts about every real area, or every made-up one, by name: the two are never set beside each other."""
    return authorities_among(Area.objects.filter(made_up=made_up))


def authorities_among(areas: Iterable[Area]) -> tuple[Authority, ...]:
    """Return the facts about areas that have any, by name."""
    rows = AreaFacts.objects.select_related("area").filter(area__in=areas).order_by("area__name")
    return tuple(as_authority(row) for row in rows)


def codes_read(*, made_up: bool) -> dict[str, str]:
    """Return every code an area may be written by in a published file, leading to its code of today.

    A code of before leads on only where one area alone has its ground: a divided county's figure belongs to none of its parts.
    """
    found: dict[str, set[str]] = {}
    for one in authorities(made_up=made_up):
        for code in (one.code, one.dfe_code, *(name.code for name in one.names if name.kind == "name")):
            found.setdefault(code, set()).add(one.code)
    return {code: codes.copy().pop() for code, codes in found.items() if code and len(codes) == 1}


def as_authority(facts: AreaFacts) -> Authority:
    """Return a stored row as the plain core knows it."""
    return Authority(
        code=facts.area.code,
        dfe_code=facts.dfe_code,
        name=facts.area.name,
        names=tuple(DatedName(name, code, _day(first), _day(last), kind) for name, code, first, last, kind in facts.names),
        region=facts.region,
        force=facts.force,
        icbs=tuple(facts.icbs),
        probation_region=facts.probation_region,
        youth_service=facts.youth_service or None,
        neighbours=tuple(facts.neighbours),
        children=facts.children,
        rural=facts.rural or None,
        kind=facts.kind,
        short=facts.short,
        tile=(facts.tile[0], facts.tile[1]) if facts.tile else None,
        general_knowledge=frozenset(facts.general_knowledge),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
