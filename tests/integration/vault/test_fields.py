"""What sealed columns promise."""

import uuid

import pytest
from django.core import checks
from django.db import connection, models, transaction

from joinedup.vault import keys
from joinedup.vault.actions import AlreadyDestroyedError, create_key, destroy_key
from joinedup.vault.crypto import SealBroken
from joinedup.vault.fields import SealedLookupError, SealedText
from joinedup.vault.keys import KeyDestroyed, KeyMissing
from joinedup.vault.models import Key
from tests.factories.people import make_person
from tests.sealing.models import Slip

pytestmark = pytest.mark.django_db
SECRET = "Aoife told her teacher she felt safe — “finally”"


@pytest.fixture
def scope() -> uuid.UUID:
    scope = uuid.uuid4()
    create_key(by=None, scope=scope)
    return scope


def raw(slip: Slip, column: str = "text") -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {column} FROM sealing_slip WHERE id = %s", [slip.pk if connection.vendor == "postgresql" else slip.pk.hex]
        )
        return bytes(cursor.fetchone()[0])


def test_text_and_json_come_back_as_written(scope):
    slip = Slip.objects.create(inspection_id=scope, text=SECRET, values={"a": [1, None, "ü"]})
    again = Slip.objects.get(pk=slip.pk)
    assert (again.text, again.other, again.values) == (SECRET, None, {"a": [1, None, "ü"]})


def test_the_plain_value_never_reaches_the_database(scope):
    slip = Slip.objects.create(inspection_id=scope, text=SECRET, values={"word": SECRET})
    for stored in (raw(slip), raw(slip, "values" if connection.vendor == "postgresql" else '"values"')):
        assert b"Aoife" not in stored
        assert SECRET.encode() not in stored


def test_the_same_text_looks_different_each_time(scope):
    one, two = (Slip.objects.create(inspection_id=scope, text=SECRET) for _ in range(2))
    assert raw(one) != raw(two)


def test_an_empty_text_is_sealed_too(scope):
    slip = Slip.objects.create(inspection_id=scope, text="")
    assert len(raw(slip)) > 16
    assert Slip.objects.get(pk=slip.pk).text == ""


@pytest.mark.parametrize(("column", "from_row"), [("text", "another row"), ("other", "another column")])
def test_sealed_bytes_moved_elsewhere_do_not_open(scope, column, from_row):
    victim = Slip.objects.create(inspection_id=scope, text="mine", other="also mine")
    source = Slip.objects.create(inspection_id=scope, text=SECRET) if from_row == "another row" else victim
    with connection.cursor() as cursor:
        pk = victim.pk if connection.vendor == "postgresql" else victim.pk.hex
        cursor.execute(f"UPDATE sealing_slip SET {column} = %s WHERE id = %s", [raw(source), pk])
    with pytest.raises(SealBroken):
        getattr(Slip.objects.get(pk=victim.pk), column)


def test_one_changed_bit_does_not_open(scope):
    slip = Slip.objects.create(inspection_id=scope, text=SECRET)
    changed = bytearray(raw(slip))
    changed[-1] ^= 1
    with connection.cursor() as cursor:
        pk = slip.pk if connection.vendor == "postgresql" else slip.pk.hex
        cursor.execute("UPDATE sealing_slip SET text = %s WHERE id = %s", [bytes(changed), pk])
    with pytest.raises(SealBroken):
        _ = Slip.objects.get(pk=slip.pk).text


def test_another_inspections_key_does_not_open(scope):
    slip = Slip.objects.create(inspection_id=scope, text=SECRET)
    other = uuid.uuid4()
    create_key(by=None, scope=other)
    Slip.objects.filter(pk=slip.pk).update(inspection_id=other)
    with pytest.raises(SealBroken):
        _ = Slip.objects.get(pk=slip.pk).text


def test_bulk_create_seals_and_saving_again_keeps_the_bytes(scope):
    Slip.objects.bulk_create([Slip(inspection_id=scope, text=SECRET), Slip(inspection_id=scope, text="b")])
    slip = next(slip for slip in Slip.objects.filter(inspection_id=scope) if slip.text == SECRET)
    before = raw(slip)
    slip.save()
    assert raw(slip) == before
    slip.text = "new"
    slip.save(update_fields=["text"])
    assert Slip.objects.get(pk=slip.pk).text == "new"


