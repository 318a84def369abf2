import csv
import hashlib
from io import StringIO

import polars as pl

from joinedup.cases.core.draw import draw_sample, replace_child
from joinedup.cases.core.frame import COLUMNS, frame_csv, frame_rows

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
