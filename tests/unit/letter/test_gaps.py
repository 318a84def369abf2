"""What keeps a letter from being offered, and what is only worth a look."""

from dataclasses import replace

from joinedup.letter.core.gaps import not_agreed, passage_gaps, section_gaps
from joinedup.method.framework import LetterSection
from tests.unit.letter.test_version import PASSAGE


def sentences(gaps):
    return [gap.sentence for gap in gaps]


def test_a_passage_with_findings_and_notes_has_no_gap():
    assert passage_gaps([PASSAGE]) == []


def test_a_passage_without_finding_or_note_blocks():
    for bare in (replace(PASSAGE, findings=()), replace(PASSAGE, notes=())):
        (gap,) = passage_gaps([bare])
        assert gap.blocks
        assert "rests on no evidence" in gap.sentence
        assert gap.passage == "p1"


def test_an_empty_passage_and_a_grade_block():
    assert "empty" in passage_gaps([replace(PASSAGE, text="  ")])[0].sentence
    assert "reads as a grade" in passage_gaps([replace(PASSAGE, text="Police were judged good.")])[0].sentence


def test_a_count_of_children_blocks_and_one_of_cases_is_only_told():
    (gap,) = passage_gaps([replace(PASSAGE, text="For 6 of the 30 sampled children help came late.")])
    assert gap.blocks
    assert "“6 of the 30 sampled children”" in gap.sentence
    (gap,) = passage_gaps([replace(PASSAGE, text="In two of the three cases sampled help came late.")])
    assert not gap.blocks


def test_a_required_section_without_passages_is_named():
    improve = LetterSection("improve", "What needs to improve?", "bullets", directions=("improve",))
    optional = replace(improve, id="priority", title="Areas for priority action", required=False)
    standard = LetterSection("next", "Next steps", "standard")
    assert sentences(section_gaps([improve, optional, standard], [PASSAGE])) == [
        "The section “What needs to improve?” has nothing in it yet."
    ]


def test_a_finding_beneath_a_passage_that_is_not_agreed_blocks():
    (gap,) = not_agreed([("f1", 1), ("f2", 2)], [PASSAGE])
    assert gap.blocks
    assert gap.sentence == "Finding 1 is not agreed. A passage rests on it."
