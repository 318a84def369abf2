"""The only writers of consent and meetings."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import models, transaction
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import record, record_read
from joinedup.cases.consent.enums import Aside, ConsentState, MeetingState, Place, Purpose, Whose
from joinedup.cases.consent.queries import ConsentAt, consents_at, consents_of, learned_under, meetings_of
from joinedup.cases.consent.rules import (
    check_can_be_planned,
    check_can_move_consent,
    check_can_move_meeting,
    check_can_record_consent,
    check_can_record_meeting,
    check_can_set_aside,
    check_consented,
    check_holds,
    holding_agency,
)
from joinedup.cases.models import Consent, ConsentEntry, Meeting, SetAside, TrackedChild
from joinedup.inspections.rules import check_is_inspector, is_inspector, may_write
from joinedup.people.models import Person


class ConsentError(ValueError):
    """What was to be recorded leaves out what must be known of it; the sentence says what to do."""


def open_consents(*, by: Person, tracked: TrackedChild) -> tuple[list[Consent], list[Meeting]]:
    """Return the consents and meetings about a child to the team, logged. Raises InspectionRefused for everybody else."""
    check_is_inspector(by, tracked.inspection)
    _log_read(by, tracked)
    return list(consents_of(tracked)), list(meetings_of(tracked))


def open_consents_at(*, by: Person, tracked: TrackedChild, agency: Agency) -> list[ConsentAt]:
    """Return to an agency that holds the child what it is told of consents (`consents_at`), logged. Raises InspectionRefused."""
    check_holds(by, tracked, agency)
    _log_read(by, tracked, agency=agency.key)
    return consents_at(tracked, agency)


@transaction.atomic
def ask_consent(
    *,
    by: Person,
    tracked: TrackedChild,
    whose: str,
    on: date,
    worker: str,
    how: str,
    role: str = "",
    purposes: Iterable[str] = (),
    agency: Agency | None = None,
) -> Consent:
    """Record that somebody in a child's life was asked, by whom (the role of the agency's worker), on which day and how.

    `role` says which parent or carer, never a name; `purposes` what they were asked for. `agency` is the one it is recorded for;
    without it the team's, or the first that holds the child. Where others asked the same person before, the agency's asking is
    added and what stands is left as it is. Raises InspectionRefused, ConsentError.
    """
    _locked(tracked)
    check_can_record_consent(by, tracked, agency=agency)
    whose, role = Whose(whose), role.strip()
    if whose != Whose.CHILD and not role:
        raise ConsentError("Say which parent, carer or other person, by role: mother, foster carer, grandfather.")
    _check_day(on)
    own = _recording(by, tracked, agency)
    consent = next((one for one in consents_of(tracked) if _same(one, whose, role)), None)
    if consent is None:
        consent = Consent(inspection=tracked.inspection, tracked=tracked, whose=whose, role=role, since=on)
        consent.save(force_insert=True)
    elif own is None or consent.entries.filter(agency=own).exists():
        raise ConsentError("They have been asked already. Record what came of it there.")
    said = {"on": on, "worker": worker, "how": how, "purposes": _purposes(purposes), "agency": own}
    _happens(by, consent, ConsentState.ASKED, **said)
    return consent


@transaction.atomic
def move_consent(
    *,
    by: Person,
    consent: Consent,
    to: str,
    on: date,
    worker: str = "",
    how: str,
    purposes: Iterable[str] = (),
    agency: Agency | None = None,
) -> Consent:
    """Record that consent was given (and for what), refused, withdrawn or asked for again.

    `agency` is the one it is recorded for, as in `ask_consent`. Raises InspectionRefused, ConsentError.
    """
    consent = Consent.objects.select_for_update(of=("self",)).select_related("tracked", "inspection").get(pk=consent.pk)
    state, covered = ConsentState(to), _purposes(purposes)
    check_can_move_consent(by, consent, state, agency)
    _check_day(on, since=consent.since)
    if state == ConsentState.GIVEN and not covered:
        raise ConsentError("Say what consent was given for.")
    consent.state, consent.since = state, on
    consent.purposes = covered if state == ConsentState.GIVEN else []
    consent.save(update_fields=["state", "since", "purposes"])
    said = {"on": on, "worker": worker, "how": how, "purposes": covered, "agency": _recording(by, consent.tracked, agency)}
    _happens(by, consent, state, **said)
    return consent


@transaction.atomic
def record_meeting(
    *,
    by: Person,
    tracked: TrackedChild,
    on: date,
    place: str,
    met: Iterable[Consent],
    inspectors: Iterable[Person],
    held: bool = False,
    worker_there: bool | None = None,
    worker: str = "",
    note: uuid.UUID | None = None,
) -> Meeting:
    """Record a meeting planned or held: who meets whom, when and where. One held rests on consent to meet that stood that day,
    and none is planned with anyone who does not consent to meet.

    `worker_there` says whether a worker of an agency was in the room, `worker` that worker's role. Raises InspectionRefused,
    ConsentError.
    """
    _locked(tracked)
    check_can_record_meeting(by, tracked)
    met, inspectors = list(met), list(inspectors)
    _check_who(tracked, met, inspectors)
    meeting = Meeting(inspection=tracked.inspection, tracked=tracked, on=on, place=Place(place), recorded_by=by)
    if not held:
        check_can_be_planned(met)
    else:
        _take_place(meeting, met, on=on, worker_there=worker_there, worker=worker, note=note)
    meeting.save(force_insert=True)
    meeting.met.set(met)
    meeting.inspectors.set(inspectors)
    _log(by, meeting, f"meeting {meeting.get_state_display().lower()}", code=tracked.code, met=[one.whose for one in met])
    return meeting


@transaction.atomic
def hold_meeting(
    *, by: Person, meeting: Meeting, on: date, worker_there: bool | None, worker: str = "", note: uuid.UUID | None = None
) -> Meeting:
    """Record that a planned meeting was held, on which day. Raises InspectionRefused without consent, ConsentError."""
    meeting = _moved(by, meeting, MeetingState.HELD)
    _take_place(meeting, list(meeting.met.all()), on=on, worker_there=worker_there, worker=worker, note=note)
    meeting.save()
    _log(by, meeting, "meeting held", code=meeting.tracked.code)
    return meeting


@transaction.atomic
def call_off_meeting(*, by: Person, meeting: Meeting, why: str) -> Meeting:
    """Record that a planned meeting is not held, and why. Raises InspectionRefused, ConsentError."""
    meeting = _moved(by, meeting, MeetingState.CALLED_OFF)
    if not why.strip():
        raise ConsentError("Say why the meeting is called off.")
    meeting.state, meeting.why_not = MeetingState.CALLED_OFF, why.strip()
    meeting.save()
    _log(by, meeting, "meeting called off", code=meeting.tracked.code)
    return meeting


@transaction.atomic
def link_note(*, by: Person, meeting: Meeting, note: uuid.UUID) -> Meeting:
    """Say which note tells of a meeting held. Raises InspectionRefused, ConsentError."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("tracked", "inspection").get(pk=meeting.pk)
    check_can_record_meeting(by, meeting.tracked)
    if meeting.state != MeetingState.HELD:
        raise ConsentError("Only a meeting that was held has a note.")
    meeting.note = note
    meeting.save(update_fields=["note"])
    _log(by, meeting, "note linked to meeting", code=meeting.tracked.code, note=str(note))
    return meeting


