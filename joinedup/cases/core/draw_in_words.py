"""How to redo a draw, in words that are kept with each sample: one text for each way of sharing places."""

from typing import Final

from joinedup.cases.core.sharing import EQUAL, LARGEST_REMAINDER, PROPORTIONAL

_KEYS: Final = (
    "The frame hash is the sha256 of the cohort's child ids, sorted, one to a line without a last line break. Each child's key is "
    "the sha256 of seed|frame hash|child id. "
)
_LEVELS: Final = (
    "A stratum's name is its values from the first level down, joined by a middle dot with a space on either side; the first "
    "value names the first level, the first two the second, and so on; the name of the whole cohort is empty. Places are shared "
    "out level by level. "
)
_EQUAL: Final = (
    "On the first level each value has the same share, but never more than it has children: what it cannot use is shared equally "
    "among the others. Children whose first value is “not known” have a share in proportion instead, taken off before. "
    "Below, a part's share is the places of the part above it, times its own children, divided by the children of the part above. "
)
_PROPORTIONAL: Final = (
    "A part's share is the places of the part above it (on the first level: of the whole cohort), times its own children, divided "
    "by the children of the part above. "
)
_ROUNDED: Final = (
    "Shares become whole places so: take the parts that stand under one name in the order of their own names, character by "
    "character, and add their shares up as you go. The start is the first 13 hex digits of the sha256 of seed|frame hash|the name "
    "they stand under, read as a number and divided by 16 to the power of 13. From each sum take the start and round up; a part's "
    "places are this number less that of the part before it (0 before the first). "
)
_DRAWN: Final = (
    "Within a stratum of the last level the children with the lowest keys are drawn. A child who is replaced is followed by the "
    "child with the next lowest key of the same stratum; where it has no more, of the strata that share all its values but the "
    "last, and so on up to the whole cohort. A child who was replaced is not drawn again."
)

#: Kept word for word: samples drawn before nested sharing carry it.
_LARGEST_REMAINDER: Final = (
    "Places are shared out among the strata in proportion to their children; what is "
    "left goes to the largest remainders (then the larger stratum, then by name). Within a stratum the children with the lowest "
    "keys are drawn. A child who is replaced is followed by the next in order of the same stratum, or of the whole cohort where "
    "the stratum has no more."
)

METHODS: Final[dict[str, str]] = {
    EQUAL: _KEYS + _LEVELS + _EQUAL + _ROUNDED + _DRAWN,
    PROPORTIONAL: _KEYS + _LEVELS + _PROPORTIONAL + _ROUNDED + _DRAWN,
    LARGEST_REMAINDER: _KEYS + _LARGEST_REMAINDER,
}
