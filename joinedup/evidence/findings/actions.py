"""The only writers of findings."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import record, record_read
from joinedup.evidence.core.grades import check_no_grade
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.core.wordings import wording_hash
from joinedup.evidence.enums import FindingDirection, FindingState, KnownToLeaders
from joinedup.evidence.findings.models import FedBack, FindingVersion
from joinedup.evidence.findings.queries import first_version_id, last_version, pinned, wording_now
from joinedup.evidence.findings.resting import check_notes
from joinedup.evidence.findings.rules import check_can_change_finding, check_can_make_finding, check_can_move_finding
from joinedup.evidence.models import Finding, FindingNote, Note
from joinedup.evidence.queries import findings_of
from joinedup.evidence.together.queries import judgements
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies as taking_part
from joinedup.inspections.queries import is_to_come
from joinedup.inspections.rules import InspectionRefused, check_is_inspector
from joinedup.people.models import Person

#: What is said of a finding beside its notes, its criterion and its agencies: the fields of its row.
_SAID = ("text", "direction", "sectors", "known_to_leaders", "acted_during", "acted_on", "acted_seen_by", "also", "criterion")


@transaction.atomic
def make_finding(
    *,
    by: Person,
    inspection: Inspection,
    criterion: str,
    direction: str,
    sectors: Iterable[str],
    text: str,
    notes: Iterable[Note],
    also: Iterable[str] = (),
    agencies: Iterable[Agency] = (),
    known_to_leaders: str = KnownToLeaders.NOT_ESTABLISHED,
    acted_during: str = "",
    acted_on: date | None = None,
    acted_seen_by: str = "",
) -> Finding:
    """Make a provisional finding that rests on at least one note of its inspection; raise InspectionRefused or EvidenceError.

    `also` are further criteria it answers beside its own. What was done during the inspection is said by `acted_during` (what),
    `acted_on` (the day) and `acted_seen_by` (the id of the inspectorate that saw it).
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)  # keeps two who number at once apart
    check_can_make_finding(by, inspection)
    finding = Finding(inspection=inspection, made_by=by)
    said = {"text": text, "direction": direction, "sectors": list(sectors), "criterion": criterion, "also": list(also)}
    acted = {"acted_during": acted_during, "acted_on": acted_on, "acted_seen_by": acted_seen_by}
    _say(finding, known_to_leaders=known_to_leaders, **said, **acted)
    notes, agencies = list(notes), list(agencies)
    _check(by, finding, notes, agencies)
    finding.number = (Finding.objects.filter(inspection=inspection).aggregate(highest=Max("number"))["highest"] or 0) + 1
    finding.save(force_insert=True)
    finding.agencies.set(agencies)
    FindingNote.objects.bulk_create(FindingNote(finding=finding, note=note, revision=note.current) for note in notes)
    _keep(by, finding)
    _log(by, finding, "finding made", criterion=criterion, direction=str(direction), notes=[str(note.pk) for note in notes])
    return finding


@transaction.atomic
def change_finding(
    *, by: Person, finding: Finding, why: str, notes: Iterable[Note], agencies: Iterable[Agency] = (), **said: Any
) -> Finding:
    """Give a finding another wording, saying why; the earlier ones stay. `said` as for `make_finding`.

    What was fed back becomes provisional again. A note kept stays in the wording it was used in. Raises InspectionRefused or
    EvidenceError.
    """
    finding = _locked(finding)
    check_can_change_finding(by, finding)
    if not why.strip():
        raise EvidenceError("Say why the finding is changed.")
    if last_version(finding) is None:
        _keep(finding.made_by, finding)  # made before wordings were kept: what stood until now is the first
    before, notes, agencies = wording_now(finding), list(notes), list(agencies)
    _say(finding, **said)
    _check(by, finding, notes, agencies)
    was_fed_back, finding.state = finding.state == FindingState.FED_BACK, FindingState.PROVISIONAL
    finding.save()
    finding.agencies.set(agencies)
    _rest_on(finding, notes)
    if wording_now(finding) == before:
        raise EvidenceError("Nothing is changed: the finding says this already.")
    version = _keep(by, finding, why.strip())
    _log(by, finding, "finding changed", version=version.hash, provisional_again=was_fed_back)
    return finding


@transaction.atomic
def feed_back(*, by: Person, finding: Finding, on: date, meeting: str, version: FindingVersion | None = None) -> Finding:
    """Record that a finding was fed back: on which day, at which meeting, in the wording it has or an earlier one.

    Raises as `move_finding`.
    """
    if is_to_come(finding.inspection, on):
        raise EvidenceError("The day it was fed back must be today or in the past.")
    if not meeting.strip():
        raise EvidenceError("Say at which meeting it was fed back.")
    finding = _move(by, finding, FindingState.FED_BACK)
    said = version or last_version(finding) or _keep(by, finding)
    row = FedBack(inspection=finding.inspection, finding=finding, version=said, on=on, by=by)
    row.meeting = meeting.strip()
    row.save(force_insert=True)
    return finding


@transaction.atomic
def move_finding(*, by: Person, finding: Finding, to: str) -> Finding:
    """Agree a finding, or take it back, as its table allows; raise InspectionRefused. A provisional one goes by `feed_back`."""
    if FindingState(to) == FindingState.FED_BACK and finding.state == FindingState.PROVISIONAL:
        raise EvidenceError("Say on which day and at which meeting the finding was fed back.")
    return _move(by, finding, FindingState(to))


