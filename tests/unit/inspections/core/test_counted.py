"""Counting answers: nothing of fewer than five is shown, checked against a slow obvious second count."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from joinedup.inspections.core.counted import Answered, count_answers, parts_shown
from joinedup.method.framework import Survey, SurveyQuestion
from joinedup.method.surveys import GROUPS
from tests.factories.frameworks import tiny_framework

CHOICES = (("yes", "Yes"), ("no", "No"))
QUESTIONS = (
    SurveyQuestion("all", "All?", ("criteria",), choices=CHOICES),
    SurveyQuestion("some", "Some?", ("calendar",), ("leaders",), CHOICES),
    SurveyQuestion("words", "Words?", ("lists",)),
)
FRAMEWORK = replace(tiny_framework(), survey=Survey(14, 5, QUESTIONS))
ANSWERS = st.lists(
    st.builds(
        Answered,
        st.sampled_from(GROUPS),
        st.dictionaries(st.sampled_from(["all", "some", "words"]), st.sampled_from(["yes", "no", "", "maybe"])),
        st.frozensets(st.sampled_from(["all", "some", "words"])),
    ),
    max_size=40,
)


@given(ANSWERS)
def test_counts_are_those_of_a_second_count_and_never_of_fewer_than_five(answers):
    for one in count_answers(FRAMEWORK, answers):
        chosen = Counter(
            answer.chosen[one.question]
            for answer in answers
            if answer.group == one.group and answer.chosen.get(one.question) in ("yes", "no")
        )
        if chosen.total() < 5:
            assert (one.answered, one.counts) == (None, None)
        else:
            assert one.answered == chosen.total()
            assert dict(one.counts) == {"yes": chosen["yes"], "no": chosen["no"]}


@given(ANSWERS)
def test_a_part_is_shown_from_five_who_answered_that_question_on(answers):
    expected = set()
    for group in GROUPS:
        of = [one for one in answers if one.group == group]
        for question in ("all", "some") if group == "leaders" else ("all",):
            if len([one for one in of if one.chosen.get(question) in ("yes", "no")]) >= 5:
                expected.add((question, group))
        if len([one for one in of if "words" in one.wrote]) >= 5:
            expected.add(("words", group))
    assert set(parts_shown(FRAMEWORK, answers)) == expected


def test_words_of_one_among_blank_answers_are_not_shown():
    said = [Answered("staff", {"all": "yes"}, frozenset({"words"})), *[Answered("staff", {})] * 4]
    assert parts_shown(FRAMEWORK, said) == ()


def test_each_question_of_choice_is_counted_for_the_groups_it_is_put_to():
    assert [(one.question, one.group) for one in count_answers(FRAMEWORK, [])] == [
        ("all", "staff"),
        ("all", "leaders"),
        ("all", "inspectors"),
        ("some", "leaders"),
    ]
