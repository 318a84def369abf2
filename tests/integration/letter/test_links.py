"""Words of a passage stand on evidence: they are linked, carried over, broken, linked anew, and nothing moves silently."""

import pytest

from joinedup.evidence.actions import revise_note
from joinedup.evidence.enums import FindingState
from joinedup.evidence.findings.actions import change_finding, move_finding
from joinedup.inspections.enums import Stage
from joinedup.letter.actions import LetterError, WrittenMeanwhile, reword_passage
from joinedup.letter.history.queries import last_version, standing_id, versions_of
from joinedup.letter.models import Passage, PassageSpan
from joinedup.letter.queries import draft_passages
from joinedup.letter.review import blocking_gaps, gaps_of
from joinedup.letter.spans.actions import link_anew, link_words, take_link_away
from joinedup.letter.spans.queries import links_of
from tests.factories.evidence import SEEN, letter_framework, make_letter, make_note, make_one_finding, make_passage
from tests.factories.inspections import make_inspection
from tests.factories.judging import agree_finding

pytestmark = pytest.mark.django_db

TEXT = "Children at risk are seen quickly. Schools are told the same day."
SECOND = "Schools are told the same day."


@pytest.fixture
def world():
    return make_inspection(letter_framework(), stage=Stage.WRITING)


@pytest.fixture
def letter(world):
    return make_letter(world)


@pytest.fixture
def passage(world, letter):
    return make_passage(world, letter, text=TEXT)


def fresh(passage):
    return Passage.objects.get(pk=passage.pk)


def on(passage, words):
    start = passage.text.index(words)
    return {"passage": passage, "start": start, "end": start + len(words)}


def by_sentence(world, passage):
    """Lay the passage's one link on its first sentence and another finding on its second."""
    finding, other = passage.findings.get(), agree_finding(world, make_one_finding(world))
    link_anew(by=world.lead, span=passage.spans.get(), start=0, end=34)
    link_words(by=world.lead, **on(passage, SECOND), findings=[other])
    return finding, other


def told(letter):
    """Return what blocks for the sake of single passages."""
    return [gap.sentence for gap in blocking_gaps(letter) if gap.passage]


def anew(world, finding, **said):
    """Give an agreed finding other words, and agree it again."""
    said = {"criterion": finding.criterion, "direction": finding.direction, "sectors": finding.sectors} | said
    move_finding(by=world.lead, finding=finding, to=FindingState.FED_BACK)
    changed = change_finding(by=world.lead, finding=finding, why="It was more.", notes=list(finding.notes.all()), **said)
    return agree_finding(world, changed)


def test_a_passage_is_one_whole_that_rests_on_its_findings(world, letter, passage):
    (link,) = links_of(passage)
    assert (link.words, link.findings, link.broken) == (TEXT, (passage.findings.get(),), False)
    reword_passage(by=world.lead, passage=passage, text="Other words altogether.")
    (link,) = links_of(fresh(passage))
    assert (link.words, link.broken) == ("Other words altogether.", False)
    assert told(letter) == []


def test_words_linked_one_by_one_leave_no_sentence_without_evidence(world, letter, passage):
    link_anew(by=world.lead, span=passage.spans.get(), start=0, end=34)
    assert told(letter) == [f"The sentence “{SECOND}” stands on no evidence. Link it, or take it out."]
    other = agree_finding(world, make_one_finding(world))
    link_words(by=world.lead, **on(passage, SECOND), findings=[other])
    assert told(letter) == []
    assert set(passage.findings.all()) >= {other}


def test_links_move_with_their_words_and_that_is_kept(world, letter, passage):
    by_sentence(world, passage)
    reword_passage(by=world.lead, passage=passage, text=f"{SECOND} Children at risk are seen quickly.")
    assert told(letter) == []
    assert {link.words for link in links_of(fresh(passage))} == {SECOND, "Children at risk are seen quickly."}
    places = [(row["start"], row["end"]) for row in last_version(passage).said["spans"]]
    assert sorted(places) == [(0, 30), (31, 65)]


def test_a_changed_comma_breaks_the_link_until_somebody_lays_it_anew(world, letter, passage):
    _, other = by_sentence(world, passage)
    reword_passage(by=world.lead, passage=passage, text=TEXT.replace("told the", "told, the"))
    broken = PassageSpan.objects.get(broken=True)
    assert told(letter) == [
        f"The words “{SECOND}” stood on evidence and are gone or changed. Link them anew.",
        "The sentence “Schools are told, the same day.” stands on no evidence. Link it, or take it out.",
    ]
    row = fresh(passage)
    assert other in row.findings.all()
    link_anew(by=world.lead, span=broken, start=35, end=len(row.text))
    assert told(letter) == []
    assert [link.words for link in links_of(row) if other in link.findings] == ["Schools are told, the same day."]


