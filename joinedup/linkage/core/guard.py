"""What the model's score may not decide alone: the rules that reject a pair or leave it to a person."""

from typing import Final

import polars as pl

from joinedup.linkage.core.settings import LinkSettings

#: Reasons, as they stand in PAIR.reason.
KNOWN_IDS_DIFFER: Final = "different known ids"
DECLARED_UNIQUE: Final = "two ids of an agency that gives each person one"
SAME_AGENCY: Final = "two ids of one agency"
FORENAMES_DIFFER: Final = "different forenames"
BIRTHS_DIFFER: Final = "different birth dates"
NO_FORENAME: Final = "no forename known"
TWO_FIT: Final = "fits two people alike"
SAID_SAME: Final = "a person said they are one"
SAID_DIFFERENT: Final = "a person said they are two"
GROUPS_CONTRADICT: Final = "their other records cannot be one person"

#: `verdict` of a pair before people are gathered.
JOIN, ATTACH, REVIEW, REJECT, BELOW = "join", "attach", "review", "reject", "below"


def judge(scored: pl.DataFrame, frame: pl.DataFrame, settings: LinkSettings, *, families: bool = True) -> pl.DataFrame:
    """Return the scored pairs worth keeping, with `probability`, `verdict` and `reason`.

    A pair of which one record has no forename is not joined but attached (`attach`): it may fit twins alike, which only
    the people gathered from the named records can tell. Where the lists hold no `families`, neither a different forename nor
    a different birth date hints at a relative, and the score decides.
    """
    probability = 1 / (1 + (2.0 ** -pl.col("weight")))
    kept = scored.with_columns(probability.alias("probability")).filter(pl.col("probability") >= settings.review_from)
    sides = frame.select("idx", "agency", "given", "known")
    both = kept.join(sides, left_on="idx_l", right_on="idx", how="left", maintain_order="left")
    both = both.join(sides, left_on="idx_r", right_on="idx", how="left", maintain_order="left", suffix="_r")
    ruled = both.with_columns(_ruling(settings, families).alias("ruling"))
    return ruled.select(
        "idx_l", "idx_r", "weight", "probability", verdict=pl.col("ruling").struct[0], reason=pl.col("ruling").struct[1]
    )


def _ruling(settings: LinkSettings, families: bool) -> pl.Expr:
    same_agency = pl.col("agency") == pl.col("agency_r")
    same_id = (pl.col("known") == pl.col("known_r")).fill_null(value=False)
    one_nameless = pl.col("given").is_null() != pl.col("given_r").is_null()
    probability, related = pl.col("probability"), pl.lit(families)
    return (
        pl.when(known_ids_differ()).then(_say(REJECT, KNOWN_IDS_DIFFER))
        .when(same_agency & pl.col("agency").is_in(sorted(settings.unique_ids))).then(_say(REJECT, DECLARED_UNIQUE))
        .when(probability < settings.threshold).then(_say(BELOW, ""))
        .when(same_agency & ~same_id & (probability < settings.same_agency)).then(_say(REVIEW, SAME_AGENCY))
        .when(~related | same_id).then(_say(JOIN, ""))
        .when(forenames_differ()).then(_say(REVIEW, FORENAMES_DIFFER))
        .when(births_differ()).then(_say(REVIEW, BIRTHS_DIFFER))
        .when(one_nameless).then(_say(ATTACH, NO_FORENAME))
        .otherwise(_say(JOIN, ""))
    )  # fmt: skip


def _say(verdict: str, reason: str) -> pl.Expr:
    return pl.struct(pl.lit(verdict).alias("verdict"), pl.lit(reason).alias("reason"))


def known_ids_differ() -> pl.Expr:
    """Two ids of one kind that differ; a pair with none, or with two kinds, says nothing."""
    kind, kind_r = (pl.col(name).str.split(":").list.first() for name in ("known", "known_r"))
    return ((kind == kind_r) & (pl.col("known") != pl.col("known_r"))).fill_null(value=False)


def forenames_differ() -> pl.Expr:
    """The last level of the forename comparison: not the same, not used for one another, not spelt alike, not exchanged."""
    return pl.col("level_given") == 0


def births_differ() -> pl.Expr:
    """The last level of the birth date comparison, as between a parent and a child of the same name at one address."""
    return pl.col("level_birth") == 0
