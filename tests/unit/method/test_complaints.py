"""Complaints and the survey: the packaged ones are sound, and what would leave somebody waiting or ask about nothing is refused."""

from dataclasses import replace

import pytest

from joinedup.method.canonical import from_json, to_json
from joinedup.method.check_complaints import check_complaints, check_survey
from joinedup.method.complaints import complaints_of, standard_complaints, subject_of
from joinedup.method.framework import ComplaintSubject, Within
from joinedup.method.loader import framework_ids, load_framework
from joinedup.method.surveys import GROUPS, clauses, questions_to, standard_survey, survey_of
from tests.factories.frameworks import tiny_framework


@pytest.mark.parametrize("id", framework_ids())
def test_every_packaged_framework_lays_complaints_and_survey_down(id):
    framework = load_framework(id)
    assert [subject.id for subject in framework.complaints.subjects] == ["conduct", "process", "facts", "burden", "other"]
    assert [subject.id for subject in framework.complaints.subjects if subject.about_person] == ["conduct"]
    assert {"complaints", "survey"} <= {value.key for value in framework.open_values}
    assert all(questions_to(framework, group) for group in GROUPS)
    assert all(set(question.clauses) <= set(clauses(framework)) for question in framework.survey.questions)


def test_a_framework_that_lays_nothing_down_takes_the_standard_ways():
    tiny = tiny_framework()
    assert complaints_of(tiny) == standard_complaints()
    assert survey_of(tiny) == standard_survey()
    assert list(check_complaints(tiny)) == list(check_survey(tiny)) == []
    own = replace(tiny, complaints=replace(standard_complaints(), answer=Within(3, "working_days")), survey=standard_survey())
    assert complaints_of(own).answer == Within(3, "working_days")
    assert from_json(to_json(own)) == own
    with pytest.raises(KeyError):
        subject_of(own, "weather")


@pytest.mark.parametrize(
    ("change", "key", "reason"),
    [
        ({"answer": Within(1, "months")}, "answer.unit", "one of hours"),
        ({"review": Within(0, "hours")}, "review.number", "at least one"),
        ({"subjects": ()}, "subjects", "may be about"),
        ({"subjects": (ComplaintSubject("x", " "),)}, "subjects[x].title", "not be empty"),
        ({"subjects": (ComplaintSubject("x", "X"),) * 2}, "subjects", "more than once"),
    ],
)
def test_a_way_that_leaves_somebody_waiting_is_refused(change, key, reason):
    framework = replace(tiny_framework(), complaints=replace(standard_complaints(), **change))
    [(at, said)] = check_complaints(framework)
    assert at == f"complaints.{key}"
    assert reason in said


FIRST = standard_survey().questions[0]


@pytest.mark.parametrize(
    ("change", "key", "reason"),
    [
        ({"open_days": 0}, "open_days", "a day at least"),
        ({"fewest": 2}, "fewest", "who said what"),
        ({"questions": ()}, "questions", "asks something"),
        ({"questions": (FIRST, FIRST)}, "questions", "more than once"),
        ({"questions": (replace(FIRST, text=""),)}, "questions[notice].text", "not be empty"),
        ({"questions": (replace(FIRST, clauses=()),)}, "questions[notice].clauses", "what of the framework"),
        ({"questions": (replace(FIRST, clauses=("calendar:holiday",)),)}, "questions[notice].clauses", "not a key"),
        ({"questions": (replace(FIRST, to=("ministers",)),)}, "questions[notice].to", "one of staff"),
        ({"questions": (replace(FIRST, to=()),)}, "questions[notice].to", "put to somebody"),
    ],
)
def test_a_survey_that_asks_about_nothing_or_tells_who_answered_is_refused(change, key, reason):
    framework = replace(load_framework("jtai-2022-front-door"), survey=replace(standard_survey(), **change))
    [(at, said)] = check_survey(framework)
    assert at == f"survey.{key}"
    assert reason in said


def test_a_clause_is_a_key_of_the_framework_or_one_of_its_things():
    tiny = tiny_framework()
    assert {"criteria", "calendar:notification", f"criteria:{tiny.criteria[0].id}"} <= set(clauses(tiny))
    assert "calendar:holiday" not in set(clauses(tiny))
