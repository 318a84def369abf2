"""Who reads profiles of areas: inspectorates' staff. The figures are published; that somebody looks at them is not."""

from joinedup.areas.rules import RegisterRefused, can_keep_register
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_read_profiles(person: Person) -> None:
    """Raise RegisterRefused for everyone but somebody who works for an inspectorate and whose account stands."""
    if not person.is_active or not can_keep_register(person):
        raise RegisterRefused("Only somebody who works for an inspectorate reads the profiles of areas.")


def can_read_profiles(person: Person) -> bool:
    """Return whether `check_can_read_profiles` would pass."""
    return passes(check_can_read_profiles, person)