def test_a_deferred_column_opens_when_asked_for(scope):
    Slip.objects.create(inspection_id=scope, text=SECRET)
    slip = Slip.objects.defer("text").get(inspection_id=scope)
    assert slip.text == SECRET
    Slip.objects.only("id", "inspection_id").get(inspection_id=scope).save()
    assert Slip.objects.get(inspection_id=scope).text == SECRET


def test_searching_or_bulk_updating_plain_text_is_refused(scope):
    slip = Slip.objects.create(inspection_id=scope, text=SECRET)
    assert Slip.objects.filter(other__isnull=True).count() == 1
    with pytest.raises(SealedLookupError):
        list(Slip.objects.filter(text=SECRET))
    with pytest.raises(SealedLookupError):
        Slip.objects.filter(pk=slip.pk).update(text="x")
    with pytest.raises(SealedLookupError), transaction.atomic():
        Slip.objects.bulk_update([slip], ["text"])


def test_text_must_be_text(scope):
    with pytest.raises(TypeError, match="holds text, not int"):
        Slip.objects.create(inspection_id=scope, text=3)


def test_nothing_opens_after_destruction(scope):
    slip = Slip.objects.create(inspection_id=scope, text=SECRET)
    by = make_person()
    key = destroy_key(by=by, scope=scope, why="retention")
    assert (key.wrapped, key.destroyed_by) == (None, str(by.pk))
    with pytest.raises(KeyDestroyed, match=r"was destroyed on .* Nothing can bring it back"):
        _ = Slip.objects.get(pk=slip.pk).text
    with pytest.raises(KeyDestroyed), transaction.atomic():
        Slip.objects.create(inspection_id=scope, text="late")
    with pytest.raises(AlreadyDestroyedError):
        destroy_key(by=by, scope=scope, why="again")


def test_a_row_read_before_destruction_does_not_open_after_it(scope):
    Slip.objects.create(inspection_id=scope, text=SECRET)
    slip = Slip.objects.get(inspection_id=scope)
    assert slip.text == SECRET
    destroy_key(by=make_person(), scope=scope, why="retention")
    with pytest.raises(KeyDestroyed):
        _ = slip.text


def test_without_a_key_nothing_is_written():
    with pytest.raises(KeyMissing), transaction.atomic():
        Slip.objects.create(inspection_id=uuid.uuid4(), text=SECRET)
    with pytest.raises(KeyMissing):
        destroy_key(by=make_person(), scope=uuid.uuid4(), why="none")


def test_many_rows_cost_one_look_up_of_the_key(scope, django_assert_num_queries):
    Slip.objects.bulk_create([Slip(inspection_id=scope, text=str(n)) for n in range(50)])
    keys.forget(scope)
    with django_assert_num_queries(2):
        assert sorted(int(slip.text) for slip in Slip.objects.filter(inspection_id=scope)) == list(range(50))


def test_a_model_that_cannot_bind_its_rows_is_reported():
    class Loose(models.Model):
        id = models.AutoField(primary_key=True)
        text = SealedText()

        class Meta:
            app_label = "sealing"
            managed = False

    try:
        assert [fault.id for fault in Loose.check() if isinstance(fault, checks.Error)] == ["vault.E001"]
    finally:
        from django.apps import apps

        del apps.all_models["sealing"]["loose"]
        apps.clear_cache()


def test_a_key_destroyed_by_another_process_is_forgotten_soon(scope, monkeypatch):
    slip = Slip.objects.get(pk=Slip.objects.create(inspection_id=scope, text=SECRET).pk)
    assert slip.text == SECRET
    Key.objects.filter(scope=scope).update(wrapped=None)  # as another process leaves it
    monkeypatch.setattr(keys, "REMEMBER", 0.0)
    with pytest.raises(KeyDestroyed, match=r"was destroyed\. Nothing"):
        _ = slip.text
