"""The rules of benchmarks/intake.py for pandera on pandas: columns read as whole columns, one checked column for each rule.

    PYTHON benchmarks/intake_pandera.py LIST.csv FACTS.json

Needs pandas < 3 and pandera. FACTS is what intake_list.facts says. Prints seconds, failing rows by rule and column, peak memory.
"""

from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa
from intake_peers import AGE, NHS, NOWHERE, OLDEST, POSTCODE, PREGNANCY, WHOLE, run


def failing(path: Path, facts: dict[str, Any]) -> dict[str, int]:
    kinds = {column["key"]: column for column in facts["columns"]}
    today, window = pd.Timestamp(facts["as_of"]), pd.Timestamp(facts["window"])
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame = frame.rename(columns={column["header"]: column["key"] for column in facts["columns"]})[list(kinds)]
    for key in kinds:
        plain = frame[key].str.replace(r"[\s\u200B\uFEFF]+", " ", regex=True).str.strip()
        frame[key] = plain.mask(plain.str.lower().isin([*facts["nothing"], ""]))
    first, last = {}, {}
    for key, column in kinds.items():
        held = frame[key]
        if column["type"] == "date":
            read = pd.to_datetime(held, format="%d/%m/%Y", errors="coerce")
            for form in ("%Y-%m-%d", "%d %b %Y", "%d/%m/%Y %H:%M"):
                left = held.notna() & read.isna()
                read = read.mask(left, pd.to_datetime(held[left], format=form, errors="coerce").dt.normalize())
            left = held.notna() & read.isna()
            months = pd.to_datetime(held[left], format="%m/%Y", errors="coerce")
            first[key], last[key] = read.mask(left, months), read.mask(left, months + pd.offsets.MonthEnd(0))
    values = {}
    for key, column in kinds.items():
        held = frame[key]
        if column["type"] == "code":
            values[key] = held.str.lower().map(column["codes"])
        elif column["type"] == "age":
            values[key] = pd.to_numeric(held.str.extract(AGE, expand=False))
        elif column["type"] == "integer":
            values[key] = pd.to_numeric(held.str.extract(WHOLE, expand=False))
        elif column["type"] == "nhs":
            digits = held.str.replace(r"[\s\-]", "", regex=True)
            ten = digits.where(digits.str.match(NHS, na=False))
            each = [pd.to_numeric(ten.str.slice(place, place + 1)) for place in range(10)]
            check = (11 - sum(each[place] * (10 - place) for place in range(9)) % 11) % 11
            values[key] = ten.where(check == each[9])
        elif column["type"] == "postcode":
            plain = held.str.upper().str.replace(r"[^A-Z0-9]", "", regex=True)
            values[key] = plain.where(plain.str.match(POSTCODE, na=False) | plain.str.match(NOWHERE, na=False))
        elif column["type"] == "id":
            values[key] = held.mask(held.str.match(r"^[0-9.]+[eE]\+?[0-9]+$", na=False))
        elif column["type"] == "date":
            values[key] = first[key]

    def years(born: pd.Series, at: pd.Timestamp) -> pd.Series:
        had = born.dt.month * 100 + born.dt.day <= at.month * 100 + at.day
        return (at.year - born.dt.year - 1 + had.astype("Int64")).clip(lower=0)

    holds: dict[str, pd.Series] = {}
    for key, column in kinds.items():
        if column["required"]:
            holds[f"empty|{key}"] = frame[key].notna()
        if column["type"] != "text":
            holds[f"unreadable|{key}"] = frame[key].isna() | values[key].notna()
        if column["type"] == "date":
            holds[f"date_partial|{key}"] = first[key].isna() | (first[key] == last[key])
    birth, age = first["date_of_birth"], values["age"]
    holds["birth_future|date_of_birth"] = ~(birth > today)
    holds["birth_impossible|date_of_birth"] = ~(last["date_of_birth"] < pd.Timestamp(today.year - OLDEST, 1, 1))
    oldest, youngest = years(birth, today), years(last["date_of_birth"], today - pd.Timedelta(days=366))
    holds["age_differs|age"] = ~((age > oldest) | (age < youngest)).fillna(False)
    for key in ("referral_date", "decision_date"):
        holds[f"date_future|{key}"] = ~(first[key] > today)
        holds[f"before_birth|{key}"] = ~(last[key] < birth - PREGNANCY)
    holds["outside_window|referral_date"] = ~(last["referral_date"] < window)
    holds["end_before_start|closed_date"] = ~(last["closed_date"] < first["referral_date"])
    holds["row_twice|"] = ~frame.duplicated()
    checked = pd.DataFrame({name: series.astype(bool) for name, series in holds.items()})
    schema = pa.DataFrameSchema({name: pa.Column(bool, pa.Check.eq(True)) for name in checked})
    try:
        schema.validate(checked, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return {str(name): int(count) for name, count in errors.failure_cases.groupby("column").size().items()}
    return {}


if __name__ == "__main__":
    run(failing)
