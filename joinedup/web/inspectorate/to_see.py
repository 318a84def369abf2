"""What one inspector has still to see, note or join, a sentence and a page for each."""

from django.urls import reverse

from joinedup.evidence.looking.left import Left, left_to
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.method.fieldwork import fieldwork_of
from joinedup.people.models import Person
from joinedup.web.components.dates import day
from joinedup.web.components.words import count
from joinedup.web.inspectorate.grid_in_words import about
from joinedup.web.inspectorate.labels import Labels

Said = tuple[str, str]


def still_to_see(person: Person, inspection: Inspection) -> list[Said]:
    """Return a sentence and an address for each thing left, what is theirs by name first.

    What nobody has seen yet is told of in fieldwork alone: afterwards there is nobody left to go and look.
    """
    left, labels = left_to(person, inspection), Labels(inspection.framework)
    own = [*_gaps(left, inspection, labels), *_notes(left, inspection)]
    return [*own, *_unseen(left, inspection), *_criteria(left, inspection, labels)] if inspection.stage == Stage.FIELDWORK else own


def _gaps(left: Left, inspection: Inspection, labels: Labels) -> list[Said]:
    return [(f"Look by {day(gap.day)}: {about(gap, labels)}", _page("gap", inspection, gap.pk)) for gap in left.gaps]


def _notes(left: Left, inspection: Inspection) -> list[Said]:
    said = [(f"{note}: several wordings to put together", _page("note", inspection, note.pk)) for note in left.branched]
    said += [
        (f"{note}: not complete, so no finding can rest on it", _page("note", inspection, note.pk)) for note in left.incomplete
    ]
    if left.aside:
        words = f"{count(left.aside, 'thing')} you sent could not be placed and {'is' if left.aside == 1 else 'are'} kept aside"
        said.append((words, _page("kept-aside", inspection)))
    return said


def _unseen(left: Left, inspection: Inspection) -> list[Said]:
    said = [
        (f"{one.tracked.code}: the meeting of {day(one.on)} has no note", _page("meeting", inspection, one.tracked_id, one.pk))
        for one in left.meetings
    ]
    for one in left.answers:
        said.append(
            (f"Question {one.number} is answered, and no note rests on it", _page("not-known-question", inspection, one.pk))
        )
    return said


def _criteria(left: Left, inspection: Inspection, labels: Labels) -> list[Said]:
    said, page = [], _page("grid", inspection)
    activities = {one.id: one.title for one in fieldwork_of(inspection.framework).activities}
    for slot in left.unheard:
        where = f", {labels.sector(slot.sector)}" if slot.sector else ""
        words = f"Slot {slot.number}, {activities[slot.activity].lower()}{where}, {day(slot.day)}: no note yet"
        said.append((words, f"{_page('note-new', inspection)}?slot={slot.pk}"))
    if left.empty:
        words = f"{count(len(left.empty), 'criterion has', 'criteria have')} no note in a sector your inspectorate assesses"
        said.append((words, f"{page}#thin"))
    return said


def _page(name: str, inspection: Inspection, *more: object) -> str:
    return reverse(f"inspectorate:{name}", args=[inspection.pk, *more])
