"""One link run: records in, people out. The same records in any order give the same bytes."""

import math
import time
from collections.abc import Callable
from typing import Any, Final

import polars as pl

from joinedup.linkage.core import guard, own_weights
from joinedup.linkage.core.apart import compared_apart, ids_err, single_names_placed
from joinedup.linkage.core.blocking import HOUSEHOLD_KEYS, KEYS, candidate_pairs
from joinedup.linkage.core.checking import to_look_at
from joinedup.linkage.core.clustering import Groups, Offer, attach_nameless, join_strongest_first
from joinedup.linkage.core.coherence import join_coherent
from joinedup.linkage.core.comparables import comparables
from joinedup.linkage.core.engine import ONE_MACHINE, Engine
from joinedup.linkage.core.families import hold_families
from joinedup.linkage.core.further import with_further
from joinedup.linkage.core.households import households
from joinedup.linkage.core.model import Model, load_model, weights_of
from joinedup.linkage.core.settings import Decided, LinkResult, LinkSettings
from joinedup.linkage.core.uncontested import uncontested
from joinedup.linkage.core.waterfall import evidence
from joinedup.records.ids import child_ids
from joinedup.records.shape import MEMBERSHIP, PAIR, RECORD, conform

Progress = Callable[[str, float], None]

#: Bits above which a pair is safe enough to learn a family's move from.
SURE: Final = 5.0

#: Bits below which a pair is not kept: weaker than any review would ask for.
FLOOR: Final = -8.0

#: Bits down to which a pair counts against two groups being one person, where lists hold no families.
AGAINST: Final = -12.0

#: Pairs something was said of besides the score: by the gathering of people, or by a person.
FOUND: Final = {"idx_l": pl.Int32, "idx_r": pl.Int32, "found": pl.String}

STAGES: Final = ("comparables", "candidates", "scores", "households", "weights", "guard", "people")


class Clock:
    """Seconds by stage, told to whoever watches."""

    def __init__(self, progress: Progress | None) -> None:
        """Start the first stage now."""
        self.seconds: dict[str, float] = {}
        self._progress = progress
        self._since = time.perf_counter()

    def done(self, stage: str) -> None:
        """Close a stage and report how much of the run is behind."""
        now = time.perf_counter()
        self.seconds[stage], self._since = round(now - self._since, 3), now
        if self._progress is not None:
            self._progress(stage, len(self.seconds) / len(STAGES))


def link(
    records: pl.DataFrame,
    *,
    settings: LinkSettings | None = None,
    decided: Decided | None = None,
    progress: Progress | None = None,
    engine: Engine = ONE_MACHINE,
    explain: bool = False,
    further: pl.DataFrame | None = None,
) -> LinkResult:
    """Link records (RECORD shape, of any number of agencies) into people, keeping to what people `decided` about pairs.

    `engine` says where pairs are found and scored; it changes no link. `further` holds record_id and the columns beyond those of
    RECORD that a model file names. With `explain` the evidence of the pairs a person may
    look at is kept.

    Returns memberships, pairs and seconds by stage. Raises ValueError where a column is missing or a record_id occurs twice,
    ModelError where the model file cannot be used.
    """
    settings = settings or LinkSettings()
    model = load_model(settings.model)
    clock = Clock(progress)
    ordered = _ordered(records)
    told = _told(ordered, decided or Decided())
    frame = with_further(comparables(ordered), ordered, further, model)
    clock.done("comparables")
    families = hold_families(frame)
    scored, frame, weighed = _scored(frame, model, settings, told, clock=clock, engine=engine, families=families)
    judged = guard.judge(scored, frame, settings, families=families)
    clock.done("guard")
    groups, outcomes = _gathered(judged, frame, settings, told, against=None if families else scored)
    memberships = _memberships(ordered, groups, judged)
    pairs = _pairs(ordered, groups, judged, outcomes.vstack(told.select(outcomes.columns)))
    looked_at = to_look_at(pairs, memberships, settings) if explain else None
    result = LinkResult(
        memberships=memberships,
        pairs=pairs,
        seconds=clock.seconds,
        **_by_which_model(model, weighed),
        families=families,
        evidence=None if looked_at is None else evidence(scored, weighed, ordered["record_id"], looked_at),
    )
    clock.done("people")
    return result


def _by_which_model(model: Model, weighed: Model) -> dict[str, Any]:
    """Return what a result says of the model it was made with, and of the weights that moved for these lists."""
    return {
        "model_id": model.id,
        "model_sha256": model.sha256,
        "weights": weights_of(weighed),
        "own_weights": weighed is not model,
    }


