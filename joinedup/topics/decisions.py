"""What people decide about topics: a plain list, kept apart from what was found, that can be played again over a new finding."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


class DecisionError(ValueError):
    """A decision that cannot be read. Its text is a sentence for the person who wrote it."""


@dataclass(frozen=True)
class _By:
    #: who decided, and when (ISO 8601, UTC)
    by: str
    at: str
    reason: str


@dataclass(frozen=True)
class Rename(_By):
    topic: str
    name: str


@dataclass(frozen=True)
class Merge(_By):
    """`topics` become part of `into`, which keeps its id and name."""

    topics: tuple[str, ...]
    into: str


@dataclass(frozen=True)
class Split(_By):
    """The texts of `topic` that say any of `words` (as whole words, capitals aside) become the topic `new`."""

    topic: str
    words: tuple[str, ...]
    new: str
    name: str


@dataclass(frozen=True)
class SignOff(_By):
    """A person has read the topic's texts and stands by it as `fingerprint` says it was: see `replay.fingerprint`."""

    topic: str
    fingerprint: str


Decision = Rename | Merge | Split | SignOff
_KINDS: Mapping[str, type[Decision]] = {"rename": Rename, "merge": Merge, "split": Split, "sign-off": SignOff}


def as_json(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """Return the decisions as plain data, in their order, each with its `kind`."""
    names = {made: kind for kind, made in _KINDS.items()}
    return [{"kind": names[type(each)]} | asdict(each) for each in decisions]


def from_json(data: Iterable[Mapping[str, Any]]) -> list[Decision]:
    """Return the decisions `as_json` wrote. Raises DecisionError naming the first that is none."""
    return [_one(number, each) for number, each in enumerate(data, start=1)]


def _one(number: int, data: Mapping[str, Any]) -> Decision:
    made = _KINDS.get(str(data.get("kind")))
    if made is None:
        raise DecisionError(f"Decision {number} is of no known kind: {data.get('kind')!r}. Known: {', '.join(_KINDS)}.")
    wanted = {field.name for field in fields(made)}
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items() if name != "kind"}
    if set(given) != wanted:
        raise DecisionError(
            f"Decision {number} must say {', '.join(sorted(wanted))}; it says {', '.join(sorted(given)) or 'nothing'}."
        )
    return made(**given)  # type: ignore[arg-type]  # the names were checked above; the values are as their writer left them
