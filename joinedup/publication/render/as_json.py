"""The document as data. `letter.schema.json` says what is in it; both come from the same dataclasses."""

import json
from dataclasses import Field, fields, is_dataclass
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from joinedup.publication.document import Document
from joinedup.publication.render import words

SCHEMA = "joinedup-letter-2"
#: What letters published by earlier versions are in. They are served as they were stored, and can be read.
EARLIER = "joinedup-letter-1"


_PLAIN = {str: {"type": "string"}, bool: {"type": "boolean"}, date: {"type": "string", "format": "date"}}


class NotALetter(ValueError):
    """A JSON text is not a published letter in the form this version writes."""


def to_json(document: Document) -> str:
    """Return the document as JSON text with its schema named, keys in the order of the dataclasses."""
    return json.dumps({"schema": SCHEMA, "notice": words.notice(document), **_plain(document)}, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Document:
    """Return the document of a JSON text; raise NotALetter where it is none of ours."""
    try:
        value = json.loads(text)
        if value["schema"] == EARLIER:
            value = _carried_over(value)
        elif value["schema"] != SCHEMA:
            raise NotALetter(f"This is not a letter in the form {SCHEMA}.")
        made: Document = _made(Document, value)
    except (KeyError, TypeError, json.JSONDecodeError) as fault:
        raise NotALetter(f"This is not a letter in the form {SCHEMA}: something is missing or in the wrong place.") from fault
    return made


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a published letter, made from the dataclasses."""
    definitions: dict[str, Any] = {}
    root = _schema_of(Document, definitions)
    whole = definitions.pop(root["$ref"].rsplit("/", 1)[1])
    notice = {"type": "string", "description": "what to know before the first word: that the area is made up; else empty"}
    whole["properties"] = {"schema": {"const": SCHEMA}, "notice": notice, **whole["properties"]}
    whole["required"] = ["schema", "notice", *whole["required"]]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A published letter", **whole, "$defs": definitions}


def _carried_over(value: dict[str, Any]) -> dict[str, Any]:
    """Return a letter of the earlier form in today's: what it did not hold yet is empty."""
    statement = {**value["statement"], "prepared_by": "", "sent_by": "", "received_on": None}
    return {**value, "schema": SCHEMA, "statement": statement, "recipients": [], "for_children": None}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if not _left_out(value, field)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _is_optional(field: Field[Any]) -> bool:
    return bool(field.metadata.get("optional"))


def _left_out(value: Any, field: Field[Any]) -> bool:
    return _is_optional(field) and not getattr(value, field.name)


def _made(kind: Any, value: Any) -> Any:
    """Return `value` as the type `kind` says."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _made_of_union(kind, value)
    if origin is tuple:
        return tuple(_made(get_args(kind)[0], item) for item in value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        held = [field for field in fields(kind) if field.name in value or not _is_optional(field)]
        return kind(**{field.name: _made(hints[field.name], value[field.name]) for field in held})
    return date.fromisoformat(value) if kind is date else value


def _made_of_union(kind: Any, value: Any) -> Any:
    """Return a nullable value, or the block whose `type` the value names."""
    if value is None:
        return None
    choices = [choice for choice in get_args(kind) if choice is not type(None)]
    if len(choices) == 1:
        return _made(choices[0], value)
    return _made({choice.type: choice for choice in choices}[value["type"]], value)


def _schema_of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type; dataclasses go to `definitions` and are referred to."""
    origin = get_origin(kind)
    if origin is Annotated:
        inner, says = get_args(kind)
        return {**_schema_of(inner, definitions), "description": says}
    if origin is Literal:
        return {"const": get_args(kind)[0]}
    if origin in (Union, UnionType):
        choices = [{"type": "null"} if part is type(None) else _schema_of(part, definitions) for part in get_args(kind)]
        return {"anyOf": choices}
    if origin is tuple:
        return {"type": "array", "items": _schema_of(get_args(kind)[0], definitions)}
    if is_dataclass(kind):
        return _schema_of_dataclass(kind, definitions)
    return dict(_PLAIN[kind])


def _schema_of_dataclass(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if kind.__name__ not in definitions:
        hints = get_type_hints(kind, include_extras=True)
        definitions[kind.__name__] = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "additionalProperties": False,
            "required": [field.name for field in fields(kind) if not _is_optional(field)],
            "properties": {},
        }
        properties = {field.name: _schema_of(hints[field.name], definitions) for field in fields(kind)}
        definitions[kind.__name__]["properties"] = properties
    return {"$ref": f"#/$defs/{kind.__name__}"}
