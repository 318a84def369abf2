"""A random sample anyone can redo: the draw is the ascending order of sha256(seed | frame hash | child_id), per stratum."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

import polars as pl

from joinedup.cases.core.draw_in_words import METHODS
from joinedup.cases.core.sharing import BETWEEN, LARGEST_REMAINDER, PROPORTIONAL, Cell, Path, share_out, start_of
from joinedup.records.ids import draw_key

NOT_ONE_STRATUM: Final = "The cohort has a stratum that does not name a value for each level, so no sample was drawn."


class SampleError(ValueError):
    """A draw or a replacement that cannot be made; the message says why."""


@dataclass(frozen=True)
class Quota:
    """One stratum's share: its children in the cohort and its places in the sample."""

    stratum: str
    children: int
    places: int


@dataclass(frozen=True)
class Drawn:
    """One child of the cohort in the order of the draw."""

    child_id: str
    stratum: str
    key: str


@dataclass(frozen=True)
class Replaced:
    """A sampled child left out, the child taken instead, and why. `by` is who decided, in words ("" until an action says)."""

    child_id: str
    by_child: str
    reason: str
    by: str = ""


@dataclass(frozen=True)
class SampleDraw:
    """A drawn sample with all that is needed to redo it. `order` is the whole cohort by key; `sampled` is in that order.

    `cells` show how the places were shared, level by level (none under LARGEST_REMAINDER); `quotas` are the strata themselves.
    """

    frame_hash: str
    seed: str
    strata: tuple[str, ...]
    quotas: tuple[Quota, ...]
    order: tuple[Drawn, ...]
    sampled: tuple[str, ...]
    replaced: tuple[Replaced, ...] = ()
    sharing: str = PROPORTIONAL
    cells: tuple[Cell, ...] = ()

    @property
    def method(self) -> str:
        """How to redo the draw, in words."""
        return METHODS[self.sharing]

    @property
    def ever_sampled(self) -> tuple[str, ...]:
        """Return every child the draw took: those drawn first, by key, then each one taken instead, in the order it was taken."""
        instead = [entry.by_child for entry in self.replaced]
        first = {*self.sampled, *(entry.child_id for entry in self.replaced)} - set(instead)
        return (*(drawn.child_id for drawn in self.order if drawn.child_id in first), *instead)

    def as_json(self) -> dict[str, Any]:
        """Return the draw as plain JSON values, without the order of the whole cohort, which follows from the rest."""
        keys = {drawn.child_id: drawn for drawn in self.order}
        return {
            "frame_hash": self.frame_hash,
            "seed": self.seed,
            "method": self.method,
            "strata": list(self.strata),
            "sharing": self.sharing,
            "shares": [_plain(cell) for cell in self.cells],
            "quotas": [asdict(quota) for quota in self.quotas],
            "sampled": [asdict(keys[child]) for child in self.sampled],
            "replaced": [asdict(entry) for entry in self.replaced],
        }


def frame_hash(child_ids: Iterable[str]) -> str:
    """Return the sha256 hex of the sorted child ids, one to a line."""
    return hashlib.sha256("\n".join(sorted(child_ids)).encode()).hexdigest()


def draw_sample(
    frame: pl.DataFrame, seed: str, size: int, strata: tuple[str, ...] = (), *, sharing: str = PROPORTIONAL
) -> SampleDraw:
    """Draw `size` children (all, where there are fewer) from a cohort frame with the columns child_id and stratum.

    `strata` names the levels the strata's names are made of; `sharing` how places are shared (`core.sharing`). Raises SampleError
    for a frame that holds a child twice, a stratum that does not fit the levels, or a size below nothing.
    """
    if size < 0:
        raise SampleError(f"A sample of {size} children cannot be drawn.")
    children: list[str] = frame["child_id"].to_list()
    if len(set(children)) < len(children):
        raise SampleError("The cohort holds a child twice, so no sample was drawn.")
    hashed = frame_hash(children)
    stratum_of = dict(zip(children, frame["stratum"].to_list(), strict=True))
    order = sorted((Drawn(child, stratum_of[child], draw_key(seed, hashed, child)) for child in children), key=lambda d: d.key)
    counts, wanted = Counter(stratum_of.values()), min(size, len(children))
    cells = () if sharing == LARGEST_REMAINDER else _cells(counts, wanted, strata, sharing, seed=seed, hashed=hashed)
    quotas = _largest_remainder(counts, wanted) if sharing == LARGEST_REMAINDER else _quotas(cells)
    return SampleDraw(hashed, seed, strata, quotas, tuple(order), tuple(_lowest(order, quotas)), sharing=sharing, cells=cells)


