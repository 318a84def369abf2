"""The survey: who answers, that nobody can see who said what, and that small groups are not shown."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from joinedup.areas.actions import add_agency_member
from joinedup.audit.models import Entry
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.survey.actions import answer_survey, count_out_closed, open_results, open_survey
from joinedup.inspections.survey.models import InspectionSurvey, SurveyAnswer
from joinedup.inspections.survey.queries import own_answer, survey_for
from joinedup.inspections.survey.rules import SurveyRefused, can_answer, can_read_results, groups_for
from joinedup.inspections.survey.tasks import count_closed_surveys
from joinedup.inspections.survey.tie import whose
from joinedup.method.surveys import survey_of
from joinedup.records.dates import LONDON
from joinedup.vault.actions import destroy_key
from tests.factories.complaints import outsider
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
YES = {"notice": {"choice": "yes", "words": ""}}


@pytest.fixture
def world():
    world = make_inspection(stage=Stage.PUBLISHED)
    open_survey(by=world.lead, inspection=world.inspection)
    return world


def staff(world, number):
    people = [make_person() for _ in range(number)]
    for person in people:
        add_agency_member(by=None, agency=world.agencies["police"], person=person, role="contributor")
    return people


def close(world):
    InspectionSurvey.objects.filter(inspection=world.inspection).update(closes_at=timezone.now() - timedelta(minutes=1))


def test_it_is_open_for_the_frameworks_days_and_closes_by_itself(world):
    survey, asked = survey_for(world.inspection), survey_of(world.inspection.framework)
    last = survey.opened_at.astimezone(LONDON).date() + timedelta(days=asked.open_days)
    closes = survey.closes_at.astimezone(LONDON)
    assert (closes.date(), closes.hour) == (last + timedelta(days=1), 0)
    assert open_survey(by=world.lead, inspection=world.inspection) == survey
    assert can_answer(world.lead, world.inspection)
    close(world)
    assert not can_answer(world.lead, world.inspection)
    with pytest.raises(SurveyRefused, match="closed"):
        answer_survey(by=world.lead, inspection=world.inspection, group="inspectors", said={})


def test_who_answers_and_as_what(world):
    assert groups_for(world.lead, world.inspection) == ("inspectors",)
    assert groups_for(world.coordinators["police"], world.inspection) == ("staff", "leaders")
    for person in (outsider(world), make_person(), make_inspection(stage=Stage.LISTS).coordinators["police"]):
        assert groups_for(person, world.inspection) == ()
        with pytest.raises(SurveyRefused, match="Only the team"):
            answer_survey(by=person, inspection=world.inspection, group="staff", said=YES)
    with pytest.raises(SurveyRefused, match="as what you answer"):
        answer_survey(by=world.lead, inspection=world.inspection, group="leaders", said=YES)
    early = make_inspection(stage=Stage.SIGNED)
    with pytest.raises(SurveyRefused, match="when the letter is published"):
        answer_survey(by=early.lead, inspection=early.inspection, group="inspectors", said={})


def test_somebody_answers_once_saves_and_returns(world):
    by, survey = world.coordinators["police"], survey_for(world.inspection)
    assert own_answer(by, survey) == ("", {})
    answer_survey(by=by, inspection=world.inspection, group="staff", said=YES)
    assert own_answer(by, survey) == ("staff", YES)
    said = {"notice": {"choice": "no", "words": ""}, "change": {"words": " Ring before noon. "}, "criteria": {"choice": "yes"}}
    answer_survey(by=by, inspection=world.inspection, group="staff", said=said)
    kept = {"notice": {"choice": "no", "words": ""}, "change": {"choice": "", "words": "Ring before noon."}}
    assert own_answer(by, survey) == ("staff", kept)  # staff are not asked about the criteria
    assert SurveyAnswer.objects.count() == 1
    with pytest.raises(SurveyRefused, match="one of the answers"):
        answer_survey(by=by, inspection=world.inspection, group="staff", said={"notice": {"choice": "five"}})


def test_no_row_and_no_line_of_the_log_ties_an_answer_to_a_person(world):
    by = world.coordinators["police"]
    answer_survey(by=by, inspection=world.inspection, group="staff", said={"change": {"words": "Ring before noon."}})
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM inspections_surveyanswer")
        row = cursor.fetchone()
        columns = [column[0] for column in cursor.description]
    assert sorted(columns) == ["group", "id", "inspection_id", "said", "survey_id", "whose"]  # neither a person nor a time
    assert not any(str(by.pk) in str(value) or by.pk.hex in str(value) or b"noon" in bytes(str(value), "utf-8") for value in row)
    answer = SurveyAnswer.objects.get()
    lines = Entry.objects.filter(chain=str(world.inspection.pk), action="survey answered")
    assert [(json.loads(line.detail), line.actor) for line in lines] == [({}, "")]
    assert not Entry.objects.filter(object_id=str(answer.pk)).exists()


def test_the_team_reads_nothing_until_it_has_closed_and_nobody_else_ever_does(world):
    with pytest.raises(SurveyRefused, match="when the survey has closed"):
        open_results(by=world.lead, inspection=world.inspection)
    close(world)
    for person in (world.coordinators["police"], outsider(world), make_person()):
        assert not can_read_results(person, world.inspection)
    assert can_read_results(world.inspectors["hmicfrs"], world.inspection)
    early = make_inspection(stage=Stage.SIGNED)
    with pytest.raises(SurveyRefused, match="opens when"):
        open_results(by=early.lead, inspection=early.inspection)


def test_fewer_than_five_of_a_group_are_not_shown_and_nothing_is_summed(world):
    people = staff(world, 5)
    for place, person in enumerate(people):
        few = {"change": {"words": f"Word {place}."}, "asked": {"choice": "no", "words": "Twice."}} if place < 4 else {}
        said = {"notice": {"choice": "yes", "words": "On time."}} | few
        answer_survey(by=person, inspection=world.inspection, group="staff", said=said)
    for person in (world.coordinators["police"], world.coordinators["local_authority"]):
        answer_survey(by=person, inspection=world.inspection, group="leaders", said=YES | {"change": {"words": "Leader."}})
    close(world)
    results = open_results(by=world.lead, inspection=world.inspection)
    shown = {(one.question, one.group): one.counts for one in results.counted if one.counts is not None}
    assert shown == {("notice", "staff"): (("yes", 5), ("partly", 0), ("no", 0), ("cannot_say", 0))}
    assert all(one.answered is None for one in results.counted if one.counts is None)
    assert {one.group for one in results.counted} == {"staff", "leaders", "inspectors"}
    assert results.words == {("notice", "staff"): ["On time."] * 5}  # four of staff wrote to “change”, two leaders
    assert open_results(by=world.inspectors["ofsted"], inspection=world.inspection) == results
    reads = Entry.objects.filter(chain=str(world.inspection.pk), action="survey results read")
    assert reads.count() == 2


def test_once_counted_nothing_leads_from_an_answer_to_anybody(world):
    by, survey = world.coordinators["police"], survey_for(world.inspection)
    answer_survey(by=by, inspection=world.inspection, group="staff", said=YES)
    mark = whose(survey, by)
    assert SurveyAnswer.objects.filter(whose=mark).exists()
    close(world)
    open_results(by=world.lead, inspection=world.inspection)
    survey.refresh_from_db()
    assert survey.tie == ""
    assert not SurveyAnswer.objects.filter(whose=mark).exists()
    assert own_answer(by, survey) == ("", {})
    with pytest.raises(ValueError, match="no answer leads back"):
        whose(survey, by)


def in_the_order_they_lie():
    """What was said, as the rows lie in the table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM inspections_surveyanswer ORDER BY {'rowid' if connection.vendor == 'sqlite' else 'ctid'}")
        ids = [row[0] for row in cursor.fetchall()]
    return ids, [SurveyAnswer.objects.get(pk=id).said["change"]["words"] for id in ids]


