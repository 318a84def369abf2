"""One finding that could not wait: proposed as priority action, decided on, told and answered, and withdrawn as the agency acted.

Priority action is rare (8 of 64 letters), so the made-up letters hold none: what is left to do stands among what to improve.
"""

from collections.abc import Iterable

from joinedup.areas.models import Agency
from joinedup.evidence.enums import FindingDirection
from joinedup.evidence.findings.actions import change_finding
from joinedup.evidence.models import Finding
from joinedup.inspections.models import Inspection
from joinedup.letter.priority.actions import answer_priority, decide_priority, open_notice, propose_priority, withdraw_priority
from joinedup.letter.priority.models import PriorityAction
from joinedup.letter.priority.rules import decider_of
from joinedup.people.models import Person
from joinedup.rehearsal.cast import Cast

ASKED = "See today that this is looked at in the work that is open now, and tell us what you found and did."
CANNOT_WAIT = "While it is so, a child at risk may be missed, and nobody would know."
ACTED = "The leaders of the service looked at every child’s work that is open now, on the day they were told, and go on doing so."


def act_at_once(cast: Cast, inspection: Inspection, findings: Iterable[Finding]) -> PriorityAction | None:
    """Play one priority action in fieldwork from proposal to withdrawal; none where no finding asks to improve anything."""
    finding = _chosen(findings)
    if finding is None:
        return None
    _direct(cast, finding, FindingDirection.PRIORITY, "It cannot wait for the letter.")
    agency, proposer = _addressed(cast, finding), list(cast.inspectors.values())[-1][-1]
    said = {"finding": finding, "agencies": [agency], "asks": ASKED, "reasons": f"{finding.text} {CANNOT_WAIT}"}
    priority = propose_priority(by=proposer, inspection=inspection, **said)
    decider = _decider(cast, inspection, proposer)
    priority = decide_priority(by=decider, priority=priority, needed=True, reasons=CANNOT_WAIT)
    coordinator = cast.coordinators[agency.key]
    notice = open_notice(by=coordinator, notice=priority.notices.get())
    answer_priority(by=coordinator, notice=notice, words=ACTED)
    why = "The agency acted while we were there. What is left to do stands among what to improve."
    priority = withdraw_priority(by=decider, priority=priority, why=why)
    _direct(cast, finding, FindingDirection.IMPROVE, why)
    return priority


def _chosen(findings: Iterable[Finding]) -> Finding | None:
    """Return a finding to improve, one on which somebody acted during the inspection before others."""
    improve = [finding for finding in findings if finding.direction == FindingDirection.IMPROVE]
    return max(improve, key=lambda finding: bool(finding.acted_during), default=None)


def _direct(cast: Cast, finding: Finding, direction: FindingDirection, why: str) -> None:
    same = {"notes": list(finding.notes.all()), "agencies": list(finding.agencies.all())}
    change_finding(by=cast.lead, finding=finding, why=why, direction=direction, **same)
    finding.refresh_from_db()


def _addressed(cast: Cast, finding: Finding) -> Agency:
    """Return the first agency of the finding's sectors: a priority action may address one alone."""
    agencies = list(cast.agencies.values())
    return next((agency for agency in agencies if agency.sector in finding.sectors), agencies[0])


def _decider(cast: Cast, inspection: Inspection, proposer: Person) -> Person:
    """Return who decides under the framework, and did not propose it."""
    people = [cast.lead] if decider_of(inspection) == "lead" else list(cast.signatories.values())
    return next(person for person in people if person != proposer)
