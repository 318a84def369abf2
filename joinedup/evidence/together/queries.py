"""Reading how the judgement of each criterion stands."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from joinedup.areas.models import Inspectorate
from joinedup.evidence.core.phases import Phase, Said, Saying, phase_of, settles
from joinedup.evidence.enums import FindingState
from joinedup.evidence.findings.queries import wording_hashes
from joinedup.evidence.models import Finding
from joinedup.evidence.own_views.queries import taking_part
from joinedup.evidence.own_views.visibility import opening_of
from joinedup.evidence.together.models import NoFinding, Stance
from joinedup.inspections.models import Inspection
from joinedup.method.framework import Criterion


@dataclass(frozen=True)
class Kept:
    """A difference of view. It stands until its inspectorate words it anew, agrees or takes it back; it is listed for good."""

    stance: Stance
    stands: bool
    earlier: bool  # it was said of another conclusion than stands now


@dataclass(frozen=True)
class Judged:
    """How one criterion's judgement stands: what is concluded, and what each inspectorate says to it."""

    criterion: Criterion
    phase: Phase
    findings: tuple[Finding, ...]
    no_finding: NoFinding | None
    conclusion: str  # hash; "": nothing is concluded
    said: tuple[tuple[Inspectorate, Stance | None], ...]  # the last of each; null where it no longer holds, or never was
    kept: tuple["Kept", ...] = ()  # every difference of view ever kept: those that stand first

    @property
    def differences(self) -> list[Stance]:
        """Return the differences of view that stand, also those kept on an earlier wording."""
        return [one.stance for one in self.kept if one.stands]

    @property
    def to_say(self) -> list[Inspectorate]:
        """Return the inspectorates that have neither agreed nor kept a difference."""
        return [body for body, stance in self.said if stance is None]


def judgements(inspection: Inspection) -> list[Judged]:
    """Return how each criterion of an inspection stands, in the framework's order."""
    opened, parts = opening_of(inspection).is_open, taking_part(inspection)
    findings, hashes, nothing, rows = _findings(inspection), wording_hashes(inspection), _nothing(inspection), _said(inspection)
    found = []
    for known in inspection.framework.criteria:
        conclusion = _conclusion(findings[known.id], hashes, nothing.get(known.id))
        last_said = {row.inspectorate.code: row for row in rows[known.id]}
        spoken = {code: Said(Saying(stance.saying), stance.about) for code, stance in last_said.items()}
        codes = [body.code for body in parts]
        phase = phase_of(opened=opened, conclusion=conclusion, taking_part=codes, said=spoken)
        holds = {code: last_said[code] for code in codes if settles(spoken.get(code), conclusion)}
        last = tuple((body, holds.get(body.code)) for body in parts)
        kept = tuple(_kept(rows[known.id], conclusion))
        found.append(Judged(known, phase, tuple(findings[known.id]), nothing.get(known.id), conclusion, last, kept))
    return found


def judged(inspection: Inspection, criterion: str) -> Judged:
    """Return how one criterion stands. Raises StopIteration where the framework has none of that name."""
    return next(one for one in judgements(inspection) if one.criterion.id == criterion)


def differences_on(finding: Finding) -> list[Stance]:
    """Return the differences of view kept on a finding: those about it, and those about a criterion it answers as a whole."""
    return [one.stance for one in kept_on(finding) if one.stands]


def kept_on(finding: Finding) -> list[Kept]:
    """Return every difference of view ever kept on a finding, or on a criterion it answers as a whole."""
    answers = {finding.criterion, *finding.also}
    return [
        kept
        for one in judgements(finding.inspection)
        for kept in one.kept
        if kept.stance.finding_id == finding.pk or (kept.stance.finding_id is None and one.criterion.id in answers)
    ]


def unsettled(inspection: Inspection) -> list[Finding]:
    """Return the findings held agreed although what their inspectorates said to them no longer settles them.

    One agreed before inspectorates spoke here was said nothing to: it is as agreed as it was.
    """
    open_now = {one.criterion.id for one in judgements(inspection) if one.phase != Phase.AGREED}
    spoken = set(Stance.objects.filter(inspection=inspection).values_list("criterion", flat=True))
    agreed = Finding.objects.filter(inspection=inspection, state=FindingState.AGREED).order_by("number")
    return [finding for finding in agreed if {finding.criterion, *finding.also} & open_now & spoken]


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


def _said(inspection: Inspection) -> dict[str, list[Stance]]:
    """Return everything said of each criterion, the oldest first."""
    rows = Stance.objects.filter(inspection=inspection).select_related("inspectorate", "finding").order_by("at")
    found: dict[str, list[Stance]] = defaultdict(list)
    for row in rows:
        found[row.criterion].append(row)
    return found


def _kept(said: list[Stance], conclusion: str) -> list[Kept]:
    """Return the differences of view kept on one criterion: an inspectorate's last on each finding stands.

    Agreeing or taking back ends all that the inspectorate kept on the criterion.
    """
    standing: dict[tuple[object, object], Stance] = {}
    for row in said:
        if row.saying == Saying.DIFFERS:
            standing[row.inspectorate_id, row.finding_id] = row
        else:
            standing = {key: stance for key, stance in standing.items() if key[0] != row.inspectorate_id}
    kept = [Kept(row, row in standing.values(), earlier=row.about != conclusion) for row in said if row.saying == Saying.DIFFERS]
    return sorted(kept, key=lambda one: not one.stands)
