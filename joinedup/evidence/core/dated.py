"""What an inspector writes of a date becomes the interval it may lie in, in the shape of an event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from joinedup.evidence.core.revisions import EvidenceError
from joinedup.records.dates import Moment, read_moment

_COARSENESS: Final = ("minute", "day", "month", "year")
EXAMPLE: Final = "Write it as you know it: 3 May 2024, 3 May 2024 14:30, May 2024 or 2024."


@dataclass(frozen=True)
class Between:
    """An interval of which one moment is meant: UTC, both inclusive; as exact as the less exact of its two ends."""

    earliest: datetime
    latest: datetime
    precision: str

    def as_json(self) -> dict[str, str]:
        """Return plain values that `between_of` reads again."""
        return {"earliest": self.earliest.isoformat(), "latest": self.latest.isoformat(), "precision": self.precision}


def between_of(told: Mapping[str, Any]) -> Between:
    """Return the interval `Between.as_json` wrote."""
    return Between(datetime.fromisoformat(told["earliest"]), datetime.fromisoformat(told["latest"]), told["precision"])


def read_between(text: str, until: str = "") -> Between:
    """Return what a date as written means; with `until`, that it lies between the two. Raises EvidenceError with a sentence."""
    first = _read(text)
    if not until.strip():
        return Between(first.earliest, first.latest, first.precision)
    last = _read(until)
    if last.latest < first.earliest:
        raise EvidenceError("The later of the two dates lies before the earlier.")
    return Between(first.earliest, last.latest, max(first.precision, last.precision, key=_COARSENESS.index))


def check_order(start: Between, end: Between | None, as_of: datetime) -> None:
    """Raise EvidenceError where an event surely ended before it began, or surely began after the chronology's last moment."""
    if start.earliest > as_of:
        raise EvidenceError("The chronology ends on the day of notification. What happened later belongs into a note.")
    if end is not None and end.latest < start.earliest:
        raise EvidenceError("It cannot have ended before it began. Check the two dates.")


def _read(text: str) -> Moment:
    found = read_moment(text.strip()) if text.strip() else None
    if found is None:
        raise EvidenceError(f"This date could not be read. {EXAMPLE}")
    return found
