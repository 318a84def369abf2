"""Reading what is said of boxes: for the team, for the agency asked to read one, and for the checks before signing."""

from collections.abc import Iterable

from django.db.models import QuerySet

from joinedup.areas.models import Agency
from joinedup.cases.consent.enums import ConsentState, Purpose
from joinedup.cases.consent.queries import consents_of
from joinedup.cases.models import Consent, TrackedChild
from joinedup.inspections.models import Inspection
from joinedup.letter.boxes.enums import Agreement
from joinedup.letter.boxes.models import BoxAgreement, BoxReading, BoxStory
from joinedup.letter.core.boxes import BoxAsItStands, Read, box_version
from joinedup.letter.enums import BoxKind
from joinedup.letter.models import Box, Letter
from joinedup.people.models import Person


def story_of(box: Box) -> BoxStory | None:
    """Return what is said of a box; none before anything is."""
    return BoxStory.objects.filter(box=box).select_related("tracked", "agency", "lesson", "said_by").first()


def stories_of(letter: Letter) -> QuerySet[BoxStory]:
    """Return what is said of a letter's boxes."""
    return BoxStory.objects.filter(box__letter=letter).select_related("tracked", "agency", "box")


def lessons_of(letter: Letter) -> dict[str, str]:
    """Return id of a box → id of its passage that says what others can learn, where it has one."""
    return {str(story.box_id): str(story.lesson_id) for story in stories_of(letter) if story.lesson_id}


def pseudonyms_of(letter: Letter) -> list[str]:
    """Return the first names a letter's boxes use instead of true ones, each once, as their writers declared them."""
    return sorted({name for story in stories_of(letter) for name in story.pseudonyms})


def words_of(box: Box) -> tuple[str, tuple[str, ...]]:
    """Return a box's title and its paragraphs in order."""
    return box.title, tuple(passage.text for passage in box.passages.order_by("position"))


def readings_of(box: Box) -> QuerySet[BoxReading]:
    """Return the readings a box was given to, the last first, those taken back too."""
    return box.readings.select_related("agency", "asked_by", "answered_by").order_by("-asked_at")


def standing_reading(box: Box, agency: Agency | None) -> BoxReading | None:
    """Return the last reading asked of an agency that was not taken back."""
    return None if agency is None else readings_of(box).filter(agency=agency, taken_back_at=None).first()


def agreements_of(box: Box) -> QuerySet[BoxAgreement]:
    """Return who agreed, refused and withdrew, in order."""
    return box.agreements.select_related("recorded_by", "rests_on").order_by("number")


def agreement_of(box: Box) -> str:
    """Return how agreement stands now: given, refused or withdrawn; "" where nothing is recorded.

    What rests on a consent to be quoted is withdrawn as soon as that does not stand any more.
    """
    last = agreements_of(box).last()
    if last is None:
        return ""
    if last.to == Agreement.GIVEN and last.rests_on is not None and not may_be_quoted(last.rests_on):
        return Agreement.WITHDRAWN
    return str(last.to)


def may_be_quoted(consent: Consent) -> bool:
    """Return whether somebody consents now to have their words used without a name."""
    return consent.state == ConsentState.GIVEN and Purpose.QUOTE in consent.purposes


def consents_to_rest_on(tracked: TrackedChild | None) -> list[Consent]:
    """Return the consents about a child that a box can rest on."""
    return [] if tracked is None else [one for one in consents_of(tracked) if may_be_quoted(one)]


def agencies_holding(tracked: TrackedChild, agencies: Iterable[Agency]) -> list[Agency]:
    """Return which of these agencies hold a record of a child: only they can tell whether a family would know itself."""
    holding = {record.split(":", 1)[0] for record in tracked.records}
    return [agency for agency in agencies if agency.key in holding]


def as_it_stands(box: Box) -> BoxAsItStands:
    """Return a box with what is said of it, as the plain checks read it."""
    title, paragraphs = words_of(box)
    said = {"title": title, "version": box_version(title, paragraphs), "words": "\n".join((title, *paragraphs))}
    story = story_of(box)
    if story is None:
        return BoxAsItStands(**said)
    reading = standing_reading(box, story.agency)
    return BoxAsItStands(
        **said,
        about=story.about,
        agency=story.agency.name if story.agency else "",
        varied=story.varied,
        pseudonyms=tuple(story.pseudonyms),
        effective=box.kind == BoxKind.EFFECTIVE,
        lesson=story.lesson is not None,
        read=Read(reading.version, reading.answer) if reading else None,
        agreement=agreement_of(box),
    )


def readings_seen_by(person: Person, inspection: Inspection, agency: Agency | None = None) -> QuerySet[BoxReading]:
    """Return what agencies were asked to read, of one agency or of any, as far as a person may see it."""
    seen = BoxReading.objects.all().visible_to(person).filter(inspection=inspection)
    if agency is not None:
        seen = seen.filter(agency=agency)
    return seen.select_related("agency", "inspection", "box").order_by("asked_at")


def waiting_at(person: Person, inspection: Inspection, agency: Agency) -> QuerySet[BoxReading]:
    """Return what an agency was asked to read and has not answered."""
    waiting = readings_seen_by(person, inspection, agency).filter(answered_at=None, taken_back_at=None)
    return waiting.exclude(box=None)
