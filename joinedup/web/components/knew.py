"""Who knew these children, as a picture beside its table: one line for each way in which children are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from joinedup.linkage.core.who_knew import Together
from joinedup.web.components.words import count, listed

#: Sizes in units of the drawing, which are pixels at a desk.
_PITCH: Final = 30
_LINE: Final = 30
_LEFT: Final = 16
_BAR: Final = 170
_NUMBER: Final = 52
_LETTER: Final = 7.2  # width of a letter of a place's name, set upright
_LONGEST: Final = 28  # letters of a name before it is cut

KNOWS, NEAR, NOTHING = "knows", "near", "nothing"


@dataclass(frozen=True)
class Line:
    """One way in which children are known. `marks`: (x, knows | near | nothing) by place; `bar`: its length in the drawing."""

    key: str
    children: int
    words: str
    marks: tuple[tuple[int, str], ...]
    y: int
    bar: float
    span: tuple[int, int] | None  # x of the first and the last place that knows anything


@dataclass(frozen=True)
class Picture:
    """The picture: places with their x, its lines, and its measures."""

    places: tuple[tuple[int, str], ...]
    lines: tuple[Line, ...]
    children: int
    left_out: int  # children known in ways too rare to have room
    ways_left_out: int
    head: int
    width: int
    height: int
    number_x: int
    bar_x: int


def picture(sets: list[Together], places: Mapping[str, str], lines: int = 15) -> Picture:
    """Return the picture of how children are known (`linkage.core.who_knew.together`). `places`: key → name, in order."""
    x_of = {key: _LEFT + place * _PITCH for place, key in enumerate(places)}
    head = round(max((min(len(name), _LONGEST) for name in places.values()), default=0) * _LETTER) + 16
    shown, rest = sets[:lines], sets[lines:]
    longest = max((one.children for one in shown), default=1)
    number_x = _LEFT + len(places) * _PITCH + _NUMBER - 22
    return Picture(
        places=tuple((x_of[key], shortened(name)) for key, name in places.items()),
        lines=tuple(_line(one, places, x_of, head + (n + 1) * _LINE - _LINE // 2, longest) for n, one in enumerate(shown)),
        children=sum(one.children for one in sets),
        left_out=sum(one.children for one in rest),
        ways_left_out=len(rest),
        head=head,
        width=number_x + 12 + _BAR,
        height=head + len(shown) * _LINE + 4,
        number_x=number_x,
        bar_x=number_x + 10,
    )


def _line(one: Together, places: Mapping[str, str], x_of: Mapping[str, int], y: int, longest: int) -> Line:
    marks = tuple((x, KNOWS if key in one.knowing else NEAR if key in one.through_adults else NOTHING) for key, x in x_of.items())
    told = [x for x, mark in marks if mark != NOTHING]
    span = (told[0], told[-1]) if len(told) > 1 else None
    bar = round(_BAR * one.children / longest, 1)
    return Line(one.key, one.children, in_words(one, places), marks, y, bar, span)


def in_words(one: Together, places: Mapping[str, str]) -> str:
    """Return how children are known as a sentence: “Known to Police. An adult in the child’s life known to Probation.”"""
    knowing, near = ([name for key, name in places.items() if key in held] for held in (one.knowing, one.through_adults))
    said = f"Known to {listed(knowing)}." if knowing else "Known to none of these."
    return f"{said} An adult in the child’s life known to {listed(near)}." if near else said


def shortened(name: str) -> str:
    """Return a name short enough for the picture; its table has the whole."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def held_in_words(records: int, adults: int) -> str:
    """Return what an agency's lists hold of one child. That they hold nothing is not that the agency did not know the child."""
    if records:
        return f"{count(records, 'record')} of the child"
    if adults:
        return f"No record of the child in the lists; a record of {count(adults, 'adult')} in the child’s life"
    return "No record in the lists"
