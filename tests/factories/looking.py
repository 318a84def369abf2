"""Notes of several kinds, gaps and team meetings, made through the real actions."""

from datetime import date

from joinedup.cases.models import TrackedChild
from joinedup.evidence.looking.actions import give
from joinedup.evidence.looking.models import Gap
from joinedup.evidence.meetings.actions import hold_meeting
from joinedup.evidence.meetings.models import TeamMeeting
from tests.factories.evidence import make_note
from tests.factories.inspections import World

WEDNESDAY = date(2022, 10, 19)


def give_gap(world: World, *, by=None, person=None, tracked: TrackedChild | None = None, **changes) -> Gap:
    """Give the police inspector a gap: agencies talking to each other, in the local authority."""
    about = {"criterion": "c2", "sector": "local_authority"} if tracked is None else {"tracked": tracked}
    looks = person or world.inspectors["hmicfrs"]
    return give(by=by or world.lead, inspection=world.inspection, person=looks, day=WEDNESDAY, **{**about, **changes})


def hold(world: World, **changes) -> TeamMeeting:
    """Begin a team meeting as the lead inspector."""
    return hold_meeting(by=changes.pop("by", world.lead), inspection=world.inspection, on=WEDNESDAY, **changes)


def see(world: World, *cells: str, by=None) -> list:
    """Write notes told as "criterion sector source direction", criteria joined by "+"."""
    told = [cell.split() for cell in cells]
    return [
        make_note(world, by=by, criteria=criteria.split("+"), sector=sector, source=source, direction=direction)
        for criteria, sector, source, direction in told
    ]
