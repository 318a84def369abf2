"""The rules of benchmarks/intake.py for dataframely: one Polars expression to read each column, one rule for each check.

    PYTHON benchmarks/intake_dataframely.py LIST.csv FACTS.json

Needs polars and dataframely. FACTS is what intake_list.facts says. Prints seconds, failing rows by rule and column, peak memory.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl
from intake_peers import AGE, NHS, NOWHERE, OLDEST, POSTCODE, PREGNANCY, WHOLE, run


def failing(path: Path, facts: dict[str, Any]) -> dict[str, int]:
    names = {column["header"]: column["key"] for column in facts["columns"]}
    kinds = {column["key"]: column for column in facts["columns"]}
    today, window = date.fromisoformat(facts["as_of"]), date.fromisoformat(facts["window"])

    def text(key: str) -> pl.Expr:
        plain = pl.col(key).str.replace_all(r"[\s\u{200B}\u{FEFF}]+", " ").str.strip_chars(" ")
        return pl.when(~plain.str.to_lowercase().is_in([*facts["nothing"], ""])).then(plain).alias(key)

    def day(key: str) -> pl.Expr:
        held = pl.col(key)
        whole = [held.str.to_date(form, strict=False) for form in ("%d/%m/%Y", "%Y-%m-%d", "%d %b %Y")]
        return pl.coalesce(*whole, held.str.to_datetime("%d/%m/%Y %H:%M", strict=False).dt.date())

    def month(key: str) -> pl.Expr:
        return pl.when(pl.col(key).str.contains(r"^\d{1,2}/\d{4}$")).then("01/" + pl.col(key)).str.to_date("%d/%m/%Y", strict=False)

    def nhs(key: str) -> pl.Expr:
        digits = pl.col(key).str.replace_all(r"[\s\-]", "")
        digit = [digits.str.slice(place, 1).cast(pl.Int32, strict=False) for place in range(10)]
        check = (11 - pl.sum_horizontal(digit[place] * (10 - place) for place in range(9)) % 11) % 11
        return pl.when(digits.str.contains(NHS) & (check == digit[9])).then(digits)

    def postcode(key: str) -> pl.Expr:
        plain = pl.col(key).str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")
        return pl.when(plain.str.contains(POSTCODE) | plain.str.contains(NOWHERE)).then(plain)

    def read(column: dict[str, Any]) -> list[pl.Expr]:
        key = column["key"]
        if column["type"] == "date":
            first = pl.coalesce(day(key), month(key))
            return [first.alias(f"{key}:v"), pl.coalesce(day(key), month(key).dt.month_end()).alias(f"{key}:last")]
        values = {
            "code": lambda: pl.col(key).str.to_lowercase().replace_strict(column["codes"], default=None, return_dtype=pl.String),
            "age": lambda: pl.col(key).str.extract(AGE, 1).cast(pl.Int64),
            "integer": lambda: pl.col(key).str.extract(WHOLE, 1).cast(pl.Int64),
            "nhs": lambda: nhs(key),
            "postcode": lambda: postcode(key),
            "id": lambda: pl.when(~pl.col(key).str.contains(r"^[0-9.]+[eE]\+?[0-9]+$")).then(pl.col(key)),
        }
        return [values[column["type"]]().alias(f"{key}:v")] if column["type"] in values else []

    rules: dict[str, Any] = {}

    def rule(name: str, holds: pl.Expr) -> None:
        rules[name] = dy.rule()(lambda cls: holds.fill_null(True))

    for key, column in kinds.items():
        if column["required"]:
            rule(f"empty|{key}", pl.col(key).is_not_null())
        if column["type"] != "text":
            rule(f"unreadable|{key}", pl.col(key).is_null() | pl.col(f"{key}:v").is_not_null())
        if column["type"] == "date":
            rule(f"date_partial|{key}", pl.col(f"{key}:v") == pl.col(f"{key}:last"))
    birth, last_birth = pl.col("date_of_birth:v"), pl.col("date_of_birth:last")
    rule("birth_future|date_of_birth", birth <= today)
    rule("birth_impossible|date_of_birth", last_birth >= date(today.year - OLDEST, 1, 1))
    age = pl.col("age:v")

    def years(born: pl.Expr, at: date) -> pl.Expr:
        had = born.dt.month().cast(pl.Int32) * 100 + born.dt.day() <= at.month * 100 + at.day
        return (at.year - born.dt.year() - 1 + had.cast(pl.Int32)).clip(lower_bound=0)

    rule("age_differs|age", (age <= years(birth, today)) & (age >= years(last_birth, today - timedelta(days=366))))
    for key in ("referral_date", "decision_date"):
        rule(f"date_future|{key}", pl.col(f"{key}:v") <= today)
        rule(f"before_birth|{key}", pl.col(f"{key}:last") >= birth - PREGNANCY)
    rule("outside_window|referral_date", pl.col("referral_date:last") >= window)
    rule("end_before_start|closed_date", pl.col("closed_date:last") >= pl.col("referral_date:v"))
    rule("row_twice|", pl.struct(list(kinds)).is_first_distinct())
    frame = pl.scan_csv(path, infer_schema=False).rename(names).select(text(key) for key in kinds)
    frame = frame.with_columns(value for column in kinds.values() for value in read(column)).collect()
    typed = {pl.Date: dy.Date, pl.Int64: dy.Int64, pl.String: dy.String}
    columns = {
        name: typed[type(kind) if isinstance(kind, pl.DataType) else kind](nullable=True) for name, kind in frame.schema.items()
    }
    schema = type("Referrals", (dy.Schema,), {**columns, **rules})
    _, failures = schema.filter(frame)
    return failures.counts()


if __name__ == "__main__":
    run(failing)
