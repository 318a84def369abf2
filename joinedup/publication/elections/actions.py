"""The only writers of pre-election periods."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Area
from joinedup.audit.actions import record
from joinedup.people.models import Person
from joinedup.publication.elections.models import PreElectionPeriod
from joinedup.publication.elections.rules import check_can_keep_periods
from joinedup.publication.rules import PublicationRefused


@transaction.atomic
def enter_period(*, by: Person, area: Area, first: date, last: date, election: str, source: str) -> PreElectionPeriod:
    """Enter a pre-election period of an area, with where it is announced. Raise PublicationRefused."""
    check_can_keep_periods(by)
    if last < first:
        raise PublicationRefused("The last day of a period comes after its first.")
    if not election.strip() or not source.strip():
        raise PublicationRefused("Say which election it is, and where the period is announced.")
    row = PreElectionPeriod.objects.create(
        area=area, first=first, last=last, election=election.strip(), source=source.strip(), entered_by=by
    )
    _log(by, row, "pre-election period entered")
    return row


@transaction.atomic
def strike_out(*, by: Person, period: PreElectionPeriod, why: str) -> PreElectionPeriod:
    """Strike out a period that was entered wrongly: it holds nothing up any more and stays readable. Raise PublicationRefused."""
    check_can_keep_periods(by)
    if period.struck_at is not None:
        raise PublicationRefused("This period is struck out already.")
    if not why.strip():
        raise PublicationRefused("Say why the period is struck out.")
    period.struck_at, period.struck_why = timezone.now(), why.strip()
    period.save(update_fields=["struck_at", "struck_why"])
    _log(by, period, "pre-election period struck out", why)
    return period


def _log(by: Person, row: PreElectionPeriod, action: str, why: str = "") -> None:
    detail = {"area": row.area.code, "first": row.first.isoformat(), "last": row.last.isoformat()}
    record(by=by, chain="", action=action, object_kind="pre-election period", object_id=str(row.pk), detail=detail, why=why)
