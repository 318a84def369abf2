"""Who has a diary of the programme. The check raises RoundRefused with a sentence; its twin answers yes or no."""

from joinedup.areas.models import InspectorateMember
from joinedup.people.models import Person
from joinedup.people.refusal import passes
from joinedup.programme.rounds.rules import RoundRefused


def check_has_diary(person: Person) -> None:
    """Refuse everyone but people who work for an inspectorate and whose account stands."""
    if not person.is_active or not InspectorateMember.objects.filter(person=person).exists():
        raise RoundRefused("Only people who work for an inspectorate have a diary of its inspections.")


def has_diary(person: Person) -> bool:
    """Return whether `check_has_diary` would pass."""
    return passes(check_has_diary, person)
