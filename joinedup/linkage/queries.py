"""Reading link runs, who they hold to be one person, and what people decided."""

import hashlib

import polars as pl
from django.db.models import QuerySet

from joinedup.inspections.models import Inspection
from joinedup.linkage.core.review import for_review
from joinedup.linkage.enums import RunState
from joinedup.linkage.models import LinkDecision, LinkRun
from joinedup.linkage.reviews.standing import standings_of
from joinedup.people.models import Person
from joinedup.records.artefacts import from_parquet
from joinedup.records.shape import MEMBERSHIP, PAIR, RECORD, conform
from joinedup.vault.files import read
from joinedup.vault.models import SealedFile


class RunUnfinished(LookupError):
    """Something was asked of a link run that has not finished."""


def runs_of(inspection: Inspection) -> QuerySet[LinkRun]:
    """Return an inspection's runs, the latest first."""
    return LinkRun.objects.filter(inspection=inspection).select_related("started_by").order_by("-started_at")


def runs_seen_by(person: Person, inspection: Inspection) -> QuerySet[LinkRun]:
    """Return an inspection's runs as far as a person may see them, the latest first."""
    return runs_of(inspection).filter(pk__in=LinkRun.objects.all().visible_to(person).values("pk"))


def latest_run(inspection: Inspection) -> LinkRun | None:
    """Return the run that finished last; none before the first."""
    return runs_of(inspection).filter(state=RunState.FINISHED).order_by("-finished_at").first()


def memberships_of(run: LinkRun) -> pl.DataFrame:
    """Return which person each record belongs to (MEMBERSHIP), by list and record. Raises RunUnfinished."""
    return conform(_frame(run.memberships), MEMBERSHIP)


def pairs_of(run: LinkRun) -> pl.DataFrame:
    """Return the pairs the run joined, rejected or left to a person (PAIR), by record ids. Raises RunUnfinished."""
    return conform(_frame(run.pairs), PAIR)


def linked_records_of(run: LinkRun) -> pl.DataFrame:
    """Return the records as they stood when the run began (RECORD), by id. Raises RunUnfinished."""
    return conform(_frame(run.records), RECORD)


def pairs_for_review(run: LinkRun) -> pl.DataFrame:
    """Return the pairs left to a person, those first that would change most, with `decision` (null: none yet).

    Raises RunUnfinished.
    """
    waiting = for_review(pairs_of(run), memberships_of(run))
    ids = [pair_id(one, other) for one, other in waiting.select("record_id_l", "record_id_r").iter_rows()]
    standing = {each.pair_id: each.decision for each in decisions_of(run.inspection)}
    return waiting.with_columns(pl.Series("decision", [standing.get(each) for each in ids], dtype=pl.String))


def decisions_of(inspection: Inspection) -> list[LinkDecision]:
    """Return the decision that stands for each pair decided, in the order they were made; none where two people differ."""
    standing = [each.stands for each in standings_of(inspection).values() if each.stands is not None]
    return sorted(standing, key=lambda each: (each.decided_at, each.pk))


def pair_id(one: str, other: str) -> str:
    """Return the name of a pair of records, whichever comes first: 16 hex digits of sha256 over both ids."""
    return hashlib.sha256("\x1f".join(sorted((one, other))).encode()).hexdigest()[:16]


def _frame(file: SealedFile | None) -> pl.DataFrame:
    if file is None:
        raise RunUnfinished("This link run has not finished, so there is nothing to read from it yet.")
    return from_parquet(read(file))
