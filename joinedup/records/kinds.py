"""The shared vocabulary of events, read once from `event_kinds.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class EventKind:
    """One kind of event: its id, the label pages show, whether it lasts, whether it may be about an adult."""

    id: str
    label: str
    span: bool = False
    adult: bool = False


@cache
def event_kinds() -> dict[str, EventKind]:
    """Return every kind of event by id, in the vocabulary's own order."""
    text = (files(__package__) / "event_kinds.toml").read_text(encoding="utf-8")
    return {key: EventKind(id=key, **fields) for key, fields in tomllib.loads(text).items()}
