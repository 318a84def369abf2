"""The only writers of what is set up."""

from datetime import date
from typing import Any

from django.db import transaction

from joinedup.areas.models import Agency
from joinedup.audit.actions import record
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.inspections.seeing import Side
from joinedup.inspections.setting_up.enums import SetUpState
from joinedup.inspections.setting_up.models import SetUpEntry, SetUpItem
from joinedup.inspections.setting_up.queries import day_before, day_for, left_to_ask
from joinedup.inspections.setting_up.rules import check_can_ask, check_can_ask_own, check_can_say
from joinedup.inspections.sides import check_takes_part, sides_of
from joinedup.method.setting_up import setting_up_of
from joinedup.people.models import Person


class SetUpError(ValueError):
    """Something lacks in what was said; the message says what."""


@transaction.atomic
def ask_setting_up(*, by: Person, inspection: Inspection) -> int:
    """Ask every agency for what the framework lets it arrange and nobody asked it for yet; return how many things were asked.

    By when each is to be arranged is counted back from fieldwork. Raises InspectionRefused.
    """
    inspection = _locked(inspection)
    check_can_ask(by, inspection)
    left = left_to_ask(inspection)
    for agency, item in left:
        row = SetUpItem(inspection=inspection, agency=agency, item=item.id, by_when=day_for(inspection, item))
        row.save(force_insert=True)
        _say(by, row, Side.TEAM, by_when=row.by_when)
    chain, detail = str(inspection.pk), {"asked": len(left)}
    record(by=by, chain=chain, action="setting up asked for", object_kind="inspection", object_id=chain, detail=detail)
    return len(left)


@transaction.atomic
def ask_own_thing(
    *, by: Person, inspection: Inspection, agency: Agency, title: str, words: str = "", by_when: date | None = None
) -> SetUpItem:
    """Ask one agency for something the framework does not know. Raises InspectionRefused; SetUpError without a name for it."""
    inspection = _locked(inspection)
    check_can_ask_own(by, inspection)
    check_takes_part(inspection, agency)
    if not title.strip():
        raise SetUpError("Say what is needed.")
    row = SetUpItem(inspection=inspection, agency=agency, title=title.strip(), by_when=by_when)
    row.save(force_insert=True)
    _say(by, row, Side.TEAM, words=words, by_when=by_when)
    _log(by, row, "setting up asked for")
    return row


@transaction.atomic
def say_set_up(
    *,
    by: Person,
    thing: SetUpItem,
    to: SetUpState,
    had: int,
    words: str = "",
    who: str = "",
    by_when: date | None = None,
) -> SetUpEntry:
    """Say how a thing stands, who sees to it (a post) and by when. `had` is the number of what the page showed last.

    What was said before is kept. Raises InspectionRefused; SetUpError without the words a state needs.
    """
    locked = SetUpItem.objects.select_for_update(of=("self",)).select_related("inspection", "agency").get(pk=thing.pk)
    state = SetUpState(to)
    check_can_say(by, locked, state)
    if locked.entries.count() != had:
        raise InspectionRefused("Somebody said something about this meanwhile. Look how it stands now, then say yours.")
    _check_said(locked, state, words, who, by_when)
    side = Side.TEAM if Side.TEAM in sides_of(by, locked.inspection, locked.agency) else Side.AGENCY
    locked.state, locked.by_when = state, by_when or locked.by_when
    locked.save(update_fields=["state", "by_when"])
    entry = _say(by, locked, side, words=words, who=who, by_when=by_when)
    _log(by, locked, f"setting up {state.label.lower()}")
    return entry


@transaction.atomic
def count_anew(*, by: Person, inspection: Inspection, was: date | None) -> int:
    """Count anew by when things are arranged, once the first day of fieldwork moved from `was`; return how many days moved.

    A day somebody named themselves stays. How a thing stands stays too: a room found for the old week is for its agency to find
    again. It follows from moving fieldwork, so whoever may do that may do this.
    """
    if inspection.fieldwork_from == was:
        return 0
    known = {item.id: item for item in setting_up_of(inspection.framework)}
    locked = SetUpItem.objects.select_for_update(of=("self",)).select_related("inspection")
    rows = locked.filter(inspection=inspection, item__in=known)
    moved = [row for row in rows if row.by_when == day_before(was, known[row.item])]
    for row in moved:
        row.by_when = day_for(inspection, known[row.item])
        row.save(update_fields=["by_when"])
        _say(by, row, Side.TEAM, by_when=row.by_when)
    chain, detail = str(inspection.pk), {"moved": len(moved)}
    record(by=by, chain=chain, action="setting up counted anew", object_kind="inspection", object_id=chain, detail=detail)
    return len(moved)


def _check_said(thing: SetUpItem, to: SetUpState, words: str, who: str, by_when: date | None) -> None:
    if to == SetUpState.NOT_POSSIBLE and not words.strip():
        raise SetUpError("Say why it is not possible, and what would do instead.")
    if to == SetUpState.ASKED and thing.state != SetUpState.ASKED and not words.strip():
        raise SetUpError("Say why it is asked for again.")
    if to == thing.state and not words.strip() and not who.strip() and by_when is None:
        raise SetUpError("Say who sees to it, by when, or what is to be known.")


def _say(by: Person, row: SetUpItem, side: Side, *, words: str = "", who: str = "", by_when: date | None = None) -> SetUpEntry:
    entry = SetUpEntry(
        inspection=row.inspection,
        thing=row,
        number=row.entries.count() + 1,
        state=row.state,
        who=who.strip(),
        words=words.strip(),
        by_when=by_when,
        side=side,
        said_by=by,
    )
    entry.save()
    return entry


def _locked(inspection: Inspection) -> Inspection:
    """Return the inspection, its row locked, so that two who ask at once ask once."""
    return Inspection.objects.select_for_update().get(pk=inspection.pk)


def _log(by: Person, row: SetUpItem, action: str) -> None:
    detail: dict[str, Any] = {"agency": row.agency.key, "item": row.item, "state": str(row.state)}
    record(by=by, chain=str(row.inspection_id), action=action, object_kind="setupitem", object_id=str(row.pk), detail=detail)
