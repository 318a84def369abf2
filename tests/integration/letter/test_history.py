"""Every wording of a passage is kept, also of one taken out; any of them can be put back; two who save at once lose nothing."""

import pytest
from django.db import connection

from joinedup.audit.kept import KeptError
from joinedup.evidence.enums import FindingState
from joinedup.evidence.findings.actions import change_finding, move_finding
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.actions import LetterError, WrittenMeanwhile, remove_passage, reword_passage, write_boxed
from joinedup.letter.core.version import wording_hash
from joinedup.letter.enums import BoxKind
from joinedup.letter.history.actions import read_letter, restore
from joinedup.letter.history.models import PassageVersion
from joinedup.letter.history.queries import before_each, changes_of, counted, first_version_id, standing_id, taken_out, versions_of
from joinedup.letter.models import Passage
from joinedup.letter.placing import move_passage, move_to_section
from joinedup.letter.queries import stand_together
from joinedup.letter.review import blocking_gaps
from tests.factories.evidence import letter_framework, make_letter, make_passage
from tests.factories.inspections import make_inspection
from tests.factories.judging import agree_finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(letter_framework(), stage=Stage.WRITING)


@pytest.fixture
def letter(world):
    return make_letter(world)


@pytest.fixture
def passage(world, letter):
    return make_passage(world, letter, text="First words.")


def fresh(passage):
    return Passage.objects.get(pk=passage.pk)


def texts(letter, passage):
    return [(row.change, row.said["text"]) for row in versions_of(letter, passage.pk)]


def test_every_wording_is_kept_with_who_and_when(world, letter, passage):
    reword_passage(by=world.inspectors["hmicfrs"], passage=passage, text="Second words.\r\nOn two lines. ")
    assert texts(letter, passage) == [("written", "First words."), ("reworded", "Second words.\nOn two lines.")]
    first, second = versions_of(letter, passage.pk)
    assert (first.by, second.by, second.at >= first.at) == (world.lead, world.inspectors["hmicfrs"], True)
    assert second.hash == wording_hash(str(second.pk), second.said)
    assert before_each([second, first]) == {second.pk: first}
    assert list(changes_of(letter)) == [second, first]
    assert counted(letter) == {passage.pk: 2}


def test_a_wording_is_sealed_and_never_changed(passage):
    version = PassageVersion.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM letter_passageversion")
        assert b"words" not in b"".join(bytes(value) for (value,) in cursor.fetchall())
    with pytest.raises(KeptError):
        version.save()
    with pytest.raises(KeptError):
        version.delete()


def test_a_passage_of_before_histories_keeps_what_stood_first(world, letter):
    row = Passage.objects.create(
        inspection=world.inspection, letter=letter, section="strengths", position=1, text="Old words.", written_by=world.lead
    )
    assert standing_id(row) == str(first_version_id(row))
    reword_passage(by=world.lead, passage=row, text="New words.", based_on=str(first_version_id(row)))
    assert texts(letter, row) == [("stood", "Old words."), ("reworded", "New words.")]
    assert versions_of(letter, row.pk)[0].pk == first_version_id(row)


def test_an_earlier_wording_is_put_back_with_its_links_as_they_were(world, letter, passage):
    finding = passage.findings.get()
    first = versions_of(letter, passage.pk)[0]
    reword_passage(by=world.lead, passage=passage, text="Second words.", findings=[])
    restore(by=world.inspectors["hmicfrs"], version=first)
    assert fresh(passage).text == "First words."
    assert list(fresh(passage).findings.all()) == [finding]
    assert versions_of(letter, passage.pk).last().said["spans"] == first.said["spans"]
    assert texts(letter, passage)[-1] == ("restored", "First words.")
    assert blocking_gaps_of_passages(letter) == []


def test_what_is_put_back_is_pinned_to_what_its_findings_said_then(world, letter, passage):
    first, finding = versions_of(letter, passage.pk)[0], passage.findings.get()
    said = {"criterion": finding.criterion, "direction": finding.direction, "sectors": finding.sectors, "text": "Most are."}
    move_finding(by=world.lead, finding=finding, to=FindingState.FED_BACK)
    changed = change_finding(by=world.lead, finding=finding, why="Two were not.", notes=list(finding.notes.all()), **said)
    agree_finding(world, changed)
    reword_passage(by=world.lead, passage=passage, text="Second words.")
    assert blocking_gaps_of_passages(letter) == []
    restore(by=world.lead, version=first)
    assert "Finding 1 has another wording" in blocking_gaps_of_passages(letter)[0]


