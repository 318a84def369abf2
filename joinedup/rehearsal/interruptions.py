"""The area asks for fieldwork to be put off, and the lead refuses it with a reason: the made-up inspection goes on as planned."""

from joinedup.inspections.interruptions.actions import ask_for, decide_interruption
from joinedup.inspections.interruptions.enums import InterruptionKind, InterruptionState
from joinedup.inspections.interruptions.models import Interruption
from joinedup.inspections.models import Inspection
from joinedup.method.calendar import add_working_days
from joinedup.rehearsal.cast import Cast

GROUNDS = "The chief officer is away in the week of fieldwork."
REFUSED = "A deputy can stand in for that week, and the notice agencies were given stands."


def refuse_a_deferral(cast: Cast, inspection: Inspection) -> Interruption:
    """Let the local authority's coordinator ask for a deferral at its own door, and refuse it."""
    begins = inspection.fieldwork_from or inspection.notified_on
    key, asker = next((key, agency) for key, agency in cast.agencies.items() if agency.sector == "local_authority")
    asked = ask_for(
        by=cast.coordinators[key],
        inspection=inspection,
        kind=InterruptionKind.DEFERRAL,
        asker=asker,
        post="Director of children’s services",
        grounds=GROUNDS,
        begins=begins,
        until=add_working_days(begins, 5),
        asked_on=inspection.notified_on,
    )
    return decide_interruption(by=cast.lead, interruption=asked, to=InterruptionState.REFUSED, words=REFUSED)
