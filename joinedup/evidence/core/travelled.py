"""Reading a revision that came from a device. What cannot be read is refused with a sentence, and kept aside by whoever asked."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from joinedup.evidence.core.revisions import Content, EvidenceError, Revision, hash_of, without_halves

_NAMES: Final = frozenset(field.name for field in fields(Content))
_WRITTEN: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_SEEN: Final = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\dZ)?")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
#: Years a moment may lie in. Outside them it is a slip, and no calendar can tell what day it was in London.
_YEARS: Final = range(1900, 9999)
_HEX: Final = re.compile(r"[0-9a-f]{64}")


def read_revision(sent: Any) -> Revision:
    """Return the revision a device sent; raise EvidenceError where it is not one, or is not what its own hash says it is."""
    if not isinstance(sent, Mapping) or not isinstance(sent.get("content"), Mapping):
        raise EvidenceError("This is not a note as a notebook writes it.")
    parents = sent.get("parents")
    if not isinstance(parents, list) or sorted(set(map(str, parents))) != parents:
        raise EvidenceError("The note does not say, in order, which wordings it follows.")
    if not _HEX.fullmatch(str(sent.get("hash", ""))) or sent["hash"] != _hash(sent):
        raise EvidenceError("The note is not what its own hash says it is.")
    revision = Revision(
        id=_id(sent.get("id")),
        note=_id(sent.get("note")),
        parents=tuple(_id(parent) for parent in parents),
        device=_id(sent.get("device"), may_be_empty=True),
        written_at=_moment(sent.get("written_at")),
        content=read_content(sent["content"]),
    )
    if revision.hash != sent["hash"]:
        raise EvidenceError("The note says more than this version of Joinedup can read.")
    return revision


def read_content(sent: Mapping[str, Any]) -> Content:
    """Return what a revision says; raise EvidenceError where a field is missing, strange or of the wrong kind."""
    if set(sent) != _NAMES:
        raise EvidenceError("The note has other fields than this version of Joinedup knows.")
    criteria = sent["criteria"]
    if not isinstance(criteria, list) or not all(isinstance(one, str) for one in criteria):
        raise EvidenceError("The note's criteria are not a list.")
    told = {name: _text(value) for name, value in sent.items() if name != "criteria"}
    for name in ("tracked", "question"):
        _id(told[name], may_be_empty=True)
    _check(_SEEN, told["seen_at"], "when it was seen")
    _check(_DAY, told["period_from"], "the first day it speaks of")
    _check(_DAY, told["period_to"], "the last day it speaks of")
    return Content(criteria=tuple(without_halves(one) for one in criteria), **told)


def _hash(sent: Mapping[str, Any]) -> str:
    try:
        return hash_of(sent)
    except (TypeError, ValueError, RecursionError):
        raise EvidenceError("This is not a note as a notebook writes it.") from None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise EvidenceError("The note holds something that is not text.")
    return without_halves(value)


def _id(value: Any, *, may_be_empty: bool = False) -> str:
    """Return an id as it is written everywhere, lower case with hyphens; refuse any other way of writing it."""
    if value == "" and may_be_empty:
        return ""
    try:
        if isinstance(value, str) and str(UUID(value)) == value:
            return value
    except ValueError:
        pass
    raise EvidenceError("The note names something by an id that is none.")


def _moment(value: Any) -> str:
    if not isinstance(value, str) or not _WRITTEN.fullmatch(value):
        raise EvidenceError("The note does not say when it was written.")
    _check(_WRITTEN, value, "when it was written")
    return value


def _check(form: re.Pattern[str], value: str, what: str) -> None:
    """Raise EvidenceError unless a value is "" or a real moment written in one form."""
    if not value:
        return
    try:
        if form.fullmatch(value):
            moment = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
            if moment.year in _YEARS:
                return
    except ValueError:
        pass
    raise EvidenceError(f"The note cannot be read where it says {what}.")