@transaction.atomic
def set_aside(*, by: Person, consent: Consent, kind: str, object_id: uuid.UUID, aside: bool, why: str) -> SetAside:
    """Set aside something learned under a consent withdrawn since, whole or in part, or take it up again, and say why.

    Nothing is removed: it is marked wherever it stands. Raises InspectionRefused, ConsentError.
    """
    consent = Consent.objects.select_for_update(of=("self",)).select_related("tracked", "inspection").get(pk=consent.pk)
    check_can_set_aside(by, consent, aside)
    if (Aside(kind), object_id) not in {(one.kind, one.object_id) for one in learned_under(consent)}:
        raise ConsentError("This was not learned under that consent.")
    if not why.strip():
        raise ConsentError("Say why.")
    row = SetAside(inspection=consent.inspection, consent=consent, kind=kind, object_id=object_id, aside=aside, why=why, by=by)
    row.save(force_insert=True)
    _log(by, row, "set aside" if aside else "taken up again", code=consent.tracked.code, kind=str(kind), id=str(object_id))
    return row


def _recording(by: Person, tracked: TrackedChild, agency: Agency | None) -> Agency | None:
    """Return the agency something is recorded for; none where the team records it."""
    return None if agency is None and may_write(by, tracked.inspection) else holding_agency(by, tracked, agency)


