"""Make the packaged tables of areas and measures from the published files, and put each area on its tile of the map.

    python -m tools.make_area_tables FOLDER

FOLDER holds `reference/` and `geography/`. Written: joinedup/areas/reference/{authorities,values}.csv. Names over time and the
definitions of measures are kept by hand beside them. Run it when a year's figures come out; the difference shows in the commit.
"""

import csv
import json
import re
import sys
from itertools import pairwise
from math import ceil, cos, floor, hypot, radians
from pathlib import Path

import polars as pl
from ortools.graph.python import linear_sum_assignment

from joinedup.areas.core.measures import load_measures
from tools.youth_services import service_of

OUT = Path("joinedup/areas/reference")
KINDS = {"CC": "City of London", "MD": "metropolitan district", "LBO": "London borough", "CTY": "county", "UA": "unitary"}
#: Children for each square kilometre below which an area is mostly rural, and above which mostly urban. Chosen for this project.
RURAL, URBAN = 40, 150
COLUMNS = [
    *("code", "dfe_code", "name", "kind", "region", "force", "icbs", "probation_region", "youth_service", "neighbours"),
    *("children", "rural", "short", "column", "row", "general_knowledge"),
]
LONDON = {"Inner London", "Outer London"}
#: Tiles for each degree of latitude, outside London and within.
TILES, LONDON_TILES = 2.6, 14.0


def main(folder: Path) -> None:
    """Write both tables."""
    areas = pl.read_csv(folder / "reference/areas.csv")
    shapes = read_shapes(folder / "geography/utla23_england.geojson")
    write(OUT / "authorities.csv", AUTHORITIES_HEAD, authorities(areas, shapes))
    values = pl.read_parquet(folder / "reference/indicators.parquet")
    write(OUT / "values.csv", VALUES_HEAD, measure_values(areas, values))


AUTHORITIES_HEAD = """\
# England's 153 upper-tier authorities. Sources: GSS codes, regions, children aged 0-17 mid-2024 and shares of integrated care
# boards, Office for National Statistics; police force areas, Home Office and ONS; statistical neighbours 2025, Department for
# Education; names and kinds, mySociety (MIT). Open Government Licence v3.0. Columns named in general_knowledge were not found
# published together: check them. `rural` and the tiles (column, row) are made for this project: tools/make_area_tables.py.
"""
VALUES_HEAD = """\
# Published measures, one line for each measure and area, a column for the year each period ends in. A letter in place of a figure
# is the publisher's mark: it is missing or held back, never nothing. Sources: measures.toml. Open Government Licence v3.0.
"""


