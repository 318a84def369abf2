"""What a whole cohort gives cause to ask: how often out of how many, and nothing where a few families make up the number."""

import re
from dataclasses import dataclass, field, replace

import polars as pl
import pytest

from joinedup.cases.core.cohort_prompts import cohort_prompts
from joinedup.cases.core.handovers import HANDOVER
from joinedup.cases.core.timescales import TIMESCALE
from joinedup.method.framework import CohortPrompts, Handover, Timescale


@dataclass(frozen=True)
class Method:
    timescales: tuple = (
        Timescale("visit", "Visit in five days", "referral", "visit", 5, "days", "guidance"),
        Timescale("decision", "Decision in one working day", "referral", "referral_decision", 1, "working_days", "guidance"),
    )
    handovers: tuple = (Handover("told", "Police tell social care", "police_referral", "police", "contact", "local_authority"),)
    cohort_prompts: CohortPrompts = field(default_factory=CohortPrompts)


def duties(shape, rule, **states):
    """Rows of one rule: state=[children]."""
    rows = [dict.fromkeys(shape) | {"rule": rule, "state": s, "child_id": c} for s, children in states.items() for c in children]
    return pl.DataFrame(rows, schema=shape)


def asked(timescales=None, handovers=None):
    none = (pl.DataFrame(schema=TIMESCALE), pl.DataFrame(schema=HANDOVER))
    return cohort_prompts(Method(), none[0] if timescales is None else timescales, none[1] if handovers is None else handovers)


def test_it_says_how_often_and_out_of_how_many():
    rows = duties(TIMESCALE, "decision", met="abcdefgh", missed="aabcde", open="x", unknown="yz")
    [one] = asked(rows)
    assert (one.kind, one.rule, one.events) == ("outside_timescale", "decision", ())
    assert one.sentence == (
        "Decision in one working day. Of 14 times the lists can tell of, 6 were outside the limit, of 5 children; "
        "1 still runs and 2 cannot be told from the lists."
    )


def test_what_never_arrived_is_told_in_words_of_its_own():
    [one] = asked(handovers=duties(HANDOVER, "told", arrived="ab", never_arrived="abcdef"))
    assert one.sentence == (
        "Police tell social care. Of 8 times the lists can tell of, 6 have no record that it arrived, of 6 children."
    )


@pytest.mark.parametrize(
    ("missed", "met"),
    [("abcd", ""), ("aaaaaa", ""), ("abcde", "q" * 21), ("", "abc"), ("", "")],
    ids=["four children", "one child often", "under a fifth", "all within", "nothing told"],
)
def test_few_of_many_and_few_children_are_no_prompt(missed, met):
    assert asked(duties(TIMESCALE, "visit", missed=missed, met=met)) == []


def test_from_five_children_and_a_fifth_on_it_is():
    assert len(asked(duties(TIMESCALE, "visit", missed="abcde", met="q" * 20))) == 1


@pytest.mark.parametrize(
    ("asking", "prompts"),
    [
        (CohortPrompts(fewest_children=3), 1),
        (CohortPrompts(fewest_children=4), 0),
        (CohortPrompts(fewest_children=3, share=(3, 10)), 1),
        (CohortPrompts(fewest_children=3, share=(1, 3)), 0),
    ],
)
def test_from_when_on_it_is_the_framework_says(asking, prompts):
    method, rows = replace(Method(), cohort_prompts=asking), duties(TIMESCALE, "visit", missed="abc", met="q" * 7)
    assert len(cohort_prompts(method, rows, pl.DataFrame(schema=HANDOVER))) == prompts


def test_open_and_unknown_never_count_as_outside():
    assert asked(duties(TIMESCALE, "visit", open="abcdefgh", unknown="abcdefgh")) == []


def test_ids_stay_when_the_numbers_move_and_no_word_judges():
    few, many = (asked(duties(TIMESCALE, "visit", missed=children))[0] for children in ("abcde", "abcdefg"))
    assert few.id == many.id
    assert few.sentence != many.sentence
    assert few.question.endswith("?")
    assert not re.search(r"breach|fail|\blate\b|delay|poor|should have|score", few.sentence + few.question)
