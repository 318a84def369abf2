"""Drafts in the words letters use say nothing a finding does not."""

import pytest

from joinedup.letter.core.phrasing import Said, draft_of, noun_phrase


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("Health assessments are not always timely.", "The timeliness of health assessments."),
        ("Responses to referrals are too slow. Children wait.", "The timeliness of responses to referrals."),
        ("Management oversight is inconsistent across teams.", "The consistency of management oversight."),
        ("The quality of plans varies.", "The quality of plans."),
        ("Children are not always seen alone.", "How consistently children are seen alone."),
        ("Partners do not consistently share information.", "How well partners share information."),
        ("The board does not challenge agencies.", "The ability of the board to challenge agencies."),
        ("CAMHS does not see children soon.", "The ability of CAMHS to see children soon."),
        ("Thames Police do not record ethnicity.", "How well Thames Police record ethnicity."),
        ("A child waits.", "A child waits."),
        ("", "."),
    ],
)
def test_a_weakness_becomes_a_noun_phrase_where_one_fits(sentence, phrase):
    assert noun_phrase(sentence) == phrase


WEAK = Said("Visits are late", True, "acting", "The team was given a second manager.")


def test_prose_says_what_leaders_knew_and_what_was_done():
    assert draft_of([WEAK], bullets=False, phrases=True) == (
        "Visits are late. Leaders know about this and are acting on it. During the inspection, the team was given a second manager."
    )
    assert draft_of([Said("Visits are late.", True, "not_established")], bullets=False, phrases=True) == "Visits are late."


def test_a_strength_says_nothing_of_what_leaders_knew():
    assert (
        draft_of([Said("Visits are kept.", False, "knew", "More were made.")], bullets=False, phrases=False) == "Visits are kept."
    )


def test_bullets_are_phrases_since_2022_and_paragraphs_before():
    strong = Said("Visits are kept. So are promises.", False)
    assert draft_of([WEAK, strong], bullets=True, phrases=True) == "The timeliness of visits.\nVisits are kept."
    assert draft_of([WEAK], bullets=True, phrases=False).startswith("Visits are late. Leaders know")
    assert draft_of([], bullets=True, phrases=True) == ""
