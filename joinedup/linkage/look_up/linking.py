"""A link run under a framework of look-up: what was answered, joined by code."""

import polars as pl

from joinedup.intake.queries import relations_of
from joinedup.linkage.core.look_up import kept, link_looked_up
from joinedup.linkage.core.settings import Decided, LinkResult, LinkSettings
from joinedup.linkage.look_up.queries import asked_in, look_up_of
from joinedup.linkage.models import LinkRun


def link_answers(run: LinkRun, records: pl.DataFrame, settings: LinkSettings, decided: Decided) -> tuple[pl.DataFrame, LinkResult]:
    """Return the records the inspection may hold and who they are: before agencies are asked, the authority's alone, unjoined."""
    inspection = run.inspection
    asked = asked_in(look_up_of(inspection))
    held = kept(records, relations_of(inspection, run.submissions), asked, inspection.framework.selection.cohort_sector)
    return held, link_looked_up(held, asked, settings=settings, decided=decided)
