"""Reading the query log."""

from django.db.models import QuerySet

from joinedup.areas.enums import AgencyRole
from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.intake.core.similar import similar
from joinedup.intake.enums import NOT_KNOWN, EntryKind, QuestionState
from joinedup.intake.models import Question, QuestionEntry
from joinedup.people.models import Person

#: States in which an answer is awaited.
OPEN = (QuestionState.ASKED, QuestionState.AGAIN)


def questions_seen_by(person: Person, inspection: Inspection) -> QuerySet[Question]:
    """Return an inspection's questions as far as a person may see them, in the order they were asked."""
    seen = Question.objects.all().visible_to(person).filter(inspection=inspection)
    return seen.select_related("agency", "inspectorate", "asked_by", "goes_to", "inspection").order_by("number")


def questions_of(inspection: Inspection) -> QuerySet[Question]:
    """Return an inspection's questions but those withdrawn, in the order they were asked."""
    return inspection.questions.exclude(state=QuestionState.WITHDRAWN).select_related("agency", "inspectorate").order_by("number")


def open_questions(inspection: Inspection) -> QuerySet[Question]:
    """Return the questions whose answer is awaited, by when."""
    return inspection.questions.filter(state__in=OPEN).select_related("agency").order_by("due_at", "number")


def open_questions_to(agency: Agency, inspection: Inspection) -> QuerySet[Question]:
    """Return the questions one agency has still to answer in words, by when.

    Whether one child is known to it is asked, counted and answered on pages of its own.
    """
    return open_questions(inspection).filter(agency=agency).exclude(item=NOT_KNOWN)


def entries_of(question: Question) -> QuerySet[QuestionEntry]:
    """Return what was said about a question, in order, with who said it."""
    return question.entries.select_related("said_by").order_by("said_at")


def entries_for_agency(question: Question) -> QuerySet[QuestionEntry]:
    """Return what was said about a question between the team and the agency: not who else reads its answer."""
    return entries_of(question).exclude(kind=EntryKind.USED)


def asked_before(inspection: Inspection, text: str, agency: Agency) -> list[Question]:
    """Return the questions of the log in nearly the same words, those to the same agency first, then the likest.

    Whichever inspectorate asked and whichever agency was asked: an answer of another agency may do. Withdrawn ones are left out.
    """
    log = list(questions_of(inspection))
    found = similar(text, {place: question.text for place, question in enumerate(log)})
    return sorted((log[place] for place in found), key=lambda question: question.agency_id != agency.pk)


def coordinator_of(agency: Agency) -> Person | None:
    """Return the one person of an agency questions go to: its coordinator, the first by name where it has several."""
    found = agency.members.filter(role=AgencyRole.COORDINATOR, person__is_active=True).select_related("person")
    first = found.order_by("person__name", "person__email").first()
    return first.person if first else None


def latest_answer(question: Question) -> QuestionEntry | None:
    """Return the answer given last, none where there is none yet."""
    return question.entries.filter(kind=EntryKind.ANSWERED).order_by("-said_at").first()
