"""Which answer answers which sending: one answer at most one, the earliest still unanswered.

Answers are taken in order of time; each answers the earliest sending still unanswered that was sent on or before its day and no
longer before than the rule's days. Where every rule asks for the same number of days no other pairing leaves fewer unanswered.
What then is left over, and dated within a week before something that nobody answered, says that the receiver knew already; it
too stands for one sending alone.
"""

from typing import Final

import polars as pl

#: So many days before it was sent a record of the receiver's may be of the same matter.
BEFORE_DAYS: Final = 7


def answering(sent: pl.DataFrame, came: pl.DataFrame) -> pl.DataFrame:
    """Return s, a: each sending with its answer.

    `sent`: key (what may be paired bears one key), s (its place in order of time), first, last (the days, as numbers, on which an
    answer may come). `came`: key, a (its place in order of time), day.
    """
    both = sent.lazy().select("key", "s", "first", "last").join(came.lazy().select("key", "a", "day"), on="key")
    return _first_come(both.filter(pl.col("day").is_between("first", "last")).select("s", "a").collect())


def known_before(sent: pl.DataFrame, came: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return s, a: each sending nobody answered with what the receiver had on record already. `sent`: with `lo`, its day."""
    open_ = sent.lazy().select("key", "s", "lo").join(pairs.lazy(), on="s", how="anti")
    free = came.lazy().select("key", "a", "day").join(pairs.lazy(), on="a", how="anti")
    both = open_.join(free, on="key").filter((pl.col("day") < pl.col("lo")) & (pl.col("day") >= pl.col("lo") - BEFORE_DAYS))
    return _first_come(both.select("s", "a").collect())


def _first_come(near: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs that come of taking answers in order, each for the first sending left."""
    answered: dict[int, int] = {}
    used: set[int] = set()
    for a, s in near.select("a", "s").sort("a", "s").iter_rows():
        if a not in used and s not in answered:
            answered[s] = a
            used.add(a)
    return pl.DataFrame({"s": list(answered), "a": list(answered.values())}, schema=near.schema)
