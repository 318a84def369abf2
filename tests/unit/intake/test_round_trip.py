"""What the made-up agencies send is read back as what they know: nothing invented, nothing lost but cells that were spoilt."""

from dataclasses import dataclass
from datetime import date

import polars as pl
import pytest

from joinedup.intake.core.crosslist import all_issues, all_records, check_lists
from joinedup.intake.core.reading import Reading
from joinedup.method.framework import Framework
from joinedup.method.loader import load_framework
from joinedup.records.dates import LONDON
from joinedup.training.area import MadeUpArea, make_area
from joinedup.training.lists import WrittenList, write_lists

NOTIFIED = date(2026, 3, 3)
FRAMEWORKS = (
    "jtai-2016-sexual-exploitation-missing",
    "jtai-2022-front-door",
    "jtai-2023-serious-youth-violence",
    "targeted-2016-single-agency",
)
#: The generator spoils one cell in 350 rows, and at least one in each list of twenty rows.
SPOILT = 1 / 350


@dataclass(frozen=True)
class Sent:
    framework: Framework
    area: MadeUpArea
    written: list[WrittenList]
    readings: list[Reading]


@pytest.fixture(scope="module", params=FRAMEWORKS)
def sent(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    framework = load_framework(request.param)
    area = make_area(framework, children=400, seed=5, notified_on=NOTIFIED)
    folder = tmp_path_factory.mktemp(request.param)
    written = write_lists(area, framework, folder)
    readings = []
    for agency in area.agencies:
        files = [one.path for one in written if one.agency == agency.key]
        readings += check_lists(files, framework, NOTIFIED, agency=agency.key)
    return Sent(framework, area, written, readings)


def test_every_file_is_recognised_and_every_row_counted(sent: Sent) -> None:
    found = {(reading.agency, reading.list_id): reading.rows for reading in sent.readings}
    assert found == {(one.agency, one.list): one.rows for one in sent.written}


def test_everyone_is_a_record_with_the_name_the_agency_has(sent: Sent) -> None:
    read = all_records(reading.records for reading in sent.readings)
    read = read.select("record_id", "dob_earliest", *(_name(part) for part in ("given", "family")))
    truth = sent.area.records.select(
        (pl.col("agency") + ":" + pl.col("own_id")).alias("record_id"),
        "date_of_birth",
        pl.col("given_names").str.to_lowercase().alias("given_true"),
        pl.col("family_name").str.to_lowercase().alias("family_true"),
    )
    both = truth.join(read, on="record_id", how="full", coalesce=True)
    assert both.height == truth.height == read.height
    for found, true in (("given", "given_true"), ("family", "family_true"), ("dob_earliest", "date_of_birth")):
        assert both.filter(pl.col(found).ne_missing(pl.col(true))).height == 0, found


def _name(part: str) -> pl.Expr:
    return pl.col("names").list.first().struct.field(part).str.to_lowercase().alias(part)


def test_no_event_is_invented(sent: Sent) -> None:
    """Each event read is one its agency knows of: of that person, that kind and that day."""
    found = _events(sent).select(
        "record_id", "kind", pl.col("start_earliest").dt.convert_time_zone("Europe/London").dt.date().alias("day")
    )
    known = sent.area.records.select("person_id", "agency", (pl.col("agency") + ":" + pl.col("own_id")).alias("record_id"))
    people = found.join(known, on="record_id", how="left").select("person_id", "kind", "day")
    assert people["person_id"].null_count() == 0
    truth = sent.area.events.select("person_id", "kind", pl.col("start").dt.date().alias("day"))
    assert people.join(truth, on=["person_id", "kind", "day"], how="anti").height == 0


def test_only_spoilt_rows_are_lost(sent: Sent) -> None:
    """Rows that make nothing are named with what blocks them, and there are no more of them than were spoilt."""
    blocked = all_issues(sent.readings).filter(pl.col("row").is_not_null(), pl.col("severity") == "blocks")
    spoilt = sum(max(1, round(one.rows * SPOILT)) for one in sent.written if one.rows >= 20)
    assert blocked.select("file", "row").n_unique() <= spoilt
    kinds = {spec.id: spec for spec in sent.framework.lists}
    for reading in sent.readings:
        spec = kinds[reading.list_id]
        if spec.kind != "events" or any(not _required(spec, mapping.start) for mapping in spec.events[:1]):
            continue
        silent = reading.rows - reading.events["row"].n_unique()
        explained = reading.issues.filter((pl.col("severity") == "blocks") | (pl.col("rule") == "row_twice"))["row"].n_unique()
        assert silent <= explained, reading.list_id


def _required(spec, key: str) -> bool:  # type: ignore[no-untyped-def]  # a ListSpec
    return next(column.required for column in spec.columns if column.key == key) and not any(
        mapping.when for mapping in spec.events
    )


def test_planted_stories_arrive_whole(sent: Sent) -> None:
    """Each planted event that falls within a list's window is among the events read, to the minute where the list has times."""
    read = _events(sent).select("record_id", "kind", "start_earliest", "start_latest")
    wanted = sent.area.planted.select("event_ids").explode("event_ids").unique()
    truth = sent.area.events.join(wanted, left_on="event_id", right_on="event_ids", how="semi")
    known = sent.area.records.select("person_id", "agency", (pl.col("agency") + ":" + pl.col("own_id")).alias("record_id"))
    moments = truth.join(known, on=["person_id", "agency"]).with_columns(
        pl.col("start").dt.replace_time_zone("Europe/London", ambiguous="earliest", non_existent="null").dt.convert_time_zone("UTC")
    )
    pairs = moments.join(read, on=["record_id", "kind"], how="inner")
    arrived = (
        pairs.filter(pl.col("start").dt.truncate("1m").is_between("start_earliest", "start_latest")).select("event_id").n_unique()
    )
    assert arrived >= 0.9 * truth["event_id"].n_unique()


def _events(sent: Sent) -> pl.DataFrame:
    return pl.concat([reading.events for reading in sent.readings])


def test_the_zone_of_the_made_up_area_is_ours() -> None:
    assert str(LONDON) == "Europe/London"
