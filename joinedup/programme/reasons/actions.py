"""The only writers of reasons, and the logged reading of those only some may read."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Area
from joinedup.audit.actions import record_read
from joinedup.people.models import Person
from joinedup.programme.reasons.enums import Eyes, ReasonKind
from joinedup.programme.reasons.models import Reason, ReasonEye
from joinedup.programme.reasons.queries import ShownReason, reasons_of, shown_to
from joinedup.programme.reasons.rules import check_can_give_reason, check_can_withdraw, check_reason
from joinedup.programme.rounds.actions import locked, log
from joinedup.programme.rounds.models import Round
from joinedup.programme.rounds.queries import areas_open_to
from joinedup.programme.rounds.rules import RoundRefused, check_knows_areas, knows_areas


@transaction.atomic
def give_reason(
    *,
    by: Person,
    round_: Round,
    area: Area,
    kind: ReasonKind,
    words: str,
    source: str,
    dated: date,
    expires: date,
    eyes: Iterable[Person] | None = None,
) -> Reason:
    """Enter a reason for an area. `eyes`: only these, and whoever enters it, read its words and source; none given: all planners.

    Raises RoundRefused; for somebody named who does not plan the round, too: they would learn the area.
    """
    round_ = locked(round_)
    check_can_give_reason(by, round_)
    check_reason(round_, kind, words=words, source=source, dated=dated, expires=expires)
    if not areas_open_to(round_).filter(pk=area.pk).exists():
        raise RoundRefused(f"{area.name} is no area this round may go to.")
    named = None if eyes is None else [person for person in eyes if person.pk != by.pk]
    for person in named or ():
        if not knows_areas(person, round_):
            raise RoundRefused(f"{person.name} does not plan this round, so they cannot be named to read a reason.")
    dates = {"dated": dated, "expires": expires, "eyes": Eyes.PLANNERS if named is None else Eyes.NAMED}
    row = Reason(round=round_, area=area, kind=kind, words=words.strip(), source=source.strip(), entered_by=by, **dates)
    row.save(force_insert=True)
    for person in named or ():
        ReasonEye.objects.create(reason=row, person=person)
    log(by, round_, "reason entered", reason=str(row.pk), kind=str(kind), eyes=str(row.eyes))
    return row


@transaction.atomic
def withdraw_reason(*, by: Person, reason: Reason, why: str) -> Reason:
    """Withdraw a reason: it counts no more, and stays readable to those who may. Raises RoundRefused."""
    locked(reason.round)
    reason = Reason.objects.select_related("round").get(pk=reason.pk)
    check_can_withdraw(by, reason)
    if not why.strip():
        raise RoundRefused("Say why it is withdrawn.")
    reason.withdrawn_at, reason.withdrawn_by, reason.withdrawn_why = timezone.now(), by, why.strip()
    reason.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    log(by, reason.round, "reason withdrawn", reason=str(reason.pk), kind=reason.kind)
    return reason


def read_reasons(*, by: Person, round_: Round, on: date, area: Area | None = None) -> list[ShownReason]:
    """Return a round's reasons as a person may see them; what only some may read is logged as read. Raises RoundRefused."""
    check_knows_areas(by, round_)
    shown = shown_to(by, list(reasons_of(round_, area)), on)
    for one in shown:
        if one.readable and one.row.eyes == Eyes.NAMED:
            about = {"object_kind": "reason", "object_id": str(one.row.pk), "detail": {"kind": one.row.kind}}
            record_read(by=by, chain=str(round_.pk), action="intelligence read", **about)
    return shown
