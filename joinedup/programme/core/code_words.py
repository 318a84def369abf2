"""Code words to propose for the areas of a round: two plain words that tell nothing of any place."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Final

_HOW: Final = (
    "amber", "brisk", "calm", "clear", "copper", "cotton", "early", "even", "fine", "gentle", "glad", "golden", "keen", "kind",
    "light", "linen", "mellow", "patient", "plain", "quiet", "ready", "round", "silver", "simple", "slow", "soft", "steady", "warm",
)  # fmt: skip
_WHAT: Final = (
    "acorn", "anchor", "apron", "basket", "bellows", "bobbin", "button", "candle", "canvas", "chisel", "clock", "compass", "cradle",
    "drum", "feather", "fiddle", "flute", "hammock", "kettle", "ladder", "lantern", "lute", "marble", "mitten", "oboe", "paddle",
    "pebble", "pencil", "quilt", "ribbon", "saddle", "satchel", "shuttle", "spindle", "teapot", "thimble", "trumpet", "umbrella",
    "walnut", "whistle",
)  # fmt: skip


class NoCodeWordLeft(LookupError):
    """Every code word to propose is taken or would tell the area."""

    def __init__(self) -> None:
        super().__init__("No code word is left to propose: give the area one of your own.")


def propose(scope: str, place: str, refused: Callable[[str], bool]) -> str:
    """Return the first code word that is not refused, in an order that `scope` and `place` (ids) decide.

    Raises NoCodeWordLeft.
    """
    found = next((word for word in _in_order(f"{scope}|{place}") if not refused(word)), None)
    if found is None:
        raise NoCodeWordLeft
    return found


def _in_order(key: str) -> Iterator[str]:
    words = [f"{how}-{what}" for how in _HOW for what in _WHAT]
    return iter(sorted(words, key=lambda word: hashlib.sha256(f"{key}|{word}".encode()).digest()))
