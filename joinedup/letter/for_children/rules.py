"""Who writes the page for children and young people: the lead inspector, in plain words."""

from joinedup.inspections.rules import check_is_lead
from joinedup.letter.rules import check_can_change
from joinedup.people.refusal import passes


def check_can_write_for_children(person, letter) -> None:
    """Raise InspectionRefused unless the person leads the inspection and the letter can be changed."""
    check_is_lead(person, letter.inspection)
    check_can_change(person, letter)


def can_write_for_children(person, letter) -> bool:
    """Return whether `check_can_write_for_children` would pass."""
    return passes(check_can_write_for_children, person, letter)
