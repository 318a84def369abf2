"""Which of what was kept aside is for restricted eyes: it is worked out at reading, from all that is known of its note by then."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from joinedup.evidence.enums import Eyes


def note_of(sent: Any) -> str:
    """Return the id of the note a thing says it belongs to, lower case; "" where it says none."""
    named = sent.get("note") if isinstance(sent, dict) else None
    return named.lower() if isinstance(named, str) else ""


def says_restricted(sent: Any) -> bool:
    """Return whether a thing may be for restricted eyes: unless it says plainly that it is for the team."""
    said = sent.get("content") if isinstance(sent, dict) else None
    return not (isinstance(said, dict) and said.get("eyes") == Eyes.TEAM)


def closed_among(rows: Iterable[tuple[UUID, UUID, bool, Any]], restricted_notes: Iterable[UUID]) -> set[UUID]:
    """Return the ids of those rows that are for restricted eyes.

    A row is its id, its inspection, whether it was known to be so when it came, and what was sent. All of a note is as soon as
    any of its wordings says so: one kept aside before or after, or one that was placed.
    """
    notes = {str(note) for note in restricted_notes}
    closed: set[UUID] = set()
    of_note: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
    shut: set[tuple[UUID, str]] = set()
    for pk, inspection, known, sent in rows:
        note = note_of(sent)
        of_note[inspection, note].append(pk)
        if known or says_restricted(sent) or note in notes:
            closed.add(pk)
            shut.add((inspection, note))
    for place in shut:
        if place[1]:  # what names no note has none in common with anything
            closed.update(of_note[place])
    return closed
