"""A map of tiles, one for each area: letters, a mark and an outline say what a colour would. The table beside it says the same.

Areas lie about where they are; London, whose 33 would push the rest out of shape, stands in the sea east of the North East.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from joinedup.areas.core.register import Authority

#: Side of a tile and the gap between two, in the picture's own units.
SIDE, GAP = 46, 4

#: Kinds of outline a tile may have: what the stylesheet knows as `app-tile--<kind>`, each with the mark it carries.
KINDS: Final[Mapping[str, str]] = {
    "plain": "",
    "above": "▲",
    "below": "▼",
    "within": "–",
    "unknown": "?",
    "chosen": "●",
    "barred": "×",
}


@dataclass(frozen=True)
class Mark:
    """What one area's tile says: a kind of outline, and the words read out after its name."""

    kind: str = "plain"
    words: str = ""


@dataclass(frozen=True)
class Tile:
    """One tile, placed. `href` is empty where it leads nowhere."""

    name: str
    short: str
    x: int
    y: int
    kind: str
    sign: str
    words: str
    href: str

    @property
    def label(self) -> str:
        """Return what a screen reader says: "Dunmere: above the limits"."""
        return f"{self.name}: {self.words}" if self.words else self.name


@dataclass(frozen=True)
class TileMap:
    """The picture: its size, its tiles in reading order, and what each kind on it means."""

    width: int
    height: int
    tiles: tuple[Tile, ...]
    key: tuple[tuple[str, str, str], ...]  # kind, sign, words
    without: tuple[str, ...]  # areas that have no tile: the table alone tells of them


def tile_map(
    areas: Iterable[Authority], marks: Mapping[str, Mark], hrefs: Mapping[str, str], key: Mapping[str, str] | None = None
) -> TileMap:
    """Place areas on their tiles. `marks` and `hrefs` are by code; `key` says what each kind on the map means."""
    known = list(areas)
    placed = sorted((one for one in known if one.tile), key=lambda one: (one.tile or (0, 0))[::-1])
    tiles = tuple(_tile(one, marks.get(one.code, Mark()), hrefs.get(one.code, "")) for one in placed)
    width, height = (max((getattr(tile, at) for tile in tiles), default=0) + SIDE + GAP for at in ("x", "y"))
    told = tuple((kind, KINDS[kind], words) for kind, words in (key or {}).items())
    return TileMap(width, height, tiles, told, tuple(sorted(one.name for one in known if not one.tile)))


def _tile(area: Authority, mark: Mark, href: str) -> Tile:
    column, row = area.tile or (0, 0)
    step = SIDE + GAP
    short = area.short or "".join(word[0] for word in area.name.split())[:3].upper()
    return Tile(area.name, short, GAP + column * step, GAP + row * step, mark.kind, KINDS[mark.kind], mark.words, href)
