"""Rows that are written once: what a table is made of whose rows are never removed, or never changed either.

The log's own lines, and everything else that is a history: versions, entries, decisions. The guard stands at every way Django has
of writing a row; who holds the database can still change it, which is what macs and the log are for.
"""

from typing import Any, ClassVar, NoReturn

from django.db import models


class KeptError(RuntimeError):
    """Somebody tried to change or remove what was written once."""

    sentence = "What was once kept is never changed or removed. Write a further row instead."

    def __init__(self) -> None:
        super().__init__(self.sentence)


class KeptRows(models.QuerySet[Any]):
    """Rows that cannot be removed."""

    def refuse(self) -> NoReturn:
        """Raise the table's own refusal."""
        raise getattr(self.model, "refusal", KeptError)

    def delete(self) -> NoReturn:
        """Refuse."""
        self.refuse()

    def _raw_delete(self, using: str | None) -> NoReturn:
        """Refuse: another row's deletion would come this way."""
        self.refuse()


class UnchangedRows(KeptRows):
    """Rows that cannot be changed either."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        self.refuse()

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        self.refuse()

    def bulk_create(self, objs: Any, batch_size: int | None = None, *args: Any, **kwargs: Any) -> list[Any]:
        """Insert new rows; refuse to write over one that is there."""
        if kwargs.get("update_conflicts") or len(args) > 1:
            self.refuse()
        return super().bulk_create(objs, batch_size, *args, **kwargs)


class Kept(models.Model):
    """A table whose rows are never removed. A queryset of its own extends `KeptRows`."""

    refusal: ClassVar[type[KeptError]] = KeptError

    objects = KeptRows.as_manager()

    class Meta:
        abstract = True

    def delete(self, using: Any = None, keep_parents: bool = False) -> NoReturn:
        """Refuse."""
        raise self.refusal


class Unchanged(Kept):
    """A table whose rows are never changed or removed. A queryset of its own extends `UnchangedRows`."""

    objects = UnchangedRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *, force_insert: Any = False, using: str | None = None, **kwargs: Any) -> None:
        """Insert a new row; refuse to write over one."""
        if not self._state.adding:
            raise self.refusal
        super().save(force_insert=True, using=using)
