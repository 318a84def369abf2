"""The rehearsal's urgent concerns: true of the child, answered, seen to work and closed before the letter."""

import pytest

from joinedup.audit.queries import of_object
from joinedup.cases.concerns.chain import broken_at
from joinedup.cases.concerns.queries import concerns_of
from joinedup.cases.core.words import day
from joinedup.inspections.enums import Stage
from joinedup.method.loader import load_framework
from joinedup.rehearsal.play import play

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("id", ["jtai-2022-front-door", "targeted-2016-single-agency"])
def test_one_immediate_risk_and_one_concern_about_practice(id, tmp_path):
    played = play(load_framework(id), children=150, seed=3, folder=tmp_path)
    immediate, practice = concerns_of(played.inspection)
    assert [immediate.route, practice.route] == ["immediate-risk", "practice-raised"]
    assert [entry.kind for entry in immediate.entries.order_by("seq")] == [
        "rung", "written", "acknowledged", "replied", "seen", "closed",
    ]  # fmt: skip
    for concern in (immediate, practice):
        assert concern.state == "closed"
        assert broken_at(concern) is None
        assert concern.identity["names"]
        assert any(entry.reading for entry in of_object("concern", str(concern.pk)))
        story = next(story for story in played.stories if story.tracked == concern.tracked)
        what = concern.entries.get(kind="written").words["what"]
        days = [day(moment) for moment in story.chronology["start_earliest"]]
        assert concern.code in what
        assert any(one in what for one in days), what
    assert played.inspection.stage == Stage.PUBLISHED or type(played.inspection).objects.get().stage == Stage.PUBLISHED
