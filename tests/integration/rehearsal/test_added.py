"""What is added by hand in a rehearsal is true of the child, and on no list."""

import polars as pl
import pytest

from joinedup.cases.queries import chronology_of
from joinedup.evidence.added.models import AddedEvent
from joinedup.evidence.added.queries import added_to
from joinedup.method.loader import load_framework
from joinedup.rehearsal.play import play

pytestmark = pytest.mark.django_db


def test_one_event_is_added_that_truly_happened_and_no_list_tells_of(tmp_path, settings):
    settings.VAR, settings.VAULT_FOLDER = tmp_path, tmp_path / "vault"
    (tmp_path / "lists").mkdir()
    played = play(load_framework("jtai-2016-sexual-exploitation-missing"), children=300, seed=1, folder=tmp_path / "lists")
    added = AddedEvent.objects.get()
    line = added_to(added.tracked)
    [kind], [agency], [day] = (line[name].to_list() for name in ("kind", "agency", "start_earliest"))
    told = pl.col("kind") == kind
    own = {record.split(":", 1)[1] for record in added.tracked.records if record.startswith(f"{agency}:")}
    person = played.area.records.filter((pl.col("agency") == agency) & pl.col("own_id").is_in(own))["person_id"][0]
    true = played.area.events.filter(told & (pl.col("agency") == agency) & (pl.col("person_id") == person))
    assert day.date() in true["start"].dt.date().to_list()
    listed = chronology_of(added.tracked).filter(told & (pl.col("agency") == agency) & pl.col("via").is_null())
    assert day.date() not in listed["start_earliest"].dt.date().to_list()
    assert added.note.current.tracked == added.tracked
