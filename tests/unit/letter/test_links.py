"""What is wrong with the links of a draft."""

from dataclasses import replace

from joinedup.letter.core.links import broken_links, lost_notes, notes_reworded, short, unheld_sentences
from joinedup.letter.core.spans import Span
from tests.unit.letter.test_version import PASSAGE

TWO = replace(PASSAGE, text="Children are seen. Nobody rings the school.")
FIRST = Span("s", 0, 18, "Children are seen.")


def test_a_broken_link_blocks_and_names_its_words():
    (gap,) = broken_links([TWO], {TWO.id: [replace(FIRST, quote="Children were always seen.", broken=True)]})
    assert (gap.blocks, gap.passage) == (True, TWO.id)
    assert gap.sentence == "The words “Children were always seen.” stood on evidence and are gone or changed. Link them anew."
    assert broken_links([TWO], {TWO.id: [FIRST]}) == []


def test_a_sentence_on_nothing_blocks_where_words_are_linked_one_by_one():
    (gap,) = unheld_sentences([TWO], {TWO.id: [FIRST]})
    assert gap.blocks
    assert "“Nobody rings the school.” stands on no evidence" in gap.sentence
    assert unheld_sentences([TWO], {}) == []
    assert unheld_sentences([replace(TWO, findings=())], {TWO.id: [FIRST]}) == []  # told once, as a whole


def test_notes_that_changed_or_were_lost_block():
    gaps = [*notes_reworded([("p1", 4)]), *lost_notes([("p1", 5)])]
    assert all(gap.blocks and gap.passage == "p1" for gap in gaps)
    assert [gap.sentence[:6] for gap in gaps] == ["Note 4", "Note 5"]


def test_long_words_are_shortened():
    assert short("one two three", 2) == "one two…"
    assert short("one two", 2) == "one two"
