"""Reading findings and every wording they have had."""

import uuid

from django.db.models import QuerySet

from joinedup.evidence.core.wordings import Acted, Wording, wording_hash
from joinedup.evidence.findings.models import FedBack, FindingVersion
from joinedup.evidence.models import Finding, FindingNote
from joinedup.inspections.models import Inspection


def versions_of(finding: Finding) -> QuerySet[FindingVersion]:
    """Return every wording of a finding, the oldest first; none of one that was made before wordings were kept."""
    return FindingVersion.objects.filter(finding=finding).select_related("by").order_by("number")


def last_version(finding: Finding) -> FindingVersion | None:
    """Return the wording that stands, null for a finding made before wordings were kept."""
    return versions_of(finding).last()


def wording_hashes(inspection: Inspection) -> dict[object, str]:
    """Return the hash of the wording that stands, by finding; of one made before wordings were kept, as it will be kept."""
    rows = FindingVersion.objects.filter(inspection=inspection).order_by("number")
    kept: dict[object, str] = dict(rows.values_list("finding", "hash"))
    old = Finding.objects.filter(inspection=inspection).exclude(pk__in=list(kept))
    return kept | {finding.pk: wording_hash(str(first_version_id(finding)), wording_now(finding)) for finding in old}


def first_version_id(finding: Finding) -> uuid.UUID:
    """Return the id of a finding's first wording: known before it is kept, so that keeping it changes no hash."""
    return uuid.uuid5(finding.pk, "first wording")


def fed_back_of(finding: Finding) -> QuerySet[FedBack]:
    """Return when a finding was fed back and at which meeting, the oldest first."""
    return FedBack.objects.filter(finding=finding).select_related("version").order_by("at")


def wording_now(finding: Finding) -> Wording:
    """Return everything a finding says as it stands."""
    links = FindingNote.objects.filter(finding=finding).order_by("note__number").values_list("note", "revision")
    acted_on = finding.acted_on.isoformat() if finding.acted_on else ""
    return Wording(
        text=finding.text,
        direction=finding.direction,
        criterion=finding.criterion,
        also=tuple(finding.also),
        sectors=tuple(finding.sectors),
        agencies=tuple(finding.agencies.order_by("key").values_list("key", flat=True)),
        known_to_leaders=finding.known_to_leaders,
        acted=Acted(finding.acted_during, acted_on, finding.acted_seen_by),
        notes=tuple(f"{note}:{revision}" for note, revision in links),
    )


def pinned(finding: Finding) -> dict[uuid.UUID, uuid.UUID]:
    """Return the note revisions a finding rests on, by note."""
    return dict(FindingNote.objects.filter(finding=finding).values_list("note", "revision"))
