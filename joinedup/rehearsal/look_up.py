"""Under a framework of look-up: the authority's lists come first, and every other agency answers about the cohort's children."""

from collections.abc import Collection
from pathlib import Path

from joinedup.cases.actions import ask_about_cohort
from joinedup.inspections.models import Inspection
from joinedup.linkage.actions import run_link
from joinedup.linkage.look_up.actions import answer, open_asked
from joinedup.linkage.look_up.enums import Answer, Standing
from joinedup.linkage.look_up.models import LookUp
from joinedup.linkage.look_up.queries import agencies_asked, asked_in
from joinedup.method.framework import Framework
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.lists import send
from joinedup.training.area import MadeUpArea
from joinedup.training.lists import WrittenList, write_lists

#: What a coordinator says of the children of whom the made-up agency holds no record.
SEARCHED = "Searched by name, other names and date of birth in every system we keep."


def answering_later(framework: Framework, area: MadeUpArea) -> set[str]:
    """Return the keys of the agencies that wait until they are asked about children; none where lists are matched."""
    if framework.linkage_mode != "look_up":
        return set()
    return {agency.key for agency in area.agencies if agency.sector != framework.selection.cohort_sector}


def look_up_children(
    cast: Cast, inspection: Inspection, area: MadeUpArea, folder: Path, agencies: Collection[str]
) -> list[WrittenList]:
    """Ask about the cohort, let each agency send what it holds of these children and say of the others that it knows none."""
    run = run_link(by=cast.lead, inspection=inspection)
    look_up = ask_about_cohort(by=cast.lead, run=run)
    asked = _people_asked(area, look_up)
    written = write_lists(area, inspection.framework, folder, agencies=agencies, asked=asked)
    send(cast, inspection, written, [key for key in cast.agencies if key in agencies])
    for agency in agencies_asked(inspection):
        coordinator = cast.coordinators[agency.key]
        seen = open_asked(by=coordinator, inspection=inspection, agency=agency)
        left = [child.code for child in seen if child.standing == Standing.AWAITED]
        if left:
            answer(by=coordinator, inspection=inspection, agency=agency, codes=left, said=Answer.NOT_KNOWN, how=SEARCHED)
    return written


def _people_asked(area: MadeUpArea, look_up: LookUp) -> dict[int, str]:
    """Return person id → code, found through the authority's own records."""
    person = dict(area.records.select("record_id", "person_id").iter_rows())
    return {
        person[record]: code
        for code, records in asked_in(look_up).select("code", "record_ids").iter_rows()
        for record in records
        if record in person
    }
