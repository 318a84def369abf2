"""Whose children a page is about: the cohort, the sample and the tracked, found again in a later run by the records pinned."""

from types import SimpleNamespace

import polars as pl
import pytest
from django.urls import reverse
from django.utils import timezone

from joinedup.cases import actions
from joinedup.cases.actions import choose_tracked, draw_cohort_sample
from joinedup.cases.queries import draw_of
from joinedup.inspections.enums import Stage
from joinedup.linkage.enums import RunState
from joinedup.linkage.models import LinkRun, NotKnownQuestion
from joinedup.linkage.not_known import actions as not_known_actions
from joinedup.linkage.not_known import queries as not_known_queries
from joinedup.records.shape import RELATION, empty
from joinedup.web.inspectorate.known import Known
from tests.factories.cases import CHILDREN, frames_of, selection_framework
from tests.factories.inspections import make_inspection

pytestmark = pytest.mark.django_db
#: The police have no record of these.
LACKING = CHILDREN[:3]


@pytest.fixture
def drawn(monkeypatch):
    """Eight children of the cohort, the whole of it but four sampled, the first lacking child tracked; a later run renames all."""
    world = make_inspection(selection_framework(), Stage.SELECTION)
    members, records, events = frames_of(world)
    police = world.agencies["police"].key
    gone = [f"{police}:{CHILDREN.index(child)}" for child in LACKING]
    members, records = (frame.filter(~pl.col("record_id").is_in(gone)) for frame in (members, records))
    for name, frame in (
        ("memberships_of", members),
        ("records_of", records),
        ("events_of", events),
        ("relations_of", empty(RELATION)),
    ):
        monkeypatch.setattr(actions, name, lambda *_, frame=frame: frame)
    draw_cohort_sample(by=world.lead, inspection=world.inspection, run=LinkRun(inspection=world.inspection), seed="7")
    pair = list(world.inspectors.values())[:2]
    tracked = choose_tracked(by=world.lead, inspection=world.inspection, child_id=LACKING[0], why="For range.", leads=pair)
    later = members.with_columns(child_id=pl.lit("f") + pl.col("child_id").str.slice(1))
    for module in (not_known_queries, not_known_actions):
        monkeypatch.setattr(module, "memberships_of", lambda _: later)
        monkeypatch.setattr(module, "linked_records_of", lambda _: records)
    finished = {"state": RunState.FINISHED, "started_by": world.lead, "finished_at": timezone.now(), "settings": {"seed": 0}}
    counts = dict.fromkeys(("record_count", "people", "children", "joined", "for_review", "rejected"), 1)
    model = {"model": "test", "model_sha256": "0" * 64}
    run = LinkRun.objects.create(inspection=world.inspection, submissions=[], **model, **finished, **counts)
    return SimpleNamespace(world=world, run=run, tracked=tracked)


def later_id(child: str) -> str:
    return f"f{child[1:]}"


def test_selected_children_are_found_again_under_their_own_codes(drawn):
    known = Known(drawn.world.inspection, drawn.run)
    sampled = draw_of(drawn.world.inspection.sample).sampled
    assert known.scopes == ["tracked", "sampled", "cohort", "everybody"]
    assert set(known.of("cohort")) == {later_id(child) for child in CHILDREN}
    assert set(known.of("sampled")) == {later_id(child) for child in sampled}
    [(child, coded)] = known.of("tracked").items()
    assert (child, coded.code, coded.tracked) == (later_id(LACKING[0]), "Child 1", drawn.tracked)
    assert known.children[later_id(CHILDREN[5])].code == f"Child {CHILDREN[5]}"  # ids this alike show every letter


def test_every_lacking_child_of_a_scope_is_asked_about_in_two_steps(pages_as, drawn):
    lead, police = pages_as(drawn.world.lead), drawn.world.agencies["police"]
    page = lead.get(reverse("inspectorate:children", args=[drawn.world.inspection.pk]) + "?of=cohort&by=agency")
    address = page.links()["Ask about these children: " + police.name]
    assert "3 questions" in lead.get(address).text
    sent = lead.post(address, {"why": "Your lists do not hold this child."})
    assert f"3 questions sent to {police.name}." in sent.text
    assert sorted(question.child_id for question in NotKnownQuestion.objects.all()) == sorted(map(later_id, LACKING))
    assert {question.code for question in NotKnownQuestion.objects.all()} == {
        "Child 1",
        *(f"Child {child}" for child in LACKING[1:]),
    }


def test_everybody_on_the_lists_is_never_asked_about_at_once(pages_as, drawn):
    lead, police = pages_as(drawn.world.lead), drawn.world.agencies["police"]
    page = lead.get(reverse("inspectorate:children", args=[drawn.world.inspection.pk]) + "?of=everybody&by=agency")
    assert "Ask about these" not in page.text
    assert (
        "nobody left"
        in lead.get(reverse("inspectorate:not-known-ask", args=[drawn.world.inspection.pk, police.pk]) + "?of=everybody").text
    )


def test_the_chronology_says_asked_and_not_answered_apart_from_no_record(pages_as, drawn):
    lead, police = pages_as(drawn.world.lead), drawn.world.agencies["police"]
    address = reverse("inspectorate:chronology", args=[drawn.world.inspection.pk, drawn.tracked.pk])
    before = lead.get(address)
    assert "No record in the lists" in before.text
    assert "Not asked" in before.text
    lead.post(before.links()[f"Ask {police.name} whether the child is known"], {"why": "Your lists do not hold this child."})
    assert "Asked, not answered yet" in lead.get(address).text
    asked = NotKnownQuestion.objects.get()
    officer = pages_as(drawn.world.coordinators["police"])
    officer.post(
        reverse("agency:not-known-question", args=[drawn.world.inspection.pk, asked.pk]),
        {"answer": "not_known", "said": "All systems."},
    )
    assert "Confirmed not known on" in lead.get(address).text
