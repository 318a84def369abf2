"""Names of the workers an inspection knows: those its agencies' lists name, and those it reaches at the agencies."""

from collections.abc import Iterator
from functools import cache

from joinedup.inspections.contacts.models import ContactVersion
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.intake.core.opening import open_sheets
from joinedup.intake.core.recognise import recognise
from joinedup.intake.core.unusable import UnusableFile
from joinedup.intake.models import Submission
from joinedup.intake.queries import data_of, submissions_of
from joinedup.method.framework import Framework

_MOST: int = 50_000  # different names; a column that holds more is no column of workers


def workers_of(inspection: Inspection) -> set[str]:
    """Return full names of workers, as written. Whoever calls this logs the reading."""
    listed = {name for submission in submissions_of(inspection) for name in _listed(inspection.framework, submission)}
    reached = ContactVersion.objects.filter(contact__inspection=inspection)
    contacts = {version.said.get("name") or "" for version in reached}
    members = {member.person.name for agency in agencies(inspection) for member in agency.members.select_related("person")}
    return {name for name in (*listed, *contacts, *members) if len(name.split()) > 1}


def _listed(framework: Framework, submission: Submission) -> Iterator[str]:
    """Return what the columns of workers of one list hold. A statutory return has none."""
    keys = {
        column.key for spec in framework.lists if spec.id == submission.list_id for column in spec.columns if _is_worker(column.key)
    }
    if not keys:
        return
    try:
        sheets = open_sheets(data_of(submission), submission.filename)
        parts = recognise(sheets, [spec for spec in framework.lists if spec.id == submission.list_id], submission.filename)
    except UnusableFile:
        return  # it was accepted in a form this does not read: a return, whose columns name no worker
    for part in parts:
        for key in keys & set(part.header.found):
            column = part.sheet.frame[f"c{part.header.found[key]}"].slice(part.header.index + 1)
            yield from column.drop_nulls().unique().head(_MOST)


@cache
def _is_worker(key: str) -> bool:
    return key == "worker" or key.endswith("_worker")
