"""How long reading and checking a list takes beside a bare read of the same file, in one run.

    python benchmarks/intake.py [--rows 100000]

Writes List 3 (Referrals) and four added columns, 16 in all, as XLSX and CSV to a temporary folder, then times: calamine alone
against read_list for the XLSX, polars alone against read_list for the CSV. Each is run three times, in turn; the best is kept.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import polars as pl
import python_calamine
import xlsxwriter

from joinedup.intake.core.reading import read_list
from joinedup.method.framework import ListSpec
from joinedup.method.loader import load_framework

FRAMEWORK = "jtai-2016-sexual-exploitation-missing"
LIST = "annex-a-3"
AS_OF = date(2016, 2, 1)
EXTRA = ("Locality", "School", "Ward", "Key worker")


def rows_of(spec: ListSpec, count: int) -> list[list[object]]:
    draw = random.Random(7)
    rows = []
    for number in range(count):
        birth = date(2000, 1, 1) + timedelta(days=draw.randrange(5000))
        referred = AS_OF - timedelta(days=draw.randrange(180))
        row: dict[str, object] = {
            "child_unique_id": 100000 + number // 2,
            "gender": draw.choice(["a) Male", "b) Female", "Female"]),
            "ethnicity": draw.choice(["a) WBRI", "k) APKN", "NOBT"]),
            "date_of_birth": birth,
            "age": (AS_OF - birth).days / 365.25,
            "referral_date": referred if draw.random() < 0.99 else "not known yet",
            "referral_source": draw.choice(["q) 6: Police", "e) 2A: Schools"]),
            "referral_nfa": draw.choice(["Yes", "b) No"]),
            "referrals_12_months": draw.randrange(4),
            "team": "Locality 4\xa0Duty Team",
            "worker": draw.choice(["Mathilde\xa0Cutsforth", "Delta Arthur"]) if draw.random() < 0.98 else "",
            "decision_date": referred + timedelta(days=draw.randrange(4)),
        }
        rows.append([row.get(column.key, "") for column in spec.columns][: 16 - len(EXTRA)] + ["Text here"] * len(EXTRA))
    return rows


def write_files(folder: Path, spec: ListSpec, rows: list[list[object]]) -> tuple[Path, Path]:
    header = [column.header for column in spec.columns][: 16 - len(EXTRA)] + list(EXTRA)
    book, text = folder / f"{LIST}.xlsx", folder / f"{LIST}.csv"
    with xlsxwriter.Workbook(book, {"default_date_format": "dd/mm/yyyy"}) as workbook:
        sheet = workbook.add_worksheet("List 3")
        for number, row in enumerate([header, *rows]):
            sheet.write_row(number, 0, row)
    written = [
        ["" if cell is None else f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell) for cell in row] for row in rows
    ]
    pl.DataFrame(written, schema=header, orient="row").write_csv(text)
    return book, text


def bare_xlsx(path: Path) -> None:
    workbook = python_calamine.CalamineWorkbook.from_path(str(path))
    workbook.get_sheet_by_index(0).to_python()


def seconds(runs: dict[str, Callable[[], object]]) -> dict[str, float]:
    best: dict[str, float] = {}
    for _ in range(3):
        for name, run in runs.items():
            began = perf_counter()
            run()
            best[name] = min(best.get(name, 1e9), perf_counter() - began)
    return {name: round(value, 3) for name, value in best.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    count = parser.parse_args().rows
    framework = load_framework(FRAMEWORK)
    spec = next(spec for spec in framework.lists if spec.id == LIST)
    with tempfile.TemporaryDirectory() as folder:
        book, text = write_files(Path(folder), spec, rows_of(spec, count))

        def whole(path: Path) -> object:
            return read_list(path, filename=path.name, framework=framework, agency="council", as_of=AS_OF)

        found = seconds(
            {
                "calamine alone": lambda: bare_xlsx(book),
                "xlsx read and checked": lambda: whole(book),
                "polars alone": lambda: pl.read_csv(text, infer_schema=False),
                "csv read and checked": lambda: whole(text),
            }
        )
        issues = read_list(book, filename=book.name, framework=framework, agency="council", as_of=AS_OF).issues.height
    ratio = round(found["xlsx read and checked"] / found["calamine alone"], 2)
    print(json.dumps({"rows": count, "issues": issues, "seconds": found, "xlsx over calamine": ratio}, indent=2))


if __name__ == "__main__":
    main()
