"""How one entry of a concern is bound to the one before it: HMAC-SHA256 over everything it says, keyed from the master key.

A plain hash would let somebody who holds the database alone try out what was said; without the key nobody can.
"""

import hashlib
import hmac
from datetime import UTC, datetime

from joinedup.audit.chain import canonical
from joinedup.audit.master import derive
from joinedup.cases.concerns.models import Concern, ConcernEntry


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


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")
