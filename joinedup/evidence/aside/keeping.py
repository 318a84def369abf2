"""Putting aside what could not be placed. Called by actions only, inside their transaction."""

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from typing import Any, Final, Protocol

from joinedup.evidence.aside.seeing import note_of, says_restricted
from joinedup.evidence.core.revisions import without_halves
from joinedup.evidence.models import KeptAside, Note
from joinedup.inspections.models import Inspection
from joinedup.people.models import Person
from joinedup.vault.keys import key_of

_HEX: Final = re.compile(r"[0-9a-f]{64}")


class Sender(Protocol):
    """What something was sent with: a device, or a file, by its id."""

    @property
    def pk(self) -> Any: ...


def keep_aside(*, by: Person, inspection: Inspection, device: Sender, sent: Sequence[tuple[Any, str]]) -> None:
    """Keep each thing as it was sent, with why; the same thing sent again by the same person is there already."""
    whole = [(_whole(one), why) for one, why in sent]
    about_restricted = {
        str(pk) for pk in Note.objects.filter(inspection=inspection, restricted=True).values_list("pk", flat=True) if whole
    }
    rows = [
        KeptAside(
            inspection=inspection,
            by=by,
            device=str(device.pk),
            digest=_digest(inspection, one),
            claimed=_claimed(one),
            sent=one,
            why=why,
            restricted=says_restricted(one) or note_of(one) in about_restricted,
        )
        for one, why in whole
    ]
    KeptAside.objects.bulk_create(rows, batch_size=100, ignore_conflicts=True)


def _whole(sent: Any) -> Any:
    """Return what was sent as JSON the vault can hold: half a surrogate pair becomes U+FFFD, a number no JSON has becomes words."""
    try:
        return json.loads(without_halves(json.dumps(sent, ensure_ascii=False, allow_nan=False)))
    except ValueError:
        return json.dumps(sent)


def _digest(inspection: Inspection, sent: Any) -> str:
    """Return a keyed digest: it tells the same thing sent again, and nobody without the key can guess at its words."""
    text = json.dumps(sent, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key_of(inspection.pk), text.encode(), hashlib.sha256).hexdigest()


def _claimed(sent: Any) -> str:
    """Return the hash a device knows a thing by; "" where it has none."""
    named = sent.get("hash") if isinstance(sent, dict) else None
    return named if isinstance(named, str) and _HEX.fullmatch(named) else ""
