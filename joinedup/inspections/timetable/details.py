"""What somebody typed about a slot, and what is wrong with it before it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from joinedup.areas.models import Agency
from joinedup.inspections.core.timetable import AFTERNOON, MORNING
from joinedup.inspections.models import Inspection
from joinedup.inspections.timetable.models import Place
from joinedup.inspections.timetable.queries import inspectors_of
from joinedup.method.calendar import is_working_day
from joinedup.method.fieldwork import fieldwork_of
from joinedup.people.models import Person

ROLE_LENGTH = 80


class TimetableError(ValueError):
    """What was to be kept of a slot or a place is not sound; the sentence says what to do. `field`: which part of the form."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class SlotDayQuestioned(TimetableError):
    """A day that can be, and is likely meant otherwise: it is kept where the writer says that it is meant."""

    def __init__(self, sentence: str) -> None:
        super().__init__("day", f"{sentence} Is it what you mean?")


@dataclass(frozen=True)
class SlotDetails:
    """A slot as inspectors want it. `staff`: which roles of each agency asked; without a role it is asked whom it finds.

    `although`: the day is meant, though it is no working day or none of fieldwork.
    """

    day: date
    half: str  # morning | afternoon
    activity: str
    inspectors: Sequence[Person]
    begins: time | None = None
    ends: time | None = None
    place: Place | None = None
    room: str = ""
    online: bool = False
    link: str = ""
    staff: Mapping[Agency, Sequence[str]] = field(default_factory=dict)
    criteria: Sequence[str] = ()
    sector: str = ""
    child: str = ""  # code
    what: str = ""
    although: bool = False


def check_details(details: SlotDetails, inspection: Inspection, stood_on: date | None = None) -> None:
    """Refuse details that do not fit the inspection and its framework. `stood_on`: its day till now. Raises TimetableError."""
    framework = inspection.framework
    if details.activity not in {one.id for one in fieldwork_of(framework).activities}:
        raise TimetableError("activity", "Choose what is done.")
    check_day(inspection, details.day, although=details.although or details.day == stood_on)
    team = {person.pk for person in inspectors_of(inspection)}
    if not details.inspectors:
        raise TimetableError("inspectors", "Choose at least one inspector.")
    if strangers := [person.name for person in details.inspectors if person.pk not in team]:
        raise TimetableError("inspectors", f"{strangers[0]} is not an inspector of this inspection’s team.")
    if unknown := set(details.criteria) - {one.id for one in framework.criteria}:
        raise TimetableError("criteria", f"This framework has no criterion “{sorted(unknown)[0]}”.")
    if details.sector and details.sector not in {one.id for one in framework.sectors}:
        raise TimetableError("sector", "This framework has no such sector.")
    taking_part = set(inspection.agencies.values_list("agency", flat=True)) if details.staff else set()
    if strangers := [agency.name for agency in details.staff if agency.pk not in taking_part]:
        raise TimetableError("staff", f"{strangers[0]} takes no part in this inspection.")
    check_hours(inspection, details.half, details.begins, details.ends)
    check_where(inspection, details.place, online=details.online)


def check_day(inspection: Inspection, day: date, *, although: bool) -> None:
    """Refuse a day before the notification; question one that is no working day, or none of fieldwork, unless `although`.

    Raises TimetableError, SlotDayQuestioned.
    """
    if day < inspection.notified_on:
        raise TimetableError("day", "The day must be that of the notification or later.")
    if although:
        return
    if not is_working_day(day):
        raise SlotDayQuestioned(f"{day:%A} {day.day} {day:%B %Y} is no working day in England.")
    first, last = inspection.fieldwork_from, inspection.fieldwork_to
    if first and last and not first <= day <= last:
        fieldwork = f"{first.day} {first:%B} to {last.day} {last:%B %Y}"
        raise SlotDayQuestioned(f"{day.day} {day:%B %Y} is outside the fieldwork, {fieldwork}.")


def check_hours(inspection: Inspection, half: str, begins: time | None, ends: time | None) -> None:
    """Refuse hours that run backwards or belong into the other half of the day. Raises TimetableError."""
    halves = {one.id: one for one in fieldwork_of(inspection.framework).halves}
    if half not in halves:
        raise TimetableError("half", "Choose morning or afternoon.")
    if begins and half == MORNING and AFTERNOON in halves and begins >= time.fromisoformat(halves[AFTERNOON].begins):
        raise TimetableError("begins", "It begins in the afternoon. Choose the afternoon, or another hour.")
    if begins and half == AFTERNOON and MORNING in halves and begins < time.fromisoformat(halves[MORNING].ends):
        raise TimetableError("begins", "It begins in the morning. Choose the morning, or another hour.")
    if ends and ends <= (begins or time.fromisoformat(halves[half].begins)):
        raise TimetableError("ends", "It must end after it begins.")
    if begins and not ends and begins >= time.fromisoformat(halves[half].ends):
        raise TimetableError("ends", "Say when it ends: it begins after the half-day is over.")


def check_where(inspection: Inspection, place: Place | None, *, online: bool) -> None:
    """Refuse a place of another inspection, and a place for something online. Raises TimetableError."""
    if place is not None and place.inspection_id != inspection.pk:
        raise TimetableError("place", "Choose a place of this inspection.")
    if place is not None and online:
        raise TimetableError("place", "It is online or at a place, not both.")


def standing(details: SlotDetails) -> dict[str, Any]:
    """Return details as the slot would stand with them, under the names of `slot_history.FIELDS`."""
    return {
        "day": details.day.isoformat(),
        "half": details.half,
        "begins": details.begins.isoformat("minutes") if details.begins else None,
        "ends": details.ends.isoformat("minutes") if details.ends else None,
        "activity": details.activity,
        "inspectors": sorted(str(person.pk) for person in details.inspectors),
        "place": str(details.place.pk) if details.place else None,
        "room": details.room.strip(),
        "online": details.online,
        "link": details.link.strip(),
        "agencies": {agency.key: tidy_roles(roles) for agency, roles in details.staff.items()},
        "criteria": list(details.criteria),
        "sector": details.sector,
        "child": details.child,
        "what": details.what.strip(),
    }


def tidy_roles(roles: Sequence[str]) -> list[str]:
    """Return roles without spaces around them, empty lines and repetitions. Raises TimetableError for one too long."""
    found = list(dict.fromkeys(" ".join(role.split()) for role in roles if role.strip()))
    if any(len(role) > ROLE_LENGTH for role in found):
        raise TimetableError("staff", f"Say each role in at most {ROLE_LENGTH} letters.")
    return found
