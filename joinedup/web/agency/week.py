"""What one agency has to do with the week itself, counted: contacts, what is set up, meetings with inspectors."""

from dataclasses import dataclass

from joinedup.areas.models import Agency
from joinedup.inspections.contacts.queries import book_of
from joinedup.inspections.keeping_in_touch.queries import awaiting_view_of, open_follow_ups_at, talks_of
from joinedup.inspections.models import Inspection
from joinedup.inspections.setting_up.enums import OUTSTANDING
from joinedup.inspections.setting_up.queries import things_at


@dataclass(frozen=True)
class Week:
    """Counts: posts nobody is named for, things to set up and those not settled, meetings, records not answered, things to do."""

    missing: int
    things: int
    outstanding: int
    talks: int
    unread: int
    to_do: int


def week_of(agency: Agency, inspection: Inspection) -> Week:
    """Return the counts of one agency."""
    things = things_at(agency, inspection)
    return Week(
        missing=len(book_of(inspection, agency).gaps),
        things=len(things),
        outstanding=sum(thing.row.state in OUTSTANDING for thing in things),
        talks=talks_of(inspection).filter(agencies=agency).count(),
        unread=len(awaiting_view_of(agency, inspection)),
        to_do=len(open_follow_ups_at(agency, inspection)),
    )
