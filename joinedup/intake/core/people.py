"""A people list's rows → records, and the household they share → relations."""

from typing import Final

import polars as pl

from joinedup.intake.core.checks import birth_days
from joinedup.intake.core.codes import sexes_of
from joinedup.intake.core.issues import Findings
from joinedup.intake.core.relations import relation_frame
from joinedup.intake.core.sheets import ROW
from joinedup.intake.core.table import Table
from joinedup.records.names import is_unborn
from joinedup.records.shape import NAME, RECORD, RELATION, conform, empty

#: A key shared by more people than this is an office, a hostel or a hospital, not a household.
LARGEST_HOUSEHOLD: Final = 12
_FIRST: Final = ("own_id", "birth", "sex", "postcode", "address", "submission", "list", "sheet", "row", "agency", "sector")


def people_records(findings: Findings) -> pl.DataFrame:
    """Return one record for each person of the list (RECORD). Rows of one own id are one person, with every name they give."""
    table = findings.table
    people = _people(table).filter(~findings.stopped)
    again = pl.col("record_id").is_duplicated()
    once, more = people.filter(~again), people.filter(again)
    if more.height:
        once = pl.concat([once, _as_one(more)]).sort("row", maintain_order=True)
    return conform(_with_birth(once), RECORD)


def bare_records(findings: Findings) -> pl.DataFrame:
    """Return a record for each own id of a list of events, made from what its rows say of the person; it has no name.

    No list of events holds names or keys, so a person is their first row; a birth date or sex it leaves out is a later row's.
    """
    table = findings.table
    ids = pl.DataFrame({"own_id": table.held("own_id"), "stopped": findings.stopped}).with_row_index("place")
    ids = ids.filter(~pl.col("stopped"), pl.col("own_id").is_not_null())
    people = _people(table.rows(ids.filter(pl.col("own_id").is_first_distinct())["place"]))
    unknown = people.filter(pl.any_horizontal(pl.col("birth", "sex").is_null()))
    if unknown.height and ids.height > people.height:
        rows = table.rows(ids.join(unknown, on="own_id", how="semi")["place"])
        known = pl.DataFrame({"own_id": rows.held("own_id"), "birth": _births(rows), "sex": _sexes(rows)})
        known = known.group_by("own_id").agg(pl.col("birth", "sex").first(ignore_nulls=True))
        people = people.join(known, on="own_id", how="left", maintain_order="left", suffix="_later")
        people = people.with_columns(pl.coalesce(name, f"{name}_later").alias(name) for name in ("birth", "sex"))
    return conform(_with_birth(people), RECORD)


def household_relations(findings: Findings) -> pl.DataFrame:
    """Return a relation of the kind household for each two people of the list who share its key (RELATION).

    `record_id` is the younger of the two, where both birth dates are known: a relation is told from the child's side.
    """
    table = findings.table
    key = table.holding("household")
    if key is None:
        return empty(RELATION)
    born = pl.col("birth").struct.field("earliest").alias("born")
    home = _people(table).select("record_id", pl.lit(table.values(key)).alias("home"), born, "row").filter(~findings.stopped)
    home = home.filter(pl.col("home").is_not_null()).unique(["record_id", "home"], keep="first", maintain_order=True)
    size = home.select(pl.len().over("home").alias("size"))["size"]
    large = home.filter(size > LARGEST_HOUSEHOLD)["row"]
    findings.at_cells("household_large", table.text[ROW].is_in(large.implode()), key, most=str(LARGEST_HOUSEHOLD))
    home = home.filter(size <= LARGEST_HOUSEHOLD)
    pairs = home.join(home, on="home", suffix="_other", maintain_order="left_right").filter(
        pl.col("record_id") < pl.col("record_id_other")
    )
    turned = (pl.col("born_other") > pl.col("born")).fill_null(False)
    one, other, no_day = pl.col("record_id"), pl.col("record_id_other"), pl.lit(None, dtype=pl.Date)
    pairs = pairs.select(
        pl.when(turned).then(other).otherwise(one).alias("record_id"),
        pl.when(turned).then(one).otherwise(other).alias("other_record_id"),
        pl.lit("household").alias("kind"),
        no_day.alias("from_date"),
        no_day.alias("to_date"),
        "row",
    )
    return relation_frame(table, pairs)


def record_ids(table: Table, own_ids: pl.Series) -> pl.Series:
    """Return "<agency>:<own_id>", null where there is no own id."""
    return pl.select(pl.lit(f"{table.origin.agency}:") + pl.lit(own_ids))["literal"] if len(own_ids) else own_ids


def _people(table: Table) -> pl.DataFrame:
    """Return every row as one person: RECORD with `birth`, a struct (null where not known), in place of the dob columns."""
    agency, spec = table.origin.agency, table.spec
    held = {name: table.held(name) for name in ("own_id", "given_names", "middle_names", "family_name", "address", "postcode")}
    rows = pl.DataFrame({**held, "row": table.text[ROW], "birth": _births(table), "sex": _sexes(table)})
    given, family = pl.col("given_names"), pl.col("family_name")
    name = pl.struct(given.alias("given"), pl.col("middle_names").alias("middle"), family.alias("family")).cast(NAME)
    named, nameless = given.is_not_null() | family.is_not_null(), pl.lit([], dtype=pl.List(NAME))
    known = table.holding("given_names") or table.holding("family_name")
    of_row = pl.lit(_row_id_start(table)) + pl.col("row").cast(pl.String)
    return rows.select(
        pl.coalesce(pl.lit(f"{agency}:") + pl.col("own_id"), of_row).alias("record_id"),
        "own_id",
        (pl.when(named).then(pl.concat_list(name)).otherwise(nameless) if known else nameless).alias("names"),
        _aliases(table.held("aliases")).alias("aliases"),
        "birth",
        "sex",
        "postcode",
        "address",
        _known_ids(table).alias("known_ids"),
        "row",
        pl.lit(agency).alias("agency"),
        pl.lit(spec.sector).alias("sector"),
        pl.lit(table.origin.submission).alias("submission"),
        pl.lit(spec.id).alias("list"),
        pl.lit(table.sheet, dtype=pl.String).alias("sheet"),
    )


