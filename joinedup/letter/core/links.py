"""What is wrong with the links between a letter's words and its evidence, said so that a writer knows what to do."""

from collections.abc import Iterable, Mapping, Sequence

from joinedup.letter.core.gaps import Gap
from joinedup.letter.core.spans import Span, uncovered
from joinedup.letter.core.version import DraftPassage

Spans = Mapping[str, Sequence[Span]]


def broken_links(passages: Iterable[DraftPassage], spans: Spans) -> list[Gap]:
    """Return the links whose words are gone or changed. Each blocks until somebody links those words anew or takes it away."""
    return [
        Gap(f"The words “{short(span.quote)}” stood on evidence and are gone or changed. Link them anew.", passage.id)
        for passage in passages
        for span in spans.get(passage.id, ())
        if span.broken
    ]


def unheld_sentences(passages: Iterable[DraftPassage], spans: Spans) -> list[Gap]:
    """Return the sentences of which a part stands on nothing, in passages whose words are linked one by one."""
    return [
        Gap(f"The sentence “{short(sentence)}” stands on no evidence. Link it, or take it out.", passage.id)
        for passage in passages
        if passage.findings  # one without any is told as a whole
        for sentence in uncovered(passage.text, spans.get(passage.id, ()))
    ]


def notes_reworded(links: Iterable[tuple[str, int]]) -> list[Gap]:
    """Return (id of a passage, number of a note) whose words say something else since they were linked, to be read again."""
    words = "has another wording since words of this letter were linked to it. Read it again and save the passage."
    return [Gap(f"Note {number} {words}", passage) for passage, number in links]


def lost_notes(links: Iterable[tuple[str, int]]) -> list[Gap]:
    """Return (id of a passage, number of a note) where words stand on a note that holds nothing up any more."""
    words = "holds nothing up any more: it is set aside, or unfinished. Link its words to other evidence."
    return [Gap(f"Note {number} {words}", passage) for passage, number in links]


def short(text: str, words: int = 8) -> str:
    """Return the first words of a text, with dots where more follow."""
    said = text.split()
    return " ".join(said[:words]) + ("…" if len(said) > words else "")
