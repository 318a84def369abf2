"""What a choice was made from and what came out, as one text each, always the same: whoever has both can make it again."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from joinedup.programme.core.choosing.shape import Asked, Choice, Place, Reason, Weeks


def inputs_text(places: Sequence[Place], reasons: Sequence[Reason], weeks: Mapping[str, Weeks], asked: Asked) -> str:
    """Return everything that goes into a choice as canonical JSON, whatever order it was given in."""
    return _text(
        {
            "places": [asdict(place) for place in sorted(places, key=lambda place: place.code)],
            "reasons": sorted((asdict(reason) for reason in reasons), key=_text),
            "weeks": {code: _weeks(one) for code, one in weeks.items()},
            "asked": asdict(asked),
        }
    )


def _weeks(one: Weeks) -> dict[str, object]:
    """Return the weeks of one area; a JSON key is no date."""
    return {**asdict(one), "barred": {week.isoformat(): why for week, why in one.barred.items()}}


def hash_of(text: str) -> str:
    """Return the sha256 (hex) of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def choice_text(choice: Choice) -> str:
    """Return a choice as canonical JSON: the same inputs, seed and steps give the same bytes."""
    return _text(asdict(choice))


def _text(data: object) -> str:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(one.isoformat() if isinstance(one, date) else str(one) for one in value)
    raise TypeError(f"A choice holds no {type(value).__name__}.")