def test_a_passage_taken_out_is_listed_and_comes_back_as_itself(world, letter, passage):
    finding = passage.findings.get()
    remove_passage(by=world.lead, passage=passage)
    assert not Passage.objects.exists()
    (last,) = taken_out(letter)
    assert (last.said["text"], last.by) == ("First words.", world.lead)
    restore(by=world.lead, version=last)
    assert fresh(passage).text == "First words."
    assert list(fresh(passage).findings.all()) == [finding]
    assert taken_out(letter) == []
    assert [change for change, _ in texts(letter, passage)] == ["written", "removed", "restored"]


def test_a_box_comes_back_with_its_last_passage(world, letter):
    boxed = {"section": "boxes", "kind": BoxKind.EFFECTIVE, "title": "A night away", "text": "A girl was met.", "findings": []}
    passage = write_boxed(by=world.lead, letter=letter, **boxed)
    box = passage.box_id
    remove_passage(by=world.lead, passage=passage)
    assert not letter.boxes.exists()
    restore(by=world.lead, version=taken_out(letter)[0])
    back = fresh(passage)
    assert (back.box_id, back.box.title, back.box.kind) == (box, "A night away", BoxKind.EFFECTIVE)
    with pytest.raises(LetterError, match="What stands in a box stays there"):
        move_to_section(by=world.lead, passage=back, section="strengths")


def test_the_second_of_two_who_save_is_told_and_what_the_first_saved_stands(world, letter, passage):
    read = standing_id(passage)
    reword_passage(by=world.inspectors["hmicfrs"], passage=passage, text="Theirs.", based_on=read)
    with pytest.raises(WrittenMeanwhile, match="Nothing is lost"):
        reword_passage(by=world.lead, passage=passage, text="Mine.", based_on=read)
    assert fresh(passage).text == "Theirs."
    remove_passage(by=world.lead, passage=passage)
    with pytest.raises(WrittenMeanwhile, match="took this passage out"):
        reword_passage(by=world.lead, passage=passage, text="Mine.")


def test_passages_move_up_and_down_among_those_they_stand_with(world, letter, passage):
    second, third = (make_passage(world, letter, findings=[], text=text) for text in ("Second.", "Third."))
    make_passage(world, letter, findings=[], section="improve", text="Elsewhere.")
    assert move_passage(by=world.lead, passage=third, up=True)
    assert [row.text for row in stand_together(fresh(third))] == ["First words.", "Third.", "Second."]
    assert not move_passage(by=world.lead, passage=passage, up=True)
    assert not move_passage(by=world.lead, passage=second, up=False)
    assert texts(letter, third)[-1] == ("moved", "Third.")


def test_headings_hold_their_passages_together_where_a_section_has_them(world, letter):
    areas = [area.id for area in world.inspection.framework.areas]
    first = make_passage(world, letter, findings=[], section="main", heading=areas[0], text="One.")
    other = make_passage(world, letter, findings=[], section="main", heading="", text="Two.")
    assert stand_together(first) == [first]
    assert not move_passage(by=world.lead, passage=other, up=True)


def test_a_passage_moves_to_another_section_with_its_links(world, letter, passage):
    offered_version = standing_id(passage)
    moved = move_to_section(by=world.lead, passage=passage, section="improve")
    assert (moved.section, moved.spans.count(), standing_id(moved) != offered_version) == ("improve", 1, True)
    for section, words in (("improve", "stands there already"), ("next", "holds no passages"), ("annex", "no section")):
        with pytest.raises(LetterError, match=words):
            move_to_section(by=world.lead, passage=moved, section=section)
    remove_passage(by=world.lead, passage=moved)
    with pytest.raises(LetterError, match="took this passage out"):
        move_to_section(by=world.lead, passage=moved, section="strengths")


def test_only_those_who_write_put_back_and_only_the_team_reads(world, letter, passage):
    version = PassageVersion.objects.get()
    with pytest.raises(InspectionRefused):
        restore(by=world.signatories["ofsted"], version=version)
    with pytest.raises(InspectionRefused):
        read_letter(by=world.coordinators["police"], letter=letter, where="history")
    assert not PassageVersion.objects.all().visible_to(world.coordinators["police"]).exists()
    assert PassageVersion.objects.all().visible_to(world.lead).exists()


def blocking_gaps_of_passages(letter):
    return [gap.sentence for gap in blocking_gaps(letter) if gap.passage]
