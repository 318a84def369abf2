"""My work left: whose it is, where it is done, and what stands before the next stage."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse

from joinedup.cases.consent.actions import ask_consent
from joinedup.cases.tracking.actions import save_part
from joinedup.inspections.enums import Stage
from joinedup.inspections.notifying.actions import make_pack, set_day
from joinedup.intake.actions import ask_agencies, receive_submission
from joinedup.intake.models import DataRequest
from joinedup.letter.actions import offer_for_signature
from joinedup.web.inspectorate.waiting import before_next_stage, work_left
from joinedup.web.inspectorate.waiting import lists as waiting
from tests.factories.cases import selection_framework
from tests.factories.checking import a_query, outside_reader
from tests.factories.disclosure import checked
from tests.factories.evidence import letter_framework, make_letter, make_one_finding, make_passage
from tests.factories.inspections import make_inspection
from tests.factories.linkage import POLICE, framework_of_people
from tests.factories.lists import csv_bytes
from tests.factories.tracking import make_tracking


def sentences(items):
    return [item.sentence for item in items]


NO_FEEDBACK = "The final feedback meeting is not prepared yet"


def test_every_stage_says_what_stands_before_the_next(db):
    world = make_inspection(framework_of_people())
    told = {}
    for stage in Stage:
        if stage == Stage.SIGNED:
            break
        world.move_to(stage)
        told[stage] = sentences(before_next_stage(world.inspection))
    assert told[Stage.PLANNED] == ["Make the notification pack"]
    assert told[Stage.NOTIFIED] == ["The agencies have not been asked for their lists yet"]
    assert told[Stage.LISTS] == []
    assert told[Stage.SELECTION] == ["The same child is not linked across agencies yet"]
    assert told[Stage.JUDGING] == [
        "The own views are not open: nothing can be concluded yet",
        "Ofsted: 2 own views awaited",
        "HMICFRS: 1 own view awaited",
        NO_FEEDBACK,
    ]
    assert told[Stage.FIELDWORK] == [NO_FEEDBACK]
    assert told[Stage.WRITING] == ["The letter is not started"]
    assert told[Stage.CHECKING] == ["Offer the letter for signature"]


def test_awaited_lists_are_named_by_agency(db):
    world = make_inspection(framework_of_people(), Stage.NOTIFIED)
    ask_agencies(by=world.lead, inspection=world.inspection)
    told = sentences(before_next_stage(world.inspection))
    assert told == [f"{agency.name}: 1 thing awaited" for agency in world.agencies.values()]


def test_a_list_that_came_is_the_teams_to_decide_on(db):
    world = make_inspection(framework_of_people(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    wanted = DataRequest.objects.get(inspection=world.inspection, agency=world.agencies["police"])
    receive_submission(by=world.coordinators["police"], request=wanted, filename="people.csv", data=csv_bytes(POLICE))
    assert sentences(work_left(world.inspectors["ofsted"], world.inspection)) == ["Accept or send back 1 thing that came in"]


def test_selection_goes_from_linking_to_the_draw_to_the_choice(db, monkeypatch):
    world = make_inspection(selection_framework(), Stage.SELECTION)
    monkeypatch.setattr(waiting.linkage, "latest_run", lambda inspection: object())
    assert sentences(before_next_stage(world.inspection)) == ["The sample is not drawn yet"]
    monkeypatch.setattr(waiting.cases, "sample_of", lambda inspection: object())
    assert sentences(before_next_stage(world.inspection)) == ["Choose children to track: 0 of at least 1 chosen"]
    monkeypatch.setattr(waiting.cases, "tracked_children", lambda inspection: [SimpleNamespace(pk=uuid4(), code="Child 1")])
    assert before_next_stage(world.inspection) == []


def test_in_fieldwork_what_is_left_to_see_to_write_and_to_join_is_told(db):
    tracking = make_tracking()
    child, told = tracking.child, sentences(before_next_stage(tracking.inspection))
    assert {"Child 1: no note yet", "Child 1: tracking record not begun"} <= set(told)
    left = [sentence for sentence in told if "no short form done" in sentence]
    assert len(left) == 1
    for words in ("Hers.", "His."):
        save_part(by=tracking.hers, tracked=child, section="life", said={"words": words})
    said = {"on": tracking.inspection.notified_on, "worker": "Social worker", "how": "At home."}
    ask_consent(by=tracking.hers, tracked=child, whose="child", **said)
    told = set(sentences(before_next_stage(tracking.inspection)))
    assert {"Child 1: several wordings to put together", "Child 1: asked for consent, no answer recorded"} <= told
    assert "Child 1: tracking record not begun" not in told


def test_findings_to_agree_are_the_leads_work_and_open_criteria_everyones(db):
    world = make_inspection(stage=Stage.JUDGING)
    make_one_finding(world)
    told = [
        "1 criterion has no finding, nor a reason why there is none",
        "1 criterion is not agreed by every inspectorate",
    ]
    assert sentences(work_left(world.lead, world.inspection)) == [*told, "1 finding is not agreed", NO_FEEDBACK]
    assert sentences(work_left(world.inspectors["ofsted"], world.inspection)) == told
    assert work_left(world.signatories["ofsted"], world.inspection) == []


def test_a_signature_is_asked_of_signatories(pages_as, db):
    world = make_inspection(letter_framework(), Stage.WRITING)
    make_passage(world, make_letter(world))
    world.move_to(Stage.CHECKING)
    pages_as(world.lead).post(reverse("inspectorate:letter-offer", args=[world.inspection.pk]))
    page = pages_as(world.signatories["hmicfrs"]).get(reverse("inspectorate:home"))
    assert page.links()["HMICFRS has not signed the letter"] == reverse("inspectorate:letter", args=[world.inspection.pk])


def test_at_checking_the_gaps_that_keep_the_letter_back_are_told(db):
    world = make_inspection(letter_framework(), Stage.WRITING)
    make_passage(world, make_letter(world), findings=[])
    world.move_to(Stage.CHECKING)
    told = sentences(work_left(world.lead, world.inspection))
    assert "Letter: 2 gaps to close" in told, "a passage nothing stands behind, and the disclosure check not yet made"
    assert "Offer the letter for signature" in told


def test_while_it_is_offered_a_query_that_is_raised_is_told(db):
    world = make_inspection(letter_framework(), Stage.WRITING)
    letter = make_letter(world)
    make_passage(world, letter)
    world.move_to(Stage.CHECKING)
    offer_for_signature(by=world.lead, letter=checked(world, letter))
    a_query(outside_reader(world), letter)
    told = sentences(work_left(world.lead, world.inspection))
    assert "Letter: 1 gap to close" in told
    assert [one for one in told if one.startswith("Answer ")]


def test_where_nothing_stands_in_the_way_the_lead_is_asked_to_move_on(pages_as, db):
    world = make_inspection(framework_of_people(), Stage.LISTS)
    lead, here = pages_as(world.lead), reverse("inspectorate:inspection", args=[world.inspection.pk])
    assert lead.get(reverse("inspectorate:home")).links()["Nothing stands in the way: move it on to “Selection”"] == here
    page = lead.post(reverse("inspectorate:move", args=[world.inspection.pk]), {"to": "selection"})
    assert "The inspection is now at “Selection”." in page.text


def test_while_planned_the_next_step_of_notifying_is_the_leads_work(pages_as, db):
    world = make_inspection()
    here = reverse("inspectorate:notifying", args=[world.inspection.pk])
    lead = pages_as(world.lead)
    assert lead.get(reverse("inspectorate:home")).links()["Make the notification pack"] == here
    make_pack(by=world.lead, inspection=world.inspection)
    said = "Telephone the area and record the call: that moves it on to “Notified”"
    assert lead.get(reverse("inspectorate:home")).links()[said] == here
    set_day(by=world.lead, inspection=world.inspection, step="lists", day=date(2022, 10, 6), why="They asked.")
    assert sentences(before_next_stage(world.inspection)) == ["Make the notification pack again: something it says has changed"]
    assert work_left(world.inspectors["hmicfrs"], world.inspection) == []


@pytest.mark.parametrize("to", ["published", "closed", "nonsense", ""])
def test_a_move_the_table_does_not_hold_is_refused(pages_as, db, to):
    world = make_inspection(stage=Stage.LISTS)
    pages_as(world.lead).post(reverse("inspectorate:move", args=[world.inspection.pk]), {"to": to}, status=403)
    world.inspection.refresh_from_db()
    assert world.inspection.stage == Stage.LISTS


def test_an_inspector_sees_no_button_to_move(pages_as, db):
    world = make_inspection(stage=Stage.LISTS)
    page = pages_as(world.inspectors["ofsted"]).get(reverse("inspectorate:inspection", args=[world.inspection.pk]))
    assert "Move on to" not in page.response.content.decode()


def test_moving_on_with_things_not_done_asks_first_and_names_them(pages_as, db):
    world = make_inspection(framework_of_people(), Stage.NOTIFIED)
    ask_agencies(by=world.lead, inspection=world.inspection)
    lead, move = pages_as(world.lead), reverse("inspectorate:move", args=[world.inspection.pk])
    page = lead.post(move, {"to": "lists"})
    assert "2 things are not done. Move on all the same?" in page.text
    assert set(sentences(before_next_stage(world.inspection))) <= set(page.links())
    world.inspection.refresh_from_db()
    assert world.inspection.stage == Stage.NOTIFIED
    assert "The inspection is now at “Lists”." in lead.post(move, {"to": "lists", "confirmed": "1"}).text


def test_going_back_asks_nothing(pages_as, db):
    world = make_inspection(stage=Stage.JUDGING)
    assert before_next_stage(world.inspection)
    page = pages_as(world.lead).post(reverse("inspectorate:move", args=[world.inspection.pk]), {"to": "fieldwork"})
    assert "The inspection is now at “Fieldwork”." in page.text
