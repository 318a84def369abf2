"""What one agency is asked for, sorted by what is still to do."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from joinedup.intake.enums import RequestState
from joinedup.intake.models import DataRequest
from joinedup.method.framework import Column, Framework, ListSpec


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


def codes_of(framework: Framework, column: Column) -> list[str]:
    """Return what a coded column may hold, as it is written; empty for any other column."""
    found = next((codes for codes in framework.code_sets if codes.id == column.codes), None)
    if found is None:
        return []
    if found.lettered:
        return [f"{code}) {label}" for code, label in found.values]
    return [code if code == label else f"{code}: {label}" for code, label in found.values]
