"""Where the letter and the final feedback differ: what it says that nobody was told, and what was told and is not in it."""

from joinedup.evidence.feedback.queries import dropped, never_fed_back, said_otherwise
from joinedup.evidence.models import Finding
from joinedup.inspections.models import Inspection
from joinedup.letter.queries import findings_used, letter_of


def unsaid_and_dropped(inspection: Inspection) -> tuple[list[Finding], list[Finding]]:
    """Return the letter's findings that were never fed back, and those fed back that it does not use; none before it is begun."""
    letter = letter_of(inspection)
    if letter is None:
        return [], []
    used = findings_used(letter)
    return never_fed_back(inspection, used), dropped(inspection, used)


def told_otherwise(inspection: Inspection) -> list[Finding]:
    """Return the letter's findings that were fed back in other words than they have now; none before it is begun."""
    letter = letter_of(inspection)
    return [] if letter is None else said_otherwise(inspection, findings_used(letter))
