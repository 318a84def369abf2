"""The adults in one child's life, by code: what agencies say of each, from when to when, and where that stands."""

from dataclasses import dataclass
from typing import Any

import polars as pl
from django.urls import reverse

from joinedup.cases.queries import agency_names
from joinedup.web.components.dates import short_day
from joinedup.web.components.words import listed
from joinedup.web.inspectorate.known import Known, relation_words


@dataclass(frozen=True)
class AdultLine:
    """One relation as one agency gave it. `known_to`: the agencies that hold a record of the adult."""

    code: str
    href: str
    kind: str
    since: str
    until: str
    source: str
    known_to: str


def adults_of(known: Known, child_id: str) -> list[AdultLine]:
    """Return the relations of one child to adults, by adult and kind. `known` is by agency."""
    inspection = known.inspection
    names, titles = agency_names(inspection), {spec.id: spec.title for spec in inspection.framework.lists}
    kinds = relation_words(inspection)
    near = known.knowing.lives.filter(pl.col("child_id") == child_id)
    return [
        AdultLine(
            code=_code(known, row["adult_id"]),
            href=reverse("inspectorate:known-person", args=[inspection.pk, row["adult_id"]]),
            kind=kinds[row["kind"]],
            since=short_day(row["from_date"]) or "not recorded",
            until=short_day(row["to_date"]),
            source=_source(row, names, titles),
            known_to=listed(known.places[key] for key in known.holders(row["adult_id"])),
        )
        for row in near.iter_rows(named=True)
    ]


def _code(known: Known, person_id: str) -> str:
    """Return the code of a parent: one who is a child of the lists too goes by the child's."""
    child = known.children.get(person_id)
    return child.code if child else known.code_of(person_id, "Adult")


def _source(row: dict[str, Any], names: dict[str, str], titles: dict[str, str]) -> str:
    return f"{names.get(row['agency'], row['agency'])}: {titles.get(row['list'], row['list'])}, row {row['row']}"
