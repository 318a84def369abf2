"""The colours of the picture. None of them says anything that a shape or a word does not say too."""

from typing import Final

#: Each at least 4.5:1 against white, so that numbers in white on it can be read.
COLOURS: Final = {
    "local_authority": "#1d5fa8",
    "police": "#2b2f77",
    "health": "#00693e",
    "probation": "#6b2b7e",
    "youth_offending": "#9c4300",
    "education": "#5b6414",
    "board": "#4b5358",
}
INK: Final = "#1b2126"
QUIET: Final = "#505a62"
LINE: Final = "#c9cfd3"
FAINT: Final = "#e6eaec"
FLAG: Final = "#a3182d"
GAP: Final = "#dfcf9a"
GAP_PALE: Final = "#fbf7ea"
GAP_INK: Final = "#5e4d10"


def of_sector(sector: str) -> str:
    """Return a sector's colour, ink for one without."""
    return COLOURS.get(sector, INK)
