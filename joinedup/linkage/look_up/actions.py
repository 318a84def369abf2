"""The only writers of look-ups and answers to them."""

from collections.abc import Collection

import polars as pl
from django.db import transaction

from joinedup.areas.models import Agency
from joinedup.audit.actions import record, record_read
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.linkage.core.look_up import asked_about
from joinedup.linkage.look_up.enums import Answer
from joinedup.linkage.look_up.models import LookUp, LookUpAnswer
from joinedup.linkage.look_up.queries import AskedChild, asked_in, children_at
from joinedup.linkage.look_up.rules import check_can_answer, check_can_ask_about, check_is_asked
from joinedup.linkage.models import LinkRun
from joinedup.linkage.queries import linked_records_of, memberships_of
from joinedup.people.models import Person
from joinedup.records.artefacts import to_parquet
from joinedup.vault import files


@transaction.atomic
def ask_about(*, by: Person, run: LinkRun, children: pl.Series) -> LookUp:
    """Ask the agencies about these children (`child_id` of a link run), each under a code of the inspection's own.

    Raises InspectionRefused where the person may not, the stage forbids it, they were asked before, or there is no child.
    """
    inspection = Inspection.objects.select_for_update().get(pk=run.inspection_id)
    check_can_ask_about(by, inspection)
    sector = inspection.framework.selection.cohort_sector
    asked = asked_about(children, memberships_of(run), linked_records_of(run), sector)
    if asked.is_empty():
        raise InspectionRefused("No child on the authority's lists is in this framework's cohort, so there is nobody to ask about.")
    data = to_parquet(asked, ["code"])
    stored = files.store(scope=inspection.pk, kind="children asked about", data=data)
    made = LookUp.objects.create(inspection=inspection, children=asked.height, asked=stored, asked_by=by)
    detail = {"children": asked.height, "run": str(run.pk), "sha256": stored.sha256}
    record(
        by=by,
        chain=str(inspection.pk),
        action="agencies asked about children",
        object_kind="look-up",
        object_id=str(made.pk),
        detail=detail,
    )
    return made


def open_asked(*, by: Person, inspection: Inspection, agency: Agency) -> list[AskedChild]:
    """Return the children an agency is asked about, with their names, to somebody of it; log the read. Raises InspectionRefused."""
    look_up = check_is_asked(by, inspection, agency)
    record_read(
        by=by,
        chain=str(inspection.pk),
        action="children asked about opened",
        object_kind="look-up",
        object_id=str(look_up.pk),
        detail={"agency": agency.key, "children": look_up.children},
    )
    return children_at(look_up, agency)


@transaction.atomic
def answer(
    *, by: Person, inspection: Inspection, agency: Agency, codes: Collection[str], said: str, how: str
) -> list[LookUpAnswer]:
    """Say of children an agency sends no record of that they are not known, or that it cannot tell, and how it searched.

    Raises InspectionRefused where the person may not, a code was not asked about, none is given, or nothing is said of the search.
    """
    check_can_answer(by, inspection, agency)
    look_up, word = check_is_asked(by, inspection, agency), Answer(said)
    if not codes:
        raise InspectionRefused("Choose the children you answer for.")
    if not how.strip():
        raise InspectionRefused("Say where and how you searched, so that somebody else can follow it.")
    if stray := sorted(set(codes) - set(asked_in(look_up)["code"])):
        raise InspectionRefused(f"Nobody asked about {', '.join(stray)}.")
    shared = {"inspection": inspection, "look_up": look_up, "agency": agency, "answer": word, "answered_by": by}
    made = [LookUpAnswer(code=code, how=how.strip(), **shared) for code in sorted(set(codes))]
    LookUpAnswer.objects.bulk_create(made)
    detail = {"agency": agency.key, "codes": sorted(set(codes)), "answer": str(word)}
    record(
        by=by, chain=str(inspection.pk), action="look-up answered", object_kind="look-up", object_id=str(look_up.pk), detail=detail
    )
    return made
