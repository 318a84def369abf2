"""A random sample anyone can redo: the draw is the ascending order of sha256(seed | frame hash | child_id), per stratum."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

import polars as pl

from joinedup.records.ids import draw_key

METHOD: Final = (
    "The frame hash is the sha256 of the cohort's child ids, sorted, one to a line without a last line break. Each child's key is "
    "the sha256 of seed|frame hash|child id. Places are shared out among the strata in proportion to their children; what is "
    "left goes to the largest remainders (then the larger stratum, then by name). Within a stratum the children with the lowest "
    "keys are drawn. A child who is replaced is followed by the next in order of the same stratum, or of the whole cohort where "
    "the stratum has no more."
)


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
    """A drawn sample with all that is needed to redo it. `order` is the whole cohort by key; `sampled` is in that order."""

    frame_hash: str
    seed: str
    strata: tuple[str, ...]
    quotas: tuple[Quota, ...]
    order: tuple[Drawn, ...]
    sampled: tuple[str, ...]
    replaced: tuple[Replaced, ...] = ()
    method: str = METHOD

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
            "quotas": [asdict(quota) for quota in self.quotas],
            "sampled": [asdict(keys[child]) for child in self.sampled],
            "replaced": [asdict(entry) for entry in self.replaced],
        }


def frame_hash(child_ids: Iterable[str]) -> str:
    """Return the sha256 hex of the sorted child ids, one to a line."""
    return hashlib.sha256("\n".join(sorted(child_ids)).encode()).hexdigest()


def draw_sample(frame: pl.DataFrame, seed: str, size: int, strata: tuple[str, ...] = ()) -> SampleDraw:
    """Draw `size` children (all, where there are fewer) from a cohort frame with the columns child_id and stratum.

    `strata` names what the strata were made of, for the record. Raises SampleError for a frame that holds a child twice or
    for a size below nothing.
    """
    if size < 0:
        raise SampleError(f"A sample of {size} children cannot be drawn.")
    children: list[str] = frame["child_id"].to_list()
    if len(set(children)) < len(children):
        raise SampleError("The cohort holds a child twice, so no sample was drawn.")
    hashed = frame_hash(children)
    stratum_of = dict(zip(children, frame["stratum"].to_list(), strict=True))
    order = sorted((Drawn(child, stratum_of[child], draw_key(seed, hashed, child)) for child in children), key=lambda d: d.key)
    quotas = _quotas(stratum_of, min(size, len(children)))
    return SampleDraw(hashed, seed, strata, quotas, tuple(order), tuple(_lowest(order, quotas)))


def replace_child(sample: SampleDraw, child_id: str, reason: str, by: str = "") -> SampleDraw:
    """Return the sample with one child replaced by the next in order, and the reason kept.

    Raises SampleError where the child is not in the sample, no reason is given, or no child is left.
    """
    if child_id not in sample.sampled:
        raise SampleError("This child is not in the sample, so it cannot be replaced.")
    if not reason.strip():
        raise SampleError("Say why the child is replaced.")
    used = {*sample.sampled, *(entry.child_id for entry in sample.replaced)}
    left = [drawn for drawn in sample.order if drawn.child_id not in used]
    stratum = next(drawn.stratum for drawn in sample.order if drawn.child_id == child_id)
    following = next((drawn for drawn in left if drawn.stratum == stratum), left[0] if left else None)
    if following is None:
        raise SampleError("Every child of the cohort has been drawn already, so there is none to take instead.")
    now = {*sample.sampled, following.child_id} - {child_id}
    entry = Replaced(child_id, following.child_id, reason.strip(), by)
    kept = tuple(drawn.child_id for drawn in sample.order if drawn.child_id in now)
    return replace(sample, sampled=kept, replaced=(*sample.replaced, entry))


def _quotas(stratum_of: Mapping[str, str], size: int) -> tuple[Quota, ...]:
    """Share `size` places out in proportion, the remainders largest first."""
    children: dict[str, int] = defaultdict(int)
    for stratum in stratum_of.values():
        children[stratum] += 1
    total = max(len(stratum_of), 1)
    places = {stratum: size * count // total for stratum, count in children.items()}
    by_remainder = sorted(children, key=lambda stratum: (-(size * children[stratum] % total), -children[stratum], stratum))
    for stratum in by_remainder[: size - sum(places.values())]:
        places[stratum] += 1
    return tuple(Quota(stratum, children[stratum], places[stratum]) for stratum in sorted(children))


def _lowest(order: list[Drawn], quotas: tuple[Quota, ...]) -> Iterable[str]:
    left = {quota.stratum: quota.places for quota in quotas}
    for drawn in order:
        if left[drawn.stratum]:
            left[drawn.stratum] -= 1
            yield drawn.child_id
