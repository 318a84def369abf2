"""How many true pairs a run found, estimated without knowing the truth.

What is linked is counted; how much of it is right is known from the pairs people checked. What was missed has two parts. The pairs
left to a person were seen: the share of them that is one person is known from those checked. The pairs never seen (no common key,
or a score too low to ask) are told by recapture: records that share an NHS number are known to be one person, so the lists are
linked once more without any number, and the share of such pairs that is never seen then is taken to be that of pairs without a
number too, one completeness of records at a time.

Sources: J. Chipperfield, N. Hansen and P. Rossiter, Estimating precision and recall for deterministic and probabilistic record
linkage, International Statistical Review 86, 2018, 219-236; R. Gilbert and others, GUILD: guidance for information about linking
data sets, Journal of Public Health 40, 2018, 191-198. Who holds no numbers may write less carefully than who does: the estimate
is then rather too high.
"""

from dataclasses import asdict, dataclass
from typing import Any, Final

import polars as pl

from joinedup.linkage.core.checking import Looked
from joinedup.linkage.core.comparables import comparables
from joinedup.linkage.core.intervals import Bounded, Share, bounded, certain, wilson
from joinedup.linkage.core.running import link
from joinedup.linkage.core.settings import LinkSettings

#: How complete the two records of a pair are: name, birth date and postcode in both; no postcode in one; no forename or no
#: certain birth date in one.
WHOLE, NO_PLACE, BARE = "whole", "no place", "bare"
CLASSES: Final = (WHOLE, NO_PLACE, BARE)

#: Fewer records than this that share a number tell too little, and the lists are not linked once more.
FEWEST: Final = 30

#: Pairs of a band to be told one person or two before a share of it is believed, unless all drawn were looked at.
ENOUGH: Final = 5


@dataclass(frozen=True)
class Recapture:
    """Counts of record pairs inside people, by completeness. `linked`: joined, with no number in common.

    `numbered`: with a number in common, `kept` how many of those are linked. Linked once more without numbers, they are `again`
    joined, `asked` left to a person, `lost` neither. `people`: how many numbers they share.
    """

    linked: dict[str, int]
    numbered: int
    kept: int
    people: int
    again: dict[str, int]
    asked: dict[str, int]
    lost: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """Return the counts as they are kept with a run."""
        return asdict(self)

    @property
    def found_again(self) -> Share:
        """The share of pairs with a number in common that is linked without it."""
        again = sum(self.again.values())
        return wilson(again, again + sum(self.asked.values()) + sum(self.lost.values()))


def recapture(records: pl.DataFrame, memberships: pl.DataFrame, settings: LinkSettings) -> Recapture:
    """Count what a run linked, and link the records (RECORD) once more without their numbers where enough of them share one."""
    described = _described(records)
    groups = described.join(memberships.select("record_id", "child_id"), on="record_id")
    inside = _pairs_by(groups, "child_id")
    with_number = inside.filter(pl.col("number") == pl.col("number_r")).height
    linked = _by_class(inside.filter(~(pl.col("number") == pl.col("number_r")).fill_null(value=False)))
    true = _pairs_by(described.drop_nulls("number"), "number")
    people = described.drop_nulls("number").filter(pl.col("number").is_duplicated())["number"]
    nothing = dict.fromkeys(CLASSES, 0)
    again, asked, lost = _without_numbers(records, true, settings) if people.len() >= FEWEST else (nothing,) * 3
    return Recapture(linked, true.height, with_number, people.n_unique(), again, asked, lost)


def _without_numbers(records: pl.DataFrame, true: pl.DataFrame, settings: LinkSettings) -> tuple[dict[str, int], ...]:
    """Link once more without numbers; return how many of the true pairs are joined again, left to a person, neither."""
    result = link(records.with_columns(known_ids=pl.lit([], dtype=pl.List(pl.String))), settings=settings)
    child = result.memberships.select("record_id", child="child_id")
    asked = result.pairs.filter(pl.col("outcome") == "review")
    seen = _people_of(asked.select(record_id="record_id_l", record_id_r="record_id_r"), child).unique()
    placed = _people_of(true, child).join(seen.with_columns(seen=True), on=["one", "other"], how="left")
    together = pl.col("one") == pl.col("other")
    unjoined = placed.filter(~together)
    asked_about = pl.col("seen").is_not_null()
    return (_by_class(placed.filter(together)), *(_by_class(unjoined.filter(each)) for each in (asked_about, ~asked_about)))