def test_a_broken_link_is_taken_away_with_its_finding(world, letter, passage):
    first, _ = by_sentence(world, passage)
    reword_passage(by=world.lead, passage=passage, text="Children at risk are seen quickly.")
    take_link_away(by=world.lead, span=PassageSpan.objects.get(broken=True))
    assert told(letter) == []
    assert list(fresh(passage).findings.all()) == [first]


def test_a_finding_worded_anew_is_read_again_however_little_changed(world, letter, passage):
    finding, _ = by_sentence(world, passage)
    anew(world, finding, text="Most children are seen quickly.")
    assert told(letter) == [
        "Finding 1 has another wording since the passage “Children at risk are seen quickly. Schools are…” was written. "
        "Read it again and save it."
    ]
    assert [link.anew for link in links_of(passage)] == [(1,), ()]
    reword_passage(by=world.lead, passage=passage, text=TEXT)
    assert told(letter) == []


def test_words_stand_on_a_note_in_its_exact_wording(world, letter, passage):
    note = make_note(world)
    link_words(by=world.lead, **on(passage, SECOND), notes=[note])
    assert str(note.pk) in draft_passages(letter)[0].notes
    said = {"source": "meeting", "sector": "police", "criteria": ["c2"], "direction": "strength", "seen_on": SEEN}
    revise_note(by=world.inspectors["hmicfrs"], note=note, text="The school was told a day later.", **said)
    assert told(letter) == [
        f"Note {note.number} has another wording since words of this letter were linked to it. Read it again and save the passage."
    ]
    reword_passage(by=world.lead, passage=passage, text=TEXT)
    assert told(letter) == []


def test_findings_ticked_or_unticked_as_a_passage_is_saved(world, letter, passage):
    first, second = by_sentence(world, passage)
    third = agree_finding(world, make_one_finding(world))
    reword_passage(by=world.lead, passage=passage, text=TEXT, findings=[first, third])
    assert [(link.words, link.findings) for link in links_of(fresh(passage))] == [
        (TEXT, (third,)),
        ("Children at risk are seen quickly.", (first,)),
    ]
    reword_passage(by=world.lead, passage=passage, text=TEXT, findings=[])
    assert links_of(fresh(passage)) == []
    assert "rests on no evidence" in told(letter)[0]
    assert second not in fresh(passage).findings.all()


def test_a_passage_of_before_links_were_pinned_is_told_by_time_and_linked_when_saved(world, letter, passage):
    for span in passage.spans.all():
        span.rests.all().delete()
    passage.spans.all().delete()
    anew(world, passage.findings.get(), text="Most are seen.")
    assert "has another wording" in told(letter)[0]
    reword_passage(by=world.lead, passage=passage, text=TEXT)
    assert told(letter) == []
    assert links_of(fresh(passage))[0].findings == (passage.findings.get(),)


def test_words_are_linked_only_as_they_stand_and_to_what_may_carry_them(world, letter, passage):
    finding, note = passage.findings.get(), make_note(world)
    read = standing_id(passage)
    reword_passage(by=world.lead, passage=passage, text=TEXT + " So it is.")
    with pytest.raises(WrittenMeanwhile):
        link_words(by=world.lead, **on(passage, SECOND), findings=[finding], based_on=read)
    with pytest.raises(LetterError, match="words of its passage"):
        link_words(by=world.lead, passage=passage, start=0, end=999, findings=[finding])
    with pytest.raises(LetterError, match="Choose the finding or the note"):
        link_words(by=world.lead, **on(passage, SECOND))
    elsewhere = make_inspection(letter_framework(), stage=Stage.WRITING)
    with pytest.raises(LetterError, match="its own inspection"):
        link_words(by=world.lead, **on(passage, SECOND), findings=[make_one_finding(elsewhere)])
    with pytest.raises(LetterError, match="its own inspection"):
        link_words(by=world.lead, **on(passage, SECOND), notes=[make_note(elsewhere)])
    link_words(by=world.lead, **on(passage, SECOND), notes=[note], based_on=standing_id(passage))


def test_a_link_taken_away_meanwhile_is_not_laid_anew(world, letter, passage):
    span = passage.spans.get()
    take_link_away(by=world.lead, span=span)
    with pytest.raises(WrittenMeanwhile, match="took this link away"):
        link_anew(by=world.lead, span=span, start=0, end=4)


def test_every_change_of_links_is_kept(world, letter, passage):
    by_sentence(world, passage)
    assert [row.change for row in versions_of(letter, passage.pk)] == ["written", "linked", "linked"]


def test_agencies_nobody_speaks_of_are_listed_without_blocking(world, letter, passage):
    silent = [gap.sentence for gap in gaps_of(letter) if not gap.blocks and "No passage speaks of" in gap.sentence]
    assert silent
    assert not any("Police" in sentence for sentence in silent)  # the finding is about the police
