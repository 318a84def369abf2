"""What a letter lacks of priority actions, both ways."""

from joinedup.letter.core.priority import Standing, priority_gaps
from joinedup.letter.core.version import DraftPassage
from joinedup.method.framework import LetterSection

OUTLINE = (
    LetterSection("priority", "Areas for priority action", "bullets", directions=("priority",)),
    LetterSection("main", "Main findings", "prose", directions=("strength", "improve", "priority")),
)
DECIDED = Standing(1, "f1", "decided", "12 May 2026")
DUE = "This is to be done by 12 May 2026."


def passage(section="priority", finding="f1", text=DUE, **changes):
    said = {"heading": "", "position": 1, "direction": "priority", "sectors": (), "box": "", "notes": ("n",)}
    return DraftPassage("p1", section, text=text, findings=(finding,), **{**said, **changes})


def told(passages, standing, findings=(("f1", 7),), outline=OUTLINE):
    return [(gap.blocks, gap.sentence) for gap in priority_gaps(outline, passages, standing, findings)]


def test_a_letter_without_priority_action_lacks_nothing():
    assert told([passage("main", "f2")], []) == []


def test_one_decided_on_and_said_with_its_day_lacks_nothing():
    assert told([passage()], [DECIDED]) == []


def test_a_finding_that_asks_for_it_needs_somebody_to_propose_it():
    said = [sentence for blocks, sentence in told([passage("main")], []) if blocks]
    assert said == ["Finding 7 asks for priority action, a passage rests on it, and nobody has proposed one."]


def test_what_is_proposed_is_decided_on_before_the_letter_is_offered():
    assert told([passage("main")], [Standing(1, "f1", "proposed")]) == [(True, "Priority action 1 is proposed. Decide on it.")]


def test_what_is_decided_on_is_said_in_its_section():
    said = told([passage("main")], [DECIDED])
    assert said == [(True, "Priority action 1 is decided on, and no passage of “Areas for priority action” says it.")]


def test_an_outline_without_such_a_section_asks_for_no_passage():
    assert told([passage("main")], [DECIDED], outline=OUTLINE[1:]) == []


def test_a_box_does_not_stand_for_the_passage():
    assert told([passage(box="b")], [DECIDED])[0][0]


def test_its_day_is_missed_and_blocks_nothing():
    ((blocks, said),) = told([passage(text="Act now.")], [DECIDED])
    assert not blocks
    assert "by 12 May 2026" in said


def test_a_passage_of_the_section_rests_on_what_was_decided_on():
    said = told([passage(), passage(finding="f2", text="Also urgent.")], [DECIDED])
    assert said == [(True, "The passage “Also urgent.…” asks for priority action, and none was decided on.")]


def test_who_has_not_read_it_is_told():
    unread = Standing(1, "f1", "decided", "12 May 2026", ("Madeupshire Police",))
    assert told([passage()], [unread]) == [(False, "Nobody at Madeupshire Police has read priority action 1 yet.")]
