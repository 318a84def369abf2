"""Writes the truth beside the lists, so that whoever links, selects and judges can be measured by it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from joinedup.training.area import MadeUpArea


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a name to write to beside `path`; it becomes `path` only once written to the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.part")
    try:
        yield half
        with half.open("rb") as written:
            os.fsync(written.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def write_truth(area: MadeUpArea, folder: Path) -> None:
    """Write people.csv (one row per record), events.csv (per event and agency), duties.csv and planted.json into `folder`."""
    people = area.records.select("list", "record_id", "person_id", "family_id", "is_twin", "role", "tags")
    with whole_file(folder / "people.csv") as path:
        people.sort("list", "record_id").write_csv(path)
    with whole_file(folder / "events.csv") as path:
        area.events.write_csv(path, datetime_format="%Y-%m-%dT%H:%M")
    with whole_file(folder / "duties.csv") as path:
        area.duties.write_csv(path, datetime_format="%Y-%m-%dT%H:%M")
    planted = [{**row, "detail": json.loads(row["detail"])} for row in area.planted.to_dicts()]
    with whole_file(folder / "planted.json") as path:
        path.write_text(json.dumps(planted, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
