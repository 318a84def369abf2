"""A doubtful pair in plain words: why it is doubtful, how likely, and what two agencies wrote, side by side."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from joinedup.linkage.core import guard
from joinedup.web.components.dates import day

NOT_KNOWN: Final = "not known"

#: Why the model does not decide, by the guard's reason.
WHY: Final = {
    "": "They are alike enough to ask, and not enough to hold them to be one person.",
    guard.KNOWN_IDS_DIFFER: "Their NHS numbers or pupil numbers differ, so they were kept apart.",
    guard.DECLARED_UNIQUE: "One agency gives them two numbers and says that it gives each person one, so they were kept apart.",
    guard.SAME_AGENCY: "One agency holds them under two numbers: it may hold one person twice, or two people who are alike.",
    guard.FORENAMES_DIFFER: "Everything else speaks for one person, but the forenames differ: they may be twins or siblings.",
    guard.BIRTHS_DIFFER: "Everything else speaks for one person, but the dates of birth differ: as with a parent and a child.",
    guard.NO_FORENAME: "One of the records has no forename, so it may be a brother or sister.",
    guard.TWO_FIT: "One of the records has no forename and fits two people alike.",
    guard.SAID_SAME: "A colleague said that they are one person.",
    guard.SAID_DIFFERENT: "A colleague said that they are two people.",
    guard.GROUPS_CONTRADICT: "The two are alike, but other records joined to each of them cannot be one person.",
}

#: What is said of a pair instead, where more would tell the reader what others hold of it.
HIDDEN: Final = {
    "check": "You are asked about this pair to measure the links. It is not said here whether the model joined it.",
    "blind": "A colleague has decided on this pair. What was said is shown once you have said what you think.",
}

_KINDS: Final = {"nhs": "NHS number", "upn": "Unique pupil number"}
_HARDLY, _SURELY = 1, 99


@dataclass(frozen=True)
class Line:
    """One thing both agencies may have written. `alike`: "the same" | "different" | "not known" | "each its own", of the
    text as it stands.
    """

    what: str
    one: str
    other: str
    alike: str


def why(reason: str) -> str:
    """Return why a pair is doubtful, as a sentence; a reason not known here as the guard gives it."""
    return WHY.get(reason, f"{reason[:1].upper()}{reason[1:]}.")


def likely(probability: float) -> str:
    """Return how likely the model holds one person to be, out of a hundred such pairs."""
    of_hundred = round(probability * 100)
    if of_hundred >= _SURELY:
        return "By likeness alone, nearly all such pairs are one person."
    if of_hundred <= _HARDLY:
        return "By likeness alone, hardly any such pair is one person."
    return f"By likeness alone, about {of_hundred} of 100 such pairs are one person."


def side_by_side(one: dict[str, Any], other: dict[str, Any]) -> list[Line]:
    """Return what two records (RECORD) say, line by line."""
    lines = [_line(what, say(one), say(other)) for what, say in _LINES]
    return [*lines, _own_numbers(one, other)]


def _own_numbers(one: dict[str, Any], other: dict[str, Any]) -> Line:
    """Two agencies number people each in its own way: that their numbers differ says nothing."""
    line = _line("The agency's own number", one["own_id"] or "", other["own_id"] or "")
    return line if one["agency"] == other["agency"] else replace(line, alike="each its own")


def _line(what: str, one: str, other: str) -> Line:
    alike = "the same" if one.casefold() == other.casefold() else "different"
    return Line(what, one or NOT_KNOWN, other or NOT_KNOWN, alike if one and other else NOT_KNOWN)


def _name(record: dict[str, Any]) -> str:
    return _written(record["names"][0]) if record["names"] else ""


def _other_names(record: dict[str, Any]) -> str:
    more = [*(record["names"] or [])[1:], *(record["aliases"] or [])]
    return ", ".join(filter(None, map(_written, more)))


def _written(name: dict[str, str | None]) -> str:
    return " ".join(part for part in (name["given"], name["middle"], name["family"]) if part)


def _born(record: dict[str, Any]) -> str:
    first, last, kind = record["dob_earliest"], record["dob_latest"], record["dob_kind"]
    if first is None or kind == "missing":
        return ""
    said = day(first) if first == last or last is None else f"{day(first)} to {day(last)}"
    return said if kind == "exact" else f"{said} ({kind})"


def _ids(record: dict[str, Any]) -> str:
    parted = (known.partition(":") for known in record["known_ids"] or [])
    return ", ".join(f"{_KINDS.get(kind, kind)} {value}" for kind, _, value in parted)


def _plain(column: str) -> Callable[[dict[str, Any]], str]:
    return lambda record: record[column] or ""


_LINES: Final[tuple[tuple[str, Callable[[dict[str, Any]], str]], ...]] = (
    ("Name", _name),
    ("Other names", _other_names),
    ("Date of birth", _born),
    ("Sex", _plain("sex")),
    ("Postcode", _plain("postcode")),
    ("Address", _plain("address")),
    ("Known numbers", _ids),
)
