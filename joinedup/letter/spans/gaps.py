"""What is wrong with the links of a letter: broken ones, sentences nothing holds up, evidence that reads otherwise now."""

from collections.abc import Collection

from joinedup.letter.core.gaps import Gap
from joinedup.letter.core.links import broken_links, lost_notes, notes_reworded, unheld_sentences
from joinedup.letter.core.version import DraftPassage
from joinedup.letter.models import Letter
from joinedup.letter.spans.queries import notes_lost, notes_worded_anew, plain_spans


def gaps_of(letter: Letter, passages: Collection[DraftPassage]) -> list[Gap]:
    """Return what keeps the letter from being offered for the sake of its links."""
    spans = plain_spans(letter)
    return [
        *broken_links(passages, spans),
        *unheld_sentences(passages, spans),
        *notes_reworded(notes_worded_anew(letter)),
        *lost_notes(notes_lost(letter)),
    ]
