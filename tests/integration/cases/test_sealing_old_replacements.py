"""Why a sampled child was replaced once stood in clear: it is sealed where it stands, and no row is lost."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.models import QuerySet

from joinedup.cases import actions
from joinedup.cases.core.draw import SampleError
from joinedup.cases.enums import ReplacedFor
from joinedup.cases.models import Replacement
from joinedup.cases.queries import draw_of, sample_of


@pytest.fixture
def replaced(drawn):
    """One child replaced for each reason, as far as there are children."""
    for kind in ReplacedFor:
        try:
            child = draw_of(sample_of(drawn.inspection)).sampled[0]
            actions.replace_child(by=drawn.world.lead, inspection=drawn.inspection, child_id=child, kind=kind, reason="Told.")
        except SampleError:
            break
    assert Replacement.objects.count() == len(ReplacedFor)
    return drawn


def in_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_replacement")
        return [
            [bytes(value) if isinstance(value, bytes | memoryview) else str(value) for value in row] for row in cursor.fetchall()
        ]


def test_why_a_child_was_replaced_stands_nowhere_in_clear(replaced):
    rows = in_the_database()
    for kind in ReplacedFor.values:
        assert not any(value == kind or (isinstance(value, bytes) and kind.encode() in value) for row in rows for value in row)
    column = [field.column for field in Replacement._meta.concrete_fields].index("replaced_for")
    assert len({len(row[column]) for row in rows}) == 1, "the length of what is sealed tells which it is"
    assert [row.kind for row in Replacement.objects.all()] == list(ReplacedFor)
    assert Replacement.objects.first().why == "Left the area. Told."


class Before:
    """The table as the migration meets it: each row with its `kind` in clear, nothing sealed yet, free to be written."""

    def __init__(self, kinds):
        self.kinds, self._meta, self.objects = kinds, Replacement._meta, self

    def get_model(self, app, name):
        assert (app, name) == ("cases", "Replacement")
        return self

    def using(self, alias):
        return self

    def filter(self, pk):
        return QuerySet(Replacement).filter(pk=pk)

    def all(self):
        now = Replacement.objects.all()
        return [SimpleNamespace(pk=row.pk, inspection_id=row.inspection_id, kind=self.kinds[row.pk].value) for row in now]


def test_what_stood_in_clear_is_sealed(replaced):
    kinds = {row.pk: row.kind for row in Replacement.objects.all()}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_replacement SET replaced_for = NULL")
    seal = import_module("joinedup.cases.migrations.0010_leads_later_lists_and_sealed_reasons").seal_kinds
    seal(Before(kinds), SimpleNamespace(connection=connection))
    assert {row.pk: row.kind for row in Replacement.objects.all()} == kinds
