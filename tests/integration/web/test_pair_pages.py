"""Deciding doubtful pairs through the pages: side by side, with a reason, logged, and again where a decision was wrong."""

import pytest
from django.urls import reverse

from joinedup.audit.models import Entry
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.intake.actions import ask_agencies
from joinedup.linkage.actions import run_link
from joinedup.linkage.models import LinkDecision
from joinedup.linkage.pairs import pairs_to_decide
from joinedup.linkage.queries import latest_run
from tests.factories.inspections import make_inspection
from tests.factories.linkage import AUTHORITY, POLICE, Listed, framework_of_people

SAID = {"decision": "refuse", "reason": "Twins: both were seen on one day."}


@pytest.fixture
def listed(db) -> Listed:
    """Both lists accepted and linked: a girl the council and the police know, and her twin, are a doubtful pair."""
    world = make_inspection(framework_of_people(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    listed = Listed(world)
    listed.send("local_authority", AUTHORITY)
    listed.send("police", POLICE)
    run_link(by=world.lead, inspection=world.inspection)
    return listed


@pytest.fixture
def doubtful(listed):
    """The pair that would change most."""
    return pairs_to_decide(latest_run(listed.inspection))[0]


def address(listed, *pair) -> str:
    return reverse("inspectorate:pair" if pair else "inspectorate:pairs", args=[listed.inspection.pk, *(each.id for each in pair)])


def test_the_list_says_why_and_whose_and_names_nobody(pages_as, listed, doubtful):
    page = pages_as(listed.world.lead).get(address(listed))
    assert f"0 of {len(pairs_to_decide(latest_run(listed.inspection)))} decided." in page.text
    assert listed.world.agencies["police"].name in page.text
    assert f"{address(listed, doubtful)}?show=undecided" in page.links().values()
    assert not [name for name in ("Amelia", "Grace", "Okafor") if name in page.text]


def test_a_pair_stands_side_by_side_and_opening_it_is_logged(pages_as, listed, doubtful):
    page = pages_as(listed.world.lead).get(address(listed, doubtful))
    assert "Grace Okafor" in page.text
    assert "6 May 2014" in page.text
    assert "OFFICIAL-SENSITIVE" in page.response.content.decode()
    assert "no-store" in page.response.headers["Cache-Control"]
    assert not [name for name in ("Grace", "Okafor", "Amelia") if name in page.title + address(listed, doubtful)]
    entry = Entry.objects.get(action="pair opened")
    assert (entry.object_id, entry.actor) == (doubtful.id, str(listed.world.lead.pk))
    assert "Okafor" not in entry.detail


def test_a_decision_is_kept_with_its_reason_and_leads_on(pages_as, listed, doubtful):
    total = len(pairs_to_decide(latest_run(listed.inspection)))
    page = pages_as(listed.world.lead).post(address(listed, doubtful), SAID)
    made = LinkDecision.objects.get()
    assert (made.pair_id, made.decision, made.reason) == (doubtful.id, "refuse", SAID["reason"])
    assert f"Your decision is kept. The next link run keeps to it. 1 of {total} decided." in page.text


def test_a_decision_without_a_reason_is_not_taken(pages_as, listed, doubtful):
    page = pages_as(listed.world.lead).post(address(listed, doubtful), {"decision": "accept", "reason": " "})
    assert page.title.startswith("Error: ")
    assert "Say why" in page.text
    assert not LinkDecision.objects.exists()


def test_a_later_decision_takes_the_place_of_an_earlier_one(pages_as, listed, doubtful):
    lead = pages_as(listed.world.lead)
    lead.post(address(listed, doubtful), SAID)
    lead.post(address(listed, doubtful), {"decision": "accept", "reason": "One birth, the school confirms it."})
    page = lead.get(address(listed, doubtful))
    assert page.text.index("The same person (this stands)") < page.text.index("Two people Look")
    assert LinkDecision.objects.count() == 2


def test_a_pair_decided_before_a_run_can_still_be_decided_again(pages_as, listed, doubtful):
    lead = pages_as(listed.world.lead)
    lead.post(address(listed, doubtful), SAID)
    run_link(by=listed.world.lead, inspection=listed.inspection)
    found = {pair.id: pair for pair in pairs_to_decide(latest_run(listed.inspection))}
    assert found[doubtful.id].decision == "refuse"
    assert "A colleague said that they are two people." in lead.get(address(listed, doubtful)).text


def test_a_pair_nobody_was_asked_about_does_not_exist(pages_as, listed):
    pages_as(listed.world.lead).get(reverse("inspectorate:pair", args=[listed.inspection.pk, "0" * 16]), status=404)


def test_after_fieldwork_pairs_are_read_and_no_longer_decided(pages_as, listed, doubtful):
    Inspection.objects.filter(pk=listed.inspection.pk).update(stage=Stage.WRITING)
    lead = pages_as(listed.world.lead)
    assert "Keep the decision" not in lead.get(address(listed, doubtful)).text
    assert "until fieldwork ends" in lead.post(address(listed, doubtful), SAID, status=403).text


def test_only_the_team_opens_a_pair(pages_as, listed, doubtful):
    for person in (make_inspection().lead, listed.world.coordinators["police"]):
        pages_as(person).get(address(listed, doubtful), status=404)
    assert not Entry.objects.filter(action="pair opened").exists()
