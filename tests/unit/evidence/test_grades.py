"""No grade in a narrative letter, and no false alarm about the words real letters use."""

import pytest

from joinedup.evidence.core.grades import graded_phrases


@pytest.mark.parametrize(
    "text",
    [
        "The partnership was judged good.",
        "Police were judged to be inadequate.",
        "Overall effectiveness: good",
        "The rating is requires improvement.",
        "Health was rated as outstanding.",
        "The front door scored 3 out of 5.",
    ],
)
def test_a_grade_is_found(text):
    assert graded_phrases(text)


@pytest.mark.parametrize(
    "text",
    [
        "Good, well-coordinated multi-agency work means children are safer.",
        "Practice is good and improving.",
        "Some assessments are inadequate in their analysis of risk.",
        "The partnership knows what requires improvement.",
        "An outstanding warrant was not acted on.",
    ],
)
def test_plain_words_pass(text):
    assert graded_phrases(text) == []
