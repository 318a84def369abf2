"""Whether a statement that comes from outside hangs together: what its types alone do not say."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from typing import Any, Final, TypeVar
from uuid import UUID

from joinedup.improvement.core import labels
from joinedup.improvement.core.as_json import NotAStatement, from_json
from joinedup.improvement.core.content import Statement

_COPIES: Final = ("submitted", "shared")
_HIGHEST: Final = 9_999
#: The longest texts a statement's rows hold, by field; what is not here is as long as it likes.
_LONGEST: Final = {
    "name": 200,
    "owner": 200,
    "chaired_by": 200,
    "principal_authority": 200,
    "prepared_by": 200,
    "sent_by": 200,
    "section": 200,
    "heading": 300,
    "passage": 60,
    "number": 8,
    "by": 300,
    "version": 64,
}
_LONGEST_MILESTONE: Final = 500
_Tree = TypeVar("_Tree")


def check_sound(statement: Statement) -> None:
    """Raise NotAStatement, saying what is wrong, unless a statement names only what it holds, in words that are known."""
    for what, wrong in _faults(statement):
        if wrong:
            raise NotAStatement(f"This written statement does not hang together: {what}. Take it out again where it comes from.")


def without_control(tree: _Tree) -> _Tree:
    """Return a tree of dataclasses with a space for every control character: no form but JSON can hold those."""
    return _mapped(tree)  # type: ignore[no-any-return]  # the same type as it was given


def _faults(statement: Statement) -> Iterator[tuple[str, bool]]:
    """Return each thing that can be wrong, and whether it is."""
    rows = [*_each(statement.boards, statement.points, statement.actions, statement.approvals)]
    rows += [*_each(statement.moves, statement.copies, statement.voices)]
    rows += [*_each(*(one.milestones for one in statement.actions), *(one.remarks for one in statement.actions))]
    ids = [statement.id, *(row.id for row in rows)]
    yield "an id is none", not all(_is_id(one) for one in ids)
    yield "an id stands twice", len(set(ids)) < len(ids)
    yield "a text holds a character no database keeps", any("\0" in text for text in _texts(statement))
    yield "a text is longer than a statement’s can be", any(_too_long(row) for row in (statement, *statement.agencies, *rows))
    yield "a state, kind or sector is unknown", not _known(statement)
    yield "a number stands twice, or is none", not _numbered(statement)
    yield "a point, agency or board is named that it does not hold", not _held(statement)
    yield "a copy is not what was given", any(not _is_copy(one.sha256, one.text) for one in statement.copies)


def _known(statement: Statement) -> bool:
    sectors = {one.sector for one in statement.agencies} | {one.sector for one in statement.approvals}
    sectors |= {sector for point in statement.points for sector in point.sectors}
    stands = {statement.state, *(state for move in statement.moves for state in (move.before, move.after))}
    return (
        sectors <= set(labels.SECTORS)
        and stands <= set(labels.STANDS)
        and {one.kind for one in statement.points} <= set(labels.KINDS)
        and {one.state for one in statement.actions} <= set(labels.STATES)
        and {one.kind for one in statement.copies} <= set(_COPIES)
    )


def _numbered(statement: Statement) -> bool:
    return (
        _once(one.number for one in statement.points)
        and _once(one.number for one in statement.actions)
        and _once(one.name for one in statement.boards)
        and _once(one.key for one in statement.agencies)
        and _once(one.agency for one in statement.approvals if one.voided_at is None)
        and all(0 < one.number <= _HIGHEST for one in statement.actions)
    )


def _held(statement: Statement) -> bool:
    points, agencies = {one.number for one in statement.points}, {one.key for one in statement.agencies}
    boards = {one.id for one in statement.boards}
    asked = {number for one in statement.actions for number in one.points}
    asked |= {number for one in statement.points for number in (one.same_as, one.likely_same) if number}
    named = {key for one in statement.actions for key in (one.agency, *one.contributors) if key}
    named |= {one.agency for one in statement.approvals}
    return asked <= points and named <= agencies and {one.board for one in statement.actions if one.board} <= boards


def _is_copy(hash: str, text: str) -> bool:
    try:
        from_json(text)
    except NotAStatement:
        return False
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == hash


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _too_long(row: Any) -> bool:
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    limits = {**_LONGEST, **({"what": _LONGEST_MILESTONE} if "proof" in values else {})}
    return any(isinstance(value, str) and len(value) > limits.get(name, len(value)) for name, value in values.items())


def _once(values: Iterable[object]) -> bool:
    seen = list(values)
    return len(set(seen)) == len(seen)


def _each(*rows: Sequence[Any]) -> Iterator[Any]:
    for several in rows:
        yield from several


def _texts(value: Any) -> Iterator[str]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def _mapped(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _mapped(getattr(value, field.name)) for field in fields(value)})
    if isinstance(value, tuple):
        return tuple(_mapped(one) for one in value)
    if isinstance(value, str):
        return "".join(sign if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs", "Cn") else " " for sign in value)
    return value
