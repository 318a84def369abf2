"""Reading a look-up: the children asked about, and how each stands at each agency."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
from django.db.models import QuerySet

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.intake.enums import SubmissionState
from joinedup.intake.models import Submission
from joinedup.linkage.core.look_up import ASKED, codes_of
from joinedup.linkage.look_up.enums import Standing
from joinedup.linkage.look_up.models import LookUp, LookUpAnswer
from joinedup.people.models import Person
from joinedup.records.artefacts import from_parquet
from joinedup.records.shape import RECORD, conform, empty
from joinedup.vault.files import read


@dataclass(frozen=True)
class AskedChild:
    """One child asked about, as the authority knows it, and how it stands at one agency."""

    code: str
    given: str | None
    family: str | None
    born: str
    sex: str | None
    postcode: str | None
    standing: Standing


def looks_up(inspection: Inspection) -> bool:
    """Return whether the inspection's framework has children looked up instead of lists matched."""
    return inspection.framework.linkage_mode == "look_up"


def look_up_of(inspection: Inspection) -> LookUp | None:
    """Return the inspection's look-up; none before the agencies are asked."""
    return LookUp.objects.filter(inspection=inspection).select_related("asked", "asked_by", "inspection").first()


def look_up_seen_by(person: Person, inspection: Inspection) -> LookUp | None:
    """Return the inspection's look-up as far as a person may see it."""
    return LookUp.objects.all().visible_to(person).filter(inspection=inspection).select_related("asked", "asked_by").first()


def asked_in(look_up: LookUp | None) -> pl.DataFrame:
    """Return the children asked about (core.look_up.ASKED), none before anybody asked."""
    return empty(ASKED) if look_up is None else conform(from_parquet(read(look_up.asked)), ASKED)


def agencies_asked(inspection: Inspection) -> QuerySet[Agency]:
    """Return the agencies that are asked: those of the sectors that send a people list, but the one the cohort comes from."""
    framework = inspection.framework
    sectors = {spec.sector for spec in framework.lists if spec.kind == "people"} - {framework.selection.cohort_sector}
    return agencies(inspection).filter(sector__in=sectors)


def children_at(look_up: LookUp, agency: Agency) -> list[AskedChild]:
    """Return every child asked about with how it stands at one agency, by code."""
    standings = _standings(look_up, agency)
    rows = asked_in(look_up).sort("code").iter_rows(named=True)
    return [
        AskedChild(row["code"], row["given"], row["family"], _born(row), row["sex"], row["postcode"], standings[row["code"]])
        for row in rows
    ]


def tally(look_up: LookUp) -> list[tuple[Agency, Counter[Standing]]]:
    """Return each agency asked, with how many children stand how. Counted as children, never as records."""
    return [(agency, Counter(_standings(look_up, agency).values())) for agency in agencies_asked(look_up.inspection)]


def awaited_of(look_up: LookUp, agency: Agency) -> int:
    """Return how many children an agency has neither sent a record of nor answered for."""
    return Counter(_standings(look_up, agency).values())[Standing.AWAITED]


def _standings(look_up: LookUp, agency: Agency) -> dict[str, Standing]:
    """Return code → standing. A record sent counts for more than an answer given before or after it."""
    known, said = _codes_sent(look_up, agency), _said(look_up, agency)
    codes = asked_in(look_up)["code"]
    return {code: Standing.KNOWN if code in known else said.get(code, Standing.AWAITED) for code in codes}


def _said(look_up: LookUp, agency: Agency) -> Mapping[str, Standing]:
    answers = LookUpAnswer.objects.filter(look_up=look_up, agency=agency).order_by("answered_at")
    return {answer.code: Standing(answer.answer) for answer in answers}


def _codes_sent(look_up: LookUp, agency: Agency) -> set[str]:
    """Return the codes on what the agency sent last, accepted or not yet looked at."""
    counts = (SubmissionState.RECEIVED, SubmissionState.ACCEPTED)
    sent = Submission.objects.filter(inspection=look_up.inspection, agency=agency, state__in=counts, records__isnull=False)
    frames = [conform(from_parquet(read(submission.records)), RECORD) for submission in sent.select_related("records")]
    return set(codes_of(pl.concat(frames))["code"].drop_nulls()) if frames else set()


def _born(row: dict[str, object]) -> str:
    """Return a birth date in words: a day, the span it lies in, or that it is not known."""
    first, last = row["dob_earliest"], row["dob_latest"]
    if first is None or last is None:
        return "not known"
    between = f"{first:%-d %B %Y}" if first == last else f"between {first:%-d %B %Y} and {last:%-d %B %Y}"  # type: ignore[str-bytes-safe]  # dates, as ASKED has them
    return f"expected {between}" if row["dob_kind"] == "expected" else between