def open_findings(*, by: Person, inspection: Inspection) -> list[Finding]:
    """Return an inspection's findings to somebody of its team, and log that they were read. Raises InspectionRefused."""
    check_is_inspector(by, inspection)
    found = list(findings_of(inspection))
    about = {"object_kind": "inspection", "object_id": str(inspection.pk), "detail": {"findings": len(found)}}
    record_read(by=by, chain=str(inspection.pk), action="findings read", **about)
    return found


def _move(by: Person, finding: Finding, to: FindingState) -> Finding:
    finding = _locked(finding)
    check_can_move_finding(by, finding, to)
    before, finding.state = finding.state, to
    finding.save(update_fields=["state"])
    _log(by, finding, "finding moved", before=str(before), to=str(to))
    return finding


def _locked(finding: Finding) -> Finding:
    """Lock the inspection's row, which everybody who agrees locks too, and the finding's."""
    Inspection.objects.select_for_update().get(pk=finding.inspection_id)
    return Finding.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=finding.pk)


def _say(finding: Finding, **said: Any) -> None:
    """Put what is said on the row; raise TypeError for what a finding does not say."""
    if unknown := set(said) - set(_SAID):
        raise TypeError(f"A finding does not say {', '.join(sorted(unknown))}.")
    for name, value in said.items():
        setattr(finding, name, list(value) if name in ("sectors", "also") else value)
    finding.also = [criterion for criterion in dict.fromkeys(finding.also) if criterion != finding.criterion]


def _keep(by: Person, finding: Finding, why: str = "") -> FindingVersion:
    """Keep the wording that stands as the finding's next version."""
    last, wording = last_version(finding), wording_now(finding)
    id = uuid.uuid4() if last else first_version_id(finding)
    version = FindingVersion(pk=id, inspection=finding.inspection, finding=finding, by=by)
    version.number, version.said, version.why = (last.number if last else 0) + 1, wording.as_json(), why
    version.hash = wording_hash(str(version.pk), wording)
    version.save(force_insert=True)
    return version


def _rest_on(finding: Finding, notes: Collection[Note]) -> None:
    """Let a finding rest on these notes: those it had in the wording they were used in, new ones in the one they have now."""
    had = pinned(finding)
    FindingNote.objects.filter(finding=finding).exclude(note__in=notes).delete()
    new = [note for note in notes if note.pk not in had]
    FindingNote.objects.bulk_create(FindingNote(finding=finding, note=note, revision=note.current) for note in new)


def _check(by: Person, finding: Finding, notes: Collection[Note], agencies: Collection[Agency]) -> None:
    """Raise EvidenceError where a finding would stand on nothing, on what is not to be used, or outside the framework."""
    if not finding.text.strip():
        raise EvidenceError("Say what was found: the finding is empty.")
    check_no_grade(finding.text)
    if not notes:
        raise EvidenceError("A finding rests on at least one note. Choose the notes it rests on.")
    had = pinned(finding)
    check_notes(by, finding.inspection, [note for note in notes if note.pk not in had])
    _check_framework(finding)
    _check_acted(finding)
    there = set(taking_part(finding.inspection).values_list("pk", flat=True))
    if elsewhere := [agency.name for agency in agencies if agency.pk not in there]:
        raise EvidenceError(f"{elsewhere[0]} does not take part in this inspection.")
    for judged in judgements(finding.inspection):
        if judged.no_finding and judged.criterion.id in {finding.criterion, *finding.also}:
            raise InspectionRefused(f"“{judged.criterion.text}” was concluded without a finding. Take that back first.")


def _check_framework(finding: Finding) -> None:
    framework = finding.inspection.framework
    if finding.direction not in FindingDirection.values:
        raise EvidenceError("A finding is a strength, something to improve or a priority action.")
    if finding.known_to_leaders not in KnownToLeaders.values:
        raise EvidenceError("Say whether leaders knew, or that it was not established.")
    known = {criterion.id for criterion in framework.criteria}
    if outside := [criterion for criterion in (finding.criterion, *finding.also) if criterion not in known]:
        raise EvidenceError(f"“{outside[0]}” is not a criterion of this framework.")
    if unknown := set(finding.sectors) - {sector.id for sector in framework.sectors}:
        raise EvidenceError(f"“{min(unknown)}” is not a sector of this framework.")


def _check_acted(finding: Finding) -> None:
    """Raise EvidenceError where a day or a witness is named of nothing done, the day is to come, or the witness takes no part."""
    if (finding.acted_on or finding.acted_seen_by) and not finding.acted_during.strip():
        raise EvidenceError("Say what was done during the inspection, or leave the day and who saw it empty.")
    if finding.acted_on and finding.acted_on > timezone.localdate():
        raise EvidenceError("The day something was done must be today or in the past.")
    if finding.acted_seen_by and finding.acted_seen_by not in {part.id for part in finding.inspection.framework.inspectorates}:
        raise EvidenceError("Choose the inspectorate that saw it among those taking part.")


def _log(by: Person, finding: Finding, action: str, **detail: object) -> None:
    about = {"object_kind": "finding", "object_id": str(finding.pk), "detail": detail}
    record(by=by, chain=str(finding.inspection_id), action=action, **about)
