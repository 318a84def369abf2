"""How published letters are built: the figures kept are those of the letters, and a letter built otherwise is told apart."""

from pathlib import Path

import pytest

from benchmarks.letters_structure import EARLY, LATER, LETTERS, kept, outside, ranges, shape_of_document, shape_of_published


def document(**sections: list[str]) -> dict:
    """Return the data of a letter whose sections hold these passages."""
    return {
        "sections": [
            {"id": key, "kind": "prose", "blocks": [{"type": "passage", "text": text} for text in texts]}
            for key, texts in sections.items()
        ]
    }


def test_the_figures_kept_are_those_of_the_published_letters() -> None:
    files = sorted(Path(LETTERS).glob("*.pdf"))
    if not files:
        pytest.skip("The published letters are not on this computer.")
    assert len(files) == 41
    assert ranges(shape_of_published(path) for path in files) == {of: kept()[of] for of in (EARLY, LATER)}


def test_a_letter_of_the_usual_size_is_inside() -> None:
    main = [" ".join(["word"] * 90)] * 20
    shape = shape_of_document(
        document(
            scope=["words"],
            headline=[" ".join(["word"] * 280)],
            improve=[" ".join(["word"] * 18)] * 6,
            strengths=[" ".join(["word"] * 20)] * 7,
            main=main,
            **{"next-steps": ["What is next."]},
        )
    )
    assert shape.generation == LATER
    assert shape.order == ("headline", "improve", "strengths", "main", "next")
    assert outside(shape, kept()) == []


def test_what_is_too_short_is_told_with_the_published_range() -> None:
    shape = shape_of_document(document(strengths=["Few words."], improve=["Few words."]))
    assert shape.generation == EARLY
    assert "strengths items: 1, published 15 to 40" in outside(shape, kept())
    assert "improve words: 2, published 859 to 3208" in outside(shape, kept())


def test_boxes_are_counted_apart_from_their_section() -> None:
    box = {"type": "box", "passages": [{"text": "one two"}, {"text": "three"}]}
    made = document(improve=["a b c"])
    made["sections"].append({"id": "practice", "kind": "boxes", "blocks": [box]})
    shape = shape_of_document(made)
    assert shape.figures["a box words"] == (3,)
    assert shape.figures["total words"] == (6,)
