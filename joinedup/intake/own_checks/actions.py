"""An agency checks its own lists, on any day and before anybody else sees them, and says what it has to say of them.

Files are read in memory and let go. Of a check stay counts by rule; nothing of the file's own words, and no child.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import record, record_read
from joinedup.intake.core.counted import Compared, compare, wordless_counts
from joinedup.intake.core.crosslist import on_people_lists
from joinedup.intake.core.matching import SheetMatches
from joinedup.intake.core.own_summary import own_summary
from joinedup.intake.core.reading import Reading
from joinedup.intake.core.report import make_report
from joinedup.intake.core.unlinkable import unlinkable
from joinedup.intake.core.unusable import UnusableFile
from joinedup.intake.models import DataRequest, Submission
from joinedup.intake.own_checks.figures import figures
from joinedup.intake.own_checks.models import OwnCheck, SubmissionRemark
from joinedup.intake.own_checks.queries import check_before
from joinedup.intake.own_checks.reading import File, headers_of, read_own
from joinedup.intake.own_checks.rules import check_can_check_own, check_can_remark
from joinedup.intake.queries import data_of
from joinedup.intake.reading import people_known, read_for
from joinedup.intake.rules import check_can_read, check_can_send
from joinedup.method.framework import Framework
from joinedup.people.models import Person

#: The longest remark, in characters, and the most of them that come with one file.
LONGEST_REMARK = 2_000
MOST_REMARKS = 200


class RemarkMisfit(ValueError):
    """Something said of a file cannot be kept; the message says why."""


@dataclass(frozen=True)
class Checked:
    """One list as its agency checked it. `since` is the check it is held against, none where it is the first.

    `sheets` are its headers and what each was read as, where the sender should look at them.
    """

    reading: Reading
    compared: Compared | None = None
    since: datetime | None = None
    rows_then: int = 0
    by_then: str = ""  # who checked then
    sheets: tuple[SheetMatches, ...] = ()
    figures: dict[str, Any] = field(default_factory=dict)  # own_figures.figures
    unlinkable: tuple[str, ...] = ()  # own ids of children no people list names, who cannot be looked for elsewhere yet


@dataclass(frozen=True)
class Remark:
    """What an agency says beside an issue (rule, and column as the file heads it), a part of the summary, or the whole."""

    text: str
    rule: str = ""
    column: str = ""
    part: str = ""


def check_own_lists(
    *,
    by: Person,
    agency: Agency,
    framework: Framework,
    files: Sequence[File],
    list_id: str | None = None,
    notified_on: date | None = None,
) -> list[Checked]:
    """Check an agency's files together as if the inspection were notified on a day, or today; return each list in them.

    Raises IntakeRefused; UnusableFile with a line for each file that cannot be read, and then nothing is recorded.
    """
    check_can_check_own(by, agency)
    day = notified_on or timezone.localdate()
    readings = read_own(agency, framework, files, list_id, day)
    data = {sha256(content).hexdigest(): content for _, content in files}
    checked = _record_checks(by, agency, framework.id, readings)
    listed = on_people_lists(readings)["own_id"]
    found = [_looked_at(one, data[one.reading.sha256], agency, framework, day) for one in checked]
    return [replace(one, unlinkable=_ids(unlinkable([one.reading], listed))) for one in found]


def mark_own_lists(
    *,
    by: Person,
    agency: Agency,
    framework: Framework,
    files: Sequence[File],
    list_id: str | None = None,
    notified_on: date | None = None,
) -> bytes:
    """Return an agency's files as one workbook with their issues marked, kept nowhere. Raises as `check_own_lists`."""
    check_can_check_own(by, agency)
    return make_report(read_own(agency, framework, files, list_id, notified_on))


def check_for_request(*, by: Person, request: DataRequest, filename: str, data: bytes) -> Checked:
    """Check a file for what is asked for, before it is sent. Raises InspectionRefused; UnusableFile with a sentence."""
    check_can_send(by, request)
    reading = read_for(request, filename, data)
    if reading is None:
        raise UnusableFile("Only lists can be checked. Send this file as it is.")
    framework = request.inspection.framework
    [checked] = _record_checks(by, request.agency, framework.id, [reading])
    found = _looked_at(checked, data, request.agency, framework, request.inspection.notified_on)
    return replace(found, unlinkable=_ids(unlinkable([reading], people_known(request))))


def _ids(children: pl.DataFrame) -> tuple[str, ...]:
    return tuple(children["own_id"])


