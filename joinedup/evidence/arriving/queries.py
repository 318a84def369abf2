"""What a device asks for: what arrived since it last asked, and whether the server holds what the device holds."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from joinedup.evidence.arriving.rows import revision_of
from joinedup.evidence.arriving.store import last_arrival
from joinedup.evidence.enums import Eyes
from joinedup.evidence.eyes.seeing import notes_read_by
from joinedup.evidence.models import Arrival, KeptAside, Note, NoteLift, NoteRevision
from joinedup.inspections.models import Inspection
from joinedup.people.models import Person

AT_ONCE = 500


@dataclass(frozen=True)
class Arrived:
    """Revisions a person may read, in the order they arrived, and the number to ask from next time."""

    rows: tuple[Arrival, ...]
    cursor: int
    more: bool


def arrived_since(person: Person, inspection: Inspection, since: int, *, leave_out: Collection[str] = ()) -> Arrived:
    """Return what arrived after a number, as far as a person may read it; `leave_out` are ids whoever asks has just sent."""
    last = last_arrival(inspection)
    found = Arrival.objects.filter(notes_read_by(person, "revision__note__"), inspection=inspection)
    found = found.filter(number__gt=since, number__lte=last).exclude(revision__in=list(leave_out)).order_by("number")
    rows = list(
        found.select_related("revision__by", "revision__note__inspectorate", "revision__tracked", "inspection")[: AT_ONCE + 1]
    )
    more = len(rows) > AT_ONCE
    rows = rows[:AT_ONCE]
    return Arrived(tuple(rows), rows[-1].number if more else last, more)


def withdrawn_from(person: Person, inspection: Inspection) -> list[str]:
    """Return the ids of notes that were open to the team once, and that a person may not read any more: a device forgets them."""
    closed = Note.objects.filter(inspection=inspection, restricted=True)
    hidden = closed.exclude(pk__in=Note.objects.visible_to(person).values("pk"))
    opened = set(NoteLift.objects.filter(note__in=hidden).values_list("note", flat=True))  # opened once, and shut again since
    first: dict[UUID, list[tuple[datetime, str]]] = defaultdict(list)
    rows = NoteRevision.objects.filter(note__in=hidden).order_by("recorded_at")
    for key, recorded, eyes in rows.values_list("note", "recorded_at", "eyes"):
        if not first[key] or recorded == first[key][0][0]:
            first[key].append((recorded, eyes))
    opened |= {key for key, told in first.items() if all(eyes != Eyes.RESTRICTED for _, eyes in told)}  # it was not shut at first
    return sorted(map(str, opened))


def as_sent(row: Arrival) -> dict[str, Any]:
    """Return one arrival as it travels. What was written before notebooks travels in form 2, with that form's hash.

    All else travels with the hash it was kept with: had its row been changed since, devices would refuse it.
    """
    revision, note = revision_of(row.revision), row.revision.note
    return {
        **revision.as_json(),
        "hash": revision.hash if row.revision.form == 1 else row.revision.hash,
        "by": str(row.revision.by_id),
        "by_name": row.revision.by.name,
        "inspectorate": note.inspectorate.code,
        "number": row.number,
        "note_number": note.number,
        "restricted": note.restricted,
        "arrived_at": row.revision.recorded_at.isoformat(),
    }


def not_held(person: Person, inspection: Inspection, hashes: Iterable[str]) -> list[str]:
    """Return those hashes the server holds no wording for: neither among the notes nor kept aside for the person."""
    asked = list(dict.fromkeys(hashes))
    placed = NoteRevision.objects.filter(inspection=inspection, hash__in=asked).values_list("hash", flat=True)
    aside = KeptAside.objects.filter(inspection=inspection, by=person, claimed__in=asked).values_list("claimed", flat=True)
    there = {*placed, *aside}
    return [one for one in asked if one not in there]


def written_on(person: Person, inspection: Inspection, device: str) -> list[str]:
    """Return the hashes of all a person's device ever sent of an inspection, placed or kept aside, sorted."""
    placed = NoteRevision.objects.filter(inspection=inspection, by=person, device=device).values_list("hash", flat=True)
    aside = KeptAside.objects.filter(inspection=inspection, by=person).exclude(claimed="")
    kept = (row.claimed for row in aside if isinstance(row.sent, dict) and row.sent.get("device") == device)
    return sorted({*placed, *kept})


def digest_of(hashes: Iterable[str]) -> str:
    """Return sha256 hex over sorted hashes, a line each: what a device and the server compare before the device is wiped."""
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()
