"""A revision's hash binds its words and its place; the server and the notebook compute the same one."""

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.evidence.core.prompts import prompts_of
from joinedup.evidence.core.revisions import (
    Content,
    EvidenceError,
    Revision,
    canonical_json,
    check_complete,
    check_known,
    hash_of,
    in_order,
    without_halves,
)
from joinedup.evidence.core.travelled import read_revision
from tests.factories.frameworks import tiny_framework

FIXTURE = json.loads((Path(__file__).parents[2] / "fixtures" / "notebook" / "revisions.json").read_text())
CONTENT = Content(source="tracking", sector="police", criteria=("c2",), direction="strength", text="Seen the same day.")
REVISION = Revision("8a", "9b", ("1c",), "d1", "2026-03-03T14:05:09.123Z", CONTENT)


@pytest.mark.parametrize("case", FIXTURE, ids=lambda case: case["why"])
def test_the_shared_fixture_hashes_and_reads_as_it_says(case):
    sent = case["revision"]
    assert hash_of(sent) == sent["hash"]
    read = read_revision(sent)
    assert read.hash == sent["hash"]
    assert {**read.as_json(), "hash": read.hash} == sent


def test_halves_of_a_pair_are_replaced_before_hashing():
    [case] = [case for case in FIXTURE if "typed" in case]
    sent = case["revision"]
    typed = {**sent, "content": {**sent["content"], "text": case["typed"]}}
    assert hash_of(typed) == sent["hash"]
    assert without_halves(case["typed"]) == sent["content"]["text"]


@given(st.recursive(st.none() | st.booleans() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_canonical_json_is_read_back_as_it_was(value):
    assert json.loads(canonical_json(value)) == value
    assert canonical_json(json.loads(canonical_json(value))) == canonical_json(value)


def test_every_field_counts():
    other = {"criteria": ("c1", "c2"), "eyes": "restricted"}
    contents = [replace(CONTENT, **{field.name: other.get(field.name, "other")}) for field in fields(CONTENT)]
    places = [
        replace(REVISION, **{name: ("2d",) if name == "parents" else "other"}) for name in ("id", "note", "parents", "device")
    ]
    hashes = {one.hash for one in (REVISION, *places, *(replace(REVISION, content=content) for content in contents))}
    assert len(hashes) == 1 + len(places) + len(contents)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": " \n"}, "empty"),
        ({"source": "gossip"}, "kind of source"),
        ({"sector": "fire"}, "not a sector"),
        ({"criteria": ("c2", "c9")}, "not a criterion"),
        ({"direction": "good"}, "strength, a concern or context"),
        ({"eyes": "nobody"}, "restricted eyes"),
        ({"source": ""}, "where it comes from"),
        ({"criteria": ()}, "which criteria"),
    ],
)
def test_what_the_framework_does_not_hold_or_is_left_open_is_refused(change, words):
    with pytest.raises(EvidenceError, match=words):
        check_complete(tiny_framework(), replace(CONTENT, **change))


def test_what_it_holds_passes():
    assert check_complete(tiny_framework(), CONTENT) is None
    assert check_known(tiny_framework(), Content(text="Nothing chosen yet.")) is None


@pytest.mark.parametrize("lacking", ["source", "sector", "direction", "text", "criteria"])
def test_a_note_is_usable_once_all_a_finding_needs_is_said(lacking):
    assert CONTENT.is_usable()
    assert not replace(CONTENT, **{lacking: () if lacking == "criteria" else ""}).is_usable()


@pytest.mark.parametrize(
    ("text", "usable"),
    [
        ("Asked about:\nWhat they said:\n", False),
        ("  What they said: \r\n\n", False),
        ("Asked about: the rota\nWhat they said:", True),
        ("Asked about:\nThe rota.", True),
        ("asked about", True),
    ],
)
def test_prompts_left_unfilled_say_nothing(text, usable):
    framework = tiny_framework()
    kinds = (replace(framework.sources[0], template="Asked about:\n"), replace(framework.sources[1], template="What they said:"))
    framework = replace(framework, sources=kinds + framework.sources[2:])
    assert replace(CONTENT, text=text).is_usable(prompts_of(framework)) is usable
    if not usable:
        with pytest.raises(EvidenceError, match="the note is empty"):
            check_complete(framework, replace(CONTENT, text=text))


def test_criteria_stand_in_the_frameworks_order_once():
    framework = tiny_framework()
    order = [criterion.id for criterion in framework.criteria]
    assert in_order(framework, ["strange", *reversed(order), order[0]]) == (*order, "strange")
