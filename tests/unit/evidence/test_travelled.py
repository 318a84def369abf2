"""What came from a device is read only if it is whole; else it is refused with a sentence, and never half read."""

import copy
import json
from pathlib import Path

import pytest

from joinedup.evidence.core.revisions import EvidenceError, hash_of
from joinedup.evidence.core.travelled import read_revision

FIXTURE = json.loads((Path(__file__).parents[2] / "fixtures" / "notebook" / "revisions.json").read_text())
SENT = FIXTURE[0]["revision"]


def changed(**change):
    """Return what a device sent with something in it changed, and hashed again: only its shape is wrong."""
    sent = copy.deepcopy(SENT)
    for name, value in change.items():
        (sent["content"] if name in sent["content"] else sent)[name] = value
    sent["hash"] = hash_of(sent)
    return sent


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (None, "not a note"),
        ("text", "not a note"),
        ({}, "not a note"),
        ({**SENT, "content": "text"}, "not a note"),
        ({**SENT, "hash": "0" * 64}, "own hash"),
        ({**SENT, "hash": ""}, "own hash"),
        ({**SENT, "device": ""}, "own hash"),
        ({**SENT, "written_at": float("nan")}, "not a note"),
        (changed(parents=None), "which wordings it follows"),
        (changed(parents=[SENT["note"], SENT["id"]] if SENT["note"] > SENT["id"] else [SENT["id"], SENT["note"]]), "in order"),
        (changed(parents=["x"]), "id that is none"),
        (changed(id=SENT["id"].upper()), "id that is none"),
        (changed(device="my phone"), "id that is none"),
        (changed(tracked="Child 4"), "id that is none"),
        (changed(written_at="yesterday"), "when it was written"),
        (changed(written_at="2026-02-30T14:05:09.123Z"), "when it was written"),
        (changed(seen_at="2026-03-03T14:05"), "when it was seen"),
        (changed(seen_at="2026-02-29"), "when it was seen"),
        (changed(period_from="2026"), "first day"),
        (changed(text=4), "not text"),
        (changed(criteria="c1"), "not a list"),
        (changed(criteria=[1]), "not a list"),
        (changed(more="x"), "more than this version"),
    ],
)
def test_what_is_not_whole_is_refused_with_a_sentence(sent, words):
    with pytest.raises(EvidenceError, match=words):
        read_revision(sent)


def test_other_fields_of_content_are_refused_and_not_left_out():
    sent = copy.deepcopy(SENT)
    sent["content"]["mood"] = "x"
    sent["hash"] = hash_of(sent)
    with pytest.raises(EvidenceError, match="other fields"):
        read_revision(sent)
