# ruff: noqa: E501 - one framework, one line
"""The packaged frameworks against what is known of the method: who inspects, what is asked, which limits and when."""

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from joinedup.letter.core.standard import wording_on
from joinedup.method.calendar import key_dates
from joinedup.method.framework import Framework
from joinedup.method.loader import framework_ids, load_framework
from joinedup.records.shape import RELATION_KINDS

IDS = (
    "jtai-2016-sexual-exploitation-missing",
    "jtai-2022-front-door",
    "jtai-2023-serious-youth-violence",
    "targeted-2016-single-agency",
)


@pytest.fixture(params=IDS)
def framework(request: pytest.FixtureRequest) -> Framework:
    return load_framework(request.param)


def test_these_are_packaged() -> None:
    assert set(IDS) <= set(framework_ids())


@pytest.mark.parametrize(
    ("name", "inspectorates", "sectors", "criteria"),
    [
        (IDS[0], ["ofsted", "cqc", "hmic", "hmi-probation"], {"local_authority", "police", "health", "probation", "youth_offending", "board"}, 21),
        (IDS[1], ["ofsted", "cqc", "hmicfrs"], {"local_authority", "police", "health", "board"}, 13),
        (IDS[2], ["ofsted", "cqc", "hmicfrs", "hmi-probation"], {"local_authority", "police", "health", "probation", "youth_offending", "education", "board"}, 21),
        (IDS[3], ["ofsted"], {"local_authority", "board"}, 12),
    ],
)  # fmt: skip
def test_who_inspects_whom(name: str, inspectorates: list[str], sectors: set[str], criteria: int) -> None:
    framework = load_framework(name)
    assert [one.id for one in framework.inspectorates] == inspectorates
    assert [one.id for one in framework.inspectorates if one.lead] == ["ofsted"]
    assert {sector.id for sector in framework.sectors} == sectors
    assert len(framework.criteria) == criteria


def test_statements_are_due_after_seventy_working_days(framework: Framework) -> None:
    assert framework.statement_days == 70


def test_a_call_on_a_tuesday_brings_fieldwork_on_the_monday_of_week_three(framework: Framework) -> None:
    days = {day.step: day for day in key_dates(framework, date(2016, 5, 3))}
    assert (days["fieldwork"].first, days["fieldwork"].last) == (date(2016, 5, 16), date(2016, 5, 20))
    assert days["feedback"].first == date(2016, 5, 20)


@pytest.mark.parametrize("called", [date(2018, 9, 3), date(2018, 9, 5), date(2018, 9, 7)])
def test_fieldwork_is_a_working_week_whichever_day_the_call_is_made(framework: Framework, called: date) -> None:
    days = {day.step: day for day in key_dates(framework, called)}
    assert days["fieldwork"].first.weekday() == 0
    assert days["fieldwork"].last is not None
    assert (days["fieldwork"].last - days["fieldwork"].first).days == 4


def test_every_agency_is_asked_for_its_part_in_the_joint_audit_and_no_question_asks_for_a_grade(framework: Framework) -> None:
    parts = [item for item in framework.child_requests if item.kind == "joint_audit"]
    assert [(item.sector, item.of) for item in parts] == [("", ("tracked",))]
    assert {question.answered for question in framework.joint_audit} == {"agency", "together", "both"}
    labels = " ".join(label for question in framework.joint_audit for _, label in question.choices).lower()
    assert not any(grade in labels for grade in ("outstanding", "good", "inadequate", "improvement", "1", "5"))


@pytest.mark.parametrize(
    ("rule", "limit", "unit"),
    [
        ("referral-decision", 1, "working_days"),
        ("assessment-45", 45, "working_days"),
        ("conference-15", 15, "working_days"),
        ("core-group-10", 10, "working_days"),
        ("first-review-conference", 3, "months"),
        ("later-review-conference", 6, "months"),
        ("return-interview", 72, "hours"),
        ("first-care-review", 20, "working_days"),
        ("later-care-review", 6, "months"),
        ("initial-health-assessment", 20, "working_days"),
        ("placement-visit", 7, "days"),
        ("care-visits", 42, "days"),
    ],
)
def test_the_limits_of_statute_and_guidance(rule: str, limit: int, unit: str) -> None:
    found = next(rule_ for rule_ in load_framework(IDS[0]).timescales if rule_.id == rule)
    assert (found.limit, found.unit) == (limit, unit)


CARE = (
    "first-care-review",
    "later-care-review",
    "placement-visit",
    "care-visits",
    "initial-health-assessment",
    "review-health-assessment",
)


@pytest.mark.parametrize("name", CARE)
def test_duties_to_a_child_in_care_end_with_care(name: str) -> None:
    rule = next(rule for rule in load_framework(IDS[0]).timescales if rule.id == name)
    assert rule.unless == ("looked_after",)


def test_health_is_reviewed_every_year_and_not_once(framework: Framework) -> None:
    assert all(rule.repeats for rule in framework.timescales if rule.id == "review-health-assessment")


@pytest.mark.parametrize(
    ("name", "posts"),
    [
        (IDS[0], ["National Director, Social Care", "Deputy Chief Inspector", "HM Inspector of Constabulary", "Assistant Chief Inspector"]),
        (IDS[1], ["National Director, Regulation and Social Care", "Chief Inspector of Healthcare", "HM Inspector of Constabulary and Fire & Rescue Services"]),
    ],
)  # fmt: skip
def test_letters_are_signed_by_the_posts_of_their_years(name: str, posts: list[str]) -> None:
    assert [one.signs_as for one in load_framework(name).inspectorates] == posts


@pytest.mark.parametrize(
    ("published", "verb"), [(date(2016, 10, 28), "coordinate the preparation of"), (date(2016, 12, 5), "prepare"), (date(2020, 4, 14), "prepare")]
)  # fmt: skip
def test_the_statement_is_asked_for_in_the_words_of_its_day(published: date, verb: str) -> None:
    sentences = {sentence.id: sentence for sentence in load_framework(IDS[0]).sentences}
    assert wording_on(sentences["statement"].wordings, published).startswith(f"{{prepared_by}} should {verb} a written statement")


def test_official_lists_begin_as_published(framework: Framework) -> None:
    official = [spec for spec in framework.lists if spec.official]
    assert len(official) >= 7
    for spec in official:
        assert [column.header for column in spec.columns][:5] == [
            "Child Unique ID",
            "Gender",
            "Ethnicity",
            "Date of Birth",
            "Age of Child (Years)",
        ]


@pytest.mark.data
def test_official_headers_are_those_of_the_published_workbook(framework: Framework, shared_data: Path) -> None:
    book = CalamineWorkbook.from_path(str(shared_data / "childlevel" / "annex_a_dummy.xlsx"))
    for spec in (spec for spec in framework.lists if spec.official):
        sheet = "List " + spec.id.removeprefix("annex-a-")
        published = [str(cell).strip() for cell in book.get_sheet_by_name(sheet).to_python()[0]]
        ours = ["Age" if column.key == "age" else column.header for column in spec.columns if not column.added]
        assert ours == published, spec.id


def test_relations_use_the_shared_kinds(framework: Framework) -> None:
    kinds = {code for codes in framework.code_sets if codes.id == "relation" for code, _ in codes.values}
    assert kinds == set(RELATION_KINDS)
