"""What an agency does with its lists, step by step, for the journeys."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import python_calamine

from tests.factories.lists import workbook_bytes

HEAD = ["Force ID", "Forename", "Surname", "Born on", "Sex", "Home postcode", "Shoe size"]
#: Made-up people; the date of birth of every fourth and the code of every fifth cannot be read.
FORENAMES, SURNAMES = ("Amelia", "Leo", "Grace", "Omar", "Ivy"), ("Okafor", "Marsh", "Patel")


def people_workbook(folder: Path, name: str, *, bad: bool) -> Path:
    """Write a workbook of forty people and return where: full of slips, or without them (then dates nobody knows are empty)."""
    rows: list[list[object]] = [HEAD]
    for number in range(40):
        born = f"{date(2008, 1, 1) + timedelta(days=97 * number):%d/%m/%Y}"
        unknown = "32/13/2014" if bad else ""
        sex = "Q" if bad and number % 5 == 0 else "FM"[number % 2]
        names = [FORENAMES[number % 5], SURNAMES[number % 3]]
        rows.append([f"P{number:03}", *names, unknown if number % 4 == 0 else born, sex, "LS1 2AB", number])
    path = folder / name
    path.write_bytes(workbook_bytes({"People": rows}))
    return path


def chooses(visitor, *paths: Path) -> None:
    """Choose files in the page's file box."""
    visitor.page.set_input_files("main input[type=file]", [str(path) for path in paths])


def presses_and_stays(visitor, button: str) -> None:
    """Press a button that is answered in place, and look at the page once the answer stands there."""
    visitor.page.evaluate("document.querySelector('main').dataset.before = '1'")
    visitor.page.get_by_role("button", name=button, exact=True).first.click()
    visitor.page.wait_for_selector("main:not([data-before])")
    visitor.looks()


def downloads(visitor, what: str, role: str = "button") -> bytes:
    """Press what gives a file, and return its bytes."""
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role(role, name=what).first.click()
    return Path(download.value.path()).read_bytes()


def sheets_of(data: bytes) -> dict[str, Sequence[Sequence[object]]]:
    """Return a workbook's sheets, by name."""
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def says_why(visitor, about: str, text: str) -> None:
    """Open the box beside an issue or a figure and write in it."""
    box = visitor.page.locator("details", has=visitor.page.locator("summary", has_text=f"Tell the inspectors why: {about}")).first
    box.locator("summary").click()
    box.locator("textarea").fill(text)
