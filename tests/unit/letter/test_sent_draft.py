"""What is sent for factual accuracy: every word of the draft, nothing beneath them."""

import json

from hypothesis import given
from hypothesis import strategies as st

from joinedup.letter.core.sent_draft import Piece, SentDraft, Sheet, fingerprint, from_plain, sent_draft, to_plain
from joinedup.publication.document import Document, passages_of
from tests.factories.documents import make_document

_PIECES = st.builds(
    Piece, st.sampled_from(["heading", "standard", "paragraph", "item", "box"]), st.text(), st.text(), st.booleans()
)
_DRAFTS = st.builds(
    SentDraft,
    st.text(),
    st.lists(st.text()).map(tuple),
    st.lists(st.builds(Sheet, st.text(), st.lists(_PIECES).map(tuple))).map(tuple),
)


def test_every_passage_goes_with_its_words_and_its_section():
    document: Document = make_document()
    draft = sent_draft(document)
    passages = [(passage, section) for section in document.sections for passage in passages_of(section)]
    assert passages
    assert draft.texts() == {passage.id: passage.text for passage, _ in passages}
    assert draft.where() == {passage.id: section.title for passage, section in passages}


def test_no_finding_and_no_note_goes_with_it():
    document = make_document()
    held = json.dumps(to_plain(sent_draft(document)))
    beneath = {
        id for section in document.sections for passage in passages_of(section) for id in (*passage.findings, *passage.notes)
    }
    assert beneath
    assert not [id for id in beneath if f'"{id}"' in held]


@given(_DRAFTS)
def test_it_comes_back_from_json_as_it_went(draft):
    back = from_plain(json.loads(json.dumps(to_plain(draft))))
    assert back == draft
    assert fingerprint(back) == fingerprint(draft)


@given(_DRAFTS, _DRAFTS)
def test_two_drafts_share_a_fingerprint_only_if_they_are_the_same(one, other):
    assert (fingerprint(one) == fingerprint(other)) == (one == other)
