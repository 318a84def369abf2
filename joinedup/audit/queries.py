"""Reading the log, and finding out whether anybody has meddled with it."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from joinedup.audit.chain import entry_mac
from joinedup.audit.models import Entry, Head


@dataclass(frozen=True)
class Fault:
    """One place where a chain does not hold: its line number and a sentence."""

    chain: str
    seq: int
    sentence: str


def entries(chain: str) -> QuerySet[Entry]:
    """Return a chain's lines, oldest first."""
    return Entry.objects.filter(chain=chain).order_by("seq")


def of_object(object_kind: str, object_id: str) -> QuerySet[Entry]:
    """Return every line about one object, oldest first."""
    return Entry.objects.filter(object_kind=object_kind, object_id=object_id).order_by("at", "seq")


def of_action(object_kind: str, action: str) -> QuerySet[Entry]:
    """Return every line that tells of one action on things of a kind, oldest first."""
    return Entry.objects.filter(object_kind=object_kind, action=action).order_by("at", "chain", "seq")


def read_since(object_kind: str, object_id: str, since: datetime) -> dict[str, datetime]:
    """Return who read one object since a moment, by id, and when last."""
    lines = Entry.objects.filter(object_kind=object_kind, object_id=object_id, reading=True, at__gte=since).order_by("at")
    return dict(lines.exclude(actor="").values_list("actor", "at"))


def chains() -> list[str]:
    """Return every chain there is: those with a head, and those with lines whose head was removed."""
    return sorted(
        {*Head.objects.values_list("chain", flat=True), *Entry.objects.order_by().values_list("chain", flat=True).distinct()}
    )


def verify(chain: str, published_head: str = "") -> list[Fault]:
    """Return every fault of a chain: lines changed, removed, put in or put elsewhere; empty when it holds.

    A tail cut off together with the head's row shows only against a head published earlier: give its mac as `published_head`.
    """
    faults, seq, mac, seen = [], 0, "", {""}
    for entry in entries(chain).iterator():
        faults += _faults_of(entry, seq, mac)
        seq, mac = entry.seq, entry.mac
        seen.add(mac)
    head = Head.objects.filter(chain=chain).first()
    if (head.seq, head.mac) != (seq, mac) if head else seq:
        faults.append(Fault(chain, seq, f"The chain should end with line {head.seq if head else 0} but ends with line {seq}."))
    if published_head not in seen:
        faults.append(Fault(chain, seq, "The head published earlier is not in this chain: its tail was cut off or rewritten."))
    return faults


def _faults_of(entry: Entry, seq: int, mac: str) -> Iterator[Fault]:
    """Yield what is wrong with one line, given the number and mac of the line before it."""
    if entry.seq != seq + 1:
        missing = f"line {seq + 1} is" if entry.seq == seq + 2 else f"lines {seq + 1} to {entry.seq - 1} are"
        yield Fault(entry.chain, entry.seq, f"Before line {entry.seq}, {missing} missing.")
    elif entry.previous != mac:
        yield Fault(entry.chain, entry.seq, f"Line {entry.seq} does not follow line {seq}: a line was changed, put in or moved.")
    if not hmac.compare_digest(entry.mac, entry_mac(entry)):
        yield Fault(entry.chain, entry.seq, f"Line {entry.seq} does not say what it said when it was written.")
