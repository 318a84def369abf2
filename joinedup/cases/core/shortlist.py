"""A shortlist for tracking drawn to a rule for range, and a first choice from it, each child with the sentence why.

Six children show how agencies work together, never how many children are helped. So the rule looks for range: at each step it
takes the child who brings most of what no child taken so far has brought; ties go by the draw's own key, so that the list can
be drawn again. When nothing new is left a new round begins.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from joinedup.cases.core.draw import frame_hash
from joinedup.records.ids import draw_key
from joinedup.records.kinds import event_kinds

_SHOWN: Final = 5
_SEX: Final = {"female": "girls", "male": "boys", "other": "children recorded as neither girl nor boy"}


@dataclass(frozen=True)
class Listed:
    """A child on the shortlist, in the order taken: what it brings to the range (`brings`, in words) and the sentence why."""

    child_id: str
    brings: tuple[str, ...]
    why: str


def shortlist(
    frame: pl.DataFrame,
    events: pl.DataFrame,
    size: int,
    aims: tuple[str, ...],
    seed: str,
    *,
    agencies: Mapping[str, str] | None = None,
) -> tuple[Listed, ...]:
    """Return up to `size` children of a cohort frame, chosen for range over `aims`.

    `events` are the cohort's chronologies; `aims` any of age_band, sex, agencies, kinds (Selection.shortlist_range).
    `agencies`: agency key → its name, for the sentences.
    """
    hashed = frame_hash(frame["child_id"])
    traits = _traits(frame, events, aims, agencies or {})
    order = sorted(traits, key=lambda child: draw_key(seed, hashed, child))
    return tuple(_cover({child: traits[child] for child in order}, size, "shortlist"))


def choose_tracked(
    listed: tuple[Listed, ...],
    frame: pl.DataFrame,
    events: pl.DataFrame,
    number: int,
    seed: str,
    *,
    agencies: Mapping[str, str] | None = None,
) -> tuple[Listed, ...]:
    """Return the choice a rehearsal makes of a shortlist: `number` children for range, each with its reason.

    In an inspection named inspectors choose; this is where they may start. Children of differing ages and agencies come first.
    """
    short = frame.filter(pl.col("child_id").is_in([child.child_id for child in listed]))
    traits = _traits(short, events, ("age_band", "sex", "agencies", "kinds"), agencies or {})
    hashed = frame_hash(frame["child_id"])
    order = sorted(traits, key=lambda child: draw_key(seed, hashed, child))
    return tuple(_cover({child: traits[child] for child in order}, number, "choice"))


def _cover(traits: Mapping[str, dict[str, None]], size: int, called: str) -> list[Listed]:
    """Take, again and again, the child who brings most that is new; `traits` are in the order that settles ties."""
    taken: list[Listed] = []
    left, seen = dict(traits), set[str]()
    while left and len(taken) < size:
        child = max(left, key=lambda one: len(left[one].keys() - seen))
        brings = tuple(trait for trait in left[child] if trait not in seen)
        if not brings and seen:
            seen = set()
            continue
        taken.append(Listed(child, brings, _why(brings, called, first=not taken)))
        seen |= set(left.pop(child))
    return taken


def _why(brings: tuple[str, ...], called: str, first: bool) -> str:
    if not brings:
        return f"Next in the order of the draw: nothing recorded tells this child from the others on the {called}."
    named = "; ".join(brings[:_SHOWN])
    more = f"; and {len(brings) - _SHOWN} more" if len(brings) > _SHOWN else ""
    opening = f"First on the {called}, as the record covers the widest range" if first else f"Brings to the {called}"
    return f"{opening}: {named}{more}."


def _traits(
    frame: pl.DataFrame, events: pl.DataFrame, aims: tuple[str, ...], agencies: Mapping[str, str]
) -> dict[str, dict[str, None]]:
    """Return each child's traits in words, in the order the sentence names them: age, sex, agencies, kinds of event."""
    traits: dict[str, dict[str, None]] = {child: {} for child in frame["child_id"]}
    for child, band, sex in frame.select("child_id", "age_band", "sex").iter_rows():
        if "age_band" in aims:
            traits[child][f"ages {band}"] = None
        if "sex" in aims:
            traits[child][_SEX.get(sex, "children whose sex is not recorded")] = None
    own = events.filter(pl.col("via").is_null()).join(frame.select("child_id"), on="child_id", how="semi")
    if "agencies" in aims:
        for child, agency in own.select("child_id", "agency").unique().sort("child_id", "agency").iter_rows():
            traits[child][f"known to {agencies.get(agency, agency)}"] = None
    if "kinds" in aims:
        labels = event_kinds()
        for child, kind in own.select("child_id", "kind").unique().sort("child_id", "kind").iter_rows():
            traits[child][labels[kind].label if kind in labels else kind] = None
    return traits
