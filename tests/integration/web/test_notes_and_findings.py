"""Writing down what was seen, and concluding from it, through the pages."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from joinedup import web
from joinedup.evidence.models import Finding, Note
from joinedup.inspections.enums import Stage
from joinedup.web.inspectorate.note_forms import NoteForm
from tests.factories.evidence import make_note, make_one_finding
from tests.factories.frameworks import tiny_framework
from tests.factories.inspections import make_inspection
from tests.factories.judging import open_views

STYLES = Path(web.__file__).parent / "frontend" / "src"
SAID = {
    "text": "The duty officer rang the school before lunch.",
    "seen_on_day": "18",
    "seen_on_month": "10",
    "seen_on_year": "2022",
    "source": "meeting",
    "sector": "police",
    "criteria": ["c2"],
    "direction": "strength",
}


@pytest.fixture
def world(db):
    return make_inspection(stage=Stage.FIELDWORK)


@pytest.fixture
def inspector(pages_as, world):
    return pages_as(world.inspectors["hmicfrs"])


def address(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def test_a_note_is_written_read_and_listed(inspector, world):
    page = inspector.post(address(world, "note-new"), SAID)
    assert page.h1 == "Note 1"
    assert "Note 1 is saved." in page.text
    assert SAID["text"] in page.text
    assert "18 October 2022" in page.text
    assert SAID["text"] in inspector.get(address(world, "notes")).text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": " "}, "Write what you saw, heard or read."),
        ({"seen_on_day": "", "seen_on_month": "", "seen_on_year": ""}, "Enter the day you saw it."),
        ({"seen_on_day": ""}, "The day you saw it must include a day."),
        ({"seen_on_month": "13"}, "The day you saw it must be a real date, for example 27 3 2026."),
        ({"seen_on_year": "16"}, "The day you saw it must include a year of four digits, for example 2026."),
        ({"seen_on_year": "1816"}, "The day you saw it must be in 2000 or later."),
        ({"criteria": []}, "Choose at least one criterion."),
        ({"sector": "health"}, "health is not one of the available choices."),
        ({"direction": ""}, "Say whether it is a strength, a concern or context."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(inspector, world, change, sentence):
    page = inspector.post(address(world, "note-new"), {**SAID, **change})
    assert page.title.startswith("Error: Write a note")
    assert any(sentence in link for link in page.links())
    assert not Note.objects.exists()
    if "text" not in change:
        assert SAID["text"] in page.text


def test_nobody_sees_what_has_not_happened_yet(inspector, world):
    tomorrow = timezone.localdate() + timedelta(days=1)
    typed = {"seen_on_day": tomorrow.day, "seen_on_month": tomorrow.month, "seen_on_year": tomorrow.year}
    page = inspector.post(address(world, "note-new"), {**SAID, **typed})
    assert "The day you saw it must be today or in the past." in page.text


def test_notes_are_narrowed_to_one_sector(inspector, world):
    make_note(world, text="About the police.")
    make_note(world, text="About the authority.", sector="local_authority")
    page = inspector.get(address(world, "notes"), sector="police")
    assert "About the police." in page.text
    assert "About the authority." not in page.text
    assert "1 note of 2" in page.text


def test_before_notification_no_note_can_be_written_and_the_page_says_why(pages_as):
    world = make_inspection(stage=Stage.PLANNED)
    page = pages_as(world.lead).get(address(world, "note-new"), status=403)
    assert page.h1 == "You cannot do this now"
    assert "Notes can be written until the letter is signed." in page.text


def test_a_finding_is_made_on_notes_and_leads_back_to_them(inspector, world):
    note = make_note(world)
    open_views(world)
    said = {
        "text": "Officers act the same day.",
        "criterion": "c2",
        "direction": "strength",
        "sectors": ["police"],
        "notes": [note.pk],
    }
    page = inspector.post(address(world, "finding-new"), said)
    assert page.h1 == "Finding 1"
    assert page.links()["Note 1"] == address(world, "note", note.pk)
    assert "Finding 1" in inspector.get(address(world, "note", note.pk)).text


def test_a_finding_on_no_note_is_not_made(inspector, world):
    make_note(world)
    open_views(world)
    page = inspector.post(address(world, "finding-new"), {"text": "It is so.", "criterion": "c1", "direction": "improve"})
    assert page.links()["A finding rests on at least one note. Choose the notes it rests on."] == "#id_notes"
    assert not Finding.objects.exists()


def test_findings_stand_under_their_criteria_and_open_ones_show(inspector, world):
    make_one_finding(world)
    page = inspector.get(address(world, "findings"))
    assert "Children are seen quickly." in page.text
    assert "Children are seen. No finding yet." in page.text


def test_a_note_of_another_inspection_is_not_found(inspector, world):
    other = make_inspection(stage=Stage.FIELDWORK)
    note = make_note(other)
    inspector.get(address(world, "note", note.pk), status=404)
    inspector.get(address(other, "note", note.pk), status=404)


def test_a_note_is_reworded_and_its_earlier_wording_stays(inspector, world):
    note = make_note(world, text="The child was seen the same day.")
    page = inspector.get(inspector.get(address(world, "note", note.pk)).links()["Reword this note"])
    assert "The child was seen the same day." in page.text
    page = inspector.post(address(world, "note-revise", note.pk), {**SAID, "text": "The child was seen the next day."})
    assert "The child was seen the next day." in page.text
    assert "Its whole history Wording 1, the first wording The child was seen the same day." in page.text


def test_a_weakness_says_whether_leaders_knew_and_what_was_done_meanwhile(inspector, world):
    note = make_note(world)
    open_views(world)
    said = {"text": "Visits are late.", "criterion": "c2", "direction": "improve", "notes": [note.pk]}
    page = inspector.post(
        address(world, "finding-new"), {**said, "known_to_leaders": "acting", "acted_during": "All were visited."}
    )
    assert "Whether leaders knewKnew and acting" in page.text
    assert "What was done during the inspectionAll were visited." in page.text


def test_of_a_strength_nothing_is_said_of_what_leaders_knew(inspector, world):
    note = make_note(world)
    open_views(world)
    said = {"text": "Officers act the same day.", "criterion": "c2", "direction": "strength", "notes": [note.pk]}
    page = inspector.post(address(world, "finding-new"), said)
    assert page.h1 == "Finding 1"
    assert "Whether leaders knew" not in page.text


def test_a_note_from_a_childs_case_names_the_tracked_child():
    framework = tiny_framework()
    about = next(kind.id for kind in framework.sources if kind.about_child)
    other = next(kind.id for kind in framework.sources if not kind.about_child)
    said = {**SAID, "criteria": [framework.criteria[0].id], "sector": framework.sectors[0].id}
    sentence = "What comes from there is about one child. Choose the tracked child it is about."
    children = [("1", "Child 1")]
    assert NoteForm(framework, children, {**said, "source": about}).errors.get("tracked") == [sentence]
    assert NoteForm(framework, children, {**said, "source": about, "tracked": "1"}).is_valid()
    assert NoteForm(framework, children, {**said, "source": other}).is_valid()
    assert NoteForm(framework, [], {**said, "source": about}).is_valid()  # nobody is tracked yet


def test_a_note_keeps_the_lines_it_was_written_in(inspector, world):
    note = make_note(world, text="The plan was on file.\nNobody had signed it.")
    page = inspector.get(address(world, "note", note.pk))
    [text] = [node for node in page.tree.iter("p") if node.get("class") == "app-note__text"]
    assert "".join(text.itertext()) == "The plan was on file.\nNobody had signed it."
    rule = (STYLES / "_evidence.scss").read_text().split("white-space: pre-line")[0].rsplit("}", 1)[1]
    assert {".app-note__text", ".app-trace__text", ".app-said"} <= set(rule.replace("{", "").replace(",", "").split())
