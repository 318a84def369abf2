"""The only writers of recusals."""

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record
from joinedup.inspections.feeds.actions import stop_feeds_of
from joinedup.inspections.models import Inspection, NeedsName, Recusal, TeamMember
from joinedup.inspections.recusals.enums import InterestKind
from joinedup.inspections.recusals.rules import check_can_lift, check_can_recuse
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person


@transaction.atomic
def recuse(*, by: Person, inspection: Inspection, person: Person, kind: str, why: str) -> Recusal:
    """Let a person stand back: they leave the team in every role, and see nothing of the inspection from now on.

    The log holds the kind; the words are sealed with the inspection. Raises InspectionRefused; ValueError for an unknown kind.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_recuse(by, inspection, person)
    if not why.strip():
        raise InspectionRefused("Say what ties them to the area or to one of its agencies.")
    row = Recusal.objects.create(inspection=inspection, person=person, kind=InterestKind(kind), why=why.strip(), by=by)
    roles = list(TeamMember.objects.filter(inspection=inspection, person=person).values_list("role", flat=True))
    TeamMember.objects.filter(inspection=inspection, person=person).delete()
    NeedsName.objects.filter(inspection=inspection, person=person, ended_at=None).update(ended_at=timezone.now(), ended_by=by)
    stop_feeds_of(by=by, person=person, why=InterestKind(kind).label)
    _log(by, row, "stands back", roles=sorted(roles), kind=kind)
    return row


@transaction.atomic
def lift(*, by: Person, recusal: Recusal, why: str) -> Recusal:
    """Lift a recusal that was made by mistake: the row stays, and they can join the team again. Raises InspectionRefused."""
    recusal = Recusal.objects.select_for_update().select_related("inspection", "person").get(pk=recusal.pk)
    check_can_lift(by, recusal)
    if not why.strip():
        raise InspectionRefused("Say why it is lifted.")
    recusal.lifted_at, recusal.lifted_by, recusal.lifted_why = timezone.now(), by, why.strip()
    recusal.save(update_fields=["lifted_at", "lifted_by", "lifted_why"])
    _log(by, recusal, "recusal lifted")
    return recusal


def _log(by: Person, row: Recusal, action: str, **detail: object) -> None:
    chain = str(row.inspection_id)
    told = {"person": str(row.person_id), **detail}
    record(by=by, chain=chain, action=action, object_kind="inspection", object_id=chain, detail=told)
