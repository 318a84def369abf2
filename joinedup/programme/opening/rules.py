"""Who opens an inspection from a round. Each check raises RoundRefused with a sentence; its twin answers yes or no."""

from joinedup.people.models import Person
from joinedup.people.refusal import passes
from joinedup.programme.choices.enums import AreaState
from joinedup.programme.choices.models import RoundArea
from joinedup.programme.rounds.enums import RoundState
from joinedup.programme.rounds.rules import RoundRefused, check_can_plan


def check_can_open_from(person: Person, place: RoundArea) -> None:
    """Refuse whoever does not plan the round, one that is not settled, an area without a week, and one opened already."""
    check_can_plan(person, place.round, RoundState.SETTLED)
    if place.state != AreaState.IN:
        raise RoundRefused(f"{place.called} is not in this round any more.")
    if place.inspection_id is not None:
        raise RoundRefused(f"{place.called} is opened as an inspection already.")
    if place.week is None:
        raise RoundRefused(f"{place.called} has no week yet: plan the teams first.")


def can_open_from(person: Person, place: RoundArea) -> bool:
    """Return whether `check_can_open_from` would pass."""
    return passes(check_can_open_from, person, place)