def test_once_counted_rows_lie_in_another_order_under_other_ids(world):
    for place, person in enumerate(staff(world, 10)):
        answer_survey(by=person, inspection=world.inspection, group="staff", said={"change": {"words": f"I am {place}."}})
    before, answered = in_the_order_they_lie()
    close(world)
    open_results(by=world.lead, inspection=world.inspection)
    after, mixed = in_the_order_they_lie()
    assert sorted(mixed) == answered
    assert mixed != answered  # alike by chance once in 3.6 million
    assert not set(before) & set(after)
    lines = Entry.objects.filter(chain=str(world.inspection.pk), action__startswith="survey").exclude(action="survey results read")
    assert {line.actor for line in lines.exclude(action="survey opened")} == {""}


def test_an_answer_that_says_nothing_is_not_kept(world):
    by = world.coordinators["police"]
    with pytest.raises(SurveyRefused, match="at least one question"):
        answer_survey(by=by, inspection=world.inspection, group="staff", said={"notice": {"choice": "", "words": " "}})
    answer_survey(by=by, inspection=world.inspection, group="staff", said=YES)
    answer_survey(by=by, inspection=world.inspection, group="staff", said={})  # taken back
    assert not SurveyAnswer.objects.exists()


def test_words_of_one_among_blank_answers_are_not_shown(world):
    for place, person in enumerate(staff(world, 5)):
        said = {"change": {"words": "The only one."}} if not place else {"asked": {"choice": "no"}}
        answer_survey(by=person, inspection=world.inspection, group="staff", said=said)
    close(world)
    assert open_results(by=world.lead, inspection=world.inspection).words == {}


