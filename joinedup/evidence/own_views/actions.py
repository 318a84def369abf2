"""The only writers of own views and of their opening, and the ways they are read."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.cases.core.versions import Version, standing
from joinedup.cases.versions.actions import add_version
from joinedup.evidence.core.grades import check_no_grade
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.core.viewing import Leaning
from joinedup.evidence.findings.resting import check_notes
from joinedup.evidence.models import Note
from joinedup.evidence.own_views.enums import OpeningKind
from joinedup.evidence.own_views.models import OpeningEntry, OwnView, OwnViewVersion
from joinedup.evidence.own_views.queries import View, notes_in, own_versions, view_id, views_seen_by
from joinedup.evidence.own_views.rules import check_can_open_views, check_can_write_view, check_hour, criterion_of
from joinedup.evidence.queries import marked
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import check_is_inspector, inspectorate_of
from joinedup.people.models import Person


@transaction.atomic
def save_view(
    *,
    by: Person,
    inspection: Inspection,
    criterion: str,
    leaning: str,
    words: str,
    notes: Iterable[Note] = (),
    parents: Iterable[str] = (),
    page: str = "",
) -> OwnViewVersion:
    """Keep what somebody wrote as their inspectorate's own view; nothing is written over, and after the opening it stands after.

    `parents` are the ids of the wordings it was written over: two or more join them. `page` is the id of the page it was written
    on. Raises InspectionRefused, EvidenceError, VersionError.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)  # it is before the opening or after, never both
    check_can_write_view(by, inspection)
    criterion_of(inspection, criterion)
    said = {"leaning": _leaning(leaning), "words": words.strip()}
    if not said["words"]:
        raise EvidenceError("Write a sentence or two: the view is empty.")
    check_no_grade(words)
    part = _locked(by, inspection, criterion)
    said["notes"] = _pinned(by, inspection, notes, _rested_on(by, inspection, criterion))
    version, new = add_version(OwnViewVersion, part, by=by, said=said, parents=parents, id=page)
    if new:
        _log(by, part, "own view written", version=version.hash)  # never what it says, nor what it rests on
    return version


@transaction.atomic
def set_hour(*, by: Person, inspection: Inspection, opens_at: datetime) -> OpeningEntry:
    """Set the hour at which every inspectorate's views open together; the last one set holds. Raises InspectionRefused."""
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_open_views(by, inspection)
    check_hour(opens_at)
    entry = OpeningEntry.objects.create(inspection=inspection, kind=OpeningKind.HOUR, opens_at=opens_at, by=by)
    _log_opening(by, inspection, "hour of opening set", opens_at=opens_at.isoformat())
    return entry


@transaction.atomic
def open_now(*, by: Person, inspection: Inspection, why: str) -> OpeningEntry:
    """Open the views, also where an inspectorate has not written, saying why. Raises InspectionRefused or EvidenceError."""
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_open_views(by, inspection)
    if not why.strip():
        raise EvidenceError("Say why the views open now.")
    entry = OpeningEntry.objects.create(
        inspection=inspection, kind=OpeningKind.NOW, opens_at=timezone.now(), why=why.strip(), by=by
    )
    _log_opening(by, inspection, "own views opened")
    return entry


def read_own(*, by: Person, inspection: Inspection, criterion: str) -> tuple[Version, ...]:
    """Return every wording of the reader's own inspectorate, and log that it was read: not what it rests on."""
    check_is_inspector(by, inspection)
    criterion_of(inspection, criterion)
    _log_read(by, inspection, "own view opened", criterion)
    return own_versions(by, inspection, criterion)


def read_views(*, by: Person, inspection: Inspection, criterion: str = "") -> dict[str, list[View]]:
    """Return the views the reader may read, by criterion, and log it. Raises InspectionRefused."""
    check_is_inspector(by, inspection)
    if criterion:
        criterion_of(inspection, criterion)
    _log_read(by, inspection, "own views read", criterion)
    return views_seen_by(by, inspection, criterion)


def _leaning(leaning: str) -> str:
    try:
        return str(Leaning(leaning))
    except ValueError as error:
        raise EvidenceError("Say which way the view leans: strength, to improve, both or not enough seen.") from error


def _rested_on(by: Person, inspection: Inspection, criterion: str) -> dict[str, str]:
    """Return the notes the standing wordings rest on: id → id of the revision they were used in."""
    return dict(pin for version in standing(own_versions(by, inspection, criterion)) for pin in notes_in(version))


def _pinned(by: Person, inspection: Inspection, chosen: Iterable[Note], before: dict[str, str]) -> str:
    """Return the notes a view rests on, each in an exact wording, as one sealed text.

    What somebody may not read is not theirs to take away: it stays as it was. A note used before that has been set aside or is
    not finished any more stays in the wording it was used in; anything new must be fit to rest on.
    """
    chosen = marked(inspection, chosen)
    check_notes(by, inspection, [note for note in chosen if str(note.pk) not in before])
    used = Note.objects.filter(pk__in=before)
    unseen = list(used.exclude(pk__in=used.visible_to(by).values("pk")))
    worn = [note for note in chosen if str(note.pk) in before and (note.aside or not note.usable)]
    kept = {note.pk: before[str(note.pk)] for note in (*worn, *unseen)}
    rows = sorted([*chosen, *unseen], key=lambda note: note.number)
    return " ".join(f"{note.pk}:{kept.get(note.pk, note.current_id)}" for note in rows)


def _locked(by: Person, inspection: Inspection, criterion: str) -> OwnView:
    about = {"inspection": inspection, "inspectorate": inspectorate_of(by, inspection), "criterion": criterion}
    row, _ = OwnView.objects.get_or_create(pk=view_id(**about), defaults=about)
    return OwnView.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=row.pk)


def _log(by: Person, part: OwnView, action: str, **detail: object) -> None:
    about = {"object_kind": "ownview", "object_id": str(part.pk), "detail": {"criterion": part.criterion, **detail}}
    record(by=by, chain=str(part.inspection_id), action=action, **about)


def _log_opening(by: Person, inspection: Inspection, action: str, **detail: object) -> None:
    about = {"object_kind": "inspection", "object_id": str(inspection.pk), "detail": detail}
    record(by=by, chain=str(inspection.pk), action=action, **about)


def _log_read(by: Person, inspection: Inspection, action: str, criterion: str) -> None:
    about = {"object_kind": "inspection", "object_id": str(inspection.pk), "detail": {"criterion": criterion}}
    record_read(by=by, chain=str(inspection.pk), action=action, **about)
