"""What one agency is asked for, sorted by what is still to do."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from joinedup.intake.core.checks import months_before
from joinedup.intake.enums import RequestState
from joinedup.intake.models import DataRequest
from joinedup.method.framework import CodeSet, Column, Framework, ListSpec
from joinedup.web.components.dates import day


@dataclass(frozen=True)
class Asked:
    """An agency's requests. What was sent back is awaited again and comes first."""

    awaited: list[DataRequest]
    sent: list[DataRequest]
    sent_back: Set[UUID]
    today: date

    @property
    def next_due(self) -> date | None:
        """Return the earliest day something is due; none where nothing is awaited."""
        return min((request.due_on for request in self.awaited), default=None)


def sort_out(requests: Iterable[DataRequest], sent_back: Set[UUID], today: date) -> Asked:
    """Return the requests, what is awaited apart from what was sent or is not held."""
    everything = sorted(requests, key=lambda request: request.pk not in sent_back)  # otherwise as they come, the earliest due first
    awaited = [request for request in everything if request.state == RequestState.ASKED]
    return Asked(awaited, [request for request in everything if request.state != RequestState.ASKED], sent_back, today)


def list_asked_for(framework: Framework, item: str) -> ListSpec | None:
    """Return the list an item names; none for a document, a meeting or a question."""
    return next((spec for spec in framework.lists if spec.id == item), None)


#: What a column without codes may hold, in words.
FORMATS: Final = {
    "id": "your own number",
    "text": "words",
    "name": "a name, as your system writes it",
    "date": "day/month/year",
    "datetime": "day/month/year and time",
    "boolean": "Yes, No or Unknown",
    "integer": "a whole number",
    "age": "completed years",
    "postcode": "a postcode",
    "nhs": "an NHS number, ten digits",
    "upn": "a unique pupil number",
}


def period(spec: ListSpec, notified_on: date) -> str:
    """Return the days a list covers: "27 June 2015 to 27 June 2016"; for a list of what is current, its one day."""
    until = day(notified_on)
    return (
        f"{day(months_before(notified_on, spec.window_months))} to {until}" if spec.window_months else f"what is current on {until}"
    )


def codes_of(framework: Framework, column: Column) -> list[str]:
    """Return what a coded column may hold, as it is written; empty for any other column."""
    found = next((codes for codes in framework.code_sets if codes.id == column.codes), None)
    return written(found) if found else []


def written(found: CodeSet) -> list[str]:
    """Return every code of a set with what it means, as a list writes it."""
    if found.lettered:
        return [f"{code}) {label}" for code, label in found.values]
    return [code if code == label else f"{code}: {label}" for code, label in found.values]
