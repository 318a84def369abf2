"""Writing the letter on its pages: the evidence beside an empty page, links, holds, history, two who save at once."""

import pytest
from django.urls import reverse

from joinedup.audit.models import Entry
from joinedup.inspections.enums import Stage
from joinedup.letter.actions import reword_passage
from joinedup.letter.history.models import PassageVersion
from joinedup.letter.history.queries import standing_id, taken_out
from joinedup.letter.locks.actions import take_section
from joinedup.letter.locks.queries import hold_on
from joinedup.letter.models import Passage, PassageSpan
from tests.factories.evidence import letter_framework, make_letter, make_note, make_one_finding, make_passage
from tests.factories.inspections import make_inspection
from tests.factories.judging import agree_finding

TEXT = "Children at risk are seen quickly. Schools are told the same day."


@pytest.fixture
def world(db):
    return make_inspection(letter_framework(), stage=Stage.WRITING)


@pytest.fixture
def letter(world):
    return make_letter(world)


@pytest.fixture
def pages(pages_as, world):
    return pages_as(world.lead)


def address(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def section(world, name="strengths"):
    return address(world, "letter-section", name)


def field(page, name):
    """Return what stands in a text area."""
    return next("".join(node.itertext()) for node in page.tree.iter("textarea") if node.get("name") == name).strip()


def test_the_findings_of_a_section_and_their_notes_stand_beside_an_empty_page(world, letter, pages):
    note = make_note(world, text="The child was met at the door.")
    strong = make_one_finding(world, notes=[note], text="Staff meet children.")
    weak = make_one_finding(world, direction="improve", text="Visits are late.")
    page = pages.get(section(world))
    assert (field(page, "text"), "Staff meet children." in page.text, note.current.text in page.text) == ("", True, True)
    boxes = {node.get("value") for node in page.tree.iter("input") if node.get("name") == "findings"}
    assert boxes == {str(strong.pk), str(weak.pk)}
    assert page.text.index("Staff meet children.") < page.text.index("1 other finding") < page.text.index("Visits are late.")


def test_a_passage_is_written_there_and_stands_in_its_section(world, letter, pages):
    finding = make_one_finding(world)
    page = pages.post(section(world), {"text": "Staff meet children.", "findings": [str(finding.pk)]})
    row = Passage.objects.get()
    assert (row.text, row.section, list(row.findings.all())) == ("Staff meet children.", "strengths", [finding])
    assert "The passage is saved." in page.text
    assert "in the letter" in page.text
    page = pages.post(section(world), {"text": " "}, status=200)
    assert "Write the passage." in page.text


def test_words_are_proposed_only_when_asked_and_never_saved(world, letter, pages):
    finding = make_one_finding(world, direction="improve", text="Visits are late.", known_to_leaders="acting")
    sent = {"text": "I began.", "findings": [str(finding.pk)], "propose": "on"}
    page = pages.post(section(world, "main"), sent, status=200)
    assert field(page, "text") == "I began.\n\nVisits are late. Leaders know about this and are acting on it."
    assert not Passage.objects.exists()
    page = pages.post(section(world), {"text": "I began.", "propose": "on"}, status=200)
    assert "Tick the findings" in page.text
    assert field(page, "text") == "I began."


def test_reading_a_section_is_logged_with_the_notes_beside_it(world, letter, pages):
    make_one_finding(world)
    before = set(Entry.objects.values_list("pk", flat=True))
    pages.get(section(world))
    actions = set(Entry.objects.exclude(pk__in=before).values_list("action", flat=True))
    assert {"letter read", "notes read"} <= actions


def test_a_section_is_taken_given_back_and_taken_over(world, letter, pages, pages_as):
    page = pages.post(address(world, "letter-section-take", "strengths"))
    assert "You are writing this section" in page.text
    theirs = pages_as(world.inspectors["hmicfrs"])
    page = theirs.get(section(world))
    assert f"{world.lead.name} is writing this section" in page.text
    assert not list(page.tree.iter("textarea"))
    assert f"{world.lead.name} writes it now" in theirs.get(address(world, "letter")).text
    take = address(world, "letter-section-take", "strengths")
    assert "What they saved stays" in theirs.get(take).text
    assert "Say why you take the section over." in theirs.post(take, {"why": " "}, status=200).text
    theirs.post(take, {"why": "She has gone home."})
    assert hold_on(letter, "strengths").by == world.inspectors["hmicfrs"]
    assert "took it over from you: She has gone home." in pages.get(section(world)).text
    theirs.post(address(world, "letter-section-give", "strengths"))
    assert hold_on(letter, "strengths") is None


def test_whoever_types_into_a_section_taken_meanwhile_keeps_what_they_typed(world, letter, pages):
    passage = make_passage(world, letter)
    take_section(by=world.inspectors["hmicfrs"], letter=letter, section="strengths")
    page = pages.post(section(world), {"text": "My long text."}, status=403)
    assert "is writing this section just now" in page.text
    assert field(page, "text") == "My long text."
    page = pages.post(address(world, "passage-reword", passage.pk), {"text": "My other text."}, status=403)
    assert field(page, "text") == "My other text."
    assert Passage.objects.get().text != "My other text."


def test_the_second_of_two_who_save_sees_both_wordings_and_loses_nothing(world, letter, pages):
    passage = make_passage(world, letter, text=TEXT)
    read = standing_id(passage)
    theirs = f"{TEXT} Theirs is new."
    reword_passage(by=world.inspectors["hmicfrs"], passage=passage, text=theirs)
    mine = {"text": f"Mine is new. {TEXT}", "findings": [str(passage.findings.get().pk)], "based_on": read}
    page = pages.post(address(world, "passage-reword", passage.pk), mine, status=200)
    assert "Two wordings, written at once" in page.text
    assert world.inspectors["hmicfrs"].name in page.text
    assert field(page, "text") == f"Mine is new. {TEXT} Theirs is new."
    assert Passage.objects.get().text == theirs
    again = {**mine, "text": field(page, "text"), "based_on": standing_id(passage)}
    pages.post(address(world, "passage-reword", passage.pk), again)
    assert Passage.objects.get().text == f"Mine is new. {TEXT} Theirs is new."


def test_words_are_linked_one_by_one_broken_and_linked_anew(world, letter, pages):
    passage = make_passage(world, letter, text=TEXT)
    first, other = passage.findings.get(), agree_finding(world, make_one_finding(world, text="Schools are told."))
    whole = passage.spans.get()
    pages.post(address(world, "passage-link-anew", whole.pk), {"sentences": ["0"]})
    page = pages.get(address(world, "passage-links", passage.pk))
    assert "Nothing holds these sentences up yet" in page.text
    page = pages.post(address(world, "passage-links", passage.pk), {"sentences": ["1"], "findings": [str(other.pk)]})
    assert "Nothing holds these sentences up yet" not in page.text
    sent = {"text": TEXT.replace("same", "next"), "findings": [str(first.pk), str(other.pk)]}
    page = pages.post(address(world, "passage-reword", passage.pk), sent)
    assert "Words that stood on evidence are gone or changed." in page.text
    assert "Open the passage" in pages.get(address(world, "letter")).text
    broken = PassageSpan.objects.get(broken=True)
    assert "Broken" in pages.get(address(world, "passage-links", passage.pk)).text
    pages.post(address(world, "passage-link-anew", broken.pk), {"sentences": ["1"]})
    assert not PassageSpan.objects.filter(broken=True).exists()
    pages.post(address(world, "passage-unlink", broken.pk))
    assert list(Passage.objects.get().findings.all()) == [first]


def test_a_link_that_moved_is_said_to_have_moved(world, letter, pages):
    passage = make_passage(world, letter, text=TEXT)
    pages.post(address(world, "passage-link-anew", passage.spans.get().pk), {"sentences": ["0", "1"]})
    sent = {"text": f"In short: well. {TEXT}", "findings": [str(passage.findings.get().pk)]}
    assert "A link to evidence moved with its words." in pages.post(address(world, "passage-reword", passage.pk), sent).text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Tick the sentence you link."),
        ({"sentences": ["0", "2"]}, "Tick sentences that follow one another"),
        ({"sentences": ["0"]}, "Choose the finding or the note"),
        ({"sentences": ["0"], "notes": "12a"}, "“12a” is not the number of a note."),
        ({"sentences": ["0"], "notes": "99"}, "There is no note 99"),
    ],
)
def test_a_link_that_cannot_be_laid_says_why(world, letter, pages, sent, words):
    passage = make_passage(world, letter, text=f"{TEXT} All say so.")
    assert words in pages.post(address(world, "passage-links", passage.pk), sent, status=200).text


