"""How a finding came to say what it says: each wording with what changed in it, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from joinedup.cases.core.wording import Piece, difference
from joinedup.evidence.core.wordings import Wording
from joinedup.evidence.enums import FindingDirection, KnownToLeaders
from joinedup.evidence.findings.models import FindingVersion
from joinedup.inspections.models import Inspection
from joinedup.web.components.dates import day
from joinedup.web.components.words import count, listed
from joinedup.web.inspectorate.labels import Labels


@dataclass(frozen=True)
class Step:
    """One wording: the words in runs as they differ from those before, and what else changed, each as (what, before, now)."""

    version: FindingVersion
    words: tuple[Piece, ...]
    else_changed: tuple[tuple[str, str, str], ...]


def steps(versions: Sequence[FindingVersion], inspection: Inspection) -> list[Step]:
    """Return the wordings with what each changed, the newest first."""
    labels, found = Labels(inspection.framework), []
    before: Wording | None = None
    for version in versions:
        now = Wording.from_json(version.said)
        words = difference(before.text if before else "", now.text)
        found.append(Step(version, words, _changes(before, now, labels) if before else ()))
        before = now
    return found[::-1]


def _changes(before: Wording, now: Wording, labels: Labels) -> tuple[tuple[str, str, str], ...]:
    told = zip(_told(before, labels), _told(now, labels), strict=True)
    return tuple((what, old, new) for (what, old), (_, new) in told if old != new) + _notes(before, now)


def _told(wording: Wording, labels: Labels) -> list[tuple[str, str]]:
    acted = wording.acted
    return [
        ("What it is", str(FindingDirection(wording.direction).label)),
        ("Criteria", listed(labels.criterion(key) for key in (wording.criterion, *wording.also))),
        ("Whose work it is about", labels.sector_list(list(wording.sectors))),
        ("Agencies it names", listed(wording.agencies)),
        ("Whether leaders knew", str(KnownToLeaders(wording.known_to_leaders).label)),
        ("What was done", acted.what or "nothing"),
        ("The day it was done", day(acted.day) or "not known"),
        ("Who saw it", acted.seen_by or "not known"),
    ]


def _notes(before: Wording, now: Wording) -> tuple[tuple[str, str, str], ...]:
    """Return that it rests on other notes: how many alone, for not everybody may read each."""
    if before.notes == now.notes:
        return ()
    return (("Notes it rests on", count(len(before.notes), "note"), f"{count(len(now.notes), 'note')}, not all the same"),)
