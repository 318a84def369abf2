"""Who asks for what is set up and who says how it stands. Each check raises InspectionRefused; its twin answers yes or no."""

from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, check_may_write
from joinedup.inspections.setting_up.enums import SET_UP_MOVES, SetUpState
from joinedup.inspections.setting_up.models import SetUpItem
from joinedup.inspections.setting_up.queries import left_to_ask
from joinedup.inspections.sides import check_is_open, check_may_read, sides_of
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_ask_own(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors, and stages in which nothing is arranged."""
    check_may_write(person, inspection)
    check_is_open(inspection)


def can_ask_own(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_ask_own` would pass."""
    return passes(check_can_ask_own, person, inspection)


def check_can_ask(person: Person, inspection: Inspection) -> None:
    """Refuse what `check_can_ask_own` refuses, and to ask again where everything was asked for."""
    check_can_ask_own(person, inspection)
    if not left_to_ask(inspection):
        raise InspectionRefused("Every agency has been asked already.")


def can_ask(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_ask` would pass."""
    return passes(check_can_ask, person, inspection)


def check_can_say(person: Person, thing: SetUpItem, to: SetUpState) -> None:
    """Refuse a move the table does not hold, and whoever is on neither side that makes it."""
    check_is_open(thing.inspection)
    sides = SET_UP_MOVES.get((SetUpState(thing.state), to))
    if sides is None:
        raise InspectionRefused(f"What is {_low(thing.state)} cannot become {_low(to)}.")
    mine = sides_of(person, thing.inspection, thing.agency)
    if not mine:
        raise InspectionRefused(f"Only an inspector of this inspection’s team or a coordinator of {thing.agency} can say this.")
    if not sides & mine:
        raise InspectionRefused("Only an inspector of this inspection’s team can say this.")


def can_say(person: Person, thing: SetUpItem, to: SetUpState) -> bool:
    """Return whether `check_can_say` would pass."""
    return passes(check_can_say, person, thing, to)


def states_open_to(person: Person, thing: SetUpItem) -> list[SetUpState]:
    """Return the states a person can bring a thing to now; its own where something can be added."""
    return [to for to in SetUpState if can_say(person, thing, to)]


def check_can_read_set_up(person: Person, thing: SetUpItem) -> None:
    """Refuse everyone but the inspection's team and the agency's own people."""
    check_may_read(person, thing.inspection, thing.agency)


def _low(state: str) -> str:
    return SetUpState(state).label.lower()
