"""Sealed columns: the plain value never reaches the database.

A model with sealed columns has an `inspection` foreign key (its id is the key's scope; a model that belongs to something else names
that foreign key in `sealed_by`) and a UUID primary key made at construction: both are needed before the first save, because each
value is bound to its table, column and row.
"""

import json
from typing import Any
from uuid import UUID

from django.core import checks
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from joinedup.vault import crypto
from joinedup.vault.keys import key_of


def scope_of(row: models.Model) -> UUID:
    """Return the scope of the key a row's values are sealed with: its inspection's, or that of what the model names."""
    scope: UUID = getattr(row, f"{_sealed_by(type(row))}_id")
    return scope


def _sealed_by(model: type[models.Model]) -> str:
    return getattr(model, "sealed_by", "inspection")


class Sealed(bytes):
    """Bytes as they stand in the database."""


class SealedLookupError(TypeError):
    """Somebody tried to search, update or copy a sealed column without its row."""

    def __init__(self, column: str) -> None:
        super().__init__(f"“{column}” is sealed: it can be written only by saving its row, and cannot be searched in the database.")


class SealedAttribute(DeferredAttribute):
    """Opens the value when it is read; what stands in the instance stays sealed, so nothing lingers after destruction."""

    field: "SealedText"

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        return self.field.unseal(instance, value) if isinstance(value, Sealed) else value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedText(models.Field):
    """A text column sealed with the key of the row's inspection."""

    descriptor_class = SealedAttribute
    empty_strings_allowed = True

    def get_internal_type(self) -> str:
        return "BinaryField"

    def encode(self, value: Any) -> bytes:
        """Return the plain bytes of a value. Raises TypeError for what is not text."""
        if not isinstance(value, str):
            raise TypeError(f"“{self.name}” holds text, not {type(value).__name__}.")
        return value.encode()

    def decode(self, plain: bytes) -> Any:
        """Return the value of plain bytes."""
        return plain.decode()

    def bound(self, row: models.Model) -> str:
        """Return what a value is bound to: table, column, row."""
        return f"{self.model._meta.db_table}|{self.column}|{row.pk}"

    def seal(self, row: models.Model, value: Any) -> Sealed:
        """Return the value sealed for this row. Raises KeyDestroyed or KeyMissing."""
        return Sealed(crypto.seal(key_of(scope_of(row)), self.encode(value), self.bound(row)))

    def unseal(self, row: models.Model, sealed: Sealed) -> Any:
        """Return the plain value. Raises KeyDestroyed; SealBroken where the bytes belong to another row or were changed."""
        return self.decode(crypto.unseal(key_of(scope_of(row)), sealed, self.bound(row)))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Seal on the way to the database; a value not touched since it was read goes back as it came."""
        value = model_instance.__dict__[self.attname]
        return value if value is None or isinstance(value, Sealed) else self.seal(model_instance, value)

    def get_prep_value(self, value: Any) -> Any:
        """Pass sealed bytes and null; refuse plain values, which come here from filter(), update() and bulk_update()."""
        if value is None or isinstance(value, Sealed):
            return value
        raise SealedLookupError(self.name)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = super().get_db_prep_value(value, connection, prepared)
        return None if value is None else connection.Database.Binary(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def value_to_string(self, obj: models.Model) -> str:
        raise SealedLookupError(self.name)  # a dump must not carry plain text out of the vault

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Report a model whose rows cannot be bound: no inspection, or a key that the database makes."""
        faults = super().check(**kwargs)
        names = {field.attname for field in self.model._meta.concrete_fields}
        if f"{_sealed_by(self.model)}_id" not in names or not isinstance(self.model._meta.pk, models.UUIDField):
            faults.append(
                checks.Error(
                    "A model with sealed columns needs an `inspection` foreign key and a UUID primary key.",
                    obj=self,
                    id="vault.E001",
                )
            )
        return faults


class SealedJSON(SealedText):
    """A sealed column holding a JSON value. Reading gives a fresh value each time: assign it back after changing it."""

    def encode(self, value: Any) -> bytes:
        """Return the value as compact JSON. Raises TypeError or ValueError for what JSON cannot hold."""
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()

    def decode(self, plain: bytes) -> Any:
        """Return the JSON value."""
        return json.loads(plain)
