"""People lists and relation lists: who an agency has a record of, and who is what to whom."""

from dataclasses import dataclass
from random import Random
from typing import Any

import polars as pl

from joinedup.method.framework import CodeSet, Column, ListSpec
from joinedup.training.phrases import phrase
from joinedup.training.sending.sheet import Sheet, Value, code_meaning, meanings, sheet_of

#: Kinds of relation each sector's systems hold, and the share it holds.
HELD = {
    "local_authority": {"parent": 0.85, "carer": 0.7, "partner": 0.5, "expectant_mother": 1.0, "poses_risk": 0.5, "sibling": 0.5},
    "health": {"parent": 0.6, "expectant_mother": 1.0},
    "probation": {"parent": 0.9, "carer": 0.9, "household": 0.9, "poses_risk": 0.9},
    "police": {"parent": 0.5, "poses_risk": 0.8, "partner": 0.4},
}
ANY = {"parent": 0.6, "carer": 0.4}
RELATION_WORDS = {
    "parent": ("parent", "mother", "father"),
    "carer": ("carer", "step-parent", "step"),
    "partner": ("partner",),
    "expectant_mother": ("expectant_mother", "expectant", "mother"),
    "household": ("household", "lives with"),
    "poses_risk": ("poses_risk", "poses a risk", "risk"),
    "sibling": ("sibling", "brother or sister"),
}
HOUSEHOLD_KNOWN = 0.85


@dataclass(frozen=True)
class Desk:
    """One agency's desk while it fills in a list: its records, the code sets, the source of chance."""

    agency: str
    records: pl.DataFrame
    codes: dict[str, CodeSet]
    random: Random

    def code(self, column: Column, *words: str) -> str | None:
        """Return the column's code that means one of the words."""
        found = self.codes.get(column.codes)
        return code_meaning(meanings(found.values), *words) if found else None


def sex_of(desk: Desk, column: Column, sex: str | None) -> Value:
    """Return a recorded sex in the column's codes; unknown is blank or said to be not stated."""
    if sex is None:
        return desk.code(column, "unknown", "not stated", "not known") if desk.random.random() < 0.5 else None
    return desk.code(column, sex) if column.type == "code" else sex


def people_sheet(desk: Desk, spec: ListSpec) -> Sheet:
    """Return the agency's people list."""
    sheet = sheet_of(spec)
    for record in desk.records.iter_rows(named=True):
        sheet.add({column.key: _personal(desk, column, record) for column in spec.columns})
    return sheet


def _personal(desk: Desk, column: Column, record: dict[str, Any]) -> Value:
    holds = column.holds
    if holds == "sex":
        return sex_of(desk, column, record["sex"])
    if holds == "household":
        return f"{desk.agency[0].upper()}F{record['family_id'] + 40_000}" if desk.random.random() < HOUSEHOLD_KNOWN else None
    if holds == "aliases":
        return f"{record['given_names']} {record['aliases']}" if record["aliases"] else None
    if holds in ("known_id:nhs", "known_id:upn"):
        value: Value = record[holds.removeprefix("known_id:")]
        return value if holds == "known_id:nhs" or desk.random.random() < 0.7 else None
    if holds in record:
        held: Value = record[holds]
        return held
    return phrase(column.header, desk.random) if column.type == "text" else None


def relations_sheet(desk: Desk, spec: ListSpec, relations: pl.DataFrame) -> Sheet:
    """Return what the agency says of its own records: pairs it knows both of, of the kinds its systems hold."""
    sheet = sheet_of(spec)
    own = dict(desk.records.sort("own_id", descending=True).select("person_id", "own_id").iter_rows())
    held = HELD.get(spec.sector, ANY)
    for relation in relations.iter_rows(named=True):
        person, other = own.get(relation["person_id"]), own.get(relation["other_id"])
        if person is None or other is None or desk.random.random() >= held.get(relation["kind"], 0.0):
            continue
        values = {"own_id": person, "other_id": other, "from_date": relation["from_date"] if desk.random.random() < 0.7 else None}
        row = {column.key: _relating(desk, column, values, relation["kind"]) for column in spec.columns}
        if all(row[column.key] is not None for column in spec.columns if column.holds == "relation"):
            sheet.add(row)
    return sheet


def _relating(desk: Desk, column: Column, values: dict[str, Any], kind: str) -> Value:
    if column.holds == "relation":
        return desk.code(column, kind, *RELATION_WORDS[kind]) if column.type == "code" else kind
    value: Value = values.get(column.holds)
    return value
