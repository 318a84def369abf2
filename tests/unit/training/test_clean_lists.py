"""Clean lists: the same rows without slips, blanks or mess."""

import csv

import polars as pl

from joinedup.method.loader import load_framework
from joinedup.training.lists import write_lists
from joinedup.training.sending.plain import TRUE_OF, true_records

from .conftest import FRAMEWORKS, area_of


def test_clean_lists_hold_the_headers_asked_for_and_as_many_rows(tmp_path, written):
    framework, area = load_framework(FRAMEWORKS[0]), area_of(FRAMEWORKS[0])
    clean = write_lists(area, framework, tmp_path, clean=True)
    assert [(one.list, one.rows) for one in clean] == [(one.list, one.rows) for one in written(FRAMEWORKS[0])]
    headers = {spec.id: [column.header for column in spec.columns] for spec in framework.lists}
    for one in clean:
        with one.path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == headers[one.list]
        assert len(rows) == one.rows + 1
        assert not any("#N/A" in row for row in rows)


def test_true_records_hold_what_is_true_of_each_person_and_keep_their_order():
    area = area_of(FRAMEWORKS[0])
    clean = true_records(area.records, area.people)
    assert clean["record_id"].to_list() == area.records["record_id"].to_list()
    truth = area.people.select("person_id", *[pl.col(name).alias(f"true_{name}") for name in TRUE_OF])
    both = clean.join(truth, on="person_id")
    for name in TRUE_OF:
        known = both.filter(pl.col(f"true_{name}").is_not_null())
        assert (known[name] == known[f"true_{name}"]).all()
