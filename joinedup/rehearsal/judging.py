"""Each inspectorate writes its own view from its own notes; the views open; the team concludes, and one difference is kept."""

from collections import defaultdict
from datetime import timedelta

from django.utils import timezone

from joinedup.evidence.core.phases import Saying
from joinedup.evidence.core.viewing import Leaning
from joinedup.evidence.enums import FindingDirection, FindingState, NoteDirection
from joinedup.evidence.findings.actions import move_finding
from joinedup.evidence.models import Finding, Note
from joinedup.evidence.own_views.actions import open_now, save_view, set_hour
from joinedup.evidence.own_views.rules import is_asked
from joinedup.evidence.queries import marked
from joinedup.evidence.together.actions import conclude_without, say
from joinedup.inspections.models import Inspection
from joinedup.rehearsal.cast import Cast

#: (criterion, inspectorate) → which way its view leans.
Leanings = dict[tuple[str, str], Leaning]


def write_own_views(cast: Cast, inspection: Inspection, notes: list[Note]) -> Leanings:
    """Let each inspectorate write what its own notes carry, of each criterion it is asked about; then open the views.

    An inspectorate without notes on a criterion has not seen enough, and says so.
    """
    mine: dict[tuple[str, str], list[Note]] = defaultdict(list)
    for note in marked(inspection, notes):
        for criterion in note.current.criteria if not note.aside else ():
            mine[criterion, note.inspectorate.code].append(note)
    leanings: Leanings = {}
    for criterion in inspection.framework.criteria:
        for code, people in cast.inspectors.items():
            if is_asked(inspection, code, criterion):
                seen = mine[criterion.id, code]
                leanings[criterion.id, code] = leaning = _leaning(seen)
                said = {"leaning": leaning, "words": _words(seen), "notes": seen}
                save_view(by=people[-1], inspection=inspection, criterion=criterion.id, **said)
    _open(cast, inspection)
    return leanings


def judge_together(cast: Cast, inspection: Inspection, findings: list[Finding], leanings: Leanings) -> None:
    """Conclude on every criterion, let each inspectorate speak, keep one difference of view; then the findings are agreed."""
    answered = {finding.criterion for finding in findings}
    for criterion in inspection.framework.criteria:
        if criterion.id not in answered:
            why = "What was seen bears on other criteria and is said there; on this one it is too little to conclude from."
            conclude_without(by=cast.lead, inspection=inspection, criterion=criterion.id, why=why)
    differing = _first_difference(findings, leanings) if len(cast.inspectors) > 1 else None
    for criterion in inspection.framework.criteria:
        for code, people in cast.inspectors.items():
            about = {"by": people[-1], "inspection": inspection, "criterion": criterion.id}
            if differing is not None and differing[:2] == (criterion.id, code):
                say(**about, saying=Saying.DIFFERS, words=_difference(leanings[criterion.id, code]), finding=differing[2])
            else:
                say(**about, saying=Saying.AGREES)
    for finding in findings:
        move_finding(by=cast.lead, finding=finding, to=FindingState.AGREED)


def _open(cast: Cast, inspection: Inspection) -> None:
    """Set the hour, and open the views before it: everybody has written."""
    if not inspection.framework.own_view_first:
        return
    set_hour(by=cast.lead, inspection=inspection, opens_at=timezone.now() + timedelta(hours=2))
    open_now(by=cast.lead, inspection=inspection, why="Every inspectorate has written. There is nothing to wait for.")


def _leaning(notes: list[Note]) -> Leaning:
    directions = {note.current.direction for note in notes}
    strength, concern = NoteDirection.STRENGTH in directions, NoteDirection.CONCERN in directions
    if strength and concern:
        return Leaning.BOTH
    if strength:
        return Leaning.STRENGTH
    return Leaning.IMPROVE if concern else Leaning.NOT_ENOUGH


def _words(notes: list[Note]) -> str:
    """Return the first thing of each direction that the notes say, or that too little was seen."""
    first = {
        note.current.direction: note.current.text for note in reversed(notes) if note.current.direction != NoteDirection.CONTEXT
    }
    return " ".join(first[key] for key in sorted(first)) or "We have not seen enough in our own work to say."


def _first_difference(findings: list[Finding], leanings: Leanings) -> tuple[str, str, Finding] | None:
    """Return the first finding an inspectorate's own view does not carry, with its criterion and that inspectorate.

    One that saw the contrary comes before one that has not seen enough.
    """
    contrary = {FindingDirection.STRENGTH: Leaning.IMPROVE}
    found: list[tuple[bool, int, str, str, Finding]] = []
    for place, finding in enumerate(findings):
        opposite = contrary.get(FindingDirection(finding.direction), Leaning.STRENGTH)
        for (criterion, code), leaning in leanings.items():
            if criterion == finding.criterion and leaning in (opposite, Leaning.NOT_ENOUGH):
                found.append((leaning != opposite, place, criterion, code, finding))
    return min(found, key=lambda one: one[:2])[2:] if found else None


def _difference(leaning: Leaning) -> str:
    if leaning == Leaning.NOT_ENOUGH:
        return "We have not seen enough of this in our own work to say it with the others. We do not stand in its way."
    return "What we saw in the sector we assess points the other way. We ask that the finding be read beside it."
