"""Hints of a whole draft, published figures, and the length of sections."""

from dataclasses import replace

import pytest

from joinedup.letter.core.style.figures import figures_without_source
from joinedup.letter.core.style.hints import Ground, Hint, hints_of
from joinedup.letter.core.style.quantifiers import Beneath
from joinedup.letter.core.style.sizes import sizes
from joinedup.letter.core.version import DraftPassage
from joinedup.method.framework import LetterSection

ROW = DraftPassage("p1", "strengths", "", 1, "strength", "Children are seen.", ("health",), "", ("f1",), ("n1",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 37% of reports are late.", ["37%"]),
        ("Some 37 per cent and forty per cent.", ["37 per cent", "forty per cent"]),
        ("37% of children were seen (Department for Education, 2024).", []),
        ("According to the census of 2021, 37% live there.", []),
        ("According to the council, 37% live there.", ["37%"]),
        ("In 2021 there were 37%.", ["37%"]),
        ("Between 2018 and 2020 nine officers joined.", []),
    ],
)
def test_a_percentage_needs_its_source_and_year(text: str, expected: list[str]) -> None:
    assert [figure for figure, _ in figures_without_source(text)] == expected


def test_a_passage_without_anything_to_look_at_has_no_hint() -> None:
    assert hints_of([ROW], Ground({"p1": Beneath(3, 0, 1)}, {"f1": 1})) == []


def test_each_kind_of_hint_names_its_passage() -> None:
    text = f"Most children get a program for 40% of it. {' '.join(['Extraordinarily', *['complicated'] * 40])}."
    found = hints_of([replace(ROW, text=text)], Ground({"p1": Beneath(3, 0, 0)}))
    assert [hint.kind for hint in found] == ["spelling", "long", "many", "figure", "reading"]
    assert {hint.passage for hint in found} == {"p1"}
    assert "“program” is spelt “programme”" in found[0].sentence


def test_passages_on_one_finding_are_compared_and_on_several_are_not() -> None:
    most, some = replace(ROW, text="Most children are seen."), replace(ROW, id="p2", text="Some children are seen.")
    words = "Finding 4 is told of “Most children” in one passage and of “Some children” in another."
    assert hints_of([most, some], Ground(numbers={"f1": 4})) == [Hint("many", words, "p2")]
    assert hints_of([most, replace(some, findings=("f1", "f2"))], Ground(numbers={"f1": 4, "f2": 5})) == []


def test_a_section_is_told_beside_what_is_usual() -> None:
    outline = (
        LetterSection("addressees", "", "addressees"),
        LetterSection("strengths", "Strengths", "bullets", words=(5, 10), items=(2, 4)),
        LetterSection("main", "Main findings", "prose", words=(3, 9)),
        LetterSection("priority", "Priority", "prose", required=False, words=(3, 9)),
        LetterSection("free", "Free", "prose"),
    )
    rows = [ROW, replace(ROW, id="p2", section="main", text="Two words " * 6), replace(ROW, id="p3", section="free")]
    found = sizes(outline, rows)
    assert [(size.title, size.words, size.items, size.remark) for size in found] == [
        ("Strengths", 3, 1, "Fewer words than usual. Fewer bullets than usual."),
        ("Main findings", 12, 1, "More words than usual."),
        ("Free", 3, 1, ""),
    ]
    assert [size.age for size in found] == [None, None, None]
