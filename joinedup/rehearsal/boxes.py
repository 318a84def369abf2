"""The boxes of a made-up letter: whom each is about, who read it, who agreed, and what others can learn."""

from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.cases.models import TrackedChild
from joinedup.letter.boxes.actions import answer_reading, ask_to_read, describe_box, open_reading, record_agreement, write_lesson
from joinedup.letter.boxes.enums import About, Agreement, Answer, Whose
from joinedup.letter.boxes.models import BoxReading
from joinedup.letter.boxes.queries import agencies_holding, consents_to_rest_on
from joinedup.letter.enums import BoxKind
from joinedup.letter.models import Box, Letter
from joinedup.rehearsal.cast import Cast

LESSON = "work that is shaped by what children say of their days reaches them at the time and in the place they need it."
LEFT_OUT = "No place, day or age is named, and the order of what happened is not told."


def stand_by_boxes(cast: Cast, letter: Letter) -> list[BoxReading]:
    """Say of each box whom it is about, write what can be learned, have it read at an agency's door and agreed to."""
    return [_stand_by(cast, box) for box in letter.boxes.order_by("position")]


def _stand_by(cast: Cast, box: Box) -> BoxReading:
    child = _child_told_of(box)
    agency = _reads(cast, box, child)
    about = About.CHILD if child else About.SERVICE
    describe_box(
        by=cast.lead,
        box=box,
        about=about,
        agency=agency,
        tracked=child,
        varied=child is not None,
        varied_how=LEFT_OUT if child else "",
    )
    if box.kind == BoxKind.EFFECTIVE:
        write_lesson(by=cast.lead, box=box, text=LESSON, findings=list(box.passages.first().findings.all()))
    if child:
        _agree(cast, box, child)
    return _read(cast, box, agency)


def _agree(cast: Cast, box: Box, child: TrackedChild) -> None:
    """Rest on the consent the child gave to be quoted; else let the child be asked anew by its social worker."""
    consent = next(iter(consents_to_rest_on(child)), None)
    how = "Given when the family was asked to meet inspectors." if consent else "Asked by the social worker, in person: yes."
    said = {"whose": Whose.CHILD, "to": Agreement.GIVEN, "on": timezone.localdate(), "how": how}
    record_agreement(by=cast.lead, box=box, rests_on=consent, **said)


def _read(cast: Cast, box: Box, agency: Agency) -> BoxReading:
    coordinator = cast.coordinators[agency.key]
    reading = open_reading(by=coordinator, reading=ask_to_read(by=cast.lead, box=box))
    words = "We read it with those who do the work. It says nothing by which anybody could be known."
    return answer_reading(by=coordinator, reading=reading, answer=Answer.CLEAR, words=words)


def _child_told_of(box: Box) -> TrackedChild | None:
    """Return the child a box of what to improve tells of: that of a note beneath it; a box of practice tells of a service."""
    if box.kind == BoxKind.EFFECTIVE:
        return None
    notes = [note for passage in box.passages.all() for finding in passage.findings.all() for note in finding.notes.all()]
    told = sorted((note for note in notes if note.current.tracked_id), key=lambda note: note.number)
    return told[0].current.tracked if told else None


def _reads(cast: Cast, box: Box, child: TrackedChild | None) -> Agency:
    """Return the agency that knows the child, of those the box speaks of before others; for a service, the one that runs it."""
    agencies = list(cast.agencies.values())
    may = agencies_holding(child, agencies) if child else agencies
    sectors = {sector for passage in box.passages.all() for finding in passage.findings.all() for sector in finding.sectors}
    return next((agency for agency in may if agency.sector in sectors), may[0])
