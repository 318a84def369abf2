"""How one entry of a concern is bound to the one before it: HMAC-SHA256 over everything it says, keyed from the master key.

A plain hash would let somebody who holds the database alone try out what was said; without the key nobody can.
"""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Final

from joinedup.audit.chain import canonical
from joinedup.audit.master import derive
from joinedup.audit.queries import of_action, of_object
from joinedup.cases.concerns.models import Concern, ConcernEntry
from joinedup.vault.keys import KeyDestroyed

#: What the log says of a concern as it is raised.
RAISED: Final = "urgent concern raised"


def mac_of(entry: ConcernEntry) -> str:
    """Return the mac an entry must carry, as 64 hex digits."""
    said = {
        "id": str(entry.id),
        "concern": str(entry.concern_id),
        "seq": entry.seq,
        "kind": str(entry.kind),
        "by": str(entry.said_by_id),
        "at": _moment(entry.said_at),
        "happened_at": _moment(entry.happened_at),
        "due_at": _moment(entry.due_at),
        "words": entry.words,
        "previous": entry.previous,
    }
    return hmac.new(derive("concerns"), canonical(said).encode(), hashlib.sha256).hexdigest()


def broken_at(concern: Concern) -> int | None:
    """Return the place of the first entry that was changed, or that follows one which is gone; none where all stand as written."""
    previous = ""
    for place, entry in enumerate(concern.entries.order_by("seq"), 1):
        if entry.seq != place or entry.previous != previous or not hmac.compare_digest(entry.mac, mac_of(entry)):
            return place
        previous = entry.mac
    return None


def end_of(concern: Concern) -> dict[str, object]:
    """Return how many entries a concern has and the mac of the last: what the log keeps, so that a cut tail shows."""
    last = concern.entries.order_by("-seq").only("seq", "mac").first()
    return {"entries": last.seq if last else 0, "last": last.mac if last else ""}


def fault_of(concern: Concern) -> str:
    """Return what is wrong with a concern's entries, as a sentence; "" where all stand as written and the log's last is there.

    Of a concern whose inspection's key was destroyed the words are gone for good: what can be looked at is whether any is missing.
    """
    try:
        place = broken_at(concern)
    except KeyDestroyed:
        place = None
    if place is not None:
        return f"{concern} of inspection {concern.inspection_id}: entry {place} was changed, or one before it is gone."
    written = of_object("concern", str(concern.pk)).filter(reading=False).order_by("-seq")
    told = next((said for entry in written if "entries" in (said := json.loads(entry.detail))), None)
    if told is not None and told != told | end_of(concern):
        return f"{concern} of inspection {concern.inspection_id}: the log holds {told['entries']} entries; they end otherwise here."
    return ""


def faults() -> tuple[int, list[str]]:
    """Return how many urgent concerns there are, and what is wrong with any, or which the log knows and is gone."""
    every = Concern.objects.order_by("inspection", "number")
    return every.count(), [*(fault for concern in every.iterator() if (fault := fault_of(concern))), *_gone()]


def _gone() -> list[str]:
    """Return a sentence for each concern the log tells was raised whose row is not there."""
    there = {str(id) for id in Concern.objects.values_list("pk", flat=True)}
    missing = [entry for entry in of_action("concern", RAISED) if entry.object_id not in there]
    return [
        f"Urgent concern {json.loads(entry.detail)['number']} of inspection {entry.chain}: the log tells that it was raised; "
        "it is gone."
        for entry in missing
    ]


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")