def _same(consent: Consent, whose: Whose, role: str) -> bool:
    return consent.whose == whose and consent.role.casefold() == role.casefold()


def _happens(
    by: Person,
    consent: Consent,
    to: ConsentState,
    *,
    on: date,
    worker: str,
    how: str,
    purposes: list[str],
    agency: Agency | None,
) -> None:
    """Add what happened to the consent's entries, and log it."""
    if not how.strip():
        raise ConsentError("Say how: in person, by telephone, in writing, and what was said.")
    if to == ConsentState.ASKED and not worker.strip():
        raise ConsentError("Say who asked, by role: the social worker, the school’s safeguarding lead.")
    entry = ConsentEntry(
        inspection=consent.inspection,
        consent=consent,
        number=(consent.entries.aggregate(last=models.Max("number"))["last"] or 0) + 1,
        to=to,
        on=on,
        worker=worker.strip(),
        how=how.strip(),
        purposes=purposes,
        recorded_by=by,
        agency=agency,
    )
    entry.save(force_insert=True)
    _log(by, consent, f"consent {to.label.lower()}", code=consent.tracked.code, whose=str(consent.whose), purposes=purposes)


def _take_place(
    meeting: Meeting, met: list[Consent], *, on: date, worker_there: bool | None, worker: str, note: uuid.UUID | None
) -> None:
    check_consented(met, on)
    if worker_there is None:
        raise ConsentError("Say whether a worker of an agency was there.")
    if worker_there and not worker.strip():
        raise ConsentError("Say which worker was there, by role.")
    meeting.state, meeting.on, meeting.note = MeetingState.HELD, on, note
    meeting.worker_there, meeting.worker = worker_there, worker.strip() if worker_there else ""


def _moved(by: Person, meeting: Meeting, to: MeetingState) -> Meeting:
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("tracked", "inspection").get(pk=meeting.pk)
    check_can_move_meeting(by, meeting, to)
    return meeting


def _check_who(tracked: TrackedChild, met: list[Consent], inspectors: list[Person]) -> None:
    if not met or any(consent.tracked_id != tracked.pk for consent in met):
        raise ConsentError("Say whom you meet: the child, or somebody close to the child who was asked.")
    if not inspectors or not all(is_inspector(person, tracked.inspection) for person in inspectors):
        raise ConsentError("Say which inspectors of this inspection are there.")


def _check_day(on: date, since: date | None = None) -> None:
    if on > timezone.localdate():
        raise ConsentError("This cannot have happened on a day that has not come yet.")
    if since is not None and on < since:
        raise ConsentError(f"This cannot have happened before {since:%-d %B %Y}, the day of the entry before it.")


def _purposes(purposes: Iterable[str]) -> list[str]:
    return [str(purpose) for purpose in Purpose if purpose in set(purposes)]


def _locked(tracked: TrackedChild) -> None:
    """Keep two who record at once apart, by the child's row."""
    TrackedChild.objects.select_for_update().get(pk=tracked.pk)


def _log_read(by: Person, tracked: TrackedChild, **detail: object) -> None:
    about = {"object_kind": "trackedchild", "object_id": str(tracked.pk), "detail": {"code": tracked.code, **detail}}
    record_read(by=by, chain=str(tracked.inspection_id), action="consents opened", **about)


def _log(by: Person, row: Consent | Meeting | SetAside, action: str, **detail: object) -> None:
    kind = row._meta.model_name or ""
    record(by=by, chain=str(row.inspection_id), action=action, object_kind=kind, object_id=str(row.pk), detail=detail)
