"""The rehearsal judges as the method asks: blind, then together, with one difference of view kept and nothing claimed unseen."""

from collections.abc import Iterator
from time import process_time

import pytest
from django.db import transaction

from joinedup.evidence.core.phases import Phase
from joinedup.evidence.findings.queries import fed_back_of
from joinedup.evidence.own_views.queries import awaited, entries_of, leans, notes_in, views_seen_by
from joinedup.evidence.together.queries import judgements
from joinedup.method.loader import load_framework
from joinedup.rehearsal import play as played_by
from joinedup.rehearsal.play import Played, play

pytestmark = pytest.mark.django_db
SPENT: dict[str, float] = {}


def timed(name):
    act = getattr(played_by, name)

    def run(*args):
        began = process_time()
        try:
            return act(*args)
        finally:
            SPENT[name] = process_time() - began

    return run


@pytest.fixture(scope="module")
def played(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Played]:
    """One played inspection, taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        for name in ("write_own_views", "judge_together"):
            patch.setattr(played_by, name, timed(name))
        yield play(load_framework("jtai-2022-front-door"), children=150, seed=3, folder=tmp_path_factory.mktemp("lists"))
        transaction.set_rollback(True)


def test_every_view_asked_for_is_written_before_the_opening(played):
    assert awaited(played.inspection) == []
    assert [entry.kind for entry in entries_of(played.inspection)] == ["hour", "now"]
    read = views_seen_by(played.cast.lead, played.inspection)
    assert not [view for views in read.values() for view in views if view.later]


def test_a_view_leans_as_its_own_inspectorates_notes_do(played):
    notes = {str(note.pk): note for note in played.notes}
    for views in views_seen_by(played.cast.lead, played.inspection).values():
        for view in views:
            for version in view.opened:
                rests = [notes[note] for note, _ in notes_in(version)]
                assert {note.inspectorate for note in rests} <= {view.inspectorate}
                directions = {note.current.direction for note in rests} - {"context"}
                expected = {"Strength": {"strength"}, "To improve": {"concern"}, "Both": {"strength", "concern"}}
                assert directions == expected.get(leans(version), set())


def test_every_criterion_is_agreed_and_one_difference_is_kept(played):
    judged = judgements(played.inspection)
    assert {one.phase for one in judged} == {Phase.AGREED}
    assert len([stance for one in judged for stance in one.differences]) == 1


def test_every_finding_was_fed_back_before_it_was_agreed(played):
    for finding in played.inspection.findings.all():
        assert (finding.state, fed_back_of(finding).count()) == ("agreed", 1)


def test_it_takes_no_long_time(played):
    assert sum(SPENT.values()) < 4, SPENT
