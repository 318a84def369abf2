"""The rehearsal asks families, writes records and looks at sampled children, and claims nothing the story does not hold."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from joinedup.cases.consent.queries import consents_of, meetings_of, set_aside
from joinedup.cases.models import SampledChild
from joinedup.cases.tracking.queries import begun, parts_to_join, record_of
from joinedup.method.loader import load_framework
from joinedup.records.kinds import event_kinds
from joinedup.rehearsal.play import Played, play
from joinedup.rehearsal.tracking import SAID

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def played(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Played]:
    """One played inspection, taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield play(load_framework("jtai-2022-front-door"), children=150, seed=3, folder=tmp_path_factory.mktemp("lists"))
        transaction.set_rollback(True)


def words(story, section):
    return [
        version.said for one in record_of(story.tracked) if one.part.section.id == section for version in one.standing
    ]  # fmt: skip


def test_every_tracked_child_has_a_record_and_one_part_waits_to_be_put_together(played):
    assert begun([story.tracked for story in played.stories]) == {story.tracked.pk for story in played.stories}
    [part] = parts_to_join(played.inspection)
    assert (part.tracked, part.section) == (played.stories[1].tracked, "safer")
    assert len(words(played.stories[0], "safer")) == 1


def test_what_is_said_of_a_sector_is_what_its_lists_hold(played):
    labels = {kind.label.lower(): name for name, kind in event_kinds().items()}
    for story in played.stories:
        recorded = set(story.chronology["kind"])
        for said in words(story, "involved"):
            for line in said["words"].splitlines():
                told = line.rpartition(": ")[2].rstrip(".")
                assert {labels[label] for label in told.split(", ")} <= recorded


def test_words_of_children_are_marked_made_up_and_have_a_ground_in_the_story(played):
    grounds = {said: kind for kind, said in SAID}
    quoted = [(story, said) for story in played.stories for said in words(story, "child-says")]
    assert quoted
    for story, said in quoted:
        assert "Made up" in said["heard"]
        assert grounds[said["words"]] in ("", *story.chronology["kind"])


def test_families_are_asked_and_only_who_agreed_is_met(played):
    states = [consent.state for story in played.stories for consent in consents_of(story.tracked)]
    assert {"given", "refused", "withdrawn", "asked"} <= set(states)
    met = [consent for story in played.stories for meeting in meetings_of(story.tracked) for consent in meeting.met.all()]
    assert {consent.state for consent in met} == {"given", "withdrawn"}
    assert len(set_aside(played.inspection)) == 1


def test_three_sampled_children_are_looked_at(played):
    assert sorted(SampledChild.objects.filter(inspection=played.inspection).values_list("state", flat=True)) == [
        "begun",
        "done",
        "not_begun",
    ]
