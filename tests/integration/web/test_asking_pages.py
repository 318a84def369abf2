"""The team's side of asking: one item's history, the query log, what wider lists were cut to, the burden."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from joinedup.audit.queries import entries
from joinedup.inspections.enums import Stage
from joinedup.intake.actions import accept_submission, ask_agencies, receive_submission, say_not_held
from joinedup.intake.asking.actions import ask_for_time
from joinedup.intake.models import Chaser, DataRequest, Extension, Question, QuestionEntry, Submission
from joinedup.intake.questions.actions import answer_question, ask_question
from tests.factories.evidence import make_note
from tests.factories.inspections import make_inspection
from tests.factories.linkage import POLICE, framework_of_people
from tests.factories.lists import MINUTES, csv_bytes

CHAIR = "Who chairs the MACE meeting?"


@pytest.fixture
def world(db):
    world = make_inspection(replace(framework_of_people(), requests=(MINUTES,)), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    return world


@pytest.fixture
def lead(pages_as, world):
    return pages_as(world.lead)


@pytest.fixture
def police(pages_as, world):
    return pages_as(world.coordinators["police"])


def wanted(world, item="police-people") -> DataRequest:
    return DataRequest.objects.get(inspection=world.inspection, item=item)


def page(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def send(world, **more) -> Submission:
    data = csv_bytes(POLICE)
    return receive_submission(by=world.coordinators["police"], request=wanted(world), filename="p.csv", data=data, **more)


def ask(world, text=CHAIR, **more) -> Question:
    said = {"agency": world.agencies["police"], "purpose": "To know who decides.", **more}
    return ask_question(by=world.lead, inspection=world.inspection, text=text, **said)


def day(number):
    return {"until_day": str(number), "until_month": "10", "until_year": "2022"}


# One item


def test_an_item_leads_from_the_list_and_is_reminded_of(lead, world):
    shown = lead.get(lead.get(page(world, "lists")).links()[MINUTES.title])
    assert shown.h1 == MINUTES.title
    assert "Nothing yet." in shown.text
    request = wanted(world, MINUTES.id)
    shown = lead.post(page(world, "chase", request.pk), {"words": "Please send them by noon."})
    assert "Please send them by noon." in shown.text
    assert "reminded 1 time" in lead.get(page(world, "lists")).text
    shown = lead.post(page(world, "chase", request.pk), {"words": "Please!"})
    assert "#id_again" in shown.links().values()
    assert "reminded of this today already" in shown.text
    lead.post(page(world, "chase", request.pk), {"words": "Please!", "again": "Linking waits for it."})
    assert Chaser.objects.count() == 2
    assert "#id_words" in lead.post(page(world, "chase", request.pk)).links().values()


def test_what_is_not_held_is_asked_for_again(lead, police, world):
    request = wanted(world)
    say_not_held(by=world.coordinators["police"], request=request, answer="The county holds it.")
    assert "Ask for it again" in lead.get(page(world, "item", request.pk)).text
    assert "Say why it is asked for again." in lead.post(page(world, "chase", request.pk)).text
    shown = lead.post(page(world, "chase", request.pk), {"words": "You sent it last year."})
    assert "is asked for it again." in shown.text
    told = police.get(reverse("agency:item", args=[world.inspection.pk, request.pk])).text
    assert "You sent it last year." in told
    assert "The county holds it." in told


def test_more_time_is_decided_with_a_reason(lead, world):
    request = wanted(world)
    ask_for_time(by=world.coordinators["police"], request=request, until=request.due_on.replace(day=7), reason="No system.")
    assert "More time asked for" in lead.get(page(world, "lists")).text
    assert "asks for more time: People" in lead.get(page(world, "inspection")).text
    shown = lead.get(page(world, "item", request.pk))
    assert "until 7 October 2022: No system." in shown.text
    assert "Say whether more time is given." in lead.post(page(world, "more-time", request.pk), {"reason": "Yes."}).text
    shown = lead.post(page(world, "more-time", request.pk), {"decision": "give", "reason": "Yes."})
    assert shown.links()["Enter the new day it is due."] == "#id_until"
    shown = lead.post(page(world, "more-time", request.pk), {"decision": "give", **day(4), "reason": "Yes."})
    assert shown.links()["More time must end after the day it is due now."] == "#id_until"
    lead.post(page(world, "more-time", request.pk), {"decision": "refuse", "reason": "Fieldwork begins."})
    assert Extension.objects.get().state == "refused"


def test_more_time_is_given_unasked(lead, world):
    shown = lead.post(page(world, "more-time", wanted(world).pk), {**day(6), "reason": "We asked late."})
    assert "Given until 6 Oct 2022" in shown.text
    assert wanted(world).due_on.day == 6
    send(world)
    assert "Give more time" not in lead.get(page(world, "item", wanted(world).pk)).text


# What came


def test_a_file_is_accepted_as_it_is_and_somebody_rings(lead, police, world):
    sent, rings = send(world), world.inspectors["hmicfrs"]
    shown = lead.post(page(world, "accept", sent.pk), {"rings": str(rings.pk), "open": "Two ages are missing."})
    assert f"{rings.name} will ring." in shown.text
    assert f"{rings.name} rings" in shown.text
    told = police.get(reverse("agency:submission", args=[world.inspection.pk, sent.pk])).text
    assert f"Who will ring you{rings.name}" in told
    assert "Two ages are missing." in told


def test_only_somebody_of_the_team_can_ring(lead, world):
    shown = lead.post(page(world, "accept", send(world).pk), {"rings": str(world.coordinators["police"].pk)})
    assert "#id_rings" in shown.links().values()
    assert Submission.objects.get().state == "received"


def test_the_file_is_taken_as_it_was_sent_and_that_is_written_down(lead, world):
    sent = send(world)
    shown = lead.get(page(world, "submission", sent.pk))
    assert lead.client.get(shown.links()["Download the file as it was sent"]).content == csv_bytes(POLICE)
    assert entries(str(world.inspection.pk)).last().action == "submission opened"


def test_a_wider_list_is_cut_to_the_postcodes_of_the_area(lead, world):
    accept_submission(by=world.lead, submission=send(world, coverage="wider"))
    shown = lead.get(page(world, "coverage"))
    assert "not on the register yet" in shown.text
    assert "0 0 0 2 0 0 0" in " ".join(cell.text or "" for cell in shown.tree.iter("td"))
    shown = lead.post(page(world, "coverage"), {"postcodes": "Leeds"})
    assert "#id_postcodes" in shown.links().values()
    shown = lead.post(page(world, "coverage"), {"postcodes": "yo1\nYO2 4"})
    assert "0 0 0 0 2 0 0" in " ".join(cell.text or "" for cell in shown.tree.iter("td"))
    world.area.refresh_from_db()
    assert world.area.postcodes == ["YO1", "YO2 4"]


# The query log


def asking(world, **more):
    return {"agency": str(world.agencies["police"].pk), "text": CHAIR, "purpose": "To know who decides.", "hours": "4", **more}


def test_a_question_is_asked_answered_and_asked_again(lead, police, world):
    shown = lead.post(page(world, "question-new"), asking(world))
    assert shown.h1 == "Questions to agencies"
    question = Question.objects.get()
    assert "1 of 1 to be answered" in lead.get(page(world, "inspection")).text
    home = police.get(reverse("agency:home"))
    asked = police.get(police.get(home.links()["1 question awaits your answer"]).links()[CHAIR])
    assert "To know who decides." in asked.text
    address = reverse("agency:question", args=[world.inspection.pk, question.pk])
    assert "#id_words" in police.post(address).links().values()
    assert "The detective inspector." in police.post(address, {"words": "The detective inspector.", "hours": "0.5"}).text
    shown = lead.post(page(world, "question-again", question.pk), {"words": "Since when?", "hours": "two"})
    assert "Enter a whole number of working hours, 1 to 80." in shown.text
    shown = lead.post(page(world, "question-again", question.pk), {"words": "Since when?", "hours": "2"})
    assert [text in shown.text for text in ("The detective inspector.", "(0.5 hours of work)", "Since when?")] == [True] * 3
    assert "Add to your answer" not in police.get(address).text
    lead.post(page(world, "question-withdraw", question.pk), {"why": "It is on file."})
    assert "was withdrawn cannot become answered" in police.post(address, {"words": "June."}).text


def test_what_was_asked_before_is_shown_with_its_answer_before_anything_is_sent(pages_as, world):
    first = ask(world)
    answer_question(by=world.coordinators["police"], question=first, words="The detective inspector.")
    other = pages_as(world.inspectors["hmicfrs"])
    shown = other.post(page(world, "question-new"), asking(world, text="Which officer chairs the MACE meetings now?"))
    assert "Question 1 to" in shown.text
    assert "The detective inspector." in shown.text
    assert "#id_despite" in shown.links().values()
    assert Question.objects.count() == 1
    shown = other.post(page(world, "question-use", first.pk), {"words": "Which officer chairs the MACE meetings now?"})
    assert "It counts as a duplicate avoided." in shown.text
    assert QuestionEntry.objects.get(kind="used").words == "Which officer chairs the MACE meetings now?"
    other.post(page(world, "question-new"), asking(world, despite="That was last year."))
    assert Question.objects.get(number=2).agency == world.agencies["police"]


def test_an_answer_is_not_used_without_saying_for_what(lead, world):
    question = ask(world)
    answer_question(by=world.coordinators["police"], question=question, words="The detective inspector.")
    shown = lead.post(page(world, "question-use", question.pk), {"words": " "})
    assert shown.title.startswith("Error: ")
    assert shown.links()["Write what you would have asked."] == "#id_use_words"
    assert not QuestionEntry.objects.filter(kind="used").exists()
    assert "It counts as a duplicate avoided." in lead.post(page(world, "question-use", question.pk), {"words": "Who chairs?"}).text


@pytest.mark.parametrize("lacking", ["agency", "text", "purpose", "hours"])
def test_nothing_is_asked_by_half(lead, world, lacking):
    shown = lead.post(page(world, "question-new"), asking(world, **{lacking: ""}))
    assert f"#id_{lacking}" in shown.links().values()
    assert not Question.objects.exists()


def test_another_agencys_questions_do_not_exist(pages_as, world):
    question = ask(world)
    council = pages_as(world.coordinators["local_authority"])
    council.get(reverse("agency:question", args=[world.inspection.pk, question.pk]), status=404)
    assert CHAIR not in council.get(reverse("agency:questions", args=[world.inspection.pk])).text


# The burden


def test_each_agency_sees_its_own_burden_and_the_team_all(lead, police, world):
    send(world, hours=Decimal("1.5"))
    ask(world)
    told = police.get(reverse("agency:burden", args=[world.inspection.pk])).text
    assert "Rows in them2" in told
    assert "Hours of work you stated1.5 (with 1 of 1 file or answer)" in told
    assert world.agencies["local_authority"].name not in told
    cells = [" ".join(cell.text or "" for cell in row) for row in lead.get(page(world, "burden")).tree.iter("tr")]
    assert any(f"{world.agencies['police'].name} 2 0 1 0 1 2 1.5 1 of 1 0" in " ".join(row.split()) for row in cells)
    council = f"{world.agencies['local_authority'].name} 1 0 0 0 0 0 none stated 0 of 0 0"
    assert any(council in " ".join(row.split()) for row in cells)


def test_interviews_are_counted_from_the_notes_of_sources_that_are_interviews(pages_as):
    sources = tuple(replace(source, interview=source.id == "meeting") for source in framework_of_people().sources)
    world = make_inspection(replace(framework_of_people(), sources=sources), Stage.FIELDWORK)
    for _ in range(2):  # two notes of one talk
        make_note(world, source="meeting", sector="police")
    make_note(world, source="tracking", sector="police")
    shown = pages_as(world.lead).get(page(world, "burden"))
    assert "Police1" in shown.text.split("People talked to")[-1].replace(" ", "")