def _looked_at(checked: Checked, data: bytes, agency: Agency, framework: Framework, notified_on: date) -> Checked:
    """Return a check with what its agency should look at: its headers, and what the list says as figures."""
    told = figures(own_summary([checked.reading], framework, notified_on))
    return replace(checked, sheets=headers_of(checked.reading, data, agency, framework), figures=told)


def marked_for_request(*, by: Person, request: DataRequest, filename: str, data: bytes) -> bytes:
    """Return a file for a request as a workbook with its issues marked, kept nowhere. Raises as `check_for_request`."""
    check_can_send(by, request)
    reading = read_for(request, filename, data)
    if reading is None:
        raise UnusableFile("Only lists can be checked. Send this file as it is.")
    return make_report([reading])


def open_marked(*, by: Person, submission: Submission) -> bytes:
    """Return what was sent as a workbook with its issues marked, made anew from the sealed file; the reading is logged.

    Raises InspectionRefused; UnusableFile for what is not a list.
    """
    check_can_read(by, submission)
    reading = read_for(submission.request, submission.filename, data_of(submission))
    if reading is None:
        raise UnusableFile("Only a list has issues to mark.")
    record_read(
        by=by,
        chain=str(submission.inspection_id),
        action="marked workbook opened",
        object_kind="submission",
        object_id=str(submission.pk),
        detail={"list": submission.list_id, "sha256": submission.sha256},
    )
    return make_report([reading])


@transaction.atomic
def add_remarks(*, by: Person, submission: Submission, remarks: Iterable[Remark]) -> list[SubmissionRemark]:
    """Keep what an agency says of a file it sent, sealed with it. Raises InspectionRefused; RemarkMisfit for what is too long."""
    check_can_remark(by, submission)
    said = check_remarks(remarks)
    kept = [_remark(by, submission, remark) for remark in said]
    if kept:
        record(
            by=by,
            chain=str(submission.inspection_id),
            action="remarks made",
            object_kind="submission",
            object_id=str(submission.pk),
            detail={"list": submission.list_id, "remarks": len(kept), "rules": sorted({one.rule for one in kept if one.rule})},
        )
    return kept


def check_remarks(remarks: Iterable[Remark]) -> list[Remark]:
    """Return the remarks that say something. Raises RemarkMisfit where one is too long, or there are too many."""
    said = [replace(remark, text=remark.text.strip()) for remark in remarks if remark.text.strip()]
    if len(said) > MOST_REMARKS or any(len(remark.text) > LONGEST_REMARK for remark in said):
        raise RemarkMisfit(f"Say it in {LONGEST_REMARK:,} characters or fewer; what is longer, send as a document.")
    return said


def _remark(by: Person, submission: Submission, remark: Remark) -> SubmissionRemark:
    about = {"rule": remark.rule[:40], "part": remark.part[:40], "column": remark.column[:LONGEST_REMARK]}
    return SubmissionRemark.objects.create(
        inspection=submission.inspection, submission=submission, said_by=by, text=remark.text, **about
    )


@transaction.atomic
def _record_checks(by: Person, agency: Agency, framework_id: str, readings: Sequence[Reading]) -> list[Checked]:
    """Keep how many issues of each rule there were, and hold that against the last file checked for each list."""
    checked = [_record_check(by, agency, framework_id, reading) for reading in readings]
    OwnCheck.objects.filter(pk__in=[kept.pk for kept, _ in checked]).update(checked_at=timezone.now())  # one moment is one run
    return [one for _, one in checked]


def _record_check(by: Person, agency: Agency, framework_id: str, reading: Reading) -> tuple[OwnCheck, Checked]:
    now = wordless_counts(reading)
    before = check_before(agency, framework_id, reading.list_id, reading.sha256)
    check = OwnCheck.objects.create(
        agency=agency,
        framework_id=framework_id,
        list_id=reading.list_id,
        sha256=reading.sha256,
        rows=reading.rows,
        counts=now,
        checked_by=by,
    )
    detail = {"list": reading.list_id, "sha256": reading.sha256, "rows": reading.rows, "issues": reading.issues.height}
    record(by=by, chain="", action="own list checked", object_kind="own check", object_id=str(check.pk), detail=detail)
    if before is None:
        return check, Checked(reading)
    return check, Checked(reading, compare(before.counts, now), before.checked_at, before.rows, before.checked_by.name)
