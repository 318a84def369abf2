"""Whether each child is drawn as often as designed: `python benchmarks/draws.py [--draws 1000] [--children 2000]`.

Draws samples with the seeds 1, 2, 3 … from three made cohorts (proportional, equal, nested) and from the front door of a made-up
area, and sets how often each child and each stratum was drawn beside its designed chance. What one child gets another does
not, so chi-squared is corrected for the design after Rao and Scott (second order): p-values near 0 mean that the draw is not as
designed. Prints one JSON line per cohort, with the smallest stratum's designed and observed chance, and the same for the largest
remainders used before, which give small strata no chance.
"""

import argparse
import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from math import erfc, sqrt
from pathlib import Path

import numpy as np
import polars as pl

from joinedup.cases.core.cohort import cohort
from joinedup.cases.core.draw import draw_sample
from joinedup.cases.core.sharing import BETWEEN, EQUAL, LARGEST_REMAINDER, PROPORTIONAL, chances
from joinedup.intake.core.crosslist import all_records
from joinedup.intake.core.reading import read_file
from joinedup.method.loader import load_framework
from joinedup.records.ids import child_id
from joinedup.rehearsal.days import notification_day
from joinedup.training.area import make_area
from joinedup.training.lists import write_lists

FRONT_DOOR = "jtai-2022-front-door"


@dataclass(frozen=True)
class Cohort:
    """A cohort and the rule its sample is drawn by."""

    frame: pl.DataFrame
    size: int
    strata: tuple[str, ...]
    sharing: str


@dataclass(frozen=True)
class Drawn:
    """What many draws gave: the p-value over children and over strata, and the chance of a child of the rarest stratum."""

    over_children: float
    over_strata: float
    rarest_children: int
    rarest_designed: float
    rarest_observed: float
    rarest_off: float  # in standard deviations of the design


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--children", type=int, default=2000)
    asked = parser.parse_args()
    cohorts = made_cohorts() | {"front door of a made-up area": front_door(asked.children)}
    for name, one in cohorts.items():
        for sharing in (one.sharing, LARGEST_REMAINDER):
            drawn = many_draws(one, range(1, asked.draws + 1), sharing)
            told = {"cohort": name, "children": one.frame.height, "strata": one.frame["stratum"].n_unique(), "sharing": sharing}
            print(json.dumps(told | {key: round(value, 5) for key, value in vars(drawn).items()}))


def many_draws(one: Cohort, seeds: Iterable[int], sharing: str = "") -> Drawn:
    """Draw once per seed and compare with the design of the cohort's own rule, whatever `sharing` was drawn by."""
    children = sorted(one.frame["child_id"])
    place = {child: n for n, child in enumerate(children)}
    names = sorted(one.frame["stratum"].unique())
    stratum = dict(one.frame.select("child_id", "stratum").iter_rows())
    member = np.zeros((len(children), len(names)))
    for child, name in stratum.items():
        member[place[child], names.index(name)] = 1
    designed = draw_sample(one.frame, "design", one.size, one.strata, sharing=one.sharing)
    chance = {BETWEEN.join(path): float(each) for path, each in chances(designed.cells).items()}
    expected = np.array([chance[stratum[child]] for child in children])
    rows = []
    for seed in seeds:
        row = np.zeros(len(children))
        row[
            [
                place[child]
                for child in draw_sample(one.frame, str(seed), one.size, one.strata, sharing=sharing or one.sharing).sampled
            ]
        ] = 1
        rows.append(row)
    got = np.array(rows)
    held = member.sum(axis=0)
    certain = np.array([chance[name] == 1 for name in names])  # who is drawn for certain tells nothing
    rarest = int(np.lexsort((np.array([chance[name] for name in names]), held, certain))[0])
    in_rarest = got @ member[:, rarest]
    off = in_rarest.mean() - held[rarest] * chance[names[rarest]]
    return Drawn(
        over_children=p_value(got, expected),
        over_strata=p_value(got @ member, expected @ member),
        rarest_children=int(held[rarest]),
        rarest_designed=chance[names[rarest]],
        rarest_observed=float(in_rarest.mean() / held[rarest]),
        rarest_off=float(off / sqrt(chance[names[rarest]] * (1 - chance[names[rarest]]) * held[rarest] / len(rows))),
    )