def test_the_worker_counts_out_what_has_closed_though_nobody_looks(world):
    by, survey = world.coordinators["police"], survey_for(world.inspection)
    answer_survey(by=by, inspection=world.inspection, group="staff", said=YES)
    mark = whose(survey, by)
    count_closed_surveys.call()
    assert SurveyAnswer.objects.filter(whose=mark).exists()  # still open
    close(world)
    assert (count_out_closed(), count_out_closed()) == (1, 0)
    survey.refresh_from_db()
    assert (survey.tie, survey.counted is None) == ("", False)
    assert SurveyAnswer.objects.count() == 1
    assert not SurveyAnswer.objects.filter(whose=mark).exists()
    assert list(Entry.objects.filter(action="survey counted").values_list("actor", flat=True)) == [""]


def test_of_a_key_destroyed_before_anybody_counted_the_page_has_that_said(world):
    answer_survey(by=world.coordinators["police"], inspection=world.inspection, group="staff", said=YES)
    close(world)
    destroy_key(by=world.lead, scope=world.inspection.pk, why="Retention.")
    results = open_results(by=world.lead, inspection=Inspection.objects.get(pk=world.inspection.pk))
    assert (results.counted, results.words, results.lost) == ((), {}, True)
    assert not SurveyAnswer.objects.exists()


def test_a_survey_that_closes_while_an_answer_waits_for_its_lock_takes_none(world, monkeypatch):
    rows = InspectionSurvey.objects

    def closes_meanwhile(*args, **kwargs):
        close(world)
        return rows.get_queryset().select_for_update(*args, **kwargs)

    monkeypatch.setattr(rows, "select_for_update", closes_meanwhile)
    with pytest.raises(SurveyRefused, match="closed"):
        answer_survey(by=world.coordinators["police"], inspection=world.inspection, group="staff", said=YES)
    assert not SurveyAnswer.objects.exists()


def test_counts_outlive_the_inspections_key_and_words_do_not(world):
    for person in staff(world, 5):
        answer_survey(by=person, inspection=world.inspection, group="staff", said=YES | {"change": {"words": "Ring."}})
    close(world)
    before = open_results(by=world.lead, inspection=world.inspection)
    assert before.words
    destroy_key(by=world.lead, scope=world.inspection.pk, why="Retention.")
    after = open_results(by=world.lead, inspection=Inspection.objects.get(pk=world.inspection.pk))
    assert (after.counted, after.words) == (before.counted, {})
