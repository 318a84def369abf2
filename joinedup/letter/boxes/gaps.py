"""What the letter's boxes lack, read from the database."""

from joinedup.letter.boxes.queries import as_it_stands
from joinedup.letter.core.boxes import box_gaps
from joinedup.letter.core.gaps import Gap
from joinedup.letter.models import Letter


def gaps_of(letter: Letter) -> list[Gap]:
    """Return what is to be done about a letter's boxes, in their order: unread and unagreed ones keep it from being signed."""
    return [gap for box in letter.boxes.order_by("position") for gap in box_gaps(as_it_stands(box))]
