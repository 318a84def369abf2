"""One framework, one text: reading it back gives the same framework, and the hash hangs on every value."""

import json
from dataclasses import fields, replace
from typing import get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinedup.method.canonical import from_json, sha256, to_json
from joinedup.method.faults import FrameworkFaults
from joinedup.method.framework import Framework
from joinedup.method.loader import framework_ids, load_framework


@pytest.mark.parametrize("part", [field.name for field in fields(Framework)])
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_framework_comes_back_exactly(part: str, data: st.DataObject) -> None:
    """Part by part: a whole one drawn at random takes seconds, and is mostly empty."""
    drawn = data.draw(st.from_type(get_type_hints(Framework)[part]))
    framework = replace(load_framework("jtai-2022-front-door"), **{part: drawn})
    assert from_json(to_json(framework)) == framework


@pytest.mark.parametrize("name", framework_ids())
def test_the_packaged_frameworks_come_back_exactly(name: str) -> None:
    framework = load_framework(name)
    assert from_json(to_json(framework)) == framework


def test_the_text_is_canonical() -> None:
    text = to_json(load_framework("jtai-2022-front-door"))
    held = json.loads(text)
    assert text == json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert held["since"] == "2022-09-01"
    assert "’" in text


def test_the_hash_changes_with_any_value() -> None:
    framework = load_framework("jtai-2022-front-door")
    assert sha256(framework) == sha256(from_json(to_json(framework)))
    assert sha256(replace(framework, statement_days=71)) != sha256(framework)


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "not JSON"), ("[]", "must be a table"), ('{"id": "x"}', "missing"), ('{"id": 3}', "must be text")],
)
def test_what_is_not_a_framework_is_refused(text: str, words: str) -> None:
    with pytest.raises(FrameworkFaults, match=words):
        from_json(text)