def _row_id_start(table: Table) -> str:
    """Return what the id of a row without an own id begins with: file and sheet, as its number alone names another row in each.

    What was decided of such a row holds for the very file it was decided on: in another, nobody can tell whose row it is.
    """
    origin, sheet = table.origin, "" if table.sheet is None else f"{table.sheet}:"
    return f"{origin.agency}:{table.spec.id}#{origin.submission[:8]}:{sheet}"


def _as_one(people: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each record: the first value known of each fact, every name, alias and key."""
    facts = [pl.col(name).drop_nulls().first() for name in _FIRST if name != "own_id"]
    lists = [pl.col(name).list.explode().drop_nulls().unique(maintain_order=True) for name in ("names", "aliases", "known_ids")]
    return people.group_by("record_id", maintain_order=True).agg(pl.col("own_id").first(), *facts, *lists).select(people.columns)


def _with_birth(people: pl.DataFrame) -> pl.DataFrame:
    birth = pl.col("birth").struct
    return people.with_columns(
        birth.field("earliest").alias("dob_earliest"),
        birth.field("latest").alias("dob_latest"),
        birth.field("kind").fill_null("missing").alias("dob_kind"),
    )


def _births(table: Table) -> pl.Series:
    """Return a struct earliest, latest, kind: expected where still to come or the name says so, estimated where known in part."""
    shape = pl.Struct({"earliest": pl.Date, "latest": pl.Date, "kind": pl.String})
    key = table.holding("date_of_birth")
    if key is None:
        return pl.Series([None] * len(table), dtype=shape)
    earliest, latest = birth_days(table, key)
    given = table.held("given_names")
    unborn = given.is_in([name for name in given.drop_nulls().unique() if is_unborn(name)]).fill_null(False)
    frame = pl.DataFrame({"earliest": earliest, "latest": latest, "unborn": unborn})
    kind = (
        pl.when(pl.col("unborn") | (pl.col("earliest") > table.origin.notified_on))
        .then(pl.lit("expected"))
        .otherwise(pl.when(pl.col("earliest") == pl.col("latest")).then(pl.lit("exact")).otherwise(pl.lit("estimated")))
    )
    struct = pl.struct("earliest", "latest", kind.alias("kind"))
    return frame.select(pl.when(pl.col("earliest").is_not_null()).then(struct).alias("birth"))["birth"].cast(shape)


def _sexes(table: Table) -> pl.Series:
    key = table.holding("sex")
    values = table.values(key)
    if key is None or table.column(key).type != "code":
        return values.str.to_lowercase().replace_strict(
            ["female", "male", "f", "m"], ["female", "male"] * 2, default=None, return_dtype=pl.String
        )
    sexes = sexes_of(table.code_sets[table.column(key).codes])
    return values.replace_strict(list(sexes), list(sexes.values()), default=None, return_dtype=pl.String)


def _known_ids(table: Table) -> pl.Expr:
    keys = {kind: table.held(f"known_id:{kind}") for kind in ("nhs", "upn", "look_up") if table.holding(f"known_id:{kind}")}
    if not keys:
        return pl.lit([], dtype=pl.List(pl.String))
    parts = [pl.lit(f"{kind}:") + pl.lit(values) for kind, values in keys.items()]
    frame = pl.DataFrame({"row": table.text[ROW]})
    return pl.lit(frame.select(pl.concat_list(parts).list.drop_nulls().alias("ids"))["ids"])


def _aliases(texts: pl.Series) -> pl.Expr:
    """Return each cell's other names as a list of names; several stand between semicolons, strokes or bars."""
    if texts.null_count() == len(texts):
        return pl.lit([], dtype=pl.List(NAME))
    known = {text: alias_names(text) for text in texts.drop_nulls().unique()}
    table = pl.DataFrame({"text": list(known), "names": list(known.values())}, schema={"text": pl.String, "names": pl.List(NAME)})
    frame = pl.DataFrame({"text": texts}).join(table, on="text", how="left", maintain_order="left")
    return pl.lit(frame.select(pl.coalesce("names", pl.lit([], dtype=pl.List(NAME))).alias("names"))["names"])


def alias_names(text: str) -> list[dict[str, str | None]]:
    """Return the names one cell gives: "Jay Smith; Smith, John Paul" is two. One word alone is kept as a family name."""
    parts = [part.strip() for part in text.replace("|", ";").replace("/", ";").split(";")]
    return [_one_name(part) for part in parts if part]


def _one_name(text: str) -> dict[str, str | None]:
    lead, _, rest = text.partition(" ")
    if lead.casefold().strip(".:") in ("aka", "a.k.a", "alias", "née", "nee", "formerly") and rest:
        text = rest
    family, comma, given_part = text.partition(",")
    words = given_part.split() if comma else text.split()[:-1]
    last = family.strip() if comma else text.split()[-1]
    return {"given": words[0] if words else None, "middle": " ".join(words[1:]) or None, "family": last or None}
