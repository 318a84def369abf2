"""Whether each published letter's statement date is 70 working days from a day that is known, and if not, what would give it.

    python -m benchmarks.statement_dates [--letters ../shared/data/letters] [--json PATH]

Known of a published letter are the date it bears, the day its file was made (kept in the PDF), and the day in its file's name where
that is another: the day it was put on the web. When the pre-publication copy was received no letter prints. A date that
none of the known days gives is explained by every other counting that gives just that day. Ends with 1 where a letter has none.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2

from joinedup.library.core.reading import read_letter
from joinedup.method.calendar import add_working_days, working_days_between
from joinedup.method.framework import Framework
from joinedup.method.loader import framework_ids, load_framework
from joinedup.method.printed import Counting, Fit, fits

LETTERS = Path(__file__).resolve().parents[2] / "shared" / "data" / "letters"
_NAMED = re.compile(r"(\d{4}-\d\d-\d\d)-")


@dataclass(frozen=True)
class Printed:
    """One letter's statement date beside the days known of it."""

    name: str
    days: int
    printed: date
    known: dict[str, date]
    fits: tuple[Fit, ...]

    @property
    def computed(self) -> date:
        """The day counted from the letter's own date."""
        return add_working_days(self.known["the letter's date"], self.days)

    @property
    def difference(self) -> int:
        """Working days by which the printed day lies after the computed one."""
        return working_days_between(self.computed, self.printed)

    @property
    def counted_from(self) -> str:
        """The known day that gives the printed one; empty where none does."""
        first = self.fits[0]
        return first.of if first.counting is Counting.WORKING_DAYS else ""


def read(path: Path) -> Printed | None:
    """Return a letter's dates; none where it prints no day for a statement."""
    letter = read_letter(path)
    printed, dated = letter.statement_due.value, letter.publication_date.value
    if printed is None or dated is None:
        return None
    known = {"the letter's date": dated, "the making of its file": made_on(path)}
    if (named := _NAMED.match(path.name)) and date.fromisoformat(named[1]) != dated:
        known["the day it was put on the web"] = date.fromisoformat(named[1])
    days = framework_of(dated).statement_days
    return Printed(path.stem, days, printed, known, fits(printed, days, known))


def framework_of(day: date) -> Framework:
    """Return the joint framework in force on a day: the days for a statement are its."""
    joint = [one for one in map(load_framework, framework_ids()) if one.kind == "joint" and one.since <= day]
    return max(joint, key=lambda one: one.since, default=load_framework(framework_ids()[0]))


def made_on(path: Path) -> date:
    """Return the day a PDF says it was made: `D:20240516…`."""
    with pypdfium2.PdfDocument(path) as document:
        made = document.get_metadata_value("CreationDate")
    return date(int(made[2:6]), int(made[6:8]), int(made[8:10]))


def as_row(one: Printed) -> dict[str, Any]:
    """Return one letter as plain data."""
    return {
        "file": one.name,
        "known": {of: day.isoformat() for of, day in one.known.items()},
        "printed": one.printed.isoformat(),
        "computed": one.computed.isoformat(),
        "difference_in_working_days": one.difference,
        "counted_from": one.counted_from or None,
        "fits": [{"counting": fit.counting.value, "from": fit.start.isoformat(), "words": fit.sentence} for fit in one.fits],
    }


def tally(rows: Iterable[Printed]) -> Counter[str]:
    """Return how many letters each first explanation holds for."""
    return Counter((one.counted_from and f"working days from {one.counted_from}") or one.fits[0].counting.value for one in rows)


def main() -> None:
    """Read every letter, print one line each and the tally."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=Path, default=LETTERS)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    files = sorted(given.letters.glob("*.pdf"))
    if not files:
        sys.exit(f"There are no PDFs in {given.letters}.")
    rows = [row for row in map(read, files) if row]
    for one in rows:
        print(f"{one.name}: printed {one.printed}, computed {one.computed} ({one.difference:+d} working days)")
        for fit in one.fits:
            print(f"    {fit.counting.value}: {fit.sentence}")
    print(f"{len(rows)} of {len(files)} letters print a day; " + "; ".join(f"{n} {what}" for what, n in tally(rows).most_common()))
    if given.json:
        given.json.write_text(json.dumps([as_row(one) for one in rows], ensure_ascii=False, indent=2) + "\n", "utf-8")
    sys.exit(0 if all(one.fits for one in rows) else 1)


if __name__ == "__main__":
    main()
