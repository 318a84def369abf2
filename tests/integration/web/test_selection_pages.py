"""Linking, drawing and choosing through the pages, and the child's chronology at the end of it."""

import csv

import pytest
from django.urls import reverse

from joinedup.audit.models import Entry
from joinedup.cases import actions
from joinedup.cases.models import Replacement, Sample, TrackedChild
from joinedup.cases.queries import draw_of, sampled_codes, shortlist_of
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.actions import ask_agencies
from joinedup.linkage.actions import run_link
from joinedup.linkage.enums import RunState
from joinedup.linkage.models import LinkRun
from joinedup.records.shape import RELATION, empty
from tests.factories.cases import CHILDREN, frames_of, selection_framework
from tests.factories.inspections import make_inspection
from tests.factories.linkage import AUTHORITY, POLICE, Listed, framework_of_people


def address(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def shortlisted() -> str:
    """Return the child who stands first on the shortlist."""
    return shortlist_of(Sample.objects.get())[0].child_id


@pytest.fixture
def listed(db) -> Listed:
    """Both lists accepted."""
    world = make_inspection(framework_of_people(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    listed = Listed(world)
    listed.send("local_authority", AUTHORITY)
    listed.send("police", POLICE)
    return listed


@pytest.fixture
def drawn(db, monkeypatch):
    """An inspection at selection whose sample is drawn; what intake and linkage would give is made up here."""
    world = make_inspection(selection_framework(), Stage.SELECTION)
    members, records, events = frames_of(world)
    monkeypatch.setattr(actions, "memberships_of", lambda run: members)
    monkeypatch.setattr(actions, "records_of", lambda *_: records)
    monkeypatch.setattr(actions, "events_of", lambda *_: events)
    monkeypatch.setattr(actions, "relations_of", lambda *_: empty(RELATION))
    run = LinkRun(inspection=world.inspection)
    actions.draw_cohort_sample(by=world.lead, inspection=world.inspection, run=run, seed="7")
    return world


def test_who_knew_these_children_is_told_beside_how_the_links_were_made(pages_as, listed):
    run_link(by=listed.world.lead, inspection=listed.inspection)
    page = pages_as(listed.world.lead).get(address(listed.world, "children"))
    assert "Known to Local authority and Police." in page.text
    assert "Records5" in page.text


def test_a_link_run_is_started_and_the_page_shows_that_it_runs(pages_as, listed):
    page = pages_as(listed.world.lead).post(address(listed.world, "link"))
    assert LinkRun.objects.get().state == RunState.RUNNING
    assert "You may close this page" in page.text


def test_without_lists_there_is_nothing_to_link(pages_as):
    world = make_inspection(framework_of_people(), Stage.LISTS)
    page = pages_as(world.lead).post(address(world, "link"), status=403)
    assert "No list of people has been accepted yet" in page.text


def test_the_sample_can_be_redone_from_the_page(pages_as, drawn):
    sample, page = Sample.objects.get(), pages_as(drawn.lead).get(address(drawn, "selection"))
    assert "8 children in the cohort, 4 of them sampled" in page.text
    assert sample.frame_hash in page.text
    assert sample.method in page.text
    assert all(child in page.text for child in CHILDREN)
    assert [page.text.count(f"Sampled {n} ") > 0 for n in (1, 2, 3, 4, 5)] == [True, True, True, True, False]


def test_how_the_places_were_shared_is_taken_away_as_a_file_and_that_is_logged(pages_as, drawn):
    lead = pages_as(drawn.lead)
    response = lead.client.get(lead.get(address(drawn, "selection")).links()["Take how the places were shared as a CSV file"])
    rows = list(csv.DictReader(response.content.decode().splitlines()))
    assert sum(int(row["places"]) for row in rows) == 4
    assert sum(int(row["children"]) for row in rows) == 8
    assert not any(child in response.content.decode() for child in CHILDREN)
    assert Entry.objects.filter(action="places of the draw taken").count() == 1


def test_before_the_draw_there_are_no_places_to_take(pages_as):
    world = make_inspection(selection_framework(), Stage.SELECTION)
    assert "no places are shared" in pages_as(world.lead).get(address(world, "places"), status=403).text


def test_the_sample_stands_beside_the_cohort_and_what_a_few_children_can_show_is_said(pages_as, drawn):
    page = pages_as(drawn.lead).get(address(drawn, "selection"))
    assert "Differences of this size come about by chance." in page.text
    assert "Agencies that know the child" in page.text
    assert "Two children show how agencies work together, never how many children are helped." in page.text


def test_the_frame_is_taken_away_as_a_file_and_that_is_logged(pages_as, drawn):
    lead = pages_as(drawn.lead)
    response = lead.client.get(lead.get(address(drawn, "selection")).links()["Take the whole cohort as a CSV file"])
    rows = list(csv.DictReader(response.content.decode().splitlines()))
    assert sorted(row["child_id"] for row in rows) == sorted(CHILDREN)
    assert [row["draw"] for row in rows].count("drawn") == 4
    assert response.headers["Cache-Control"] == "no-store"
    assert Entry.objects.filter(action="frame of the draw taken", object_id=str(Sample.objects.get().pk)).count() == 1


def test_before_the_lists_are_linked_nothing_is_drawn(pages_as):
    world = make_inspection(selection_framework(), Stage.SELECTION)
    lead = pages_as(world.lead)
    assert "The sample is not drawn yet." in lead.get(address(world, "selection")).text
    assert "Link the lists first" in lead.post(address(world, "draw"), status=403).text


def test_a_child_is_chosen_with_a_reason_and_two_inspectors(pages_as, drawn):
    lead, pair = pages_as(drawn.lead), [str(person.pk) for person in drawn.inspectors.values()]
    page = lead.post(address(drawn, "choose"), {"child": "1", "why": "Known to both.", "leads": pair})
    child = TrackedChild.objects.get()
    assert page.links()["Child 1"] == address(drawn, "chronology", child.pk)
    assert "Known to both." in page.text
    assert child.child_id == shortlisted()


def test_a_choice_that_may_not_be_made_is_refused_in_the_rules_words(pages_as, drawn):
    alone = [str(drawn.inspectors["ofsted"].pk)]
    said = {"child": "1", "why": "Known to both.", "leads": alone}
    page = pages_as(drawn.lead).post(address(drawn, "choose"), said)
    assert page.title.startswith("Error: ")
    assert "Two inspectors of different inspectorates lead on each tracked child." in page.text
    assert not TrackedChild.objects.exists()


def test_opening_a_childs_chronology_is_logged_and_marked_sensitive(pages_as, drawn):
    leads = list(drawn.inspectors.values())
    child = actions.choose_tracked(
        by=drawn.lead, inspection=drawn.inspection, child_id=CHILDREN[3], why="Known to both.", leads=leads
    )
    page = pages_as(drawn.lead).get(address(drawn, "chronology", child.pk))
    assert page.h1 == "Child 1: chronology"
    assert "OFFICIAL-SENSITIVE" in page.response.content.decode()
    assert page.tree.find(".//{http://www.w3.org/2000/svg}svg[@role='group']") is not None
    assert "Referral to children's social care" in page.text
    assert Entry.objects.filter(action="child opened", object_id=str(child.pk)).count() == 1


def test_another_teams_child_does_not_exist(pages_as, drawn):
    leads = list(drawn.inspectors.values())
    child = actions.choose_tracked(
        by=drawn.lead, inspection=drawn.inspection, child_id=CHILDREN[3], why="Known to both.", leads=leads
    )
    other = make_inspection(selection_framework(), Stage.SELECTION)
    pages_as(other.lead).get(address(drawn, "chronology", child.pk), status=404)
    pages_as(other.lead).get(address(other, "chronology", child.pk), status=404)
    pages_as(drawn.coordinators["police"]).get(address(drawn, "chronology", child.pk), status=404)
    assert not Entry.objects.filter(action="child opened").exists()


def sampled() -> tuple[str, ...]:
    return draw_of(Sample.objects.get()).sampled


def test_a_sampled_child_is_replaced_by_the_next_and_the_reason_stands_beside_the_draw(pages_as, drawn):
    before = sampled()
    lead = pages_as(drawn.lead)
    said = {"code": "Sampled 1", "kind": "left_area", "reason": "Moved to another county."}
    page = lead.post(lead.get(address(drawn, "selection")).links()["Replace a sampled child"], said)
    assert "Left the area. Moved to another county." in page.text
    assert "Sampled 5" in page.text
    assert drawn.lead.name in page.text
    assert "1 replaced since" in page.text
    assert before[0] not in sampled()
    assert len(sampled()) == len(before)


def test_a_child_is_replaced_with_a_reason_and_out_of_the_sample_only(pages_as, drawn):
    for said in (
        {"code": "Sampled 1", "kind": "other", "reason": ""},
        {"code": "Sampled 1", "kind": "", "reason": "Moved away."},
        {"code": "Sampled 5", "kind": "left_area", "reason": ""},
        {"code": sampled()[0], "kind": "left_area", "reason": ""},
    ):
        assert pages_as(drawn.lead).post(address(drawn, "replace"), said).title.startswith("Error: ")
    assert not Replacement.objects.exists()


def test_who_was_replaced_can_no_longer_be_chosen_and_the_shortlist_says_why(pages_as, drawn):
    lead, codes = pages_as(drawn.lead), sampled_codes(Sample.objects.get())
    code = codes[next(child for child in (one.child_id for one in shortlist_of(Sample.objects.get())) if child in codes)]
    lead.post(address(drawn, "replace"), {"code": code, "kind": "criminal_case"})
    assert (
        f"{code}. Replaced in the sample, so not to be chosen: A live criminal case." in lead.get(address(drawn, "selection")).text
    )
    out = Replacement.objects.get().child_id
    with pytest.raises(InspectionRefused, match=r"is not taken in again\. Why stands beside the draw") as refused:
        actions.choose_tracked(
            by=drawn.lead, inspection=drawn.inspection, child_id=out, why="Again.", leads=list(drawn.inspectors.values())
        )
    assert "criminal" not in str(refused.value)  # sealed, so it is in no sentence that may be logged
    listed = [one.child_id for one in shortlist_of(Sample.objects.get())]
    page = lead.get(address(drawn, "choose"))
    assert f'value="{listed.index(out) + 1}"' not in page.response.content.decode()
    assert not any(child in page.response.content.decode() for child in CHILDREN)


def test_a_tracked_child_is_left_out_before_it_is_replaced(pages_as, drawn):
    out = sampled()[0]
    actions.choose_tracked(
        by=drawn.lead, inspection=drawn.inspection, child_id=out, why="Why.", leads=list(drawn.inspectors.values())
    )
    page = pages_as(drawn.lead).post(address(drawn, "replace"), {"code": "Sampled 1", "kind": "left_area"})
    assert "This child is tracked as Child 1. Leave Child 1 out first" in page.text
    assert not Replacement.objects.exists()


def test_where_no_child_is_left_that_is_said(pages_as, drawn):
    lead, spare = pages_as(drawn.lead), len(CHILDREN) - len(sampled())
    for n in range(spare):
        lead.post(address(drawn, "replace"), {"code": f"Sampled {n + 1}", "kind": "left_area"})
    page = lead.post(address(drawn, "replace"), {"code": f"Sampled {spare + 1}", "kind": "left_area"})
    assert "there is none to take instead" in page.text


def test_only_the_lead_replaces(pages_as, drawn):
    inspector = pages_as(drawn.inspectors["hmicfrs"])
    assert "Replace a sampled child" not in inspector.get(address(drawn, "selection")).links()
    assert "Only a lead inspector" in inspector.get(address(drawn, "replace"), status=403).text


def test_a_tracked_child_is_left_out_with_a_reason_and_taken_in_again(pages_as, drawn):
    leads = list(drawn.inspectors.values())
    child = actions.choose_tracked(
        by=drawn.lead, inspection=drawn.inspection, child_id=CHILDREN[3], why="Known to both.", leads=leads
    )
    lead, move = pages_as(drawn.lead), address(drawn, "tracked-move", child.pk)
    assert lead.get(address(drawn, "chronology", child.pk)).links()["Leave this child out"] == move
    assert "Say why" in lead.post(move, {"to": "left_out", "why": ""}).text
    page = lead.post(move, {"to": "left_out", "why": "A live criminal case."})
    assert "Left out" in page.text
    assert "A live criminal case." in page.text
    assert "is left out already" in lead.post(move, {"to": "left_out", "why": "Again."}, status=403).text
    page = lead.post(move, {"to": "tracked", "why": "The case is closed."})
    assert "A live criminal case." not in page.text
    assert TrackedChild.objects.get().state == "tracked"
    page = lead.get(address(drawn, "chronology", child.pk))
    assert "Left out: A live criminal case." in page.text
    assert "Taken in again: The case is closed." in page.text


def test_every_page_that_tells_of_children_is_logged_once_and_names_none(pages_as, drawn):
    child = actions.choose_tracked(
        by=drawn.lead, inspection=drawn.inspection, child_id=CHILDREN[3], why="Why.", leads=list(drawn.inspectors.values())
    )
    lead = pages_as(drawn.lead)
    pages = {
        address(drawn, "selection"): "selection read",
        address(drawn, "choose"): "children to choose from read",
        address(drawn, "replace"): "children to replace read",
        address(drawn, "tracked"): "tracked children read",
        address(drawn, "tracked-move", child.pk): "leaving out read",
        address(drawn, "chronology-add", child.pk): "adding an event read",
    }
    for path, action in pages.items():
        lead.get(path)
        entry = Entry.objects.get(action=action)
        assert (entry.reading, entry.actor) == (True, str(drawn.lead.pk))
        assert not any(one in entry.detail for one in CHILDREN)
