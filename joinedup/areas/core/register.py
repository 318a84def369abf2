"""England's 153 upper-tier authorities: what is published of each, read once from the packaged table."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files

TABLES = "joinedup.areas.reference"
#: Made for this project from the number of children for each square kilometre; not the official classification.
RURAL_WORDS = ("mostly rural", "town and country", "mostly urban")


@dataclass(frozen=True)
class DatedName:
    """A name an area went by, or a former authority whose ground it has: first and last day, null where not known or still so."""

    name: str
    code: str
    first: date | None = None
    last: date | None = None
    #: "name": this authority itself; "predecessor": another authority, whose ground or part of it lies in this one.
    kind: str = "name"


@dataclass(frozen=True)
class Authority:
    """One upper-tier authority. Codes are GSS codes ("E06000047"), `dfe_code` the DfE's ("840"); null or empty is not known."""

    code: str
    dfe_code: str
    name: str
    names: tuple[DatedName, ...]
    region: str
    force: str
    icbs: tuple[str, ...]
    probation_region: str
    youth_service: str | None
    neighbours: tuple[str, ...]  # statistical neighbours, nearest first
    children: int | None  # aged 0 to 17, mid-2024
    rural: str | None  # one of RURAL_WORDS
    kind: str = ""  # "county", "unitary", "metropolitan district", "London borough"
    short: str = ""  # three letters for its tile: "DUR"
    tile: tuple[int, int] | None = None  # column from the west, row from the north, on the map of tiles
    #: What was not published where we looked, but is held to be so: the fields' names.
    general_knowledge: frozenset[str] = field(default_factory=frozenset)


@lru_cache(maxsize=1)
def load_register() -> tuple[Authority, ...]:
    """Return the 153 authorities in the order of their names."""
    names = _names()
    rows = (_authority(row, names.get(row["code"], ())) for row in _table("authorities.csv"))
    return tuple(sorted(rows, key=lambda authority: authority.name))


@lru_cache(maxsize=1)
def by_any_code() -> Mapping[str, tuple[Authority, ...]]:
    """Return the authorities under their code of today, each code their ground had before, and the DfE's number.

    A code of before can lead to several: a county that was divided.
    """
    found: dict[str, list[Authority]] = {}
    for authority in load_register():
        for code in {authority.code, authority.dfe_code, *(name.code for name in authority.names if name.code)}:
            found.setdefault(code, []).append(authority)
    return {code: tuple(authorities) for code, authorities in found.items()}


def called_on(authority: Authority, day: date) -> str:
    """Return the name an authority itself went by on a day; today's where no dated name of its own covers it."""
    for name in authority.names:
        if name.kind == "name" and (name.first is None or name.first <= day) and (name.last is None or day <= name.last):
            return name.name
    return authority.name


def _authority(row: Mapping[str, str], names: tuple[DatedName, ...]) -> Authority:
    return Authority(
        code=row["code"],
        dfe_code=row["dfe_code"],
        name=row["name"],
        names=names,
        region=row["region"],
        force=row["force"],
        icbs=_split(row["icbs"]),
        probation_region=row["probation_region"],
        youth_service=row["youth_service"] or None,
        neighbours=_split(row["neighbours"]),
        children=int(row["children"]) if row["children"] else None,
        rural=row["rural"] or None,
        kind=row["kind"],
        short=row["short"],
        tile=(int(row["column"]), int(row["row"])) if row["column"] else None,
        general_knowledge=frozenset(_split(row["general_knowledge"])),
    )


def _names() -> dict[str, tuple[DatedName, ...]]:
    found: dict[str, list[DatedName]] = {}
    for row in _table("names.csv"):
        name = DatedName(row["name"], row["former_code"], _day(row["first"]), _day(row["last"]), row["kind"])
        found.setdefault(row["code"], []).append(name)
    return {code: tuple(names) for code, names in found.items()}


def _table(name: str) -> list[dict[str, str]]:
    lines = files(TABLES).joinpath(name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
