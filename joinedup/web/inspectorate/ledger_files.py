"""The ledger of one inspection as files for the programme office: CSV, one line an agency, and JSON, whole."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any, Final

from joinedup.letter.ledger import Ledger


def as_json(ledger: Ledger) -> bytes:
    """Return the ledger as JSON, UTF-8."""
    return (json.dumps(ledger.as_dict(), ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(ledger: Ledger) -> bytes:
    """Return the ledger as CSV: one line for each agency, with the inspection's own days on every line; not known is empty."""
    whole = ledger.as_dict()
    about = {name: whole[name] for name in ("inspection", "area", "framework", "made_up")} | whole["days"]
    about["interruptions"] = " ".join(whole["interruptions"])
    lines = [about | row for row in whole["agencies"]] or [about]
    file = io.StringIO()
    writer = csv.DictWriter(file, fieldnames=list(lines[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in line.items()} for line in lines)
    return file.getvalue().encode("utf-8-sig")  # spreadsheets take a file without the mark for another alphabet


def _cell(value: Any) -> Any:
    """Return a value so that no spreadsheet takes it for a formula."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t" else value


#: form → (maker, media type).
FORMS: Final[dict[str, tuple[Callable[[Ledger], bytes], str]]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
}
