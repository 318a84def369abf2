"""Nothing that rests on no evidence, and nothing a form would lose, gets past the check."""

from dataclasses import replace

import pytest

from joinedup.publication.document import (
    Box,
    Heading,
    PassageWithoutEvidence,
    Recipient,
    Standard,
    UnprintableText,
    check_document,
    passages_of,
    runs,
)
from tests.factories.documents import make_document, make_passage


def with_blocks(*blocks):
    """Return the letter with these blocks as its headline findings."""
    document = make_document()
    before, section, after = document.sections[:2], document.sections[2], document.sections[3:]
    return replace(document, sections=(*before, replace(section, blocks=blocks), *after))


def box_of(passage):
    return Box("b", "improvement", "Practice study", "A long wait", (passage,))


def test_a_whole_letter_passes():
    assert check_document(make_document()) is None


@pytest.mark.parametrize("lost", ["findings", "notes"])
@pytest.mark.parametrize("put", [lambda passage: passage, box_of], ids=["in the text", "in a box"])
def test_a_passage_without_evidence_is_named(lost, put):
    bare = replace(make_passage(1, "Children at risk are seen quickly."), **{lost: ()})
    with pytest.raises(
        PassageWithoutEvidence, match=r"“Headline findings”, the passage “Children at risk are seen quickly\.” rests"
    ):
        check_document(with_blocks(put(bare)))


def test_a_long_passage_is_named_by_its_first_words():
    bare = replace(make_passage(1, "one two three four five six seven eight nine ten eleven"), notes=())
    with pytest.raises(PassageWithoutEvidence, match="nine ten…” rests"):
        check_document(with_blocks(bare))


def test_standard_sentences_and_headings_need_no_evidence():
    assert check_document(with_blocks(Heading("The front door"), Standard("s", "This letter says what we saw."))) is None


@pytest.mark.parametrize("sign", ["\x0b", "\x00", "\ud800", "\uffff", "\u202e", "\u2066"])
def test_a_character_some_form_would_lose_is_refused(sign):
    with pytest.raises(UnprintableText, match="“Headline findings”, “Childrenwait” holds a hidden control character"):
        check_document(with_blocks(make_passage(1, f"Children{sign}wait")))


@pytest.mark.parametrize("text", ["Line\nbreak", "Tab\tstop", "Llŷr’s £5 – “yes”", "soft\u00adhyphen"])
def test_what_people_type_passes(text):
    assert check_document(with_blocks(make_passage(1, text))) is None


def test_passages_in_boxes_count_in_reading_order():
    first, second, third = (make_passage(number, "Said.") for number in (1, 2, 3))
    section = with_blocks(first, box_of(second), third).sections[2]
    assert list(passages_of(section)) == [first, second, third]


def test_points_that_follow_each_other_are_one_list():
    a, b, c = (make_passage(number, "Said.", item=True) for number in (1, 2, 3))
    said, head = make_passage(4, "Said."), Heading("Police")
    assert runs((a, b, said, c, head)) == [(a, b), said, (c,), head]
    assert runs(()) == []


@pytest.mark.parametrize(
    ("where", "change"),
    [
        ("the title", lambda one: {"title": "A\x0bletter"}),
        ("the legal basis", lambda one: {"legal_basis": "Section\x0b20"}),
        ("the addressees", lambda one: {"addressees": (replace(one.addressees[0], organisation="Made\x0bup"),)}),
        ("the signatures", lambda one: {"signatures": (replace(one.signatures[0], post="Dir\x0bector"),)}),
        ("the list of recipients", lambda one: {"recipients": (Recipient("Coun\x0bcil", must_publish=True),)}),
        ("what is asked for in a written statement", lambda one: {"statement": replace(one.statement, prepared_by="Bo\x0bard")}),
    ],
)
def test_what_stands_around_the_sections_is_looked_at_too(where, change):
    document = make_document()
    with pytest.raises(UnprintableText, match=f"In “{where}”, "):
        check_document(replace(document, **change(document)))
