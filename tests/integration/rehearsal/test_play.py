"""Every framework plays to a published letter, and every passage of it leads back to notes that are true of the children."""

import json
from pathlib import Path

import polars as pl
import pytest

from joinedup.audit.queries import verify
from joinedup.evidence.models import Finding, Note
from joinedup.inspections.enums import Stage
from joinedup.method.loader import framework_ids, load_framework
from joinedup.publication.queries import rendition
from joinedup.rehearsal.play import STAGES, Played, play
from joinedup.training.authored import notes_for, true_of

pytestmark = pytest.mark.django_db


def passages(played: Played) -> list[dict]:
    """Return every passage of the published data, those in boxes included."""
    data = json.loads(rendition(played.publication, "json").read())
    blocks = [block for section in data["sections"] for block in section["blocks"]]
    boxed = [row for block in blocks if block["type"] == "box" for row in block["passages"]]
    return [block for block in blocks if block["type"] == "passage"] + boxed


def check_letter(played: Played) -> None:
    """Every passage names findings and notes that exist, belong to this inspection and rest on each other."""
    told = passages(played)
    assert told
    for passage in told:
        findings = Finding.objects.filter(pk__in=passage["findings"], inspection=played.inspection)
        assert findings.count() == len(passage["findings"]) > 0
        beneath = {str(note.pk) for finding in findings for note in finding.notes.all()}
        assert beneath == set(passage["notes"])
        assert beneath


def check_notes(played: Played) -> None:
    """Every note's facts hold in the chronology of the child it is about."""
    facts = {story.tracked.code: story.facts() for story in played.stories}
    authored = notes_for(played.framework, list(facts.values()))
    assert len(authored) == len(played.notes) == Note.objects.filter(inspection=played.inspection).count()
    for note in authored:
        assert note.code is None or true_of(note, facts[note.code])


def check_children(played: Played) -> None:
    """As many children are tracked as the framework asks, each with events and a reason."""
    rule = played.framework.selection
    assert rule.tracked_min <= len(played.stories) <= rule.tracked_max
    assert all(story.chronology.height > 0 and story.tracked.why for story in played.stories)


def check_no_name(played: Played) -> None:
    """No full name of the made-up area stands in the published letter."""
    text = played.publication.document
    names = played.area.records.select(pl.concat_str("given_names", "family_name", separator=" ")).drop_nulls().to_series()
    assert not [name for name in names.unique() if name in text]


def check_all(played: Played) -> None:
    played.inspection.refresh_from_db()
    assert played.inspection.stage == Stage.PUBLISHED
    assert list(played.seconds) == list(STAGES)
    check_letter(played)
    check_notes(played)
    check_children(played)
    check_no_name(played)
    assert verify(str(played.inspection.pk)) == []


@pytest.mark.parametrize("framework_id", framework_ids())
def test_every_framework_plays_to_a_letter(framework_id, tmp_path):
    check_all(play(load_framework(framework_id), children=400, seed=7, folder=tmp_path))


def test_a_fifth_framework_is_a_folder(tmp_path, monkeypatch):
    """A theme nobody wrote code for, with criteria and a list of its own, plays to a letter under its own outline."""
    monkeypatch.setenv("JOINEDUP_FRAMEWORKS", str(Path(__file__).parents[2] / "frameworks"))
    played = play(load_framework("neglect-2030"), children=400, seed=7, folder=tmp_path)
    check_all(played)
    assert "police-home-conditions" in {written.list for written in played.written}
    assert {finding.criterion for finding in played.findings} <= {"n-1", "n-2", "n-3", "n-4", "n-5"}
