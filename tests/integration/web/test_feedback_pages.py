"""The pages of the final feedback meeting, of interruptions, of what is asked of the area, and of who can end a waiting."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from joinedup.audit.queries import entries
from joinedup.evidence.enums import FindingState
from joinedup.evidence.feedback.models import FeedbackMeeting, SaidBack, SaidFinding
from joinedup.evidence.findings.actions import change_finding
from joinedup.evidence.models import Finding
from joinedup.inspections.enums import MOVES, Stage
from joinedup.inspections.interruptions.models import Interruption
from joinedup.inspections.needed import NEEDS, needs_of
from joinedup.letter.basis import basis_of
from joinedup.letter.ledger import ledger_of
from joinedup.method.feedback import standard_feedback
from joinedup.method.loader import load_framework
from joinedup.web.inspectorate import stages
from joinedup.web.inspectorate.waiting import before_next_stage
from joinedup.web.inspectorate.waiting.whole import _LOOKS
from tests.factories.evidence import letter_framework, make_letter, make_one_finding, make_passage
from tests.factories.feedback import answer, give, prepare
from tests.factories.frameworks import tiny_framework
from tests.factories.inspections import make_inspection
from tests.factories.interruptions import agree, ask
from tests.integration.web.two_inspections import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(letter_framework(), Stage.FIELDWORK)


def page(world, name, *more, by=None):
    response = browser(by or world.lead).get(reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more]))
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def send(world, name, data, *more, by=None):
    return browser(by or world.lead).post(reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more]), data)


def day(name, when):
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def test_a_meeting_is_prepared_held_and_answered_on_its_pages(world):
    finding = make_one_finding(world)
    assert "checked" in page(world, "feedback-prepare")
    send(world, "feedback-prepare", {**day("on", date(2022, 10, 21)), "findings": [str(finding.pk)]})
    meeting = FeedbackMeeting.objects.get()
    shown = page(world, "feedback-meeting", meeting.pk)
    assert "Children are seen quickly." in shown and "Confidential: provisional findings" in shown
    held = {**day("on", date(2022, 10, 21)), "there": [str(world.lead.pk)]}
    assert "Say which agencies were there" in send(world, "feedback-held", held, meeting.pk).content.decode()
    held[f"posts-{world.agencies['police'].pk}"] = "Chief constable\n\nHead of safeguarding"
    assert "since this page was opened" in send(world, "feedback-held", held, meeting.pk).content.decode()
    [(name, value)] = re.findall(r'name="(read-[^"]+)" value="([^"]+)"', shown)
    held[name] = value
    assert send(world, "feedback-held", held, meeting.pk).status_code == 302
    said = SaidFinding.objects.get()
    told = {"agency": str(world.agencies["police"].pk), "reply": "disputed", "words": ""}
    assert "Write what the agency said" in send(world, "feedback-reply", told, said.pk).content.decode()
    assert send(world, "feedback-reply", told | {"words": "We count otherwise."}, said.pk).status_code == 302
    change_finding(by=world.lead, finding=finding, why="It was so.", notes=list(finding.notes.all()), text="Many are seen quickly.")
    shown = page(world, "feedback-meeting", meeting.pk)
    for words in ("Chief constable and Head of safeguarding", "We count otherwise.", "As it was said", "Many are seen quickly."):
        assert words in shown
    assert "final feedback read" in {line.action for line in entries(str(world.inspection.pk))}


def test_what_is_fed_back_can_be_changed_until_it_is_held(world):
    finding = make_one_finding(world)
    meeting = prepare(world)
    send(world, "feedback-choose", day("on", date(2022, 10, 20)), meeting.pk)
    meeting.refresh_from_db()
    assert (meeting.on, list(meeting.findings.all())) == (date(2022, 10, 20), [])
    send(world, "feedback-choose", {**day("on", date(2022, 10, 20)), "findings": [str(finding.pk)]}, meeting.pk)
    give(world, meeting)
    assert send(world, "feedback-choose", day("on", date(2022, 10, 20)), meeting.pk).status_code == 403


def test_the_lead_is_told_what_was_never_fed_back_and_what_was_dropped(world):
    first, second = make_one_finding(world), make_one_finding(world)
    give(world, prepare(world, findings=[first]))
    Finding.objects.filter(pk=second.pk).update(state=FindingState.AGREED)  # as one agreed before meetings were kept
    world.move_to(Stage.WRITING)
    letter = make_letter(world)
    make_passage(world, letter, findings=[second])
    told = {item.sentence for item in before_next_stage(world.inspection)}
    assert {"Finding 2 is in the letter and was never fed back", "Finding 1 was fed back and is not in the letter"} <= told
    shown = page(world, "feedback")
    assert "In the letter and never fed back" in shown and "Fed back and not in the letter" in shown
    shown = page(world, "letter")
    assert "Finding 2 was never fed back, and a passage rests on it." in shown
    assert "Finding 1 was fed back and is in no passage." in shown


def test_promised_evidence_waits_for_the_agency_that_promised_it(world):
    make_one_finding(world)
    given = give(world)
    answer(world, given.said.get(), "promised", words="The audit.", due=date(2022, 10, 28))
    world.move_to(Stage.JUDGING)
    [item] = [item for item in before_next_stage(world.inspection) if "further evidence" in item.sentence]
    assert item.who == world.agencies["police"].name
    assert "awaited" in page(world, "feedback")
    assert SaidBack.objects.count() == 1


def test_an_agency_reads_nothing_of_it_unless_the_framework_gives_a_summary(world):
    make_one_finding(world)
    give(world)
    police = world.coordinators["police"]
    assert browser(police).get(reverse("agency:feedback", args=[world.inspection.pk])).status_code == 404
    other = make_inspection(replace(tiny_framework(), feedback=replace(standard_feedback(), summary=True)), Stage.FIELDWORK)
    make_one_finding(other)
    where = reverse("agency:feedback", args=[other.inspection.pk])
    assert browser(other.coordinators["police"]).get(where).status_code == 404
    give(other)
    shown = browser(other.coordinators["police"]).get(where)
    assert "Children are seen quickly." in shown.content.decode()
    assert browser(police).get(where).status_code == 404
    assert browser(other.lead).get(where).status_code == 404


def test_an_interruption_is_asked_for_and_decided_on_its_pages_and_people_are_told():
    world = make_inspection(stage=Stage.LISTS)
    assert "Write down that it is asked for" in page(world, "interruptions")
    asked = {"asker": str(world.agencies["police"].pk), "post": "Chief constable", "grounds": "A siege."}
    asked |= {**day("asked_on", date(2022, 10, 5)), **day("begins", date(2022, 10, 10)), **day("until", date(2022, 10, 9))}
    assert "over before it begins" in send(world, "interruption-ask", asked, "deferral").content.decode()
    assert send(world, "interruption-ask", asked | day("until", date(2022, 10, 13)), "deferral").status_code == 302
    one = Interruption.objects.get()
    assert "A siege." in page(world, "interruption", one.pk)
    decision = {"to": "agreed", "words": "It holds.", **day("begins", one.begins), **day("until", one.until)}
    assert send(world, "interruption", decision, one.pk, by=world.inspectors["ofsted"]).status_code == 200  # no way of theirs
    assert send(world, "interruption", decision, one.pk).status_code == 302
    police = browser(world.coordinators["police"]).get(reverse("agency:requests", args=[world.inspection.pk])).content.decode()
    assert "Fieldwork is put off" in police and "20 October 2022" in police and "siege" not in police
    shown = page(world, "interruption", one.pk)
    assert world.coordinators["police"].name in shown and "instead of" in shown
    assert "Key dates that moved" in page(world, "interruptions")
    assert "Deferral 1" in page(world, "inspection")


def test_a_paused_inspection_says_on_its_page_that_it_does_not_move():
    world = make_inspection(stage=Stage.LISTS)
    agree(world, "pause", until=timezone.localdate() + timedelta(days=9))
    ask(world, "deferral")
    told = {item.sentence: item.who for item in before_next_stage(world.inspection)}
    [held] = [sentence for sentence in told if "the stage cannot move" in sentence]
    assert "signatory" in told[held] and told["Deferral 2 is asked for and not decided"] == "a lead inspector"
    shown = page(world, "inspection")
    assert held in shown and "Move on to" not in shown
    assert send(world, "move", {"to": "selection", "confirmed": "1"}).status_code == 403


def test_what_is_stated_of_an_inspection_stands_on_its_page_and_in_the_letters_basis(world):
    agree(world, "incomplete", until=None)
    agree(world, "additional_evidence", begins=date(2022, 11, 7), until=date(2022, 11, 9))
    assert "incomplete" in page(world, "inspection")
    basis = basis_of(world.inspection)
    assert basis.startswith(world.inspection.legal_basis) and "This inspection was incomplete" in basis
    assert "between 7 November 2022 and 9 November 2022" in basis


def test_the_ledger_and_the_days_are_in_view_and_go_out_as_files(world):
    make_one_finding(world)
    give(world)
    ledger = ledger_of(world.inspection)
    assert (ledger.days.to_feedback, ledger.days.to_letter) == (14, None)
    assert "14 working days after notification" in page(world, "inspection")
    get = browser(world.lead).get
    sent = get(reverse("inspectorate:burden-download", args=[world.inspection.pk, "json"]))
    told = json.loads(sent.content)
    assert told["days"]["working_days_to_feedback"] == 14 and told["days"]["published_on"] is None
    sectors = [row["sector"] for row in told["agencies"]]
    assert sectors == sorted(sectors)
    sent = get(reverse("inspectorate:burden-download", args=[world.inspection.pk, "csv"]))
    rows = list(csv.DictReader(io.StringIO(sent.content.decode("utf-8-sig"))))
    assert [row["agency"] for row in rows] == [agency.name for agency in world.agencies.values()]
    assert {row["hours"] for row in rows} == {""}
    assert get(reverse("inspectorate:burden-download", args=[world.inspection.pk, "xls"])).status_code == 404


def test_before_notification_the_ledger_names_neither_area_nor_agencies():
    ledger = ledger_of(make_inspection().inspection)
    assert (ledger.area, ledger.agencies, ledger.days.notified_on) == (None, (), None)


def test_every_stage_that_is_waited_at_says_what_it_needs_and_every_move_has_a_door():
    assert set(NEEDS) == set(_LOOKS)
    by_hand = {to for _, to in MOVES} - set(stages.BY_THE_LETTER)
    assert by_hand | set(stages.BY_THE_LETTER) == set(Stage) - {Stage.PLANNED}


def test_later_stages_tell_what_they_will_need_and_nothing_of_what_the_framework_does_not_ask():
    single = load_framework("targeted-2016-single-agency")
    said = [need.words for stage in Stage for need in needs_of(single, stage)]
    assert not [words for words in said if words.startswith(("Every own view", "The own views open"))]
    world = make_inspection(stage=Stage.LISTS)
    shown = page(world, "inspection")
    assert "What later stages will need" in shown and "The final feedback meeting held" in shown
