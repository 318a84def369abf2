"""What goes into a choice, as one value that is kept with it: so that it can be made again when the register has moved on."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joinedup.programme.choices.models import Choice
from joinedup.programme.core.choosing import shape
from joinedup.programme.core.plain import from_plain, to_plain


@dataclass(frozen=True)
class Gathered:
    """Everything a choice reads: the areas it may go to, the reasons that stand, the weeks open to each, what is asked."""

    places: tuple[shape.Place, ...]
    reasons: tuple[shape.Reason, ...]
    weeks: Mapping[str, shape.Weeks]  # by area
    asked: shape.Asked


def gathered_of(choice: Choice) -> Gathered:
    """Return what went into a choice."""
    return from_plain(Gathered, choice.inputs)


def outcome_of(choice: Choice) -> shape.Choice:
    """Return what came out of a choice."""
    return from_plain(shape.Choice, choice.outcome)


def plain(value: object) -> Any:
    """Return what went in or came out as the sealed columns keep it."""
    return to_plain(value)


def digest(data: Any) -> str:
    """Return the sha256 (hex) of plain data as canonical JSON."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()
