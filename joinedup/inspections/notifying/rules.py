"""Who notifies an area, and when. Each check raises InspectionRefused with a sentence; its twin answers yes or no."""

from datetime import date, datetime

from joinedup.inspections.enums import NOTIFICATION, ON_SITE, Stage
from joinedup.inspections.models import Inspection, NotificationPack
from joinedup.inspections.naming import is_secret, may_know_area
from joinedup.inspections.notifying.queries import is_overtaken, pack_of
from joinedup.inspections.queries import is_to_come, key_dates
from joinedup.inspections.rules import InspectionRefused, check_is_lead
from joinedup.method.calendar import is_working_day
from joinedup.method.printed import question
from joinedup.people.models import Person
from joinedup.people.refusal import passes
from joinedup.records.dates import LONDON


class DayQuestioned(InspectionRefused):
    """A day is possible and looks wrong; the message asks. Given again with `although`, it is taken."""


def check_can_prepare(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the lead inspectors, and an area that was notified already."""
    check_is_lead(person, inspection)
    if not is_secret(inspection):
        stage = Stage(inspection.stage).label
        raise InspectionRefused(f"The area was notified: what it was told stands. This inspection is at “{stage}”.")


def can_prepare(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_prepare` would pass."""
    return passes(check_can_prepare, person, inspection)


def check_can_put_right(person: Person, inspection: Inspection, step: str) -> None:
    """Refuse everyone but the lead inspectors, an area not notified yet, a closed inspection, and a step that is over."""
    check_is_lead(person, inspection)
    stage = Stage(inspection.stage)
    if is_secret(inspection):
        raise InspectionRefused("The area has not been notified yet: change the day, and the pack prints it.")
    if stage == Stage.CLOSED:
        raise InspectionRefused("This inspection is closed: its days stand as they are.")
    if step == NOTIFICATION:
        raise InspectionRefused("The area was notified on this day: it is what happened, and no day is put right by changing it.")
    if step in done_by(stage):
        raise InspectionRefused(f"This inspection is at “{stage.label}”: fieldwork is over, and its days stand as they were.")


def can_put_right(person: Person, inspection: Inspection, step: str) -> bool:
    """Return whether `check_can_put_right` would pass."""
    return passes(check_can_put_right, person, inspection, step)


def done_by(stage: Stage) -> frozenset[str]:
    """Return the steps that are over by the stage, whatever day they stand on: the call; once the team judges, the fieldwork."""
    order = list(Stage)
    return frozenset({NOTIFICATION, ON_SITE} if order.index(stage) > order.index(Stage.FIELDWORK) else {NOTIFICATION})


def check_can_call(person: Person, inspection: Inspection) -> NotificationPack:
    """Refuse whoever may not prepare, and a call without a pack or with one that was overtaken. Return the pack."""
    check_can_prepare(person, inspection)
    pack = pack_of(inspection)
    if pack is None:
        raise InspectionRefused("Make the notification pack before you telephone: it is what you say and what you send.")
    if is_overtaken(inspection, pack):
        raise InspectionRefused("Something the notification pack says has changed since it was made. Make it again first.")
    return pack


def can_call(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_call` would pass."""
    return passes(check_can_call, person, inspection)


def check_call(inspection: Inspection, called_by: Person, at: datetime, post: str) -> None:
    """Refuse a call by somebody who may not know the area, one still to come, and one without a post."""
    if not may_know_area(called_by, inspection):
        raise InspectionRefused(f"{called_by.name} is not among those who may know the area. Name them first, with the reason.")
    if is_to_come(inspection, at):
        raise InspectionRefused("The call lies in the future. Record it when it was made.")
    if not post.strip():
        raise InspectionRefused("Say which post you asked for.")


def check_reached(inspection: Inspection, pack: NotificationPack, at: datetime, said: str) -> None:
    """Refuse a notification on another day than the pack says or before it was made, and one without what was said.

    A made-up inspection is set in days of its own: there the pack may be younger than the call.
    """
    day = at.astimezone(LONDON).date()
    if day != inspection.notified_on:
        raise InspectionRefused(
            f"The pack counts every date from {_day(inspection.notified_on)}, and this call was on {_day(day)}. "
            "Set the day of notification first, then make the pack again."
        )
    made = pack.made_at.replace(second=0, microsecond=0)  # a call is kept to the minute
    if at < made and not inspection.made_up:
        raise InspectionRefused(
            f"The call was before its notification pack was made, at {made.astimezone(LONDON):%H:%M} on "
            f"{_day(made.astimezone(LONDON).date())}: nobody can have said what stands in it. "
            "Correct the minute, or telephone again with this pack."
        )
    if not said.strip():
        raise InspectionRefused("Write down what was said.")


def check_day(inspection: Inspection, step: str, day: date, *, although: bool) -> None:
    """Question a day nobody works, one in calendar days, one before notification. Refuse to notify when nobody works."""
    if step == NOTIFICATION and not is_working_day(day):
        raise InspectionRefused("Nobody answers the telephone then: the day of notification must be a working day.")
    if although:
        return
    if not is_working_day(day):
        raise DayQuestioned(f"{day:%A} {_day(day)} is no working day in England. Is it what you mean?")
    if step != NOTIFICATION and day < inspection.notified_on:
        raise DayQuestioned(f"{_day(day)} is before the day of notification, {_day(inspection.notified_on)}. Is it what you mean?")
    if asked := _in_calendar_days(inspection, step, day):
        raise DayQuestioned(asked)


def _in_calendar_days(inspection: Inspection, step: str, day: date) -> str | None:
    """Return the question where a day comes about by counting the framework's working days as days of another kind."""
    held = next((one for one in inspection.framework.calendar if one.id == step), None)
    if held is None:
        return None
    rows = {row.step: row.first for row in key_dates(inspection)}
    return question(rows.get(held.after, inspection.notified_on), day, held.offset)


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"
