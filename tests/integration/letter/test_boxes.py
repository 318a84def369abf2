"""What is said of a box, who reads it and who agrees; what keeps the letter from being signed until then."""

from datetime import date

import pytest

from joinedup.audit.models import Entry
from joinedup.audit.queries import verify
from joinedup.cases.consent.actions import ask_consent, move_consent
from joinedup.inspections.actions import move_stage
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.actions import LetterHasGaps, offer_for_signature, remove_passage, reword_passage
from joinedup.letter.boxes.actions import (
    BoxError,
    answer_reading,
    ask_to_read,
    describe_box,
    open_box,
    open_reading,
    record_agreement,
    take_back_reading,
    write_lesson,
)
from joinedup.letter.boxes.enums import AGREEMENTS, Agreement
from joinedup.letter.boxes.gaps import gaps_of
from joinedup.letter.boxes.models import BoxReading
from joinedup.letter.boxes.queries import agreement_of, pseudonyms_of, readings_seen_by, story_of, waiting_at
from joinedup.letter.boxes.rules import can_record_agreement
from joinedup.letter.core.boxes import LESSON
from joinedup.letter.document import compose
from joinedup.letter.models import Box
from joinedup.letter.review import blocking_gaps
from tests.factories.boxes import make_box, make_child_told_of, read_at, told_of_service
from tests.factories.disclosure import checked
from tests.factories.evidence import SEEN, letter_framework, make_letter, make_passage
from tests.factories.inspections import make_inspection

pytestmark = pytest.mark.django_db
DAY = date(2022, 10, 20)


@pytest.fixture
def world():
    return make_inspection(letter_framework(), stage=Stage.WRITING)


@pytest.fixture
def letter(world):
    return make_letter(world)


def agree(world, box, to="given", whose="service", **changes):
    said = {"on": DAY, "how": "The manager, by telephone.", **changes}
    return record_agreement(by=world.lead, box=box, whose=whose, to=to, **said)


def sentences(letter) -> list[str]:
    return [gap.sentence for gap in gaps_of(letter) if gap.blocks]


def test_a_letter_with_an_unread_box_is_not_offered(world, letter):
    make_passage(world, letter)
    box = told_of_service(world, make_box(world, letter))
    move_stage(by=world.lead, inspection=world.inspection, to=Stage.CHECKING)
    with pytest.raises(LetterHasGaps, match="has not been read by"):
        offer_for_signature(by=world.lead, letter=checked(world, letter))
    read_at(world, box)
    assert not [gap for gap in blocking_gaps(letter) if "box" in gap.sentence]


def test_a_box_nobody_has_said_anything_of_blocks(world, letter):
    make_box(world, letter)
    assert sentences(letter) == ["The box “A safer way home”: say whether it is about a child or a service."]


def test_a_reading_is_of_exact_words(world, letter):
    box = told_of_service(world, make_box(world, letter))
    reading = read_at(world, box)
    assert reading.shown == {"title": "A safer way home", "paragraphs": ["Ash told an officer."]}
    with pytest.raises(BoxError, match="exactly these words"):
        ask_to_read(by=world.lead, box=box)
    reword_passage(by=world.lead, passage=box.passages.get(), text="Ash told an officer, who listened.")
    assert "has other words since" in sentences(letter)[0]
    read_at(world, box)
    assert sentences(letter) == []


def test_an_agency_that_finds_something_says_what(world, letter):
    box = told_of_service(world, make_box(world, letter))
    with pytest.raises(BoxError, match="could be known by"):
        read_at(world, box, answer="not_clear", words=" ")
    reading = ask_to_read(by=world.lead, box=told_of_service(world, make_box(world, letter, title="Another")))
    answer_reading(by=world.coordinators["police"], reading=reading, answer="not_clear", words="It was two officers.")
    assert any("answered that it cannot be told like this" in said for said in sentences(letter))
    reading.refresh_from_db()
    with pytest.raises(InspectionRefused, match="answered already"):
        answer_reading(by=world.coordinators["police"], reading=reading, answer="clear", words="")


def test_only_the_agency_asked_reads_it_and_the_first_opening_is_kept(world, letter):
    box = told_of_service(world, make_box(world, letter))
    reading = ask_to_read(by=world.lead, box=box)
    police, council = world.coordinators["police"], world.coordinators["local_authority"]
    for person in (council, world.lead):
        with pytest.raises(InspectionRefused, match="Only a coordinator"):
            open_reading(by=person, reading=reading)
    assert list(waiting_at(police, world.inspection, world.agencies["police"])) == [reading]
    assert not readings_seen_by(council, world.inspection).exists()
    first = open_reading(by=police, reading=reading).opened_at
    assert open_reading(by=police, reading=reading).opened_at == first
    assert Entry.objects.filter(action="box read at an agency").count() == 2
    answer_reading(by=police, reading=reading, answer="clear", words="")
    assert not waiting_at(police, world.inspection, world.agencies["police"]).exists()


def test_what_is_asked_of_another_agency_is_taken_back_from_the_first(world, letter):
    box = told_of_service(world, make_box(world, letter))
    first = ask_to_read(by=world.lead, box=box)
    told_of_service(world, box, "local_authority")
    ask_to_read(by=world.lead, box=box)
    first.refresh_from_db()
    with pytest.raises(InspectionRefused, match="not asked to read this any more"):
        open_reading(by=world.coordinators["police"], reading=first)


