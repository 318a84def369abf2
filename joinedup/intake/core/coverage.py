"""A list of a wider area, cut to the inspected one. Pure: the same lists and the same area give the same cut, in any order.

A police force or a trust serves many authorities and often cannot cut its lists itself. Of a person who stands only on lists of
a wider area, this says why they stay or that they are cut:

- `inside`: their postcode lies in the area;
- `known`: the authority has them, by an id really shared such as the NHS number, wherever they live (a child placed elsewhere);
- `related`: the agency itself relates them to somebody who stays (a parent, a person who poses a risk, across the border);
- `cannot tell`: no postcode, one too short to tell, or no postcodes of the area on the register. They stay, and are counted;
- `cut`: their postcode lies outside, and none of the above.

Nothing is deleted: what is cut is left out where lists are read, and stands in the file as it was sent. So a later list of the
authority, or a corrected register, brings people back without anybody sending anything again.
"""

from collections.abc import Iterable
from typing import Final

import polars as pl

INSIDE, KNOWN, RELATED, UNSURE, CUT = "inside", "known", "related", "cannot tell", "cut"
JUDGEMENTS: Final = (INSIDE, KNOWN, RELATED, UNSURE, CUT)
#: Of each person who stands only on lists of a wider area: why they stay, or that they are cut.
JUDGED: Final[dict[str, pl.DataType | type[pl.DataType]]] = {"record_id": pl.String, "judged": pl.String}


def judge(
    records: pl.DataFrame, wider: Iterable[str], relations: pl.DataFrame, area: Iterable[str], authority: Iterable[str]
) -> pl.DataFrame:
    """Return JUDGED, by record id.

    `records` (RECORD) and `relations` (RELATION) are those of every list that counts, `wider` the ids of records no list of the
    area alone holds, `area` its postcode districts and sectors ("LK1", "LK1 4"), `authority` the known ids (`kind:value`) of its
    own records.
    """
    alone = records.filter(pl.col("record_id").is_in(list(wider)))
    ids = alone.select("record_id", "known_ids").explode("known_ids")
    known = ids.filter(pl.col("known_ids").is_in(list(authority)))["record_id"].unique()
    judged = alone.select(
        "record_id",
        pl.when(pl.col("record_id").is_in(known.implode())).then(pl.lit(KNOWN)).otherwise(_by_postcode(list(area))).alias("judged"),
    )
    outside = judged.filter(pl.col("judged") == CUT)["record_id"]
    related = _beside_who_stays(relations, outside, records["record_id"])
    beside = (pl.col("judged") == CUT) & pl.col("record_id").is_in(related.implode())
    judged = judged.with_columns(pl.when(beside).then(pl.lit(RELATED)).otherwise("judged").alias("judged"))
    return judged.cast(dict(JUDGED)).sort("record_id")  # type: ignore[arg-type]  # columns by name, as the shape has them


def _by_postcode(area: list[str]) -> pl.Expr:
    """Return inside, outside (cut) or cannot tell, by the record's postcode alone."""
    outward, inward = pl.col("postcode").str.split(" ").list.get(0), pl.col("postcode").str.split(" ").list.get(1, null_on_oob=True)
    sector = outward + " " + inward.str.slice(0, 1)
    inside = outward.is_in(area) | sector.is_in(area).fill_null(False)
    # "LK1" alone does not tell where the area holds only some of its sectors
    short = sector.is_null() & outward.is_in([entry.split(" ")[0] for entry in area])
    unsure = pl.col("postcode").is_null() | short if area else pl.lit(True)
    return pl.when(inside).then(pl.lit(INSIDE)).when(unsure).then(pl.lit(UNSURE)).otherwise(pl.lit(CUT))


def _beside_who_stays(relations: pl.DataFrame, outside: pl.Series, held: pl.Series) -> pl.Series:
    """Return who of those outside is related to somebody held and not outside. One step: a relative's relative is not fetched."""
    both = pl.concat(
        [
            relations.select(pl.col("record_id").alias("one"), pl.col("other_record_id").alias("other")),
            relations.select(pl.col("other_record_id").alias("one"), pl.col("record_id").alias("other")),
        ]
    )
    stays = pl.col("other").is_in(held.implode()) & ~pl.col("other").is_in(outside.implode())
    return both.filter(pl.col("one").is_in(outside.implode()), stays)["one"].unique()
