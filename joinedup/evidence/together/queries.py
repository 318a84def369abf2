"""Reading how the judgement of each criterion stands."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from joinedup.areas.models import Inspectorate
from joinedup.evidence.core.phases import Phase, Said, Saying, phase_of, settles
from joinedup.evidence.findings.queries import wording_hashes
from joinedup.evidence.models import Finding
from joinedup.evidence.own_views.queries import taking_part
from joinedup.evidence.own_views.visibility import opening_of
from joinedup.evidence.together.models import NoFinding, Stance
from joinedup.inspections.models import Inspection
from joinedup.method.framework import Criterion


@dataclass(frozen=True)
class Judged:
    """How one criterion's judgement stands: what is concluded, and what each inspectorate says to it."""

    criterion: Criterion
    phase: Phase
    findings: tuple[Finding, ...]
    no_finding: NoFinding | None
    conclusion: str  # hash; "": nothing is concluded
    said: tuple[tuple[Inspectorate, Stance | None], ...]  # the last of each; null where it no longer holds, or never was

    @property
    def differences(self) -> list[Stance]:
        """Return the differences of view that are kept."""
        return [stance for _, stance in self.said if stance is not None and stance.saying == Saying.DIFFERS]

    @property
    def to_say(self) -> list[Inspectorate]:
        """Return the inspectorates that have neither agreed nor kept a difference."""
        return [body for body, stance in self.said if stance is None]


def judgements(inspection: Inspection) -> list[Judged]:
    """Return how each criterion of an inspection stands, in the framework's order."""
    opened, parts = opening_of(inspection).is_open, taking_part(inspection)
    findings, hashes, nothing, said = _findings(inspection), wording_hashes(inspection), _nothing(inspection), _said(inspection)
    found = []
    for known in inspection.framework.criteria:
        conclusion = _conclusion(findings[known.id], hashes, nothing.get(known.id))
        spoken = {code: Said(Saying(stance.saying), stance.about) for code, stance in said[known.id].items()}
        codes = [body.code for body in parts]
        phase = phase_of(opened=opened, conclusion=conclusion, taking_part=codes, said=spoken)
        holds = {code: said[known.id][code] for code in codes if settles(spoken.get(code), conclusion)}
        last = tuple((body, holds.get(body.code)) for body in parts)
        found.append(Judged(known, phase, tuple(findings[known.id]), nothing.get(known.id), conclusion, last))
    return found


def judged(inspection: Inspection, criterion: str) -> Judged:
    """Return how one criterion stands. Raises StopIteration where the framework has none of that name."""
    return next(one for one in judgements(inspection) if one.criterion.id == criterion)


def differences_on(finding: Finding) -> list[Stance]:
    """Return the differences of view kept on a finding: those about it, and those about a criterion it answers as a whole."""
    answers = {finding.criterion, *finding.also}
    return [
        stance
        for one in judgements(finding.inspection)
        if one.criterion.id in answers
        for stance in one.differences
        if stance.finding_id in (None, finding.pk)
    ]


def _conclusion(findings: list[Finding], hashes: dict[object, str], nothing: NoFinding | None) -> str:
    """Return a hash over the findings in their wordings, or the reason why there is none; "" where nothing is concluded."""
    parts = [f"{finding.pk}:{hashes.get(finding.pk, '')}" for finding in findings]
    parts += [str(nothing.pk)] if nothing else []
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest() if parts else ""


def _findings(inspection: Inspection) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in Finding.objects.filter(inspection=inspection).order_by("number"):
        for criterion in dict.fromkeys((finding.criterion, *finding.also)):
            found[criterion].append(finding)
    return found


def _nothing(inspection: Inspection) -> dict[str, NoFinding]:
    last = {row.criterion: row for row in NoFinding.objects.filter(inspection=inspection).order_by("at")}
    return {criterion: row for criterion, row in last.items() if row.stands}


def _said(inspection: Inspection) -> dict[str, dict[str, Stance]]:
    rows = Stance.objects.filter(inspection=inspection).select_related("inspectorate", "finding").order_by("at")
    found: dict[str, dict[str, Stance]] = defaultdict(dict)
    for row in rows:
        found[row.criterion][row.inspectorate.code] = row
    return found
