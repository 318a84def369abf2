"""Case studies, practice studies and other boxes."""

from joinedup.library.core.blocks import Block, Kind
from joinedup.library.core.letter import Box
from joinedup.library.core.phrases import Phrases, plain

_FIRST_WORDS = 12


def read_box(blocks: list[Block], phrases: Phrases) -> Box:
    """Return a box from its blocks, the heading first."""
    heading = blocks[0].text.strip()
    body = next((block.text for block in blocks[1:] if block.kind is not Kind.HEADING), "")
    kind = next((named.name for named in phrases.box_kinds if named.found(plain(heading))), None)
    return Box(kind, heading, " ".join(body.split()[:_FIRST_WORDS]), blocks[0].page)
