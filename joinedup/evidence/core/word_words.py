"""What stands in a notebook in Word, as plain text cells: the one way a note is written there, and read again.

A field whose cell reads as it was printed keeps its value to the letter, so printing loses nothing a cell cannot show.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from joinedup.evidence.core.revisions import Content, in_order
from joinedup.method.framework import Framework
from joinedup.records.dates import read_moment

LONDON: Final = ZoneInfo("Europe/London")
#: The rows of a note's table, in order: label → the field of `Content`. Labels are what a reader sees, and what is read again.
ROWS: Final = {
    "What was seen": "text",
    "The child’s own words": "child_words",
    "Seen on": "seen_at",
    "Where it comes from": "source",
    "Spoken to (role, never a name)": "role",
    "Whose work": "sector",
    "Criteria": "criteria",
    "Child": "tracked",
    "Strength, concern or context": "direction",
}
REFERENCE: Final = "Reference: leave as it is"
_DIRECTIONS: Final = {"strength": "Strength", "concern": "Concern", "context": "Context"}
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class BookWords:
    """The framework's names and the tracked children's codes (id → code)."""

    framework: Framework
    children: Mapping[str, str]

    def printed(self, content: Content) -> dict[str, str]:
        """Return what each cell of a note reads, by field."""
        sources = {one.id: one.title for one in self.framework.sources}
        sectors = {one.id: one.name for one in self.framework.sectors}
        return {
            "text": plain(content.text),
            "child_words": plain(content.child_words),
            "seen_at": _seen(content.seen_at),
            "source": sources.get(content.source, content.source),
            "role": plain(content.role),
            "sector": sectors.get(content.sector, content.sector),
            "criteria": "\n".join(self._criterion(one) for one in content.criteria),
            "tracked": self.children.get(content.tracked, content.tracked),
            "direction": _DIRECTIONS.get(content.direction, content.direction),
        }

    def read(self, cells: Mapping[str, str], before: Content | None = None) -> tuple[Content, list[str]]:
        """Return what a note's cells say, and a sentence for each that cannot be read. `before` is what was printed in them."""
        content, problems = before or Content(), []
        printed = self.printed(before) if before else dict.fromkeys(ROWS.values(), "")
        for field, typed in cells.items():
            if _same(typed, printed[field]):
                continue
            value = self._value(field, plain(typed).strip())
            if value is None:
                problems.append(f"“{label_of(field)}” could not be read: {self._allowed(field)}.")
            else:
                changed: dict[str, Any] = {field: value}
                content = replace(content, **changed)
        return content, problems

    def _value(self, field: str, typed: str) -> str | tuple[str, ...] | None:
        if field in ("text", "child_words", "role"):
            return typed
        if field == "criteria":
            return self._criteria(typed)
        if not typed:
            return ""
        if field == "seen_at":
            return _moment(typed)
        names = self._names(field).items()
        return next((key for key, name in names if typed.casefold() in (key.casefold(), name.casefold())), None)

    def _names(self, field: str) -> Mapping[str, str]:
        """Return what a field may hold, id → name."""
        names: dict[str, Mapping[str, str]] = {
            "source": {one.id: one.title for one in self.framework.sources},
            "sector": {one.id: one.name for one in self.framework.sectors},
            "tracked": self.children,
            "direction": _DIRECTIONS,
        }
        return names[field]

    def _allowed(self, field: str) -> str:
        """Return what may be written into a field. What was written is not repeated: it may be a name, and this is kept open."""
        if field == "seen_at":
            return "write a day, as 5 March 2026, or a day and time, as 5 March 2026 14:05"
        if field == "criteria":
            return f"write {', '.join(one.id for one in self.framework.criteria)}, one a line"
        names = list(self._names(field).values())
        return f"write one of {'; '.join(names)}" if names else "leave it empty, no child is tracked yet"

    def _criterion(self, key: str) -> str:
        texts = {one.id: one.text for one in self.framework.criteria}
        return f"{key}: {texts[key]}" if key in texts else key

    def _criteria(self, typed: str) -> tuple[str, ...] | None:
        """Return the criteria whose ids begin the lines, or stand between commas; none where one is not known."""
        known = {one.id.casefold(): one.id for one in self.framework.criteria}
        found = []
        for line in filter(None, (line.strip() for line in typed.splitlines())):
            heads = [line.split(":")[0]] if ":" in line else re.split(r"[,;]", line)
            keys = [known.get(head.strip().casefold()) for head in heads if head.strip()]
            if None in keys:
                return None
            found += keys
        return in_order(self.framework, found)


def plain(text: str) -> str:
    """Return text as a Word document can hold it: line ends alike, no character XML forbids."""
    return _NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def label_of(field: str) -> str:
    """Return the label of a field's row."""
    return next(label for label, name in ROWS.items() if name == field)


def _same(typed: str, printed: str) -> bool:
    """Say whether a cell reads as it was printed; programs change white space when they save, people do not care for it."""
    return typed.split() == printed.split() and typed.strip().count("\n") == printed.strip().count("\n")


def _seen(seen_at: str) -> str:
    if not seen_at:
        return ""
    if "T" not in seen_at:
        day = datetime.fromisoformat(seen_at)
        return f"{day.day} {day:%B %Y}"
    moment = datetime.fromisoformat(seen_at).astimezone(LONDON)
    return f"{moment.day} {moment:%B %Y %H:%M}"


def _moment(typed: str) -> str | None:
    """Return a day or a minute as a revision writes it; none for anything vaguer or that is no date."""
    found = read_moment(typed)
    if found is None or found.precision not in ("day", "minute"):
        return None
    if found.precision == "day":
        return found.earliest.astimezone(LONDON).date().isoformat()
    return found.earliest.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