def test_words_stand_on_a_note_by_its_number(world, letter, pages):
    passage, note = make_passage(world, letter, text=TEXT), make_note(world)
    page = pages.post(address(world, "passage-links", passage.pk), {"sentences": ["0"], "notes": str(note.number)})
    assert page.links()[f"Note {note.number}"] == address(world, "note", note.pk)


def test_passages_are_moved_up_down_and_elsewhere(world, letter, pages):
    first, second = make_passage(world, letter, text="One."), make_passage(world, letter, text="Two.")
    pages.post(address(world, "passage-move", second.pk), {"way": "up"})
    page = pages.get(section(world))
    assert page.text.index("Two.") < page.text.index("One.")
    assert "stands at that end already" in pages.post(address(world, "passage-move", first.pk), {"way": "down"}).text
    page = pages.post(address(world, "passage-elsewhere", first.pk), {"place": "improve|"})
    assert "The passage is moved" in page.text
    assert Passage.objects.get(pk=first.pk).section == "improve"


def test_the_history_shows_what_changed_and_puts_it_back(world, letter, pages):
    passage = make_passage(world, letter, text="Most children are seen.")
    reword_passage(by=world.lead, passage=passage, text="Some children are seen.")
    page = pages.get(address(world, "passage-history", passage.pk))
    assert [("".join(node.itertext())).strip() for node in page.tree.iter("del")] == ["[Taken out: Most]"]
    assert "[Put in: Some]" in ["".join(node.itertext()).strip() for node in page.tree.iter("ins")]
    first = PassageVersion.objects.get(number=1)
    pages.post(address(world, "passage-restore", first.pk))
    assert Passage.objects.get().text == "Most children are seen."


