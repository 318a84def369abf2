"""The only writers of second looks, of what settles a difference, and of decisions taken back."""

from django.db import transaction

from joinedup.audit.actions import record
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.linkage.enums import Decision
from joinedup.linkage.models import LinkDecision, LinkRun, LinkWithdrawal
from joinedup.linkage.reviews.enums import Look
from joinedup.linkage.reviews.rules import check_can_look_again, check_can_settle, check_can_withdraw
from joinedup.linkage.reviews.standing import PairStanding, standing_of
from joinedup.people.models import Person


@transaction.atomic
def look_again(*, by: Person, run: LinkRun, pair_id: str, decision: str, reason: str) -> LinkDecision:
    """Say of a decided pair, without having seen what was decided, whether the two records are one person, and why.

    Raises InspectionRefused where it awaits no second look, the person decided first or is too near, or no reason is given.
    """
    found = _standing(run, pair_id)
    check_can_look_again(by, run, found)
    made = _about(found, run, Look.SECOND, decision, reason)
    return _kept(by, made, "pair looked at again")


@transaction.atomic
def settle(*, by: Person, run: LinkRun, pair_id: str, decision: str, reason: str) -> LinkDecision:
    """Settle a pair on which two people differ. A third person settles it alone; the two only once both have said the same.

    Raises InspectionRefused.
    """
    found = _standing(run, pair_id)
    check_can_settle(by, run, found)
    made = _about(found, run, Look.SETTLING, decision, reason)
    return _kept(by, made, "difference settled")


@transaction.atomic
def withdraw(*, by: Person, run: LinkRun, made: LinkDecision, reason: str) -> LinkWithdrawal:
    """Take a decision back: it is kept as it was made, and what was said of the pair before it stands again.

    Raises InspectionRefused where the person may not, it was taken back before, or no reason is given.
    """
    _lock(run)
    held = LinkDecision.objects.select_related("withdrawal").get(pk=made.pk, inspection=run.inspection)
    check_can_withdraw(by, run, held)
    taken = LinkWithdrawal.objects.create(
        inspection=run.inspection, decision=held, reason=given_reason(reason, "taking it back"), withdrawn_by=by
    )
    record(
        by=by,
        chain=str(run.inspection_id),
        action="decision taken back",
        object_kind="link decision",
        object_id=str(held.pk),
        detail={"pair": held.pair_id, "run": str(run.pk)},
    )
    return taken


def given_reason(reason: str, what: str = "the decision") -> str:
    """Return a reason without the spaces around it. Raises InspectionRefused where there is none."""
    if not reason.strip():
        raise InspectionRefused(f"Say why, so that somebody else can follow {what}.")
    return reason.strip()


def _lock(run: LinkRun) -> None:
    """Let nobody else decide in this inspection until the transaction ends: two people may have the same pair before them."""
    Inspection.objects.select_for_update().get(pk=run.inspection_id)


def _standing(run: LinkRun, pair_id: str) -> PairStanding:
    """Return how a pair stands, and hold it so until the transaction ends."""
    _lock(run)
    return standing_of(run.inspection, pair_id)


def _about(found: PairStanding, run: LinkRun, look: Look, decision: str, reason: str) -> LinkDecision:
    """Return a decision about the first decision of a pair, not kept yet."""
    first = found.first
    if first is None:
        raise InspectionRefused("Nobody has decided this pair yet.")
    return LinkDecision(
        inspection=run.inspection,
        run=run,
        pair_id=first.pair_id,
        record_id_l=first.record_id_l,
        record_id_r=first.record_id_r,
        decision=Decision(decision),
        look=look,
        checks=first,
        reason=given_reason(reason),
    )


def _kept(by: Person, made: LinkDecision, action: str) -> LinkDecision:
    made.decided_by = by
    made.save(force_insert=True)
    record(
        by=by,
        chain=str(made.inspection_id),
        action=action,
        object_kind="link decision",
        object_id=str(made.pk),
        detail={"pair": made.pair_id, "decision": str(made.decision), "run": str(made.run_id)},
    )
    return made
