"""The team meets in the evening, sees what is thin, gives two gaps to inspectors, and keeps what it decided."""

from datetime import timedelta

from joinedup.evidence.core.grid import Cell
from joinedup.evidence.looking.actions import give, move_gap, pass_on
from joinedup.evidence.looking.enums import GapState
from joinedup.evidence.looking.queries import grid_for, who_could_look
from joinedup.evidence.meetings.actions import close_meeting, decide, hold_meeting
from joinedup.evidence.meetings.models import TeamMeeting
from joinedup.inspections.models import Inspection
from joinedup.people.models import Person
from joinedup.rehearsal.cast import Cast

NOTHING_MORE = "Nothing was seen there beyond what stands in the notes."
NO_TIME = "The week ended before anybody could go there. Nothing is concluded about it."


def meet_in_the_evening(cast: Cast, inspection: Inspection) -> TeamMeeting:
    """Hold one team meeting of fieldwork; of the gaps it gives, one is looked at, one is passed on and comes to nothing.

    Where an inspectorate sent several, the last of all is still with a family, and so absent.

    Nobody writes a further note: the made-up area holds no more than the authored notes tell.
    """
    evening = inspection.fieldwork_from or inspection.notified_on
    tomorrow, end = evening + timedelta(days=1), inspection.fieldwork_to or evening
    meeting = hold_meeting(by=cast.lead, inspection=inspection, on=evening)
    team = [person for people in cast.inspectors.values() for person in people]
    gaps = [(cell, people) for cell, people in _gaps(inspection) if people][:2]
    given = [
        give(by=cast.lead, inspection=inspection, criterion=cell.criterion, sector=cell.sector, person=people[0], day=tomorrow)
        for cell, people in gaps
    ]
    words = "Tomorrow we look where nothing is seen yet." if given else "Nothing is thin. We go on as planned."
    decide(by=cast.lead, meeting=meeting, words=words)
    there = team[:-1] if len(team) > len(cast.inspectors) and team[-1] != cast.lead else team
    closed = close_meeting(by=cast.lead, meeting=meeting, there=there)
    if given:
        move_gap(by=given[0].person, gap=given[0], to=GapState.LOOKED, words=NOTHING_MORE)
    for gap in given[1:]:
        passed = pass_on(by=gap.person, gap=gap, person=cast.lead, day=end)
        move_gap(by=cast.lead, gap=passed, to=GapState.DROPPED, words=NO_TIME)
    return closed


def _gaps(inspection: Inspection) -> list[tuple[Cell, list[Person]]]:
    """Return what is empty or thin, each with who could look."""
    cells = [gap for row in grid_for(None, inspection).rows for gap in row.gaps]
    return [(cell, who_could_look(inspection, cell.sector)) for cell in cells]
