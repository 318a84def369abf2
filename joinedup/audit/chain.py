"""How one line of the log is bound to the line before it: HMAC-SHA256 over everything it says, keyed from the master key."""

import hashlib
import hmac
import json
from datetime import UTC
from typing import Any

from joinedup.audit.master import derive
from joinedup.audit.models import Entry


def canonical(value: Any) -> str:
    """Return JSON with sorted keys and no spaces: the same value, the same text everywhere. Raises TypeError."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def entry_mac(entry: Entry) -> str:
    """Return the mac an entry must carry, as 64 hex digits."""
    said = {
        "id": str(entry.id),
        "chain": entry.chain,
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "reading": entry.reading,
        "action": entry.action,
        "object_kind": entry.object_kind,
        "object_id": entry.object_id,
        "why": entry.why,
        "detail": entry.detail,
        "previous": entry.previous,
    }
    return hmac.new(derive("audit"), canonical(said).encode(), hashlib.sha256).hexdigest()
