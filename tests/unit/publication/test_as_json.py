"""The data reads back as the very document, and fits the schema that is published beside it."""

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.publication import write_schema
from joinedup.publication.document import (
    Addressee,
    Box,
    ChildrensPage,
    Document,
    FrameworkReference,
    Heading,
    Passage,
    Recipient,
    Section,
    Signature,
    Standard,
    Statement,
)
from joinedup.publication.render.as_json import NotALetter, from_json, schema, to_json
from joinedup.publication.render.words import MADE_UP
from tests.factories.documents import make_document

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
IDS = st.lists(TEXT, max_size=2).map(tuple)


def listed(what, most=3):
    return st.lists(what, max_size=most).map(tuple)


PASSAGES = st.builds(Passage, id=TEXT, text=TEXT, findings=IDS, notes=IDS, sectors=IDS, criteria=IDS, item=st.booleans())
BLOCKS = st.one_of(
    PASSAGES,
    st.builds(Heading, text=TEXT),
    st.builds(Standard, id=TEXT, text=TEXT),
    st.builds(Box, id=TEXT, kind=TEXT, label=TEXT, title=TEXT, passages=listed(PASSAGES, 2)),
)
LETTERS = st.builds(
    Document,
    id=TEXT,
    framework=st.builds(FrameworkReference, id=TEXT, title=TEXT, version=TEXT, sha256=TEXT),
    inspectorates=IDS,
    addressees=listed(st.builds(Addressee, role=TEXT, organisation=TEXT), 2),
    sections=listed(st.builds(Section, id=TEXT, title=TEXT, kind=TEXT, blocks=listed(BLOCKS))),
    signatures=listed(st.builds(Signature, inspectorate=TEXT, post=TEXT), 2),
    statement=st.builds(Statement, needed=st.booleans(), due_on=st.none() | st.dates(), received_on=st.none() | st.dates()),
    recipients=listed(st.builds(Recipient, name=TEXT, must_publish=st.booleans()), 2),
    for_children=st.none() | st.builds(ChildrensPage, title=TEXT, paragraphs=IDS),
)


VALIDATOR = jsonschema.Draft202012Validator(schema())


@settings(deadline=None)
@given(LETTERS)
def test_any_letter_reads_back_as_it_was_and_fits_the_schema(letter):
    text = to_json(letter)
    assert from_json(text) == letter
    VALIDATOR.validate(json.loads(text))


def test_the_published_schema_and_its_page_are_those_of_the_dataclasses():
    stored = json.loads((files("joinedup.publication") / "letter.schema.json").read_text(encoding="utf-8"))
    assert stored == schema(), "run: python -m joinedup.publication.write_schema"
    assert write_schema.PAGE.read_text(encoding="utf-8") == write_schema.page(), "run: python -m joinedup.publication.write_schema"
    jsonschema.Draft202012Validator.check_schema(stored)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("sections", 2, "blocks", 0, "findings"), "finding-1"),
        (("sections", 2, "blocks", 0, "item"), "yes"),
        (("sections", 2, "blocks", 0, "type"), "verdict"),
        (("sections", 2, "grade"), "good"),
        (("made_up",), None),
        (("schema",), "joinedup-letter-0"),
    ],
)
def test_the_schema_refuses_what_no_letter_holds(path, value):
    data = json.loads(to_json(make_document()))
    part = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema())


@pytest.mark.parametrize("text", ['{"schema": "something else"}', '{"schema": "joinedup-letter-1"}', "{}", "[]", "", "null"])
def test_data_of_another_kind_is_refused(text):
    with pytest.raises(NotALetter, match="joinedup-letter-2"):
        from_json(text)


def test_a_block_of_an_unknown_kind_is_refused():
    with pytest.raises(NotALetter):
        from_json(to_json(make_document()).replace('"type": "heading"', '"type": "verdict"'))


def test_every_passage_carries_its_evidence_and_a_made_up_letter_its_notice():
    data = json.loads(to_json(make_document()))
    assert data["notice"] == MADE_UP
    assert json.loads(to_json(replace(make_document(), made_up=False)))["notice"] == ""
    point = data["sections"][3]["blocks"][0]
    assert (point["findings"], point["notes"]) == (["finding-2"], ["note-2a", "note-2b"])


def test_every_field_of_the_schema_is_required_but_what_came_later_so_that_programs_need_not_guess():
    later = {"lesson"}
    for part in (schema(), *schema()["$defs"].values()):
        assert part["required"] == [name for name in part["properties"] if name not in later]
        assert part["additionalProperties"] is False


def test_a_letter_published_by_an_earlier_version_reads_back_with_nothing_it_did_not_say():
    document = make_document()
    value = json.loads(to_json(document)) | {"schema": "joinedup-letter-1"}
    del value["recipients"], value["for_children"]
    for name in ("prepared_by", "sent_by", "received_on"):
        del value["statement"][name]
    earlier = (files("joinedup.publication") / "letter-1.schema.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator(json.loads(earlier)).validate(value)
    read = from_json(json.dumps(value))
    assert read == replace(document, recipients=(), for_children=None, statement=replace(document.statement, received_on=None))


def test_a_box_says_which_passage_others_can_learn_from_and_one_without_says_nothing():
    document = make_document()
    place, box = next((place, block) for place, one in enumerate(document.sections) for block in one.blocks if block.type == "box")
    assert "lesson" not in to_json(document)
    assert from_json(to_json(document)) == document
    learning = replace(box, lesson=box.passages[-1].id)
    section = document.sections[place]
    blocks = tuple(learning if block is box else block for block in section.blocks)
    taught = replace(
        document, sections=(*document.sections[:place], replace(section, blocks=blocks), *document.sections[place + 1 :])
    )
    jsonschema.Draft202012Validator(schema()).validate(json.loads(to_json(taught)))
    assert from_json(to_json(taught)) == taught
