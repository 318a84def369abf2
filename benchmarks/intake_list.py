"""The list benchmarks/intake.py reads: List 3 (Referrals) with a closing date, an NHS number and a postcode, 16 columns in all.

Every kind of fault is planted at a known share, and dates, codes and numbers are written in the several ways people write them.
`facts` says for a peer that knows nothing of Joinedup what the same rules are: columns, spellings of codes, days.
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import xlsxwriter

from joinedup.intake.core.cells import NOTHING, NOTHING_BUT_NAMES
from joinedup.intake.core.checks import months_before
from joinedup.method.framework import CodeSet, Column, EventMapping, Framework, ListSpec
from joinedup.method.loader import load_framework

FRAMEWORK = "jtai-2016-sexual-exploitation-missing"
LIST = "annex-a-3"
AS_OF = date(2016, 2, 1)
_ADDED = (
    Column("closed_date", "Date Closed", "date", "To see how long the referral stayed open."),
    Column("nhs_number", "NHS Number", "nhs", "To find the child on health lists."),
    Column("postcode", "Home Postcode", "postcode", "To tell children of one name apart."),
)
_UNREAD = "Key worker"
_REFERRAL_FAULTS = {0.01: "not known yet", 0.004: "", 0.005: "14/03/2015", 0.003: "02/02/2017", 0.002: "09/2015"}


def framework_of_16() -> Framework:
    """The framework with its List 3 widened; nothing else of it is changed."""
    framework = load_framework(FRAMEWORK)
    spec = next(spec for spec in framework.lists if spec.id == LIST)
    first, *more = spec.events
    events = (EventMapping(first.kind, first.start, "closed_date", first.attributes[:2]), *more)
    wide = replace(spec, columns=(*spec.columns[:12], *_ADDED), events=events)
    return replace(framework, lists=tuple(wide if one.id == LIST else one for one in framework.lists))


def list_of(framework: Framework) -> ListSpec:
    return next(spec for spec in framework.lists if spec.id == LIST)


def make_rows(spec: ListSpec, count: int, seed: int = 7) -> pl.DataFrame:
    """The list's rows as text, under its headers."""
    draw = np.random.default_rng(seed)
    age_days = draw.integers(200, 5000, count)
    ago = draw.integers(1, 180, count)
    birth = _days(AS_OF, -age_days)
    referred, decided = _days(AS_OF, -ago), _days(AS_OF, -np.maximum(ago - draw.integers(0, 4, count), 0))
    closed = _days(AS_OF, -np.maximum(ago - draw.integers(0, 60, count), 0))
    ages = pl.Series(np.round(age_days / 365.25, 6)).cast(pl.String)
    made = {
        "child_unique_id": pl.Series(100_000 + np.arange(count) // 2).cast(pl.String),
        "gender": _picked(draw, count, ["a) Male", "b) Female", "Female", "M", "male"]),
        "ethnicity": _picked(draw, count, ["a) WBRI", "k) APKN", "NOBT", "s) NOBT"]),
        "date_of_birth": _written(birth),
        "age": _spoilt(draw, ages, {0.004: "46", 0.002: "young", 0.01: "n/a"}),
        "referral_date": _spoilt(draw, _mixed(draw, referred), _REFERRAL_FAULTS),
        "referral_source": _spoilt(draw, _picked(draw, count, ["q) 6: Police", "e) 2A: Schools", "Police"]), {0.003: "zz) Moon"}),
        "referral_nfa": _spoilt(draw, _picked(draw, count, ["Yes", "b) No", "N", "Y"]), {0.003: "perhaps"}),
        "referrals_12_months": _spoilt(draw, pl.Series(draw.integers(0, 9, count)).cast(pl.String), {0.002: "several"}),
        "team": _picked(draw, count, ["Locality 4\xa0Duty Team", "Front Door", "Assessment  South"]),
        "worker": _spoilt(draw, _picked(draw, count, ["Mathilde\xa0Cutsforth", "Delta Arthur", "José Brün"]), {0.02: ""}),
        "decision_date": _written(decided),
        "closed_date": _spoilt(draw, _written(closed), {0.3: "", 0.005: "01/06/2015"}),
        "nhs_number": _spoilt(draw, _nhs(draw, count), {0.3: "", 0.004: "943 476 5918"}),
        "postcode": _spoilt(draw, _postcodes(draw, count), {0.1: "", 0.01: "NFA", 0.003: "down the lane"}),
    }  # fmt: skip
    rows = pl.DataFrame([made[column.key].alias(column.header) for column in spec.columns])
    rows = rows.with_columns(pl.lit("Text here").alias(_UNREAD))
    again = draw.integers(0, count, max(1, count // 500))
    return pl.concat([rows, rows[again.tolist()]]).head(count + len(again))


def write_csv(rows: pl.DataFrame, path: Path) -> Path:
    rows.write_csv(path)
    return path


def write_xlsx(spec: ListSpec, rows: pl.DataFrame, path: Path) -> Path:
    """Numbers as numbers and days as days, as a spreadsheet holds them; what is neither stays text."""
    kinds = {column.header: column.type for column in spec.columns}
    columns = [_cells(rows[header], kinds.get(header, "text")) for header in rows.columns]
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as workbook:
        sheet = workbook.add_worksheet("List 3")
        sheet.write_row(0, 0, rows.columns)
        for number, cells in enumerate(zip(*columns, strict=True), start=1):
            sheet.write_row(number, 0, ["" if cell is None else cell for cell in cells])
    return path


def facts(framework: Framework) -> dict[str, object]:
    """What a peer must know to check the same rules."""
    spec = list_of(framework)
    codes = {codes.id: codes for codes in framework.code_sets}
    return {
        "columns": [
            {"header": column.header, "key": column.key, "type": column.type, "required": column.required}
            | ({"codes": _spellings(codes[column.codes])} if column.codes else {})
            for column in spec.columns
        ],
        "nothing": [*NOTHING, *NOTHING_BUT_NAMES],
        "as_of": AS_OF.isoformat(),
        "window": months_before(AS_OF, spec.window_months).isoformat(),
    }


def write_facts(framework: Framework, path: Path) -> Path:
    path.write_text(json.dumps(facts(framework)))
    return path


def _spellings(codes: CodeSet) -> dict[str, str]:
    """Every spelling of each code, in small letters: the code, its label, both, and the words met in real files."""
    found = {text.lower(): code for text, code in codes.synonyms}
    for code, label in codes.values:
        for text in (code, f"{code})", label, f"{code}) {label}", label.split(":")[0]):
            found.setdefault(text.lower(), code)
    return found


def _days(start: date, offsets: np.ndarray) -> pl.Series:
    return pl.Series(np.datetime64(start) + offsets.astype("timedelta64[D]"))


def _written(days: pl.Series) -> pl.Series:
    return days.dt.strftime("%d/%m/%Y")


def _mixed(draw: np.random.Generator, days: pl.Series) -> pl.Series:
    """Mostly day/month/year; some ISO, some with the month's name, some with a time."""
    how = pl.Series(draw.random(len(days)))
    frame = pl.DataFrame({"day": days, "how": how})
    day = pl.col("day").dt
    spelt = pl.when(pl.col("how") < 0.9).then(day.strftime("%d/%m/%Y")).when(pl.col("how") < 0.94).then(day.strftime("%Y-%m-%d"))
    spelt = spelt.when(pl.col("how") < 0.97).then(day.strftime("%d %b %Y")).otherwise(day.strftime("%d/%m/%Y 14:30"))
    return frame.select(spelt.alias("text"))["text"]


def _picked(draw: np.random.Generator, count: int, texts: list[str]) -> pl.Series:
    return pl.Series(texts)[draw.integers(0, len(texts), count).tolist()]


def _spoilt(draw: np.random.Generator, texts: pl.Series, faults: dict[float, str]) -> pl.Series:
    """The texts with a share of them in turn replaced by each fault."""
    luck, held, below = pl.Series(draw.random(len(texts))), texts, 0.0
    for share, fault in faults.items():
        where = (luck >= below) & (luck < below + share)
        held = held.zip_with(~where, pl.Series([fault]).new_from_index(0, len(texts)))
        below += share
    return held


def _nhs(draw: np.random.Generator, count: int) -> pl.Series:
    digits = draw.integers(0, 10, (count, 9))
    digits[:, 0] = 4
    check = (11 - digits @ np.arange(10, 1, -1) % 11) % 11
    digits[check == 10, 8] ^= 1  # another last digit moves the check by two
    check = (11 - digits @ np.arange(10, 1, -1) % 11) % 11
    whole = digits @ 10 ** np.arange(9, 0, -1) + np.where(check == 10, 0, check)
    plain = pl.Series(whole).cast(pl.String)
    plain = plain.zip_with(pl.Series(check != 10), pl.Series(["9434765919"]).new_from_index(0, count))
    spaced = plain.str.slice(0, 3) + " " + plain.str.slice(3, 3) + " " + plain.str.slice(6)
    return plain.zip_with(pl.Series(draw.random(count) < 0.5), spaced)


def _postcodes(draw: np.random.Generator, count: int) -> pl.Series:
    letters = list("ABDEFGHJLNPQRSTUWXYZ")
    places = [
        f"AB{area} {unit}{one}{two}" for area in range(1, 21) for unit in range(1, 6) for one in letters for two in letters[:8]
    ]
    held = pl.Series(places)[draw.integers(0, len(places), count).tolist()]
    return held.zip_with(pl.Series(draw.random(count) < 0.9), held.str.to_lowercase().str.replace(" ", ""))


def _cells(texts: pl.Series, kind: str) -> list[object]:
    if kind == "date":
        days = texts.str.to_date("%d/%m/%Y", strict=False)
        return [text if day is None else day for text, day in zip(texts, days, strict=True)]
    if kind in ("id", "age", "integer"):
        numbers = texts.cast(pl.Float64, strict=False)
        return [text if number is None else number for text, number in zip(texts, numbers, strict=True)]
    return texts.to_list()
