"""What one inspection asked of the area and how long it took: for the programme office and, later, the thematic overview.

It measures the inspection. Agencies stand by sector and name, never in the order of a count, and nothing here compares them.
"""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from joinedup.cases.asked.queries import asked_about
from joinedup.evidence.feedback.queries import given_on
from joinedup.inspections.interruptions.queries import interruptions_of
from joinedup.inspections.naming import is_secret
from joinedup.intake.burden import burdens_of
from joinedup.letter.queries import letter_of
from joinedup.method.calendar import working_days_between

#: Held, and not only asked for.
_HELD: Final = ("agreed", "ended")


@dataclass(frozen=True)
class DaysTaken:
    """The days of an inspection and how many working days lie between; null for what has not come, or is not known."""

    notified_on: date | None
    feedback_on: date | None
    published_on: date | None

    @property
    def to_feedback(self) -> int | None:
        """Working days from notification to the final feedback meeting."""
        return _between(self.notified_on, self.feedback_on)

    @property
    def feedback_to_letter(self) -> int | None:
        """Working days from the final feedback meeting to the published letter."""
        return _between(self.feedback_on, self.published_on)

    @property
    def to_letter(self) -> int | None:
        """Working days from notification to the published letter."""
        return _between(self.notified_on, self.published_on)


@dataclass(frozen=True)
class AskedOfAgency:
    """What was asked of one agency, counted. `hours` are those it stated itself; null where it stated none."""

    agency: str
    sector: str
    items: int
    about_children: int
    questions: int
    reminders: int
    files: int
    rows: int
    hours: Decimal | None
    stated_with: int
    answers: int
    duplicates_avoided: int


@dataclass(frozen=True)
class Ledger:
    """One inspection's burden and days, whole. It carries its code word; the area is not named before it was notified."""

    inspection: str
    area: str | None
    framework: str
    made_up: bool
    days: DaysTaken
    interruptions: tuple[str, ...]  # kinds that were agreed
    agencies: tuple[AskedOfAgency, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON can hold it: days as ISO text, hours as text, what is not known as null."""
        said = asdict(self)
        days = {name: day.isoformat() if day else None for name, day in said["days"].items()}
        spans = ("to_feedback", "feedback_to_letter", "to_letter")
        said["days"] = days | {f"working_days_{name}": getattr(self.days, name) for name in spans}
        for row in said["agencies"]:
            row["hours"] = None if row["hours"] is None else f"{row['hours'].normalize():f}"
        return said


def days_taken(inspection) -> DaysTaken:
    """Return an inspection's days: notified, fed back, published."""
    letter = letter_of(inspection)
    published = letter.publication.published_on if letter is not None and letter.publication is not None else None
    notified = None if is_secret(inspection) else inspection.notified_on
    return DaysTaken(notified, given_on(inspection), published)


def ledger_of(inspection) -> Ledger:
    """Return what one inspection asked of each agency taking part, and how long it took."""
    asked = tuple(
        AskedOfAgency(
            agency=one.agency.name,
            sector=one.agency.sector,
            items=one.items,
            about_children=asked_about(one.agency, inspection),
            questions=one.questions,
            reminders=one.reminders,
            files=one.files,
            rows=one.rows,
            hours=one.hours,
            stated_with=one.stated,
            answers=one.answers,
            duplicates_avoided=one.duplicates,
        )
        for one in burdens_of(inspection)
    )
    kinds = interruptions_of(inspection).filter(state__in=_HELD).order_by("number").values_list("kind", flat=True)
    area = None if is_secret(inspection) else inspection.area.name
    agencies = () if area is None else asked  # an agency's name tells the area's
    about = (inspection.code_word, area, inspection.framework_id, inspection.made_up)
    return Ledger(*about, days_taken(inspection), tuple(kinds), agencies)


def _between(first: date | None, last: date | None) -> int | None:
    return None if first is None or last is None else working_days_between(first, last)
