"""What a run's links are worth: counted once when it finishes, read together with what people said of the pairs drawn."""

from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from joinedup.intake.queries import events_of
from joinedup.linkage.core.checking import DRAWN, Looked, Stratum, draw, drawable, looked_at, strata
from joinedup.linkage.core.fallout import Group, falls_out
from joinedup.linkage.core.intervals import Bounded
from joinedup.linkage.core.recall import Recapture, enough, estimated, recapture
from joinedup.linkage.core.reviewing import Agreement
from joinedup.linkage.core.settings import LinkResult, LinkSettings
from joinedup.linkage.core.thresholds import AtThreshold, at_thresholds
from joinedup.linkage.models import LinkRun
from joinedup.linkage.reviews.standing import PairStanding, agreement_of
from joinedup.records.artefacts import from_parquet
from joinedup.records.shape import conform, empty
from joinedup.vault.files import read


def counted(
    run: LinkRun, records: pl.DataFrame, result: LinkResult, settings: LinkSettings, *, matched: bool
) -> tuple[pl.DataFrame, dict[str, Any]]:
    """Return the pairs drawn to be checked (DRAWN), and the counts a run keeps in clear.

    Where records were looked up rather than `matched`, nothing is linked once more: numbers decided nothing.
    """
    every = drawable(result.pairs, result.memberships)
    found = recapture(records, result.memberships, settings) if matched else None
    groups = falls_out(records, result.memberships, run.inspection.notified_on, _ethnicity(run))
    counts = {
        "threshold": settings.threshold,
        "strata": [asdict(each) for each in strata(every)],
        "thresholds": [asdict(each) for each in at_thresholds(result.pairs)],
        "groups": [asdict(each) for each in groups],
        "recapture": found.as_json() if found else None,
    }
    return draw(every, seed=settings.seed, each=settings.check_each), counts


def _ethnicity(run: LinkRun) -> pl.DataFrame:
    """Return record_id and ethnicity in words, as the events of any list give it."""
    told = events_of(run.inspection, run.submissions).filter(pl.col("attributes").str.contains('"ethnicity"', literal=True))
    framework = run.inspection.framework
    used = {column.codes for spec in framework.lists for column in spec.columns if column.holds == "ethnicity"}
    labels = {code: label for codes in framework.code_sets if codes.id in used for code, label in codes.values}
    return told.select("record_id", pl.col("attributes").str.json_path_match("$.ethnicity").replace(labels).alias("ethnicity"))


@dataclass(frozen=True)
class Quality:
    """A run's links, measured. `precision` and `recall` are None until enough drawn pairs were looked at."""

    threshold: float
    bands: list[Looked]
    drawn: int
    looked: int
    precision: Bounded | None
    recall: Bounded | None
    recapture: Recapture | None
    thresholds: list[AtThreshold]
    groups: list[Group]
    agreement: Agreement
    doubtful_enough: bool  # enough of the doubtful bands was looked at for recall


def drawn_of(run: LinkRun) -> pl.DataFrame:
    """Return the pairs drawn to check a run's links by (DRAWN), in the order to look at them; none for a run that kept none."""
    return conform(from_parquet(read(run.drawn)), DRAWN).sort("place", "outcome", "band") if run.drawn else empty(DRAWN)


def quality_of(run: LinkRun, standings: dict[str, PairStanding]) -> Quality | None:
    """Return what is known of a run's links, given how its pairs stand; None for a run made before links were measured."""
    if not run.quality:
        return None
    drawn = drawn_of(run)
    said = {(row.record_id_l, row.record_id_r): str(row.decision) for each in standings.values() if (row := each.stands)}
    bands = looked_at([Stratum(**each) for each in run.quality["strata"]], drawn, said)
    found = Recapture(**run.quality["recapture"]) if run.quality["recapture"] else None
    precision, recall = estimated(found, bands) if found else (None, None)
    return Quality(
        threshold=run.quality["threshold"],
        bands=bands,
        drawn=drawn.height,
        looked=sum(band.same + band.different + band.untold for band in bands),
        precision=precision,
        recall=recall,
        recapture=found,
        thresholds=[AtThreshold(**each) for each in run.quality["thresholds"]],
        groups=[Group(**each) for each in run.quality["groups"]],
        agreement=agreement_of(standings.values()),
        doubtful_enough=enough([band for band in bands if band.stratum.outcome == "review"]),
    )
