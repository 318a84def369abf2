"""Writing to the log. The only way in; there is none out."""

from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from joinedup.audit.chain import canonical, entry_mac
from joinedup.audit.models import Entry, Head
from joinedup.audit.noticing import notice


class Actor(Protocol):
    """Whoever did it: anything with a primary key (the log knows no accounts)."""

    pk: Any


class OutsideTransactionError(RuntimeError):
    """A write was to be logged outside the transaction that makes it."""


def record(
    *,
    by: Actor | None,
    chain: str,
    action: str,
    object_kind: str,
    object_id: str,
    detail: dict[str, Any] | None = None,
    why: str = "",
) -> Entry:
    """Log a write: the last statement of the action's transaction, so that both stand or neither does.

    `chain` is the inspection's id, or "" for what belongs to none. `detail` holds ids, kinds, counts and hashes, nothing about
    a child. Raises OutsideTransactionError where no transaction is open.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError(f"“{action}” must be logged inside the transaction that makes the change.")
    entry = Entry(chain=chain, action=action, object_kind=object_kind, object_id=object_id, why=why, detail=canonical(detail or {}))
    return _append(entry, by)


def record_read(
    *,
    by: Actor | None,
    chain: str,
    action: str,
    object_kind: str,
    object_id: str,
    detail: dict[str, Any] | None = None,
    why: str = "",
) -> Entry:
    """Log that somebody read something; committed before the response leaves. Same parts as `record`; needs no open transaction."""
    entry = Entry(chain=chain, action=action, object_kind=object_kind, object_id=object_id, why=why, detail=canonical(detail or {}))
    entry.reading = True
    notice(_append(entry, by))
    return entry


@transaction.atomic
def _append(entry: Entry, by: Actor | None) -> Entry:
    """Lock the chain's head, add the line after it, move the head."""
    head, _ = Head.objects.select_for_update().get_or_create(chain=entry.chain)
    entry.seq, entry.previous = head.seq + 1, head.mac
    entry.at, entry.actor = timezone.now(), "" if by is None else str(by.pk)
    entry.mac = entry_mac(entry)
    entry.save()
    Head.objects.filter(chain=entry.chain).update(seq=entry.seq, mac=entry.mac)
    return entry
