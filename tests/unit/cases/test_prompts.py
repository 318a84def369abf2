"""What a child's story gives cause to ask about: one sentence each, ids that stay, words that judge nobody."""

import re
from dataclasses import dataclass
from datetime import date

import polars as pl
import pytest

from joinedup.cases.core.coverage import Coverage
from joinedup.cases.core.prompts import HEADINGS, prompts
from joinedup.cases.core.story import child_story
from joinedup.method.days import end_of
from joinedup.method.framework import Handover, Sector, TakingPart, Timescale

AS_OF = end_of(date(2024, 5, 14))
EVENTS = (
    ("la", "referral", "2024-01-03"),
    ("la", "referral_decision", "2024-01-09"),
    ("police", "police_referral", "2024-02-20"),
    ("la", "looked_after", "2024-02-21"),
    ("la", "looked_after", "2024-02-25"),
    ("la", "mace", "2024-02-25"),
    ("police", "mace", "2024-02-28"),
    {"agency": "la", "kind": "strategy_discussion", "start": "2024-02-27", "health_took_part": "b", "police_took_part": "a"},
)


@dataclass(frozen=True)
class Method:
    lists: tuple
    sectors: tuple = (Sector("police", "Police"), Sector("youth_offending", "Youth justice service"))
    timescales: tuple = (
        Timescale("decision", "Decision in one working day", "referral", "referral_decision", 1, "working_days", "guidance"),
        Timescale("care", "Review", "looked_after", "looked_after_review", 20, "working_days", "law", unless=("looked_after",)),
    )
    taking_part: tuple = (
        TakingPart("three", "Three agencies at least", "strategy_discussion", ("local_authority", "police", "health"),
                   (("police", "police_took_part"), ("health", "health_took_part")), "guidance"),
    )  # fmt: skip
    handovers: tuple = (Handover("told", "Police tell social care", "police_referral", "police", "contact", "local_authority"),)


@pytest.fixture(scope="module")
def asked(told, every_list):
    def make(*events, as_of=AS_OF):
        frame = told(*events).sort("start_earliest", "start_latest")
        return prompts(child_story("Child 4", frame, Method(every_list), as_of))

    return make


def test_every_kind_is_told_in_its_sentence_and_in_order(asked):
    assert [(one.kind, one.rule, one.events, one.sentence) for one in asked(*EVENTS)] == [
        (
            "outside_timescale",
            "decision",
            ("e0", "e1"),
            "Decision in one working day. Due by 4 January 2024, recorded 9 January 2024.",
        ),
        ("outside_timescale", "care", ("e3",), "Review. Due by 20 March 2024, not on the lists."),
        (
            "never_arrived",
            "told",
            ("e2",),
            "Police tell social care. Sent 20 February 2024; the lists show no answer within 30 days.",
        ),
        ("took_part", "three", ("e7",), "Three agencies at least. Held 27 February 2024; by the list without health."),
        (
            "overlap",
            "looked_after",
            ("e3", "e4"),
            "“Looked after” stands twice at once: 21 February 2024, no end recorded, and 25 February 2024, "
            "no end recorded. The later begins nothing anew.",
        ),
        (
            "records_differ",
            "start",
            ("e5", "e6"),
            "Multi-agency exploitation meeting. La dates its beginning 25 February 2024, Police 28 February 2024: 3 days apart.",
        ),
        (
            "gap",
            "",
            ("e6",),
            "Nothing on the lists received tells of the child for 75 days, from 28 February 2024 to 14 May 2024.",
        ),
    ]


def test_ids_tell_all_apart_and_stay_when_an_answer_turns_up(asked):
    before, after = asked(*EVENTS), asked(*EVENTS, ("la", "looked_after_review", "2024-04-03"))
    assert len({one.id for one in before}) == len(before)
    ids = {(one.kind, one.rule, one.events[0]): one.id for one in after}
    assert ids["outside_timescale", "care", "e3"] == before[1].id
    assert next(one for one in after if one.rule == "care").events == ("e3", "e8")
    assert re.fullmatch("[0-9a-f]{16}", before[0].id)


def test_every_prompt_has_a_heading_and_a_question_and_judges_nobody(asked):
    for one in asked(*EVENTS):
        assert one.heading == HEADINGS[one.kind]
        assert one.question.endswith("?")
        assert not re.search(r"breach|fail|\blate\b|delay|poor|should have|score", one.heading + one.sentence + one.question)


def test_nothing_to_ask_about_a_story_without_events(asked):
    assert asked() == []


def test_silence_is_the_lists_received_alone_and_says_whose_are_awaited(told, every_list):
    """No agency is said to have been silent whose list nobody has yet."""
    received = [one.id for one in every_list if one.id not in ("police", "youth_offending")]
    coverage = Coverage(Method(every_list), AS_OF.date(), received, [("health", "camhs_referral")])
    frame = told(("la", "referral_decision", "2024-01-09"))
    story = child_story("Child 4", frame, Method(every_list), AS_OF, coverage=coverage)
    [gap] = [one for one in prompts(story) if one.kind == "gap"]
    assert gap.sentence == (
        "Nothing on the lists received tells of the child for 125 days, from 9 January 2024 to 14 May 2024. "
        "Not all received yet: lists of Police and Youth justice service. Received without all columns: lists of Health."
    )


def test_an_event_added_by_hand_without_an_end_is_not_said_to_run(told, every_list):
    frame = told(("la", "looked_after", "2024-02-21"), ("la", "looked_after", "2024-02-25")).with_columns(
        list=pl.lit(None, pl.String)
    )
    story = child_story("Child 4", frame, Method(every_list), AS_OF)
    assert [story.lasts(event) for event in story.chronology.to_dicts()] == [False, False]
    assert [one for one in prompts(story) if one.kind == "overlap"] == []