def _people_of(pairs: pl.DataFrame, child: pl.DataFrame) -> pl.DataFrame:
    """Add the two people of each pair (`one` the smaller id), and leave out the record ids."""
    both = pairs.join(child, on="record_id").join(child, left_on="record_id_r", right_on="record_id", suffix="_r")
    ends = {"one": pl.min_horizontal("child", "child_r"), "other": pl.max_horizontal("child", "child_r")}
    return both.with_columns(**ends).drop("record_id", "record_id_r", "child", "child_r")


def _described(records: pl.DataFrame) -> pl.DataFrame:
    """Each record's number, if it has one, and how complete it is (0 bare, 1 no place, 2 whole)."""
    frame, ids = comparables(records), records.sort("list", "record_id")["record_id"]
    bare = pl.col("given").is_null() | pl.col("unborn") | pl.col("dob").is_null() | (pl.col("dob_kind") != "exact")
    whole = pl.when(bare).then(0).when(pl.col("postcode").is_null()).then(1).otherwise(2)
    return frame.select(number="known", whole=whole).with_columns(record_id=ids)


def _pairs_by(records: pl.DataFrame, by: str) -> pl.DataFrame:
    """Every pair of records that share a value, each once."""
    columns = list(dict.fromkeys(("record_id", "whole", "number", by)))
    several = records.select(columns).filter(pl.len().over(by) > 1)
    return several.join(several, on=by, suffix="_r", maintain_order="left").filter(pl.col("record_id") < pl.col("record_id_r"))


def _by_class(pairs: pl.DataFrame) -> dict[str, int]:
    """How many pairs are of each completeness: that of the less complete record."""
    least = pairs.select(pl.min_horizontal("whole", "whole_r")).to_series()
    return {name: int((least == number).sum()) for number, name in ((2, WHOLE), (1, NO_PLACE), (0, BARE))}


def enough(bands: list[Looked]) -> bool:
    """Return whether enough pairs of every band were told one person or two, or all that were drawn were looked at."""
    return bool(bands) and all(_told(band) >= ENOUGH or _told(band) + band.untold >= band.drawn for band in bands)


def _told(band: Looked) -> int:
    return band.same + band.different


def estimated(counts: Recapture, bands: list[Looked]) -> tuple[Bounded | None, Bounded | None]:
    """Return precision and recall over record pairs inside people, each None until enough was looked at.

    `bands` are a run's bands as people checked them.
    """
    joined = [band for band in bands if band.stratum.outcome == "joined"]
    asked = [band for band in bands if band.stratum.outcome == "review"]
    if not enough(joined):
        return None, None
    right = _true_of(joined).times(1 / sum(band.stratum.value for band in joined))
    unnumbered = sum(counts.linked.values())
    found = right.times(unnumbered) + certain(counts.kept)
    precision = found.times(1 / (unnumbered + counts.kept))
    if not any(counts.again.values()) or (asked and not enough(asked)):
        return precision, None
    missed = _true_of(asked)
    for name in CLASSES:
        missed += _odds_lost(counts, name).times(counts.linked[name] * right.value)
    return precision, _share_found(missed.over(found))


def _share_found(missed: Bounded) -> Bounded:
    """The share found, where so many are missed for each that is found."""
    return Bounded(1 / (1 + missed.value), 1 / (1 + missed.high), 1 / (1 + max(0.0, missed.low)))


def _true_of(bands: list[Looked]) -> Bounded:
    """How many of the record pairs the bands stand for are true: what was looked at as found, the rest as likely as that."""
    true = certain(0.0)
    for band in bands:
        # Pairs that stand for many count for fewer equal ones (L. Kish, Survey Sampling, 1965).
        size = band.value**2 / band.squares if band.squares else 0.0
        share = bounded(band.same_value / band.value if band.value else 0.0, size)
        true += certain(band.same_value) + share.times(band.stratum.value - band.value)
    return true


def _odds_lost(counts: Recapture, name: str) -> Bounded:
    """For each linked pair of a completeness, how many are never seen. Several pairs of one person count as one person.

    Where no pair with a number is of that completeness, the odds over all of them.
    """
    every = [sum(kind.values()) for kind in (counts.again, counts.asked, counts.lost)]
    each = min(1.0, counts.people / sum(every))
    lost, again = counts.lost[name], counts.again[name]
    if not lost + again:
        again, _, lost = every
    share = bounded(lost / (lost + again), (lost + again) * each)
    return Bounded(*(_odds(bound) for bound in (share.value, share.low, share.high)))


def _odds(share: float) -> float:
    """So many lost for each one found; where all are lost, no more than a thousand."""
    return share / max(1 - share, 1e-3)
