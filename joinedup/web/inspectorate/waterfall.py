"""Why a pair weighs what it weighs, step by step: plain words, a number, and a bar that begins where the one before ended."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from joinedup.linkage.core.waterfall import PRIOR

#: What a step of the model compares.
NAMES: Final = {
    PRIOR: "Before anything is compared",
    "known_id": "NHS number or pupil number",
    "given": "Forename",
    "middle": "Middle name",
    "family": "Family name",
    "birth": "Date of birth",
    "place": "Home",
    "sex": "Sex",
}

#: What each outcome of the model's comparisons means; of a model with words of its own, those words.
FOUND: Final = {
    (PRIOR, ""): "Most records that share a family name or a home are of two people",
    ("known_id", "not comparable"): "Not held by both",
    ("known_id", "same"): "Both hold the same number",
    ("known_id", "different"): "The numbers differ",
    ("given", "not known"): "Not known in one of them, or in both",
    ("given", "same"): "Both forenames are the same",
    ("given", "given and family name exchanged"): "Forename and family name look exchanged",
    ("given", "used for one another"): "The forenames are used for one another",
    ("given", "spelt almost alike"): "The forenames are spelt almost alike",
    ("given", "given name of one, middle name of the other"): "The forename of one is the middle name of the other",
    ("given", "initial only"): "One has the initial only, and it fits",
    ("given", "alike"): "The forenames are somewhat alike",
    ("given", "different"): "The forenames differ",
    ("middle", "not known"): "Not known in one of them, or in both",
    ("middle", "same"): "Both middle names are the same",
    ("middle", "spelt almost alike, or an initial"): "The middle names are almost alike, or one is an initial that fits",
    ("middle", "different"): "The middle names differ",
    ("family", "not known"): "Not known in one of them, or in both",
    ("family", "same"): "Both family names are the same, as in a family",
    ("family", "one part the same"): "One part of the family names is the same",
    ("family", "given and family name exchanged"): "Forename and family name look exchanged",
    ("family", "spelt almost alike"): "The family names are spelt almost alike",
    ("family", "different"): "The family names differ",
    ("birth", "not known"): "Not known in one of them, or in both",
    ("birth", "expected about then"): "The birth was expected about then",
    ("birth", "same estimate"): "Both have the same estimated date",
    ("birth", "same"): "Both dates of birth are the same",
    ("birth", "day and month exchanged"): "Day and month look exchanged",
    ("birth", "one digit differs"): "One digit of the date differs",
    ("birth", "estimated, same year"): "One is an estimate, and the year is the same",
    ("birth", "estimated, a year apart"): "One is an estimate, about a year apart",
    ("birth", "two digits differ"): "Two digits of the date differ",
    ("birth", "different"): "The dates of birth differ",
    ("place", "not known"): "Not known in one of them, or in both",
    ("place", "same address"): "Both give the same address",
    ("place", "same address, postcode missing or one character off"): "The same address, one postcode missing or a character off",
    ("place", "another address of the same household"): "Another address of the same household",
    ("place", "same postcode, address not known"): "The same postcode; one gives no address",
    ("place", "same postcode"): "The same postcode, another address",
    ("place", "same postcode sector"): "A postcode nearby",
    ("place", "different"): "The homes differ",
    ("sex", "not known"): "Not known in one of them, or in both",
    ("sex", "same"): "Both are of the same sex",
    ("sex", "different"): "The sexes differ",
}

#: Bits from which evidence is called so, in either direction.
_STRENGTHS: Final = ((4.0, "much"), (1.5, ""), (0.5, "a little"))
#: Bits from which a value is said to be rare or common.
_RARE: Final = 0.5
#: Room left and right of the outermost bar, in bits.
_MARGIN: Final = 1.0


@dataclass(frozen=True)
class Step:
    """One line. `change` and `total` in bits (`change` None: no evidence); `left` and `width` of its bar, 0 to 100."""

    name: str
    words: str
    change: float | None
    total: float
    left: float
    width: float

    @property
    def signed(self) -> str:
        """The change as written: "+6.7", "−5.1", "none"."""
        return "none" if self.change is None else _signed(self.change)

    @property
    def against(self) -> bool:
        """Whether it speaks against one person."""
        return (self.change or 0.0) < 0


@dataclass(frozen=True)
class Mark:
    """A threshold: what happens from there, at which weight, and where it is drawn, 0 to 100."""

    words: str
    weight: float
    at: float

    @property
    def signed(self) -> str:
        """The weight as written."""
        return _signed(self.weight)


@dataclass(frozen=True)
class Waterfall:
    """The picture: its steps, the thresholds, where nothing speaks either way, where it ends, and its weight."""

    steps: list[Step]
    marks: list[Mark]
    nought: float
    place: float
    total: float

    @property
    def signed(self) -> str:
        """The total as written."""
        return _signed(self.total)


def waterfall(evidence: pl.DataFrame, settings: dict[str, Any]) -> Waterfall | None:
    """Return the picture of a pair's evidence (core.waterfall.EVIDENCE) with a run's thresholds; None where none was kept."""
    if evidence.is_empty():
        return None
    rows = list(evidence.iter_rows(named=True))
    changes = [None if row["bits"] is None else row["bits"] + row["rarity"] for row in rows]
    totals = _running(change or 0.0 for change in changes)
    marks = {"a person is asked": settings["review_from"], "the two are joined": settings["threshold"]}
    weights = {words: math.log2(chance / (1 - chance)) for words, chance in marks.items()}
    place = _scale([0.0, *totals, *weights.values()])
    steps = [_step(row, change, total, place) for row, change, total in zip(rows, changes, totals, strict=True)]
    return Waterfall(
        steps, [Mark(words, at, place(at)) for words, at in weights.items()], place(0.0), place(totals[-1]), totals[-1]
    )


def _running(changes: Iterable[float]) -> list[float]:
    totals: list[float] = []
    for change in changes:
        totals.append((totals[-1] if totals else 0.0) + change)
    return totals


def _scale(weights: list[float]) -> Any:
    low, high = min(weights) - _MARGIN, max(weights) + _MARGIN
    return lambda weight: round(100 * (weight - low) / (high - low), 2)


def _step(row: dict[str, Any], change: float | None, total: float, place: Any) -> Step:
    before = total - (change or 0.0)
    left, right = sorted((place(before), place(total)))
    name = NAMES.get(row["step"], row["step"].replace("_", " ").capitalize())
    return Step(name, _words(row, change), change, total, left, round(right - left, 2))


def _words(row: dict[str, Any], change: float | None) -> str:
    said = FOUND.get((row["step"], row["level"]), row["level"].capitalize() or "Nothing said")
    if row["rarity"] >= _RARE:
        said += ", and rarer than most"
    elif row["rarity"] <= -_RARE:
        said += ", but common"
    return f"{said}: {_strength(change)}"


def _strength(change: float | None) -> str:
    """How far a change speaks for one person: "much more likely one person"."""
    if change is None:
        return "says nothing"
    how = next((word for least, word in _STRENGTHS if abs(change) >= least), None)
    if how is None:
        return "says next to nothing"
    return " ".join(part for part in (how, "more" if change > 0 else "less", "likely one person") if part)


def _signed(number: float) -> str:
    """A number with its sign, a real minus before what is below 0."""
    text = f"{number:+.1f}"
    return "0.0" if float(text) == 0 else text.replace("-", "−")
