"""What the log promises: nothing leaves it, and meddling shows."""

import threading
import uuid
from functools import partial

import pytest
from django.db import close_old_connections, connection, transaction

from joinedup.audit.actions import OutsideTransactionError, record, record_read
from joinedup.audit.models import AppendOnlyError, Entry, Head
from joinedup.audit.noticing import noticing
from joinedup.audit.queries import chains, entries, of_object, verify
from tests.factories.people import make_person

CHAIN = str(uuid.uuid4())


def write(lines: int, chain: str = CHAIN) -> list[Entry]:
    return [
        record(by=None, chain=chain, action="note written", object_kind="note", object_id=str(n), detail={"n": n})
        for n in range(lines)
    ]


def meddle(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.django_db
def test_a_line_says_who_what_when_and_why():
    by = make_person()
    entry = record_read(by=by, chain=CHAIN, action="name revealed", object_kind="child", object_id="4", why="visit")
    again = Entry.objects.get(pk=entry.pk)
    assert (again.actor, again.reading, again.action, again.why, again.detail) == (str(by.pk), True, "name revealed", "visit", "{}")
    assert list(of_object("child", "4")) == [again]


@pytest.mark.django_db
def test_whoever_notices_is_given_the_readings_and_no_writes():
    read = partial(record_read, by=None, chain=CHAIN, action="note read", object_kind="note")
    read(object_id="before")
    with noticing() as outer:
        first = read(object_id="1")
        with transaction.atomic():
            write(1)
        with noticing() as inner:
            second = read(object_id="2")
        with pytest.raises(ZeroDivisionError), noticing():
            raise ZeroDivisionError
        third = read(object_id="3")
    read(object_id="after")
    assert (outer, inner) == ([first, third], [second])


@pytest.mark.django_db
def test_a_chain_that_nobody_touched_holds():
    written = write(5)
    assert [entry.seq for entry in written] == [1, 2, 3, 4, 5]
    assert verify(CHAIN) == []
    assert verify(CHAIN, published_head=written[2].mac) == []
    assert verify("no such chain") == []


@pytest.mark.django_db
def test_chains_are_apart():
    write(3)
    write(2, chain="")
    assert {"", CHAIN} <= set(chains())
    assert [entry.seq for entry in entries(CHAIN)] == [1, 2, 3]
    assert verify(CHAIN) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "nothing"),
        ("actor", "somebody"),
        ("why", "x"),
        ("detail", '{"n":9}'),
        ("object_id", "9"),
        ("at", "2001-01-01 00:00:00+00"),
    ],
)
def test_a_changed_line_shows(column, value):
    write(4)
    meddle(f"UPDATE audit_entry SET {column} = %s WHERE chain = %s AND seq = 2", value, CHAIN)
    assert [fault.seq for fault in verify(CHAIN)] == [2]
    assert "does not say what it said" in verify(CHAIN)[0].sentence


@pytest.mark.django_db
def test_a_removed_line_shows():
    write(4)
    meddle("DELETE FROM audit_entry WHERE chain = %s AND seq = 2", CHAIN)
    assert [fault.sentence for fault in verify(CHAIN)] == ["Before line 3, line 2 is missing."]


@pytest.mark.django_db
def test_a_removed_line_closed_up_shows():
    write(4)
    meddle("DELETE FROM audit_entry WHERE chain = %s AND seq = 2", CHAIN)
    for seq in (3, 4):
        meddle("UPDATE audit_entry SET seq = %s WHERE chain = %s AND seq = %s", seq - 1, CHAIN, seq)
    assert verify(CHAIN) != []


@pytest.mark.django_db
def test_two_lines_put_in_the_other_order_show():
    write(4)
    for old, new in ((2, 99), (3, 2), (99, 3)):
        meddle("UPDATE audit_entry SET seq = %s WHERE chain = %s AND seq = %s", new, CHAIN, old)
    assert {fault.seq for fault in verify(CHAIN)} >= {2, 3}


@pytest.mark.django_db
def test_a_line_put_in_shows():
    written = write(3)
    meddle("UPDATE audit_entry SET seq = 4 WHERE chain = %s AND seq = 3", CHAIN)
    forged = Entry(
        chain=CHAIN, seq=3, at=written[1].at, action="forged", object_kind="x", object_id="y", previous=written[1].mac, mac="0" * 64
    )
    forged.save()
    assert {fault.seq for fault in verify(CHAIN)} >= {3, 4}


@pytest.mark.django_db
def test_a_cut_tail_shows_against_the_head():
    write(4)
    meddle("DELETE FROM audit_entry WHERE chain = %s AND seq = 4", CHAIN)
    assert [fault.sentence for fault in verify(CHAIN)] == ["The chain should end with line 4 but ends with line 3."]


@pytest.mark.django_db
def test_a_cut_tail_with_its_head_rewritten_shows_only_against_a_published_head():
    published, last = write(4)[3].mac, entries(CHAIN)[2]
    meddle("DELETE FROM audit_entry WHERE chain = %s AND seq = 4", CHAIN)
    meddle("UPDATE audit_head SET seq = 3, mac = %s WHERE chain = %s", last.mac, CHAIN)
    assert verify(CHAIN) == []
    assert "published earlier" in verify(CHAIN, published_head=published)[0].sentence


@pytest.mark.django_db
def test_a_removed_head_shows():
    write(2)
    Head.objects.filter(chain=CHAIN).delete()
    assert CHAIN in chains()
    assert [fault.sentence for fault in verify(CHAIN)] == ["The chain should end with line 0 but ends with line 2."]


@pytest.mark.django_db
def test_the_model_refuses_to_change_or_remove_a_line():
    entry = write(1)[0]
    attempts = (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(why="x"),
        lambda: Entry.objects.bulk_update([entry], ["why"]),
    )
    for attempt in attempts:
        with pytest.raises(AppendOnlyError):
            attempt()
    assert verify(CHAIN) == []


@pytest.mark.django_db(transaction=True)
def test_a_write_is_logged_in_its_own_transaction_or_not_at_all():
    with pytest.raises(OutsideTransactionError):
        write(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write(2)
        _ = 1 / 0
    assert not Entry.objects.filter(chain=CHAIN).exists()
    record_read(by=None, chain=CHAIN, action="read", object_kind="x", object_id="y")
    assert verify(CHAIN) == []


@pytest.mark.django_db(transaction=True)
def test_four_writers_at_once_make_one_unbroken_chain():
    def work() -> None:
        for n in range(5):
            with transaction.atomic():
                record(by=None, chain=CHAIN, action="written", object_kind="x", object_id=str(n))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert [entry.seq for entry in entries(CHAIN)] == list(range(1, 21))
    assert verify(CHAIN) == []
