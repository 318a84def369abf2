"""A note is a chain of revisions: each binds its content to the one before, so that nothing is overwritten unseen."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

from joinedup.method.framework import Framework

DIRECTIONS = ("strength", "concern", "context")


class EvidenceError(ValueError):
    """What was asked would leave evidence that cannot be used; the sentence says what to do."""


@dataclass(frozen=True)
class NoteContent:
    """What one revision says. `tracked` is the id of the tracked child it is about, or "".

    `source`, `sector` and `criterion` are ids of the inspection's framework; `question` is the id of the answered question to an
    agency it rests on, or "".
    """

    source: str
    sector: str
    criterion: str
    direction: str
    text: str
    seen_on: date
    tracked: str = ""
    question: str = ""


def revision_hash(revision_id: str, parent_hash: str, content: NoteContent) -> str:
    """Return sha256 hex over the revision's id, its parent's hash ("" for the first) and its content.

    The random id is part of it, so that short words cannot be guessed from the hash, which is kept in clear. A note that rests on
    no question hashes as notes did before they could.
    """
    fields = asdict(content) | {"seen_on": content.seen_on.isoformat()}
    if not content.question:
        del fields["question"]
    text = json.dumps([revision_id, parent_hash, fields], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check_content(framework: Framework, content: NoteContent) -> None:
    """Raise EvidenceError where a note says nothing or names what the framework does not hold."""
    if not content.text.strip():
        raise EvidenceError("Say what was seen: the note is empty.")
    if content.source not in {kind.id for kind in framework.sources}:
        raise EvidenceError(f"“{content.source}” is not a kind of source of this framework.")
    if content.sector not in {sector.id for sector in framework.sectors}:
        raise EvidenceError(f"“{content.sector}” is not a sector of this framework.")
    if content.criterion not in {criterion.id for criterion in framework.criteria}:
        raise EvidenceError(f"“{content.criterion}” is not a criterion of this framework.")
    if content.direction not in DIRECTIONS:
        raise EvidenceError("A note is a strength, a concern or context.")
