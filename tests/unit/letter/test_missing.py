"""What a letter leaves out, told to its writers."""

from dataclasses import replace

import pytest

from joinedup.letter.core.missing import Body, Standing, unreflected, unspoken, unused
from tests.unit.letter.test_version import PASSAGE

WEAK = Standing("f2", 2, notes=1, sources=1, inspectorates=1)


def sentences(gaps):
    assert not any(gap.blocks for gap in gaps)
    return [gap.sentence for gap in gaps]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Finding 2 is in no passage."),
        ({"fed_back": True}, "Finding 2 was fed back and is in no passage."),
        ({"notes": 5}, "Finding 2 is in no passage."),  # one way of seeing, however often
        ({"notes": 2, "sources": 2}, "Finding 2 is in no passage."),
        ({"notes": 3, "sources": 2}, "Finding 2 rests on 3 notes from 2 kinds of source, and is in no passage."),
        (
            {"notes": 4, "inspectorates": 3, "fed_back": True},
            "Finding 2 rests on 4 notes from 3 inspectorates, and was fed back and is in no passage.",
        ),
        ({"priority": True}, "Finding 2, a priority action, is in no passage."),
    ],
)
def test_a_finding_no_passage_uses_says_how_it_stands(changes, sentence):
    assert sentences(unused([replace(WEAK, **changes)], [PASSAGE])) == [sentence]


def test_findings_in_use_are_left_out_and_strong_ones_come_first():
    assert PASSAGE.findings == ("f1",)
    findings = [Standing("f1", 1, 9, 9, 9), WEAK, Standing("f3", 3, 3, 2, 1)]
    assert [sentence[:9] for sentence in sentences(unused(findings, [PASSAGE]))] == ["Finding 3", "Finding 2"]


def test_an_agency_is_spoken_of_by_sector_by_finding_or_by_name():
    bodies = [
        Body("p", "police", "Madeupshire Police"),
        Body("h", "health", "Madeupshire Trust"),
        Body("e", "education", "Schools"),
    ]
    passage = replace(PASSAGE, sectors=("police",), text="Staff of madeupshire trust listen.")
    assert sentences(unspoken(bodies, [passage], {"e"})) == []
    assert sentences(unspoken(bodies, [replace(passage, sectors=(), text="Partners listen.")], ())) == [
        "No passage speaks of Madeupshire Police.",
        "No passage speaks of Madeupshire Trust.",
        "No passage speaks of Schools.",
    ]


def test_urgent_concerns_are_told_by_number_alone():
    assert sentences(unreflected([3])) == ["Nothing in the letter goes back to urgent concern 3."]