def replace_child(sample: SampleDraw, child_id: str, reason: str, by: str = "") -> SampleDraw:
    """Return the sample with one child replaced by the next in order, and the reason kept. Who was replaced never comes back.

    Raises SampleError where the child is not in the sample, no reason is given, or no child is left.
    """
    if child_id not in sample.sampled:
        raise SampleError("This child is not in the sample, so it cannot be replaced.")
    if not reason.strip():
        raise SampleError("Say why the child is replaced.")
    following = next(_following(sample, child_id), None)
    if following is None:
        raise SampleError("Every child of the cohort has been drawn already, so there is none to take instead.")
    now = {*sample.sampled, following} - {child_id}
    entry = Replaced(child_id, following, reason.strip(), by)
    kept = tuple(drawn.child_id for drawn in sample.order if drawn.child_id in now)
    return replace(sample, sampled=kept, replaced=(*sample.replaced, entry))


def path_of(stratum: str, strata: tuple[str, ...]) -> Path:
    """Return a stratum's values from the first level down. Raises SampleError where they are not one for each of `strata`."""
    path = tuple(stratum.split(BETWEEN)) if len(strata) > 1 else (stratum,)
    if len(path) != max(len(strata), 1):
        raise SampleError(NOT_ONE_STRATUM)
    return path


def _following(sample: SampleDraw, child_id: str) -> Iterator[str]:
    """Yield who may follow a child, the next first: of its own stratum, then level by level of the wider ones around it.

    Samples that shared places by largest remainder know their own stratum and the whole cohort only.
    """
    used = {*sample.sampled, *(entry.child_id for entry in sample.replaced)}
    nested = sample.sharing != LARGEST_REMAINDER

    def path(drawn: Drawn) -> Path:
        return path_of(drawn.stratum, sample.strata) if nested else (drawn.stratum,)

    left = [(path(drawn), drawn.child_id) for drawn in sample.order if drawn.child_id not in used]
    own = next(path(drawn) for drawn in sample.order if drawn.child_id == child_id)
    for level in range(len(own), -1, -1):
        yield from (child for around, child in left if around[:level] == own[:level])


def _cells(
    counts: Mapping[str, int], size: int, strata: tuple[str, ...], sharing: str, *, seed: str, hashed: str
) -> tuple[Cell, ...]:
    paths = {path_of(stratum, strata): children for stratum, children in counts.items()}
    return share_out(paths, size, sharing, lambda path: start_of(seed, hashed, path))


def _quotas(cells: tuple[Cell, ...]) -> tuple[Quota, ...]:
    """Return the last level's cells: the strata themselves."""
    depth = max((len(cell.path) for cell in cells), default=0)
    return tuple(Quota(BETWEEN.join(cell.path), cell.children, cell.places) for cell in cells if len(cell.path) == depth)


def _largest_remainder(counts: Mapping[str, int], size: int) -> tuple[Quota, ...]:
    """Share `size` places out in proportion, the remainders largest first: how samples were drawn before nested sharing."""
    total = max(sum(counts.values()), 1)
    places = {stratum: size * count // total for stratum, count in counts.items()}
    by_remainder = sorted(counts, key=lambda stratum: (-(size * counts[stratum] % total), -counts[stratum], stratum))
    for stratum in by_remainder[: size - sum(places.values())]:
        places[stratum] += 1
    return tuple(Quota(stratum, counts[stratum], places[stratum]) for stratum in sorted(counts))


def _lowest(order: list[Drawn], quotas: tuple[Quota, ...]) -> Iterable[str]:
    left = {quota.stratum: quota.places for quota in quotas}
    for drawn in order:
        if left[drawn.stratum]:
            left[drawn.stratum] -= 1
            yield drawn.child_id


def _plain(cell: Cell) -> dict[str, Any]:
    """Return a cell in plain values; share, start and running sum as decimals, for reading beside one's own."""
    return {
        "part": BETWEEN.join(cell.path),
        "of": BETWEEN.join(cell.parent),
        "children": cell.children,
        "share": float(cell.share),
        "counted": float(cell.counted),
        "start": float(cell.start),
        "places": cell.places,
    }
