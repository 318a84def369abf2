"""What stands before judging."""

from collections import Counter

from django.utils import timezone

from joinedup.cases import queries as cases
from joinedup.cases.asked import queries as asked_about
from joinedup.cases.audits import queries as audits
from joinedup.cases.consent import queries as consents
from joinedup.cases.sampled import queries as sampled
from joinedup.cases.tracking import queries as records
from joinedup.evidence.looking.queries import children_unseen, grid_for
from joinedup.inspections.models import Inspection
from joinedup.linkage.not_known import queries as not_known
from joinedup.web.components.words import count
from joinedup.web.inspectorate.waiting.judging import final_feedback, to_join
from joinedup.web.inspectorate.waiting.lists import not_asked_about
from joinedup.web.inspectorate.waiting.said import TEAM, Waiting, page_of


def fieldwork(inspection: Inspection) -> list[Waiting]:
    """Return what is not seen, written, asked or answered yet."""
    without = children_unseen(grid_for(None, inspection), inspection)  # alike for everybody: a note for other eyes tells nobody
    items = [Waiting(f"{child.code}: no note yet", page_of("chronology", inspection, child.pk), TEAM) for child in without]
    if found := not_known.found_undecided(inspection):
        said = f"Say whether {count(found, 'record')} agencies found {'is' if found == 1 else 'are'} the child’s"
        items.append(Waiting(said, page_of("not-known", inspection), TEAM))
    if unlisted := not_known.found_unlisted(inspection):
        said = f"{count(unlisted, 'record')} agencies found {'is' if unlisted == 1 else 'are'} not on a list yet"
        items.append(Waiting(said, page_of("not-known", inspection), TEAM))
    items += [*not_asked_about(inspection), *_asked_about(inspection), *_written_of_children(inspection)]
    return [*items, *final_feedback(inspection)]


def _written_of_children(inspection: Inspection) -> list[Waiting]:
    """Return what is left to write of tracked and sampled children, and who was asked and has not answered."""
    children = list(cases.tracked_children(inspection))
    begun = records.begun(children)
    items = [
        Waiting(f"{child.code}: tracking record not begun", page_of("record", inspection, child.pk), TEAM)
        for child in children
        if child.pk not in begun
    ]
    items += to_join(inspection)
    for consent in consents.unanswered(inspection):
        said = f"{consent.tracked.code}: asked for consent, no answer recorded"
        items.append(Waiting(said, page_of("consent-one", inspection, consent.tracked_id, consent.pk), TEAM))
    for meeting in consents.planned_without(inspection):
        said = f"{meeting.tracked.code}: a meeting is planned with somebody who does not consent to meet"
        items.append(Waiting(said, page_of("meeting", inspection, meeting.tracked_id, meeting.pk), TEAM))
    if left := len(sampled.left_to_look_at(inspection)):
        said = f"{count(left, 'sampled child has', 'sampled children have')} no short form done"
        items.append(Waiting(said, page_of("sampled", inspection), TEAM))
    return items


def _asked_about(inspection: Inspection) -> list[Waiting]:
    """Return what is awaited about children past its day, wishes for more time, and joint audits to chase or compare."""
    late = Counter(row.agency.name for row in asked_about.overdue(inspection, timezone.localdate()))
    page = page_of("asked-all", inspection)
    items = [
        Waiting(f"{agency}: {count(things, 'thing')} about children overdue", page, TEAM, agency) for agency, things in late.items()
    ]
    for row in asked_about.wishes_to_decide(inspection):
        wanted = f"{row.agency.name} asks for more time about {row.child.code}: {row.title}"
        items.append(Waiting(wanted, page_of("child-request", inspection, row.pk), TEAM))
    for audit in audits.awaited_audits(inspection):
        said = f"{audit.tracked.code}: the joint audit has not been returned"
        items.append(Waiting(said, page_of("joint-audit", inspection, audit.tracked_id), TEAM))
    for audit in audits.uncompared(inspection):
        said = f"{audit.tracked.code}: compare the joint audit with your own view"
        items.append(Waiting(said, page_of("joint-audit", inspection, audit.tracked_id), TEAM))
    return items
