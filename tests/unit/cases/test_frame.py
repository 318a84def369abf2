import csv
import hashlib
from io import StringIO

import polars as pl

from joinedup.cases.core.draw import draw_sample, replace_child
from joinedup.cases.core.frame import COLUMNS, PLACES, frame_csv, frame_rows, places_csv

FRAME = pl.DataFrame({"child_id": [f"c{n}" for n in range(10)], "stratum": ["boys"] * 6 + ["=girls"] * 4})


def read(sample):
    return list(csv.DictReader(StringIO(frame_csv(frame_rows(sample)))))


def test_the_draw_can_be_redone_from_the_file_alone():
    sample = draw_sample(FRAME, "7", 5)
    rows = read(sample)
    hashed = hashlib.sha256("\n".join(sorted(row["child_id"] for row in rows)).encode()).hexdigest()
    keys = {row["child_id"]: hashlib.sha256(f"7|{hashed}|{row['child_id']}".encode()).hexdigest() for row in rows}
    assert {row["child_id"]: row["key"] for row in rows} == keys
    boys, girls = ([row for row in rows if row["stratum"].endswith(stratum)] for stratum in ("boys", "girls"))
    for stratum, places in ((boys, 3), (girls, 2)):
        assert [row["draw"] for row in stratum] == ["drawn"] * places + [""] * (len(stratum) - places)
        assert [row["key"] for row in stratum] == sorted(row["key"] for row in stratum)


def test_a_replaced_child_and_the_one_taken_instead_are_told():
    sample = draw_sample(FRAME, "7", 5)
    changed = replace_child(sample, sample.sampled[0], "Moved away.")
    told = {row["child_id"]: row["draw"] for row in read(changed)}
    assert told[sample.sampled[0]] == "drawn, replaced since"
    assert told[changed.replaced[0].by_child] == "taken instead"


def test_no_cell_is_a_formula():
    text = frame_csv(frame_rows(draw_sample(FRAME, "7", 5)))
    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert ",'=girls," in text
    assert ",=girls," not in text


def test_children_drawn_have_a_code_and_those_taken_instead_continue_it():
    sample = draw_sample(FRAME, "7", 5)
    changed = replace_child(sample, sample.sampled[0], "Moved away.")
    codes = {row["child_id"]: row["code"] for row in read(changed)}
    assert [codes[child] for child in sample.sampled] == [f"Sampled {n}" for n in range(1, 6)]
    assert codes[changed.replaced[0].by_child] == "Sampled 6"
    assert list(codes.values()).count("") == 4


def test_how_places_were_shared_can_be_taken_away():
    text = places_csv(draw_sample(FRAME, "7", 5))
    rows = list(csv.DictReader(StringIO(text)))
    assert text.splitlines()[0] == ",".join(PLACES)
    assert [(row["of"], row["part"], row["children"], row["share"], row["sum"], row["places"]) for row in rows] == [
        ("", "'=girls", "4", "2.0", "2.0", "2"),
        ("", "boys", "6", "3.0", "5.0", "3"),
    ]
    hashed = hashlib.sha256("\n".join(sorted(FRAME["child_id"])).encode()).hexdigest()
    start = int(hashlib.sha256(f"7|{hashed}|".encode()).hexdigest()[:13], 16) / 16**13
    assert {row["start"] for row in rows} == {str(start)}
