"""Making and destroying keys."""

import shutil
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from joinedup.audit.actions import Actor, record
from joinedup.vault import crypto
from joinedup.vault.keys import KeyMissing, forget, new_wrapped
from joinedup.vault.models import Key, folder_of


class AlreadyDestroyedError(ValueError):
    """A key can be destroyed once."""


@transaction.atomic
def create_key(*, by: Actor | None, scope: UUID) -> Key:
    """Make the scope's key. Raises IntegrityError where it has one: an inspection never changes keys."""
    key = Key.objects.create(scope=scope, wrapped=new_wrapped(scope), algorithm=crypto.ALGORITHM)
    record(
        by=by, chain=str(scope), action="key created", object_kind="key", object_id=str(scope), detail={"algorithm": key.algorithm}
    )
    return key


@transaction.atomic
def destroy_key(*, by: Actor, scope: UUID, why: str) -> Key:
    """Destroy the scope's key, and with it everything sealed by it, for good. Rows stay, and open no more.

    Raises KeyMissing where there is none, AlreadyDestroyedError where it is gone already.
    """
    key = Key.objects.select_for_update().filter(scope=scope).first()
    if key is None:
        raise KeyMissing
    if key.wrapped is None:
        raise AlreadyDestroyedError(f"This key was destroyed on {key.destroyed_at:%-d %B %Y} already.")
    key.wrapped, key.destroyed_at, key.destroyed_by = None, timezone.now(), str(by.pk)
    key.save(update_fields=["wrapped", "destroyed_at", "destroyed_by"])
    record(by=by, chain=str(scope), action="key destroyed", object_kind="key", object_id=str(scope), why=why)
    forget(scope)
    transaction.on_commit(lambda: _leave_no_trace(scope))
    return key


def _leave_no_trace(scope: UUID) -> Any:
    """Remove what could still hold the wrapped key or the sealed files: old row versions, the write-ahead log, the folder."""
    forget(scope)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else f"VACUUM {Key._meta.db_table}")
    shutil.rmtree(folder_of(scope), ignore_errors=True)
