"""Who keeps the list of pre-election periods: inspectorates' staff, as they keep the register of areas."""

from joinedup.areas.rules import can_keep_register
from joinedup.people.models import Person
from joinedup.people.refusal import passes
from joinedup.publication.rules import PublicationRefused


def check_can_keep_periods(person: Person) -> None:
    """Raise PublicationRefused for everyone but somebody who works for an inspectorate and whose account stands."""
    if not person.is_active or not can_keep_register(person):
        raise PublicationRefused("Only somebody who works for an inspectorate keeps the pre-election periods.")


def can_keep_periods(person: Person) -> bool:
    """Return whether `check_can_keep_periods` would pass."""
    return passes(check_can_keep_periods, person)
