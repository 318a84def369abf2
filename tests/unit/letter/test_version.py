"""A signature is given to exact words: any change gives another version."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from joinedup.letter.core.version import DraftBox, DraftPassage, version_hash

PASSAGE = DraftPassage("p1", "main", "", 1, "strength", "Children are seen.", ("police",), "", ("f1",), ("n1",))
BOX = DraftBox("b1", "boxes", 2, "effective_practice", "A story")
FACTS = {"principal_authority": "Madeupshire Council"}


def test_a_changed_comma_is_another_version():
    changed = replace(PASSAGE, text="Children, are seen.")
    assert version_hash([PASSAGE], [BOX], FACTS) != version_hash([changed], [BOX], FACTS)


def test_so_is_other_evidence_another_order_another_addressee():
    versions = {
        version_hash([PASSAGE], [BOX], FACTS),
        version_hash([replace(PASSAGE, findings=("f2",))], [BOX], FACTS),
        version_hash([replace(PASSAGE, notes=())], [BOX], FACTS),
        version_hash([replace(PASSAGE, position=9)], [BOX], FACTS),
        version_hash([PASSAGE], [replace(BOX, title="Another story")], FACTS),
        version_hash([PASSAGE], [], FACTS),
        version_hash([PASSAGE], [BOX], {"principal_authority": ""}),
    }
    assert len(versions) == 7


@given(st.permutations([PASSAGE, replace(PASSAGE, id="p2"), replace(PASSAGE, id="p3")]))
def test_the_order_of_reading_the_rows_does_not_matter(passages):
    assert version_hash(passages, [BOX], FACTS) == version_hash(sorted(passages, key=lambda row: row.id), [BOX], FACTS)
