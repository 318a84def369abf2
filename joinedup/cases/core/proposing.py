"""Which proposed line of enquiry is which, when the lists are read again.

A later list gives the same event another id, and a correction another date. A line a person refused is not proposed again for
that; it is where what it rests on is no longer the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from joinedup.cases.core.prompts import Prompt

Fact = Mapping[str, Any]

#: What is kept of each event a proposal rests on. `event_id` finds it on the chronology of the day; the rest says what it was.
FACTS: Final = ("event_id", "kind", "agency", "start_earliest", "start_latest", "end_earliest", "end_latest")
_SAYING: Final = FACTS[1:]


@dataclass(frozen=True)
class Resting:
    """A proposal and what it rests on: the prompt's id, kind, rule and sentence, and the facts of its events."""

    prompt: str
    kind: str
    rule: str
    sentence: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Reading:
    """What a later reading makes of the proposals known before, by their places in the two lists.

    `same`, `changed`: (before, now); `new`: now; `gone`: before.
    """

    same: tuple[tuple[int, int], ...]
    changed: tuple[tuple[int, int], ...]
    new: tuple[int, ...]
    gone: tuple[int, ...]


def facts_of(chronology: pl.DataFrame, events: Iterable[str]) -> tuple[dict[str, Any], ...]:
    """Return the facts of the events named, in the order named, in values JSON can hold (moments as ISO text, UTC)."""
    wanted = list(events)
    rows = chronology.filter(pl.col("event_id").is_in(wanted)).select(FACTS).unique("event_id").to_dicts()
    by_id = {row["event_id"]: {name: _plain(value) for name, value in row.items()} for row in rows}
    return tuple(by_id[event] for event in wanted if event in by_id)


def resting(prompt: Prompt, chronology: pl.DataFrame) -> Resting:
    """Return a prompt with the facts it rests on."""
    return Resting(prompt.id, prompt.kind, prompt.rule, prompt.sentence, facts_of(chronology, prompt.events))


def read_again(before: Sequence[Resting], now: Sequence[Resting]) -> Reading:
    """Return which of the proposals known before are among those of now, each matched once and the surest match first.

    Surest is the same sentence on the same facts; then the same prompt; then the same first event; then one event in common.
    All of the same kind and rule. Only the first is *same*; what else is matched has *changed*.
    """
    left_before, left_now = list(range(len(before))), list(range(len(now)))
    matched: list[list[tuple[int, int]]] = []
    for alike in (_wholly, _prompt, _first, _shares):
        pairs = []
        for one in list(left_before):
            found = next(
                (other for other in left_now if _of_a_kind(before[one], now[other]) and alike(before[one], now[other])), None
            )
            if found is not None:
                pairs.append((one, found))
                left_before.remove(one)
                left_now.remove(found)
        matched.append(pairs)
    same, *changed = matched
    return Reading(tuple(same), tuple(sorted(pair for pairs in changed for pair in pairs)), tuple(left_now), tuple(left_before))


def _of_a_kind(one: Resting, other: Resting) -> bool:
    return (one.kind, one.rule) == (other.kind, other.rule)


def _wholly(one: Resting, other: Resting) -> bool:
    return one.sentence == other.sentence and _said(one) == _said(other)


def _prompt(one: Resting, other: Resting) -> bool:
    return one.prompt == other.prompt


def _first(one: Resting, other: Resting) -> bool:
    return bool(one.facts and other.facts) and _said(one)[0] == _said(other)[0]


def _shares(one: Resting, other: Resting) -> bool:
    said = _said(other)
    return any(fact in said for fact in _said(one))


def _said(one: Resting) -> list[tuple[Any, ...]]:
    """Return what the events say, without the ids a list gave them."""
    return [tuple(fact[name] for name in _SAYING) for fact in one.facts]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
