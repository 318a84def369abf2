"""About whom a slot can be. The check raises InspectionRefused; its twin answers yes or no."""

from joinedup.cases.enums import TrackedState
from joinedup.cases.models import TrackedChild
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.refusal import passes


def check_can_be_about(inspection: Inspection, tracked: TrackedChild | None) -> None:
    """Refuse a child of another inspection, and one left out."""
    if tracked is None:
        return
    if tracked.inspection_id != inspection.pk:
        raise InspectionRefused("This child is not tracked in this inspection.")
    if tracked.state != TrackedState.TRACKED:
        raise InspectionRefused(f"{tracked.code} has been left out, so nothing is planned about the child any more.")


def can_be_about(inspection: Inspection, tracked: TrackedChild | None) -> bool:
    """Return whether `check_can_be_about` would pass."""
    return passes(check_can_be_about, inspection, tracked)