def p_value(got: np.ndarray, expected: np.ndarray) -> float:
    """Return how likely counts (draws by cells) lie so far from what was expected: chi-squared after Rao and Scott, second order.

    A cell that never varies must be as expected in every draw (p is 0 where it is not), and says nothing else.
    """
    off = got.mean(axis=0) - expected
    spread = got.std(axis=0, ddof=1)
    still = spread == 0
    if np.abs(off[still]).max(initial=0) > 1e-9:
        return 0.0
    draws, cells = len(got), int((~still).sum())
    if cells == 0:
        return 1.0
    statistic = float(((off[~still] / spread[~still]) ** 2).sum() * draws)
    related = np.corrcoef(got[:, ~still], rowvar=False).reshape(cells, cells)
    # each estimated correlation adds its own chance of 1/draws
    trace = max(float((related**2).sum()) - cells * (cells - 1) / draws, cells)
    freedom = cells**2 / trace
    return chi_squared_tail(statistic * freedom / cells, freedom)


def chi_squared_tail(value: float, freedom: float) -> float:
    """Return the share of chi-squared above a value, after Wilson and Hilferty."""
    z = ((value / freedom) ** (1 / 3) - (1 - 2 / (9 * freedom))) / sqrt(2 / (9 * freedom))
    return erfc(z / sqrt(2)) / 2


def made_cohorts() -> dict[str, Cohort]:
    """Return three small cohorts of many small strata, one of each kind of rule."""
    sizes = [1, 1, 1, 2, 3, 5, 8, 13, 21, 30]
    one_level = [f"s{n}" for n, size in enumerate(sizes) for _ in range(size)]
    decisions = {"Assessment": 18, "Early help": 27, "No further action": 52, "Strategy discussion": 5, "not known": 6}
    nested = [
        BETWEEN.join((decision, ("Police", "Police", "School", "GP")[n % 4], f"2024-W{10 + n % 7}"))
        for decision, many in decisions.items()
        for n in range(many)
    ]
    levels = ("decision", "source", "week")
    return {
        "proportional": Cohort(_frame(one_level), 12, ("band",), PROPORTIONAL),
        "equal": Cohort(_frame(one_level), 30, ("band",), EQUAL),
        "nested": Cohort(_frame(nested), 32, levels, EQUAL),
    }


def front_door(children: int, seed: int = 1) -> Cohort:
    """Return the front-door cohort of a made-up area, from the authority's lists as they are read."""
    framework = load_framework(FRONT_DOOR)
    area = make_area(framework, children=children, seed=seed, notified_on=notification_day(framework))
    authority = [agency.key for agency in area.agencies if agency.sector == framework.selection.cohort_sector]
    with tempfile.TemporaryDirectory() as folder:
        readings = [
            reading
            for one in write_lists(area, framework, Path(folder), agencies=authority)
            for reading in read_file(
                one.path, filename=one.path.name, framework=framework, agency=one.agency, as_of=area.notified_on, list_id=one.list
            )
        ]
    records = all_records([reading.records for reading in readings])
    events = pl.concat([reading.events for reading in readings])
    members = area.records.select(
        pl.lit("truth").alias("list"),
        pl.concat_str("agency", pl.lit(":"), "own_id").alias("record_id"),
        pl.col("person_id").cast(pl.String).alias("child_id"),
        pl.lit(1.0).alias("probability"),
    )
    rule = framework.selection
    return Cohort(cohort(framework, area.notified_on, members, records, events), rule.sample_size, rule.strata, rule.share)


def _frame(strata: list[str]) -> pl.DataFrame:
    ids = [child_id([("made", str(n))]) for n in range(len(strata))]
    return pl.DataFrame({"child_id": ids, "stratum": strata})


if __name__ == "__main__":
    main()
