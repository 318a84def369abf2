"""Who chooses, swaps and puts in. Each check raises RoundRefused with a sentence; its twin answers yes or no."""

from collections.abc import Iterable

from joinedup.areas.models import Agency, Area
from joinedup.inspections.code_words import fault_of
from joinedup.inspections.queries import code_word_taken
from joinedup.people.models import Person
from joinedup.people.refusal import passes
from joinedup.programme.choices.models import RoundArea
from joinedup.programme.choices.queries import choice_of, code_word_used
from joinedup.programme.rounds.enums import RoundState
from joinedup.programme.rounds.models import Round
from joinedup.programme.rounds.rules import RoundRefused, check_can_plan

#: While areas are chosen and teams planned one may be swapped for another; once settled, and while planned, one comes in urgently.
SWAPPING = (RoundState.CHOOSING, RoundState.ROSTERING, RoundState.SETTLED)
URGENT = (RoundState.ROSTERING, RoundState.SETTLED)


def check_can_choose(person: Person, round_: Round) -> None:
    """Refuse whoever does not plan the round, and one that is not choosing its areas."""
    check_can_plan(person, round_, RoundState.CHOOSING)


def can_choose(person: Person, round_: Round) -> bool:
    """Return whether `check_can_choose` would pass."""
    return passes(check_can_choose, person, round_)


def check_can_swap(person: Person, place: RoundArea) -> None:
    """Refuse whoever does not plan the round, before a choice, and to swap out an area whose inspection is opened."""
    check_can_plan(person, place.round, *SWAPPING)
    if choice_of(place.round) is None:
        raise RoundRefused("Choose the areas first.")
    if place.state != "in":
        raise RoundRefused(f"{place.called} is not in this round any more.")
    if place.inspection_id is not None:
        raise RoundRefused(f"{place.called} is opened as an inspection and stays in the round.")


def can_swap(person: Person, place: RoundArea) -> bool:
    """Return whether `check_can_swap` would pass."""
    return passes(check_can_swap, person, place)


def check_can_put_in(person: Person, round_: Round) -> None:
    """Refuse whoever does not plan the round, and one whose areas are not agreed yet: there it is a reason among others."""
    check_can_plan(person, round_, *URGENT)
    if choice_of(round_) is None:
        raise RoundRefused("Choose the areas first.")


def can_put_in(person: Person, round_: Round) -> bool:
    """Return whether `check_can_put_in` would pass."""
    return passes(check_can_put_in, person, round_)


def check_can_name(person: Person, place: RoundArea) -> None:
    """Refuse whoever does not plan the round, and another code word for an area whose inspection is opened."""
    check_can_plan(person, place.round)
    if place.inspection_id is not None:
        raise RoundRefused(f"{place.called} is opened as an inspection under this code word and keeps it.")


def code_word_fault(code_word: str, area: Area, agencies: Iterable[Agency]) -> str:
    """Return, as a sentence, why an area cannot be called so; "" where it can."""
    if code_word_taken(code_word) or code_word_used(code_word):
        return "Another inspection is called so already."
    return fault_of(code_word, area, agencies)
