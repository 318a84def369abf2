"""Why an area is in a round and why it is not, as sentences whoever may know the area can read.

Words of a reason stand in a sentence only where they are open; of others the kind alone.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from joinedup.programme.core.burden.words import listed, number_of
from joinedup.programme.core.choosing.shape import Reason

KIND_WORDS: Final[Mapping[str, str]] = {
    "concern": "concern",
    "interest": "interest",
    "good_practice": "good practice others can learn from",
    "ministers": "ministers’ request",
}

_AIMS: Final[Mapping[str, str]] = {
    "region": "the region {group}",
    "force": "the police force area {group}",
    "size": "areas with {group}",
    "rural": "areas of the class “{group}”",
    "last_time": "areas whose last joint inspection is {group}",
}


def chosen_for_reason(kind: str, reasons: Sequence[Reason], among: int) -> str:
    """Return why an area came in for a reason: drawn from `among` areas with the same ground."""
    told = [reason.words.rstrip(".") for reason in reasons if reason.open]
    words = f": {'; '.join(told)}" if told else "; the words are for named readers"
    drawn = (
        f"Drawn from the {number_of(among, 'area')} with the same ground." if among > 1 else "No other area had the same ground."
    )
    return f"Chosen for {KIND_WORDS[kind]}{words}. {drawn}"


def chosen_for_spread(narrowed: Sequence[tuple[str, str, int]], pool: int, left: int) -> str:
    """Return why an area came in for the spread: by which groups the choice was narrowed (aim, group, areas left), then drawn."""
    shorts = [_AIMS[aim].format(group=group) for aim, group, _ in narrowed if aim != "last_time"]
    longest = [group for aim, group, _ in narrowed if aim == "last_time"]
    sentence = f"Chosen for the spread of the round from the {number_of(pool, 'area')} that could go in"
    if shorts:
        sentence += f": short of an area were {listed(shorts)}"
    if longest:
        sentence += (
            f"; of those left, joint inspections lie furthest back ({longest[0]})"
            if shorts
            else f": joint inspections lie furthest back ({longest[0]})"
        )
    return f"{sentence}. " + (f"Drawn evenly from the last {left}." if left > 1 else "One area was left.")


def left_out(kinds: Sequence[str], over: str, *, fits: bool) -> str:
    """Return why an area with an open week did not come in."""
    reason = f" There were reasons of these kinds: {listed([KIND_WORDS[kind] for kind in kinds])}." if kinds else ""
    if over:
        return f"Not in: {over}.{reason}"
    if not fits:
        return f"Not in: no week open to it is left beside the areas of the round.{reason}"
    return f"It could have gone in, and others were drawn.{reason}"
