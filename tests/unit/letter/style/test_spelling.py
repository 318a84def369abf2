"""American spellings are pointed out, and nothing that is spelt so in Britain too."""

import pytest

from joinedup.letter.core.style.spelling import _known, american_spellings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Behavioral support and behavior plans.", [("Behavioral", "Behavioural"), ("behavior", "behaviour")]),
        ("Leaders recognize the need.", [("recognize", "recognise")]),
        ("The organization prioritizes.", [("organization", "organisation"), ("prioritizes", "prioritises")]),
        ("Their neighborhoods.", [("neighborhoods", "neighbourhoods")]),
        ("A child-centered program in the center.", [("centered", "centred"), ("program", "programme"), ("center", "centre")]),
        ("Social work practise is good.", [("practise", "practice")]),
        ("Nurses should practice the skills.", [("practice", "practise")]),
        ("The license was taken away.", [("license", "licence")]),
        ("recognize and recognize", [("recognize", "recognise")]),
        ("", []),
    ],
)
def test_american(text: str, expected: list[tuple[str, str]]) -> None:
    assert american_spellings(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Behaviour, colour, neighbourhood and organisation.",
        "Partners apply learning to practice.",
        "Staff who practise safely. Officers license premises.",
        "Laboratory, Colorado, prize, size, seize, capsize, realism, laborious, humorous.",
        "Enrolled, fulfilled and fulfilling.",
        "The World Health Organization advises.",
    ],
)
def test_british(text: str) -> None:
    assert american_spellings(text) == []


def test_no_word_is_put_right_into_one_that_is_wrong_itself() -> None:
    known = _known()
    assert len(known) > 900
    assert not set(known.values()) & set(known)
