"""A box, a priority action and a shared draft at the moments a reader may do something about them."""

from uuid import UUID, uuid4

from django.utils import timezone

from joinedup.evidence.models import Finding
from joinedup.letter.boxes.models import BoxReading, BoxStory
from joinedup.letter.boxes.queries import as_it_stands
from joinedup.letter.consistency.models import SharedLetter
from joinedup.letter.models import Box
from joinedup.letter.priority.models import PriorityAction, PriorityNotice
from joinedup.rehearsal.play import Played

Ids = dict[str, object]
_DAY = {"on_day": "3", "on_month": "10", "on_year": "2022"}


def new_ids() -> dict[str, UUID]:
    """Return ids for what is there for a visit only."""
    return {name: uuid4() for name in ("box_reading_id", "priority_id", "notice_id", "shared_id")}


def stand_by_box(played: Played, ids: Ids, box: Box, *, read: bool) -> None:
    """Let a box be about a service of the police who have read it, or who were asked to read other words of it."""
    police, by = played.cast.agencies["police"], played.cast.lead
    where = {"inspection": played.inspection, "box": box}
    BoxStory.objects.create(**where, about="service", agency=police, said_by=by)
    asked = {"agency": police, "about": "service", "asked_by": by, "due_at": timezone.now()}
    shown = {"title": "Who asks", "paragraphs": ["Nobody asks."]}
    answered = {"answer": "clear", "answered_by": by, "answered_at": timezone.now()} if read else {}
    version = as_it_stands(box).version if read else "0" * 64
    BoxReading.objects.create(pk=ids["box_reading_id"], **where, **asked, **answered, shown=shown, version=version)


def act_at_once(played: Played, ids: Ids) -> None:
    """Let one finding ask for priority action, another have it proposed, a third have it decided on and told the police."""
    findings = list(Finding.objects.filter(inspection=played.inspection).exclude(pk=ids["finding_id"]).order_by("number"))
    Finding.objects.filter(pk=ids["finding_id"]).update(direction="priority")
    where = {"inspection": played.inspection, "asks": "Look today.", "reasons": "Nobody knows."}
    where["proposed_by"] = list(played.cast.inspectors.values())[-1][-1]
    proposed = PriorityAction.objects.create(pk=ids["priority_id"], number=98, finding=findings[0], **where)
    told = {"number": 99, "finding": findings[1], "state": "decided", "due_on": played.inspection.notified_on}
    decided = PriorityAction.objects.create(**told, **where)
    police = played.cast.agencies["police"]
    for one in (proposed, decided):
        one.agencies.set([police])
    PriorityNotice.objects.create(pk=ids["notice_id"], inspection=played.inspection, priority=decided, agency=police)
    SharedLetter.objects.create(pk=ids["shared_id"], letter=played.letter, person=played.cast.reader, shared_by=played.cast.lead)


def boxes_and_priority(played: Played, ids: Ids) -> dict[str, dict[str, object]]:
    """Return what is typed into the forms of boxes, priority action, the round and the board."""
    police = str(played.cast.agencies["police"].pk)
    proposal = {"finding": str(ids["finding_id"]), "agencies": [police], "asks": "Look today.", "reasons": "Nobody knows."}
    return {
        "inspectorate:box-describe": {"about": "service", "agency": police},
        "inspectorate:box-lesson": {"text": "Ask twice."},
        "inspectorate:box-agreement": {"to": "given", "whose": "service", "how": "By telephone.", **_DAY},
        "inspectorate:priority-new": proposal,
        "inspectorate:priority-decide": {"needed": "yes", "reasons": "It cannot wait."},
        "inspectorate:priority-withdraw": {"why": "It is done."},
        "inspectorate:round-settle": {"text": "Plans are on file.", "why": "So say the others."},
        "inspectorate:letter-slipped": {"why": "A court asked us to wait."},
        "agency:box-reading": {"answer": "clear"},
        "agency:priority-notice": {"words": "We looked."},
    }
