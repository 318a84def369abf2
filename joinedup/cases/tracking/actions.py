"""The only writers of tracking records."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from joinedup.audit.actions import record, record_read
from joinedup.cases.models import RecordPart as PartRow
from joinedup.cases.models import RecordVersion, TrackedChild
from joinedup.cases.rules import check_can_open_child
from joinedup.cases.tracking.queries import Here, Written, others_here, part_id, part_written, record_of
from joinedup.cases.tracking.rules import can_write_record, check_can_write_late, check_can_write_record, checked_part
from joinedup.cases.versions.actions import add_version
from joinedup.people.models import Person


class RecordError(ValueError):
    """What was to be written says nothing; the sentence says what to do."""


def open_record(*, by: Person, tracked: TrackedChild) -> list[Written]:
    """Return a child's whole record to somebody of the team, and log that they read it. Raises InspectionRefused."""
    check_can_open_child(by, tracked)
    about = {"object_kind": "trackedchild", "object_id": str(tracked.pk), "detail": {"code": tracked.code}}
    record_read(by=by, chain=str(tracked.inspection_id), action="tracking record opened", **about)
    return record_of(tracked)


def open_part(*, by: Person, tracked: TrackedChild, section: str, sector: str = "") -> tuple[Written, list[Here]]:
    """Return one part of a child's record and who else has it open, and log that it was opened. Raises InspectionRefused."""
    check_can_open_child(by, tracked)
    written = part_written(tracked, checked_part(tracked, section, sector))
    others = others_here(written, by)
    record_read(by=by, chain=str(tracked.inspection_id), action="record part opened", **_about(tracked, section, sector))
    return written, others


@transaction.atomic
def save_part(
    *,
    by: Person,
    tracked: TrackedChild,
    section: str,
    sector: str = "",
    said: Mapping[str, str],
    parents: Iterable[str] = (),
    page: str = "",
    late: bool = False,
) -> RecordVersion:
    """Keep what somebody wrote in a part of a child's record; nothing is written over.

    `said` holds `words`, and for a child's or family's own words `heard`: who heard them, and when. `parents` are the ids of the
    versions it was written over: two or more join them. `page` is the id of the page it was written on, `late` keeps it although
    the time to write has passed. Raises InspectionRefused (TooLate where a late entry may be kept), RecordError, VersionError.
    """
    tracked = TrackedChild.objects.select_related("inspection").get(pk=tracked.pk)
    late = late and not can_write_record(by, tracked)  # the time may have come back meanwhile
    (check_can_write_late if late else check_can_write_record)(by, tracked)
    part = checked_part(tracked, section, sector)
    parents = list(parents)
    said = {field: said.get(field, "").strip() for field in fields_of(part.section.child_words)}
    if not said["words"] and not parents:
        raise RecordError("Write something first: this part is empty.")
    row = _locked(tracked, section, sector)
    version, new = add_version(RecordVersion, row, by=by, said=said, parents=parents, id=page, late=late)
    if new:
        action = "record part joined" if len(version.parents) > 1 else "record part written"
        detail = {"version": version.hash, "over": len(version.parents), "late": late}
        record(by=by, chain=str(tracked.inspection_id), action=action, **_about(tracked, section, sector, **detail))
    return version


def fields_of(child_words: bool) -> tuple[str, ...]:
    """Return what a version of a part says: the words, and for a child's or family's own, who heard them and when."""
    return ("words", "heard") if child_words else ("words",)


def _locked(tracked: TrackedChild, section: str, sector: str) -> PartRow:
    """Return the part's row, made where it is the first time, and locked: two who save at once come one after the other."""
    about = {"inspection": tracked.inspection, "tracked": tracked, "section": section, "sector": sector}
    row, _ = PartRow.objects.get_or_create(pk=part_id(tracked, section, sector), defaults=about)
    return PartRow.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=row.pk)


def _about(tracked: TrackedChild, section: str, sector: str, **more: object) -> dict[str, object]:
    detail = {"code": tracked.code, "section": section, "sector": sector, **more}
    return {"object_kind": "recordpart", "object_id": str(part_id(tracked, section, sector)), "detail": detail}
