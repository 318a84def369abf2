"""The statement as data: everything it holds, so that another installation makes an equal one of it."""

import hashlib
import json
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from joinedup.improvement.core.content import Statement

SCHEMA: Final = "joinedup-statement-1"
LARGEST: Final = 20_000_000  # bytes: a statement of a thousand actions is a tenth of it


class NotAStatement(ValueError):
    """A file is not a written statement in the form this version writes; the sentence says what to do."""


def to_json(statement: Statement) -> str:
    """Return the statement as JSON text, its schema named, keys in the order of the dataclasses."""
    return json.dumps({"schema": SCHEMA, **_plain(statement)}, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str | bytes) -> Statement:
    """Return the statement of a JSON text; raise NotAStatement where it is none of ours."""
    if len(text) > LARGEST:
        raise NotAStatement("This file is too large to be a written statement.")
    try:
        value = json.loads(text)
        if value["schema"] != SCHEMA:
            raise NotAStatement(f"This is not a written statement in the form {SCHEMA}. Take it out again with the newest version.")
        made: Statement = _made(Statement, value)
    except NotAStatement:
        raise
    except (KeyError, TypeError, ValueError, RecursionError) as fault:
        raise NotAStatement("This is not a written statement taken out as data: choose the file that ends with .json.") from fault
    return made


def version_of(statement: Statement) -> str:
    """Return the hash of what partners approve: points, actions and milestones as planned, without how far they have come."""
    planned = [
        replace(action, state="", remarks=(), milestones=tuple(replace(one, done_on=None, proof="") for one in action.milestones))
        for action in statement.actions
    ]
    plan = [statement.letter, *statement.points, *planned]
    text = json.dumps([_plain(part) for part in plan], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def shared_part(statement: Statement, *, progress: bool) -> Statement:
    """Return what is given to the inspectorates: the plan and its approvals; with `progress` remarks and children's words."""
    actions = tuple(action if progress else replace(action, remarks=()) for action in statement.actions)
    standing = tuple(one for one in statement.approvals if one.voided_at is None)
    voices = statement.voices if progress else ()
    return replace(statement, actions=actions, approvals=standing, moves=(), copies=(), voices=voices)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value  # a datetime is a date too


def _made(kind: Any, value: Any) -> Any:
    """Return `value` as the type `kind` says; raise TypeError or ValueError where it is not."""
    if get_origin(kind) is tuple:
        return tuple(_made(get_args(kind)[0], item) for item in _checked(value, list))
    if get_origin(kind) is UnionType:
        inner = next(part for part in get_args(kind) if part is not NoneType)
        return None if value is None else _made(inner, value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{field.name: _made(hints[field.name], value[field.name]) for field in fields(kind)})
    if kind in (date, datetime):
        return kind.fromisoformat(_checked(value, str))
    return _checked(value, kind)


def _checked(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} expected")
    return value