def test_a_reading_can_be_taken_back_until_it_is_answered(world, letter):
    box = told_of_service(world, make_box(world, letter))
    take_back_reading(by=world.lead, reading=ask_to_read(by=world.lead, box=box))
    assert "has not been read" in sentences(letter)[0]
    with pytest.raises(BoxError, match="cannot be taken back"):
        take_back_reading(by=world.lead, reading=read_at(world, box))


def test_the_lesson_is_a_passage_of_the_box_and_is_read_with_it(world, letter):
    box = make_box(world, letter)
    findings = list(box.passages.get().findings.all())
    with pytest.raises(BoxError, match="Say first"):
        write_lesson(by=world.lead, box=box, text="Ask.", findings=findings)
    told_of_service(world, box)
    with pytest.raises(BoxError, match="what others can learn"):
        write_lesson(by=world.lead, box=box, text=f"{LESSON} ", findings=findings)
    lesson = write_lesson(by=world.lead, box=box, text="Ask.", findings=findings)
    assert (lesson.text, lesson.box) == (f"{LESSON}Ask.", box)
    [printed] = [block for section in compose(letter, SEEN).sections for block in section.blocks if block.type == "box"]
    assert printed.lesson == str(lesson.pk)
    again = write_lesson(by=world.lead, box=box, text=f"{LESSON}Ask twice.", findings=findings)
    assert (again.pk, again.text) == (lesson.pk, f"{LESSON}Ask twice.")
    assert ask_to_read(by=world.lead, box=box).shown["paragraphs"][-1] == again.text


@pytest.mark.parametrize("to", Agreement)
@pytest.mark.parametrize("before", ["", *Agreement])
def test_agreement_follows_its_table(world, letter, before, to):
    box = told_of_service(world, make_box(world, letter))
    roads = {"": [], "given": ["given"], "refused": ["refused"], "withdrawn": ["given", "withdrawn"]}
    for step in roads[before]:
        agree(world, box, step)
    assert agreement_of(box) == before
    allowed = (before, to) in AGREEMENTS
    assert can_record_agreement(world.lead, box, to) == allowed
    if allowed:
        agree(world, box, to)
        assert agreement_of(box) == to
    else:
        with pytest.raises(InspectionRefused, match="cannot become"):
            agree(world, box, to)


def test_a_child_agrees_by_a_consent_to_be_quoted_only_while_it_stands():
    child, world = make_child_told_of(Stage.JUDGING)
    letter = make_letter(world)
    box = make_box(world, letter, kind="improvement", tracked=child)
    holding = next(agency for agency in world.agencies.values() if any(row.startswith(f"{agency.key}:") for row in child.records))
    sector = holding.sector
    told = {"about": "child", "tracked": child, "agency": holding, "pseudonyms": ["Ash", " Ash ", ""], "varied": True}
    describe_box(by=world.lead, box=box, **told, varied_how="The day and the place.")
    assert pseudonyms_of(letter) == story_of(box).pseudonyms == ["Ash"]
    asked = {"on": DAY, "worker": "Social worker", "how": "At home."}
    consent = ask_consent(by=world.lead, tracked=child, whose="child", **asked, purposes=["quote"])
    with pytest.raises(BoxError, match="can rest only on"):
        agree(world, box, whose="child", rests_on=consent)
    consent = move_consent(by=world.lead, consent=consent, to="given", **asked, purposes=["quote"])
    agree(world, box, whose="child", rests_on=consent)
    read_at(world, box, sector=sector)
    assert sentences(letter) == []
    move_consent(by=world.lead, consent=consent, to="withdrawn", **asked)
    assert agreement_of(box) == "withdrawn"
    assert "does not agree" in sentences(letter)[0]


def test_a_box_about_a_child_names_who_knows_it():
    child, world = make_child_told_of()
    letter = make_letter(world)
    box = make_box(world, letter)
    with pytest.raises(BoxError, match="which agency knows the child"):
        describe_box(by=world.lead, box=box, about="child")
    stranger = world.agencies["local_authority"]
    child.records = [row for row in child.records if not row.startswith(f"{stranger.key}:")]
    child.save()
    with pytest.raises(BoxError, match="holds no record"):
        describe_box(by=world.lead, box=box, about="child", agency=stranger, tracked=child)
    with pytest.raises(BoxError, match="takes no part"):
        describe_box(by=world.lead, box=box, about="service", agency=make_inspection().agencies["police"])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"how": " "}, "Say how"),
        ({"whose": "child"}, "For a service the service agrees"),
    ],
)
def test_an_agreement_says_what_must_be_known_of_it(world, letter, changes, sentence):
    box = told_of_service(world, make_box(world, letter))
    with pytest.raises(BoxError, match=sentence):
        agree(world, box, **changes)


def test_only_inspectors_of_the_team_say_anything_of_a_box(world, letter):
    box = make_box(world, letter)
    for person in (world.coordinators["police"], next(iter(world.signatories.values())), world.quality_assurer):
        with pytest.raises(InspectionRefused):
            describe_box(by=person, box=box, about="service")
    with pytest.raises(InspectionRefused):
        open_box(by=world.coordinators["police"], box=box)
    assert open_box(by=world.quality_assurer, box=box).title == box.title


def test_what_was_read_stays_when_the_box_is_taken_out(world, letter):
    box = told_of_service(world, make_box(world, letter))
    reading = read_at(world, box)
    agree(world, box)
    remove_passage(by=world.lead, passage=box.passages.get())
    assert not Box.objects.exists()
    assert BoxReading.objects.get().shown == reading.shown
    assert sentences(letter) == []
    assert verify(str(world.inspection.pk)) == []
