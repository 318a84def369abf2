"""A shortlist for tracking drawn to a rule for range, and a first choice from it, each child with the sentence why.

Six children show how agencies work together, never how many children are helped. So the rule looks for range, step by step:

1. whose turn it is: the ages and sexes shown least so far (then those with more children in the cohort); a child whose age or
   sex is not known comes after all others;
2. among those children, the one whose record shows most: each agency and each kind of event counts 1 while nobody taken has
   it, a half once one has, a third once two have …;
3. where two are equal, the order of the draw decides, so that anyone can take the same children again.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from joinedup.cases.core.draw import frame_hash
from joinedup.cases.core.sharing import NOT_KNOWN
from joinedup.records.ids import draw_key
from joinedup.records.kinds import event_kinds

_SHOWN: Final = 4
#: What a sentence compares a child with. The two selections take in different orders, so each says which it speaks of.
_SHORTLIST: Final = ("What no child before it on the shortlist shows", "Shows again what others on the shortlist show")
_CHOICE: Final = ("What no child chosen before it shows", "Shows again what others chosen show")
_WHO: Final = {"female": "A girl", "male": "A boy"}


@dataclass(frozen=True)
class Listed:
    """A child on the shortlist, in the order taken: what only it shows so far (`brings`, in words) and the sentence why."""

    child_id: str
    brings: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class _Child:
    """A child as the rule sees it: the group whose turn it shares, who it is in words, agencies and kinds of event by name."""

    child_id: str
    group: tuple[str, ...]
    who: str
    agencies: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def traits(self) -> tuple[str, ...]:
        return (*self.agencies, *self.kinds)


def shortlist(
    frame: pl.DataFrame,
    events: pl.DataFrame,
    size: int,
    aims: tuple[str, ...],
    seed: str,
    *,
    agencies: Mapping[str, str] | None = None,
) -> tuple[Listed, ...]:
    """Return up to `size` children of a cohort frame, taken for range over `aims`.

    `events` are the cohort's chronologies; `aims` any of age_band, sex, agencies, kinds (Selection.shortlist_range).
    `agencies`: agency key → its name, for the sentences.
    """
    return tuple(_take(_children(frame, events, aims, agencies or {}), size, _order(frame, seed), _SHORTLIST))


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

    In an inspection named inspectors choose; this is where they may start. The rule is the shortlist's, over all four aims.
    """
    short = frame.filter(pl.col("child_id").is_in([child.child_id for child in listed]))
    children = _children(short, events, ("age_band", "sex", "agencies", "kinds"), agencies or {})
    return tuple(_take(children, number, _order(frame, seed), _CHOICE))


def _order(frame: pl.DataFrame, seed: str) -> dict[str, str]:
    hashed = frame_hash(frame["child_id"])
    return {child: draw_key(seed, hashed, child) for child in frame["child_id"]}


def _take(children: list[_Child], size: int, order: Mapping[str, str], compared: tuple[str, str]) -> list[Listed]:
    """Take one child after the other by the three steps above. `compared`: with whom the sentence compares it, new and again."""
    left = sorted(children, key=lambda child: order[child.child_id])
    sizes = Counter(child.group for child in children)
    turns, seen, taken = Counter[tuple[str, ...]](), Counter[str](), list[Listed]()
    while left and len(taken) < size:
        group = min({child.group for child in left}, key=lambda one: (NOT_KNOWN in one, turns[one], -sizes[one], one))
        child = max((one for one in left if one.group == group), key=lambda one: sum(1 / (1 + seen[t]) for t in one.traits))
        new = tuple(trait for trait in child.traits if not seen[trait])
        taken.append(Listed(child.child_id, new, _why(child, new, compared)))
        turns[group] += 1
        seen.update(child.traits)
        left.remove(child)
    return taken


def _why(child: _Child, new: tuple[str, ...], compared: tuple[str, str]) -> str:
    known = f", known to {_listed(child.agencies, len(child.agencies))}" if child.agencies else ""
    kinds = [kind for kind in child.kinds if kind in new] or list(child.kinds)
    fresh, again = compared
    opening = fresh if any(kind in new for kind in kinds) else again
    shown = f" {opening}: {_listed(tuple(kinds), _SHOWN)}." if kinds else ""
    return f"{child.who}{known}.{shown}"


def _listed(words: tuple[str, ...], most: int) -> str:
    """Return `a, b and c`, or `a, b and 3 more` where there are more than `most`."""
    shown = [*words[:most], *([f"{len(words) - most} more"] if len(words) > most else [])]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _children(frame: pl.DataFrame, events: pl.DataFrame, aims: tuple[str, ...], names: Mapping[str, str]) -> list[_Child]:
    """Return what the rule looks at, from the children's own events; aims not asked for are left empty."""
    own = events.filter(pl.col("via").is_null()).join(frame.select("child_id"), on="child_id", how="semi")
    by_agency = _by_child(own, "agency") if "agencies" in aims else {}
    by_kind = _by_child(own, "kind") if "kinds" in aims else {}
    return [
        _Child(
            child,
            tuple(value for aim, value in (("age_band", band), ("sex", sex)) if aim in aims),
            _who(band, sex, aims),
            tuple(names.get(agency, agency) for agency in by_agency.get(child, ())),
            tuple(_kind(kind) for kind in by_kind.get(child, ())),
        )
        for child, band, sex in frame.select("child_id", "age_band", "sex").iter_rows()
    ]


def _by_child(own: pl.DataFrame, column: str) -> dict[str, list[str]]:
    pairs = own.select("child_id", column).drop_nulls().unique().sort("child_id", column)
    return dict(pairs.group_by("child_id", maintain_order=True).agg(pl.col(column)).iter_rows())


def _who(band: str, sex: str, aims: tuple[str, ...]) -> str:
    who = _WHO.get(sex, "A child") if "sex" in aims else "A child"
    if "age_band" not in aims:
        return who
    return f"{who} whose age is not known" if band == NOT_KNOWN else f"{who} aged {band}"


def _kind(kind: str) -> str:
    label = event_kinds()[kind].label if kind in event_kinds() else kind
    return label[0].lower() + label[1:]
