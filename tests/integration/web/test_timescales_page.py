"""The cohort's timescales on their page: counted once, told of how many, the tracked by code and the others as counts."""

import pytest
from django.urls import reverse

from joinedup.cases.times.models import CohortJudged
from joinedup.inspections.enums import Stage
from tests.factories.cases import selection_framework
from tests.factories.inspections import make_inspection
from tests.factories.tracking import make_tracking

VIEW = "joinedup.web.inspectorate.views.timescales"


@pytest.fixture
def tracking(db):
    return make_tracking()


def at(inspection):
    return reverse("inspectorate:timescales", args=[inspection.pk])


def test_every_state_stands_with_of_how_many_and_children_by_code_or_as_counts(tracking, pages_as):
    page = pages_as(tracking.world.lead).get(at(tracking.inspection))
    assert "8 children, the whole cohort" in page.text
    assert "8 in all: within the limit 0, outside the limit 0, still open 0, cannot be told 8." in page.text
    assert "8 children: Child 1 and 7 other children" in page.text
    assert page.links()["Child 1"] == reverse("inspectorate:chronology", args=[tracking.inspection.pk, tracking.child.pk])
    assert "prompts for questions, not findings" in page.text
    assert "stand on the lists as they were when the sample was drawn" in page.text


def test_the_sampled_children_alone(tracking, pages_as):
    page = pages_as(tracking.world.lead).get(at(tracking.inspection), of="sampled")
    assert "4 children of the sample" in page.text
    assert page.links()["The whole cohort"] == at(tracking.inspection)


def test_a_large_cohort_is_counted_by_a_job_and_the_page_says_how_far_it_is(
    tracking, pages_as, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(f"{VIEW}.at_once", lambda sample: False)
    given = []
    monkeypatch.setattr(f"{VIEW}.judge_in_background", type("Job", (), {"enqueue": staticmethod(lambda *ids: given.append(ids))}))
    pages = pages_as(tracking.world.lead)
    with django_capture_on_commit_callbacks(execute=True):
        page = pages.get(at(tracking.inspection))
    assert "being counted: waiting to begin" in page.text
    kept = CohortJudged.objects.get()
    assert given == [(str(kept.pk), str(tracking.world.lead.pk))]
    CohortJudged.objects.update(step="handovers")
    assert "handovers, the second of three steps" in pages.get(at(tracking.inspection)).text
    assert len(given) == 1


def test_before_the_draw_it_says_what_comes_first(db, pages_as):
    world = make_inspection(selection_framework(), Stage.SELECTION)
    assert "The sample is not drawn yet" in pages_as(world.lead).get(at(world.inspection)).text


def test_where_the_counting_failed_the_page_says_so_and_offers_it_again(tracking, pages_as, monkeypatch):
    pages = pages_as(tracking.world.lead)
    with monkeypatch.context() as patch:
        patch.setattr("joinedup.cases.times.tasks.complete_judging", lambda **_: 1 / 0)
        page = pages.get(at(tracking.inspection))
    assert "could not be counted" in page.text
    assert "being counted" not in page.text
    assert "could not be counted" in pages.get(at(tracking.inspection)).text  # looking again does not begin it again
    assert "8 children, the whole cohort" in pages.post(at(tracking.inspection)).text