def write(path: Path, head: str, rows: list[dict[str, object]]) -> None:
    """Write a table with its sources at its head."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(head)
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(path, len(rows), "rows", path.stat().st_size, "bytes")


def read_shapes(path: Path) -> dict[str, tuple[float, float, float]]:
    """Return each area's middle (degrees east and north) and its square kilometres."""
    shapes = {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings = [ring_of(polygon[0]) for polygon in polygons]
        size = sum(one[2] for one in rings)
        east, north = (sum(one[at] * one[2] for one in rings) / size for at in (0, 1))
        shapes[feature["properties"]["code"]] = (east, north, size)
    return shapes


def ring_of(points: list[list[float]]) -> tuple[float, float, float]:
    """Return the middle and the square kilometres of one ring of degrees."""
    total = east = north = 0.0
    for (x1, y1), (x2, y2) in pairwise(points):
        cross = x1 * y2 - x2 * y1
        total, east, north = total + cross, east + (x1 + x2) * cross, north + (y1 + y2) * cross
    middle = (east / (3 * total), north / (3 * total)) if total else (points[0][0], points[0][1])
    return *middle, max(abs(total / 2) * 111.32 * 111.32 * cos(radians(middle[1])), 1e-6)


def authorities(areas: pl.DataFrame, shapes: dict[str, tuple[float, float, float]]) -> list[dict[str, object]]:
    """Return the rows of the register, by code."""
    codes = {str(old): new for old, new in areas.select("old_la_code", "new_la_code").iter_rows()}
    tiles = tiles_of(areas, shapes)
    rows = []
    for row in areas.sort("new_la_code").iter_rows(named=True):
        code = row["new_la_code"]
        service, known = service_of(code, row["nice-name"])
        unsourced = ["probation_region"] + ([] if known else ["youth_service"])
        column, line = tiles[code]
        told = (
            code,
            row["old_la_code"],
            tidy(row["la_name"]),
            KINDS[row["local-authority-type"]],
            "London" if row["region_name"] in LONDON else row["region_name"].replace(" The ", " the "),
            row["police_force_area"].replace("&", "and"),
            row["icbs_all"],
            row["probation_region"],
            service,
            "|".join(codes[one] for one in row["stat_neighbours_2025"].split("|")),
            row["pop_0_17_mid2024"],
            rural(row["pop_0_17_mid2024"] / shapes[code][2]),
            row["local-authority-code"],
            column,
            line,
            "|".join(unsourced),
        )
        rows.append(dict(zip(COLUMNS, told, strict=True)))
    return rows


def tidy(name: str) -> str:
    """Turn "Bristol, City of" the way it is said."""
    return re.sub(r", (City|County) of$", "", name)


def rural(density: float) -> str:
    """Return the word for so many children on a square kilometre."""
    return "mostly rural" if density < RURAL else "town and country" if density < URBAN else "mostly urban"


def tiles_of(areas: pl.DataFrame, shapes: dict[str, tuple[float, float, float]]) -> dict[str, tuple[int, int]]:
    """Return the tile of each area: points pushed apart until each has room, then the set of tiles nearest to them all.

    London's 33 would push the counties about it out of shape, so they stand apart, in the sea east of the North East.
    """
    london = {row["new_la_code"] for row in areas.iter_rows(named=True) if row["region_name"] in LONDON}
    rest = placed({code: shape for code, shape in shapes.items() if code not in london}, TILES)
    inset = placed({code: shapes[code] for code in london}, LONDON_TILES)
    foot = max(row for _, row in inset.values()) + 1
    edge = max(column for column, row in rest.values() if row <= foot) + 2
    return rest | {code: (edge + column, row) for code, (column, row) in inset.items()}


def placed(shapes: dict[str, tuple[float, float, float]], tiles: float) -> dict[str, tuple[int, int]]:
    """Return a tile for each shape, so many tiles to a degree of latitude."""
    points = {code: [east * cos(radians(53)) * tiles, -north * tiles] for code, (east, north, _) in shapes.items()}
    push_apart(points)
    return assign(points)


def push_apart(points: dict[str, list[float]], rounds: int = 400) -> None:
    """Move points that stand closer than a tile away from each other, a little at a time."""
    codes = sorted(points)
    for _ in range(rounds):
        for place, first in enumerate(codes):
            for second in codes[place + 1 :]:
                (x1, y1), (x2, y2) = points[first], points[second]
                apart = hypot(x2 - x1, y2 - y1) or 1e-6
                if apart < 1.05:
                    step = (1.05 - apart) / 4 / apart
                    points[first] = [x1 - (x2 - x1) * step, y1 - (y2 - y1) * step]
                    points[second] = [x2 + (x2 - x1) * step, y2 + (y2 - y1) * step]


def assign(points: dict[str, list[float]]) -> dict[str, tuple[int, int]]:
    """Return the tiles that together lie nearest to the points, the map's left and top at 0."""
    codes = sorted(points)
    (left, right), (top, foot) = ((floor(min(line)) - 1, ceil(max(line)) + 1) for line in zip(*points.values(), strict=True))
    tiles = [(x, y) for y in range(top, foot + 1) for x in range(left, right + 1)]
    solver = linear_sum_assignment.SimpleLinearSumAssignment()
    for number, code in enumerate(codes):
        for at, (x, y) in enumerate(tiles):
            gap = (points[code][0] - x) ** 2 + (points[code][1] - y) ** 2
            solver.add_arc_with_cost(number, at, int(gap * 1000))
    # Dummy areas take the tiles that stay empty, for nothing.
    for number in range(len(codes), len(tiles)):
        for at in range(len(tiles)):
            solver.add_arc_with_cost(number, at, 0)
    if solver.solve() != solver.OPTIMAL:
        raise SystemExit("No way to give every area a tile: make TILES larger.")
    taken = {code: tiles[solver.right_mate(number)] for number, code in enumerate(codes)}
    west, north = (min(tile[at] for tile in taken.values()) for at in (0, 1))
    return {code: (x - west, y - north) for code, (x, y) in taken.items()}


def measure_values(areas: pl.DataFrame, values: pl.DataFrame) -> list[dict[str, object]]:
    """Return the rows of measures' values: shares of assessments as per cent, the rest as published."""
    codes = dict(areas.select(pl.col("old_la_code").cast(pl.String), "new_la_code").iter_rows())
    told: dict[tuple[str, str], dict[str, str]] = {}
    total = {
        (la, year): value
        for la, year, name, value in values.select("la_code", "year", "indicator", "value").iter_rows()
        if name == EPISODES
    }
    wanted = {measure.origin: measure for measure in load_measures().values()}
    for la, period, name, value, flag in values.select("la_code", "year", "indicator", "value", "flag").iter_rows():
        if measure := wanted.get(name):
            share = measure.base == "assessments"
            text = figure(value, total.get((la, period)) if share else None, share) or flag or "-"
            told.setdefault((measure.key, codes[la]), {})[ending(period)] = text
    years = sorted({year for row in told.values() for year in row})
    return [
        {"measure": key, "area": code} | {year: row.get(year, "") for year in years} for (key, code), row in sorted(told.items())
    ]


EPISODES = "factor:Episodes_with_assessment_factor"


def figure(value: float | None, among: float | None, share: bool) -> str | None:
    """Return a figure as written in the table; null where there is none."""
    if value is None or (share and not among):
        return None
    return f"{100 * value / among:.2f}" if share and among else f"{round(value, 2):g}"


def ending(period: str) -> str:
    """Return the year a period ends in: 2016 of "2015/16", "2013/14-15/16" and "2016"."""
    return period[:4] if len(period) == 4 else f"20{period[-2:]}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
