"""After publication the played partnership begins its written statement, half-filled from its letter."""

import pytest

from joinedup.improvement.core.gaps import gaps_of
from joinedup.improvement.queries import content_of, scrutineer_of, statement_about
from joinedup.method.loader import load_framework
from joinedup.publication.render.as_json import from_json
from joinedup.rehearsal.play import play

pytestmark = pytest.mark.django_db


def test_every_weakness_of_the_letters_list_is_a_point_and_one_has_an_action(tmp_path):
    played = play(load_framework("jtai-2022-front-door"), children=120, seed=3, folder=tmp_path)
    statement = statement_about(played.publication)
    content, document = content_of(statement), from_json(played.publication.document)
    bullets = next(section for section in document.sections if section.id == "improve")
    listed = [one.text for one in content.points if one.kind == "improve"]
    assert listed == [block.text for block in bullets.blocks if getattr(block, "direction", "") == "improve"]
    assert len(listed) >= 3
    assert [one.points for one in content.actions] == [(content.points[0].number,)]
    assert content.actions[0].milestones[0].proof
    assert not any(gap.startswith(("Action 1", f"Point {content.points[0].number} ")) for gap in gaps_of(content))
    assert scrutineer_of(statement) == played.cast.scrutineer
    assert (content.due_on, content.received_on) == (document.statement.due_on, document.statement.received_on)