def _scored(
    frame: pl.DataFrame, model: Model, settings: LinkSettings, told: pl.DataFrame, *, clock: Clock, engine: Engine, families: bool
) -> tuple[pl.DataFrame, pl.DataFrame, Model]:
    """Return the scored pairs, the frame they were scored in, and the weights they were scored by."""
    floor = min(FLOOR, math.log2(settings.review_from))
    if not families:
        return _without_families(single_names_placed(frame), model, clock, min(floor, AGAINST), engine)
    _, scored = compared(frame, model, clock, floor, engine)
    scored, weighed = _taught(scored, frame, model, settings, told)
    clock.done("weights")
    return scored, frame, weighed


def _ordered(records: pl.DataFrame) -> pl.DataFrame:
    ordered = conform(records, RECORD).sort("list", "record_id")
    twice = ordered.filter(pl.col("record_id").is_duplicated())
    if twice.height:
        raise ValueError(f"{twice['record_id'].n_unique()} record ids stand for more than one record; each must be unique.")
    return ordered


def compared(
    frame: pl.DataFrame, model: Model, clock: Clock, floor: float | None = FLOOR, engine: Engine = ONE_MACHINE
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the comparable frame with households filled in, and every candidate pair scored, those below `floor` left out.

    Scored twice where it helps: what surely is one person tells which addresses a family moved between, and pairs across
    those addresses are then weighed as one household's.
    """
    first = engine.compare(frame, KEYS, model, floor, clock.done)
    clock.done("scores")
    housed = frame.with_columns(households(frame, first.filter(pl.col("weight") >= SURE)))
    moved = _across_addresses(housed, candidate_pairs(housed, HOUSEHOLD_KEYS))
    second = engine.score(housed, moved, model, floor)
    kept = first.join(moved, on=["idx_l", "idx_r"], how="anti")
    clock.done("households")
    return housed, pl.concat([kept, second]).sort("idx_l", "idx_r")


def _taught(
    scored: pl.DataFrame, frame: pl.DataFrame, model: Model, settings: LinkSettings, told: pl.DataFrame
) -> tuple[pl.DataFrame, Model]:
    """Return the pairs with the weights a first pass over these lists teaches, and the model with these weights."""
    if not (settings.train and own_weights.large_enough(frame.height, model)):
        return scored, model
    judged = guard.judge(scored, frame, settings)
    groups, _ = _gathered(judged, frame, settings, told)
    own = own_weights.learned(scored, own_weights.told_apart(scored, judged, groups), model)
    return own_weights.reweighed(scored, model, own), own


def _across_addresses(housed: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs of one household whose records give different addresses of it; the others are weighed already."""
    home = housed["home"]
    return pairs.filter(home.gather(pairs["idx_l"]) != home.gather(pairs["idx_r"]))


def _without_families(
    frame: pl.DataFrame, model: Model, clock: Clock, floor: float, engine: Engine
) -> tuple[pl.DataFrame, pl.DataFrame, Model]:
    """Return the pairs scored with the lists' own weights, the frame without ids where these err, and the model so weighed."""
    scored, own = compared_apart(frame, model, floor, engine)
    clock.done("scores")
    return scored, frame.with_columns(known=pl.lit(None, dtype=pl.String)) if ids_err(frame, own) else frame, own


def _told(ordered: pl.DataFrame, decided: Decided) -> pl.DataFrame:
    """What people said, as (idx_l, idx_r, found: what); of records that are no longer there nothing."""
    named = {record for pair in (*decided.same, *decided.different) for record in pair}
    here = ordered.select("record_id").with_row_index().filter(pl.col("record_id").is_in(sorted(named)))
    places = {record: place for place, record in here.iter_rows()}
    said = [(guard.SAID_SAME, pair) for pair in decided.same] + [(guard.SAID_DIFFERENT, pair) for pair in decided.different]
    told = [(*sorted((places[one], places[other])), what) for what, (one, other) in said if one in places and other in places]
    return pl.DataFrame(told, schema=FOUND, orient="row").unique(["idx_l", "idx_r"], keep="last", maintain_order=True)


def _gathered(
    judged: pl.DataFrame, frame: pl.DataFrame, settings: LinkSettings, told: pl.DataFrame, against: pl.DataFrame | None = None
) -> tuple[list[int], pl.DataFrame]:
    """Return each record's group, and the pairs gathering could not join, as FOUND, without those people decided.

    With `against`, every scored pair, groups are joined only where all pairs between them together speak for it.
    """
    untold = judged.join(told, on=["idx_l", "idx_r"], how="anti")
    strongest = untold.sort("weight", "idx_l", "idx_r", descending=[True, False, False])
    links = strongest.filter(pl.col("verdict") == guard.JOIN).select("idx_l", "idx_r")
    known, agencies = frame["known"].to_list(), frame["agency"].to_list()
    if against is None:
        together, links = uncontested(links, frame, settings.unique_ids, besides=told.select("idx_l", "idx_r").unpivot()["value"])
        groups = Groups(known, agencies, settings.unique_ids, together)
        _keep_to(told, groups)
        forbidden = join_strongest_first(groups, links.iter_rows())
    else:
        groups = Groups(known, agencies, settings.unique_ids)
        _keep_to(told, groups)
        forbidden = join_coherent(groups, links.iter_rows(), against.select("idx_l", "idx_r", "weight").iter_rows())
    undecided = attach_nameless(groups, _offers(strongest, frame))
    reasons = {
        guard.GROUPS_CONTRADICT: [*forbidden, *undecided.forbidden],
        guard.TWO_FIT: undecided.two_fit,
        guard.SAME_AGENCY: undecided.same_agency,
    }
    rows = [(min(pair), max(pair), reason) for reason, pairs in reasons.items() for pair in pairs]
    found = pl.DataFrame(rows, schema=FOUND, orient="row")
    return groups.groups(), found.unique(["idx_l", "idx_r"], keep="first", maintain_order=True)


def _keep_to(told: pl.DataFrame, groups: Groups) -> None:
    """Part first what people said are two, then join what they said are one."""
    for one, other, what in told.sort("found", "idx_l", "idx_r").iter_rows():
        if what == guard.SAID_DIFFERENT:
            groups.keep_apart(one, other)
    for one, other, what in told.sort("found", "idx_l", "idx_r").iter_rows():
        if what == guard.SAID_SAME:
            groups.join_as_told(one, other)


def _offers(strongest: pl.DataFrame, frame: pl.DataFrame) -> list[Offer]:
    """The pairs to attach, the record without a forename told apart."""
    nameless = frame["given"].is_null().to_list()
    pairs = strongest.filter(pl.col("verdict") == guard.ATTACH).select("weight", "idx_l", "idx_r").iter_rows()
    return [Offer(weight, one, other) if nameless[one] else Offer(weight, other, one) for weight, one, other in pairs]


def _memberships(ordered: pl.DataFrame, groups: list[int], judged: pl.DataFrame) -> pl.DataFrame:
    frame = ordered.select("list", "record_id", group=pl.Series(groups, dtype=pl.Int32))
    return conform(frame.with_columns(child_id=child_ids(frame), probability=_strongest_link(judged, groups)), MEMBERSHIP)


def _strongest_link(judged: pl.DataFrame, groups: list[int]) -> pl.Series:
    """Each record's highest probability among links inside its group; 1 for a record alone."""
    inside = judged.filter(_together(judged, groups))
    ends = pl.concat([inside.select("probability", idx=side) for side in ("idx_l", "idx_r")])
    best = ends.group_by("idx").agg(pl.max("probability"))
    every = pl.DataFrame({"idx": pl.Series(range(len(groups)), dtype=pl.Int32)})
    return every.join(best, on="idx", how="left", maintain_order="left")["probability"].fill_null(1.0).round(6)


def _together(judged: pl.DataFrame, groups: list[int]) -> pl.Series:
    of = pl.Series(groups, dtype=pl.Int32)
    return of.gather(judged["idx_l"]) == of.gather(judged["idx_r"])


def _pairs(ordered: pl.DataFrame, groups: list[int], judged: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Every pair kept, as PAIR. A pair the score alone left below the threshold counts as joined where its people are one."""
    both = judged.with_columns(_together(judged, groups).alias("together"))
    both = both.join(found, on=["idx_l", "idx_r"], how="left", maintain_order="left").with_columns(_outcome().alias("outcome"))
    names = ordered["record_id"]
    named = both.with_columns(one=names.gather(both["idx_l"]), other=names.gather(both["idx_r"]))
    low, high = pl.min_horizontal("one", "other"), pl.max_horizontal("one", "other")
    by_score = (pl.col("outcome") == "joined") & (pl.col("found").fill_null("") != guard.SAID_SAME)
    reason = pl.when(by_score).then(pl.lit("")).otherwise(pl.coalesce("found", "reason"))
    finished = named.with_columns(record_id_l=low, record_id_r=high, reason=reason, probability=pl.col("probability").round(6))
    return conform(finished, PAIR).sort("record_id_l", "record_id_r")


def _outcome() -> pl.Expr:
    verdict, said = pl.col("verdict"), pl.col("found").fill_null("")
    looked_at = (verdict == guard.REVIEW) & (said != guard.SAID_SAME)
    return (
        pl.when((said == guard.SAID_DIFFERENT) | ((verdict == guard.REJECT) & (said != guard.SAID_SAME))).then(pl.lit("rejected"))
        .when(pl.col("together") & ~looked_at).then(pl.lit("joined"))
        .otherwise(pl.lit("review"))
    )  # fmt: skip
