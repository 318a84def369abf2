"""The only writers of what is concluded together, beside the findings themselves."""

from django.db import transaction

from joinedup.audit.actions import record
from joinedup.evidence.core.grades import check_no_grade
from joinedup.evidence.core.phases import Saying
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.models import Finding
from joinedup.evidence.own_views.rules import criterion_of
from joinedup.evidence.together.models import NoFinding, Stance
from joinedup.evidence.together.queries import Judged, judged
from joinedup.evidence.together.rules import check_can_conclude, check_can_say, check_no_finding
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, inspectorate_of
from joinedup.people.models import Person


@transaction.atomic
def conclude_without(*, by: Person, inspection: Inspection, criterion: str, why: str) -> NoFinding:
    """Say that a criterion leads to no finding, and why. Raises InspectionRefused or EvidenceError."""
    now = _locked(by, inspection, criterion)
    check_no_finding(now)
    if not why.strip():
        raise EvidenceError("Say why this criterion leads to no finding.")
    return _no_finding(by, inspection, criterion, stands=True, why=why)


@transaction.atomic
def take_up_again(*, by: Person, inspection: Inspection, criterion: str, why: str) -> NoFinding:
    """Take back that a criterion leads to no finding, saying why. Raises InspectionRefused or EvidenceError."""
    now = _locked(by, inspection, criterion)
    if now.no_finding is None:
        raise InspectionRefused("It was not said that this criterion leads to no finding.")
    if not why.strip():
        raise EvidenceError("Say why you look at this criterion again.")
    return _no_finding(by, inspection, criterion, stands=False, why=why)


@transaction.atomic
def say(
    *,
    by: Person,
    inspection: Inspection,
    criterion: str,
    saying: str,
    words: str = "",
    finding: Finding | None = None,
    about: str = "",
) -> Stance:
    """Say for one's inspectorate that it agrees, keeps a difference of view (in words), or takes back what it said.

    `finding` is the finding a difference is about; `about` the conclusion that was read (`Judged.conclusion`), "" for whatever
    stands: nobody agrees to words they have not seen. Raises InspectionRefused or EvidenceError.
    """
    now = _locked(by, inspection, criterion)
    if about and about != now.conclusion:
        raise EvidenceError("What was concluded has changed since you opened this page. Read it again, then say so.")
    try:
        said = Saying(saying)
    except ValueError as error:
        raise EvidenceError("Say whether your inspectorate agrees or keeps its difference of view.") from error
    check_can_say(by, inspection, now, said)
    if said != Saying.AGREES and not words.strip():
        raise EvidenceError(_WORDS[said])
    check_no_grade(words)
    if finding is not None and finding not in now.findings:
        raise EvidenceError("A difference of view is kept on a finding that answers this criterion.")
    row = Stance(inspection=inspection, criterion=criterion, saying=said, finding=finding, by=by)
    row.inspectorate = inspectorate_of(by, inspection)
    row.about = now.conclusion if said != Saying.TAKEN_BACK else ""
    row.words = words.strip()
    row.save(force_insert=True)
    _log(by, row, {Saying.AGREES: "agreed", Saying.DIFFERS: "difference of view kept", Saying.TAKEN_BACK: "taken back"}[said])
    return row


_WORDS = {
    Saying.DIFFERS: "Write down where your inspectorate’s view differs.",
    Saying.TAKEN_BACK: "Say why your inspectorate takes back what it said.",
}


def _locked(by: Person, inspection: Inspection, criterion: str) -> Judged:
    """Lock the inspection's row, so that what is agreed to is what stands, and return the criterion as it stands."""
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_conclude(by, inspection)
    criterion_of(inspection, criterion)
    return judged(inspection, criterion)


def _no_finding(by: Person, inspection: Inspection, criterion: str, *, stands: bool, why: str) -> NoFinding:
    row = NoFinding(inspection=inspection, criterion=criterion, stands=stands, by=by)
    row.why = why.strip()
    row.save(force_insert=True)
    _log(by, row, "no finding concluded" if stands else "criterion taken up again")
    return row


def _log(by: Person, row: NoFinding | Stance, action: str) -> None:
    about = {"object_kind": row._meta.model_name or "", "object_id": str(row.pk), "detail": {"criterion": row.criterion}}
    record(by=by, chain=str(row.inspection_id), action=action, **about)