def test_a_passage_taken_out_is_put_back_from_the_letters_history(world, letter, pages):
    passage = make_passage(world, letter, text="Most children are seen.")
    page = pages.post(address(world, "passage-remove", passage.pk))
    assert "1 passage taken out" in page.text
    page = pages.get(address(world, "letter-history"))
    assert "Most children are seen." in page.text
    pages.post(address(world, "passage-restore", taken_out(letter)[0].pk))
    assert Passage.objects.get().pk == passage.pk


def test_a_signatory_reads_the_section_and_its_history_and_changes_nothing(world, letter, pages_as):
    passage = make_passage(world, letter)
    pages = pages_as(world.signatories["ofsted"])
    assert "Write a passage" not in pages.get(section(world)).text
    assert "Put it back" not in pages.get(address(world, "passage-history", passage.pk)).text
    for name in ("passage-reword", "passage-links", "passage-elsewhere"):
        pages.get(address(world, name, passage.pk), status=403)
    page = pages.post(section(world), {"text": "Mine."}, status=403)
    assert field(page, "text") == "Mine."
    page = pages.post(address(world, "passage-reword", passage.pk), {"text": "Mine."}, status=403)
    assert field(page, "text") == "Mine."
    assert Passage.objects.count() == 1
    pages.post(address(world, "letter-section-take", "strengths"), status=403)


def test_sections_that_are_not_written_passage_by_passage_are_not_there(world, letter, pages):
    for name in ("next", "boxes", "annex"):
        pages.get(section(world, name), status=404)
