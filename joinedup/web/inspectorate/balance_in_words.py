"""The sample beside its cohort as a page shows it: aspects in words, a bar for each row, and what may be said of the whole."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from joinedup.cases.core.balance import Aspect, Beside, Row, beside_cohort, column, ethnic_group, known_to
from joinedup.cases.core.cohort import REFERRER, code_labels
from joinedup.cases.core.draw import SampleDraw
from joinedup.cases.models import Sample
from joinedup.cases.queries import agency_names, cohort_under
from joinedup.method.framework import Framework
from joinedup.web.components.words import listed, plain
from joinedup.web.inspectorate.rule_in_words import cohort_columns

WIDTH: Final = 160
_MARGIN: Final = 6
_TITLES: Final = {
    "age_band": "Age",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "first_kind": "What first brought the child in",
    "decision": "Decision",
    REFERRER: "Who told",
}
_BY_CHANCE: Final = "Differences of this size come about by chance."


@dataclass(frozen=True)
class Drawn:
    """One row with its bar: the chance range from `left` for `width`, what to expect at `mark`, and the sample at `dot`."""

    row: Row
    left: float
    width: float
    mark: float
    dot: float

    @property
    def by_chance(self) -> str:
        """The chance range in words: "3 to 9"; "5 exactly" where the strata leave nothing to chance."""
        low, high = self.row.low, self.row.high
        return f"{low} exactly" if low == high else f"{low} to {high}"


@dataclass(frozen=True)
class Shown:
    """One aspect with its rows drawn to one scale, and what may be said of it."""

    title: str
    rows: list[Drawn]
    said: str
    width: int = WIDTH

    @property
    def ranges(self) -> list[list[object]]:
        """Rows of value, cohort, shortlist and tracked: the range the children looked at in depth show."""
        return [[drawn.row.value, drawn.row.cohort, drawn.row.shortlisted, drawn.row.tracked] for drawn in self.rows]


def sample_beside_cohort(sample: Sample, draw: SampleDraw, shortlisted: list[str], tracked: list[str]) -> list[Shown]:
    """Return the aspects of a sample beside its cohort."""
    aspects = _aspects(sample.inspection.framework, cohort_under(sample), agency_names(sample.inspection))
    return [_shown(one) for one in beside_cohort(draw, aspects, shortlisted, tracked)]


def range_in_words(tracked: int) -> str:
    """Return what a handful of children can show and what they cannot."""
    number = _NUMBERS.get(tracked, str(tracked)).capitalize()
    who = f"{number} child shows" if tracked == 1 else f"{number} children show"
    return f"{who} how agencies work together, never how many children are helped."


def _aspects(framework: Framework, frame: pl.DataFrame, names: dict[str, str]) -> list[Aspect]:
    """Return the aspects a cohort frame can tell: frames of earlier samples hold fewer."""
    rule = framework.selection
    own = ("age_band", "sex", "ethnicity", "first_kind", *(name for name in rule.strata if name != "week"), REFERRER)
    told = [name for name in dict.fromkeys(own) if name in frame.columns and frame[name].null_count() < frame.height]
    labels = {name: code_labels(framework, name, rule.cohort_kinds) for name in told}
    labels["ethnicity"] = {code: ethnic_group(code) for code in frame["ethnicity"].drop_nulls()} if "ethnicity" in told else {}
    single = [name for name in told if name != "first_kind" or len(rule.cohort_kinds) > 1]
    aspects = [Aspect(name, _TITLES.get(name) or plain(name).capitalize(), column(frame, name, labels[name])) for name in single]
    return [*aspects, Aspect("agencies", "Agencies that know the child", known_to(frame, names))]


def _header(framework: Framework, name: str) -> str:
    """Return what the lists call an attribute; its name in words where no column is behind it."""
    known = cohort_columns(framework)
    return known[name].header if name in known else plain(name).capitalize()


def _shown(beside: Beside) -> Shown:
    most = max((max(row.high, row.sampled, row.expected) for row in beside.rows), default=1) or 1
    step = (WIDTH - 2 * _MARGIN) / most
    return Shown(beside.title, [_drawn(row, step) for row in beside.rows], _said(beside))


def _drawn(row: Row, step: float) -> Drawn:
    def at(value: float) -> float:
        return round(_MARGIN + value * step, 1)

    return Drawn(row, at(row.low), round(max((row.high - row.low) * step, 1), 1), at(row.expected), at(row.sampled))


def _said(beside: Beside) -> str:
    if beside.settled:
        return "Settled by the places of each stratum, not by chance."
    if not beside.outside:
        return _BY_CHANCE
    values = listed(f"“{row.value}”" for row in beside.outside)
    return f"Chance alone seldom brings what stands at {values}; of many rows a few are so. As for all others: {_BY_CHANCE.lower()}"


_NUMBERS: Final = dict(enumerate(("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")))
