"""The only writers of lines of enquiry once they are open, and of those added by hand. See also `proposing` and `deciding`."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import record_read
from joinedup.cases.enquiries.deciding import Said, accept_kind, decide, decide_several
from joinedup.cases.enquiries.enums import RESTS_ON_NOTES, EnquiryState, EntryKind, Found
from joinedup.cases.enquiries.lines import locked, log, new_line, say
from joinedup.cases.enquiries.models import Enquiry, EnquiryEntry, EnquiryQuestion, LineProposal, ThingToLookAt
from joinedup.cases.enquiries.proposing import propose_for_child, propose_for_cohort
from joinedup.cases.enquiries.rules import check_can_add, check_can_assign, check_can_move_line, check_can_work_on
from joinedup.cases.models import TrackedChild
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, check_is_inspector
from joinedup.intake.models import Question
from joinedup.intake.questions.actions import ask_question, use_answer
from joinedup.people.models import Person

__all__ = (
    "RESTS_ON_NOTES",
    "Said",
    "accept_kind",
    "add_line",
    "ask_agency",
    "assign",
    "close",
    "decide",
    "decide_several",
    "look_at",
    "looked_at",
    "open_lines",
    "open_proposals",
    "place",
    "propose_for_child",
    "propose_for_cohort",
    "reopen",
    "reword",
    "use_answer_for",
)


@transaction.atomic
def add_line(
    *,
    by: Person,
    inspection: Inspection,
    words: str,
    rests_on: str,
    tracked: TrackedChild | None = None,
    criterion: str = "",
    sectors: Sequence[str] = (),
    page: str = "",
) -> Enquiry:
    """Add a line by hand, about a tracked child or the cohort, with what it rests on.

    `page` is the page's own id: sent twice, it opens one line, the first. Raises InspectionRefused, also where the page opened a
    line that says something else; ValueError without words, without what it rests on, or for what the framework does not hold.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)  # keeps a page sent twice at once apart
    check_can_add(by, inspection)
    id = _page_id(page)
    opened = Enquiry.objects.filter(pk=id).first()
    if opened is not None:
        return _again(by, inspection, opened, words, rests_on)
    _check_said(words, "Write the line of enquiry.")
    _check_said(rests_on, "Say what it rests on: what was seen, heard or read.")
    _check_place(inspection, criterion, sectors)
    place_ = {"criterion": criterion, "sectors": list(sectors)}
    line = new_line(by, inspection, tracked, words.strip(), rests_on=rests_on.strip(), id=id, **place_)
    log(by, line, "line of enquiry added", **place_)
    return line


@transaction.atomic
def reword(*, by: Person, enquiry: Enquiry, words: str) -> Enquiry:
    """Put a line in other words; the earlier ones stay in its history. Raises InspectionRefused; ValueError without words."""
    line = locked(enquiry)
    check_can_work_on(by, line)
    _check_said(words, "Write the line of enquiry.")
    line.words = words.strip()
    line.save(update_fields=["words"])
    say(by, line, EntryKind.REWORDED, line.words)
    log(by, line, "line of enquiry reworded")
    return line


@transaction.atomic
def place(*, by: Person, enquiry: Enquiry, criterion: str, sectors: Sequence[str]) -> Enquiry:
    """Say which criterion of the framework a line speaks to and which sectors it goes to; both may be left open.

    Raises InspectionRefused; ValueError for what the framework does not hold.
    """
    line = locked(enquiry)
    check_can_work_on(by, line)
    _check_place(line.inspection, criterion, sectors)
    line.criterion, line.sectors = criterion, list(sectors)
    line.save(update_fields=["criterion", "sectors"])
    say(by, line, EntryKind.PLACED)
    log(by, line, "line of enquiry placed", criterion=criterion, sectors=line.sectors)
    return line


@transaction.atomic
def assign(*, by: Person, enquiry: Enquiry, people: Sequence[Person], had: Collection[Person] | None = None) -> Enquiry:
    """Say who follows a line: by a lead, or by an inspector of themselves; nobody puts it down. Raises InspectionRefused.

    `had` is who followed it by the page this comes from: only who was added to them or left out is; a colleague who took the line
    meanwhile keeps it.
    """
    line = locked(enquiry)
    if had is not None:
        before, left = list(line.inspectors.all()), set(had) - set(people)
        people = [*(one for one in before if one not in left), *(one for one in people if one not in {*had, *before})]
        if set(people) == set(before):
            return line
    check_can_assign(by, line, people)
    to = EnquiryState.FOLLOWED if people else EnquiryState.OPEN
    if line.state != to:
        check_can_move_line(by, line, to)
        line.state = to
        line.save(update_fields=["state"])
    line.inspectors.set(people)
    say(by, line, EntryKind.ASSIGNED, people=people)
    log(by, line, "line of enquiry assigned", to=sorted(str(person.pk) for person in people))
    return line


@transaction.atomic
def ask_agency(
    *, by: Person, enquiry: Enquiry, agency: Agency, text: str, purpose: str, hours: int | None = None, despite: str = ""
) -> Question:
    """Put a line to an agency as a question of the query log. Raises what `ask_question` raises, and InspectionRefused."""
    line = locked(enquiry)
    check_can_work_on(by, line)
    asked = ask_question(by=by, inspection=line.inspection, agency=agency, text=text, purpose=purpose, hours=hours, despite=despite)
    _link(by, line, asked)
    return asked


@transaction.atomic
def use_answer_for(*, by: Person, enquiry: Enquiry, question: Question, words: str) -> Question:
    """Use a question that stands in the log already instead of asking one like it; `words` are what would have been asked.

    Raises InspectionRefused; ValueError without words.
    """
    line = locked(enquiry)
    check_can_work_on(by, line)
    if question.inspection_id != line.inspection_id:
        raise InspectionRefused("This question is another inspection's.")
    use_answer(by=by, question=question, words=words)
    _link(by, line, question)
    return question


@transaction.atomic
def look_at(*, by: Person, enquiry: Enquiry, agency: Agency, words: str) -> ThingToLookAt:
    """Write down something to look at with an agency for a line. Raises InspectionRefused; ValueError without words."""
    line = locked(enquiry)
    check_can_work_on(by, line)
    _check_said(words, "Say what to look at.")
    if not line.inspection.agencies.filter(agency=agency).exists():
        raise InspectionRefused(f"{agency} takes no part in this inspection.")
    thing = ThingToLookAt(inspection=line.inspection, enquiry=line, agency=agency, words=words.strip(), noted_by=by)
    thing.save(force_insert=True)
    say(by, line, EntryKind.LOOK_AT, thing.words)
    log(by, line, "thing to look at noted", agency=agency.key)
    return thing


@transaction.atomic
def looked_at(*, by: Person, thing: ThingToLookAt) -> ThingToLookAt:
    """Tick off something that was looked at; what was seen goes into a note. Raises InspectionRefused.

    Who looked first stays: pressed again from an older page it changes nothing, and is refused where somebody else did.
    """
    check_can_work_on(by, thing.enquiry)
    thing = ThingToLookAt.objects.select_for_update(of=("self",)).select_related("enquiry__inspection", "seen_by").get(pk=thing.pk)
    if thing.seen_by == by:
        return thing
    if thing.seen_by is not None:
        raise InspectionRefused(f"{thing.seen_by.name} has looked at this already.")
    thing.seen_by, thing.seen_at = by, timezone.now()
    thing.save(update_fields=["seen_by", "seen_at"])
    log(by, thing.enquiry, "thing looked at")
    return thing


@transaction.atomic
def close(*, by: Person, enquiry: Enquiry, found: Found | str, words: str) -> EnquiryEntry:
    """Close a line with what was found, and return the entry that does. Raises InspectionRefused; ValueError without words.

    The notes it rests on are the evidence's: it is closed through `evidence.enquiring.actions.close_line`, which holds that what
    was found, unless nothing could be established, rests on one.
    """
    line = locked(enquiry)
    check_can_move_line(by, line, EnquiryState.CLOSED)
    found = Found(found)
    _check_said(words, "Say what was found.")
    line.state, line.found = EnquiryState.CLOSED, found
    line.save(update_fields=["state", "found"])
    entry = say(by, line, EntryKind.CLOSED, words.strip(), found=found)
    log(by, line, "line of enquiry closed", found=str(found))
    return entry


@transaction.atomic
def reopen(*, by: Person, enquiry: Enquiry, reason: str) -> Enquiry:
    """Open a closed line again; what it was closed with stays. Raises InspectionRefused; ValueError without a reason."""
    line = locked(enquiry)
    to = EnquiryState.FOLLOWED if line.inspectors.exists() else EnquiryState.OPEN
    check_can_move_line(by, line, to)
    _check_said(reason, "Say why the line is reopened.")
    line.state, line.found = to, ""
    line.save(update_fields=["state", "found"])
    say(by, line, EntryKind.REOPENED, reason.strip())
    log(by, line, "line of enquiry reopened")
    return line


def open_lines(*, by: Person, inspection: Inspection, lines: Iterable[Enquiry]) -> list[Enquiry]:
    """Return lines to somebody of the team, and log that they read them: which, and about which children.

    Raises InspectionRefused.
    """
    opened = list(lines)
    _log_read(by, inspection, "lines of enquiry read", opened, lines=[line.number for line in opened])
    return opened


def open_proposals(*, by: Person, inspection: Inspection, proposals: Iterable[LineProposal]) -> list[LineProposal]:
    """Return proposals to somebody of the team, and log that they read them. Raises InspectionRefused."""
    opened = list(proposals)
    _log_read(by, inspection, "proposed lines of enquiry read", opened, proposals=len(opened))
    return opened


def _log_read(by: Person, inspection: Inspection, action: str, rows: Sequence[Enquiry | LineProposal], **more: object) -> None:
    check_is_inspector(by, inspection)
    children = sorted({row.tracked.code for row in rows if row.tracked})
    record_read(
        by=by,
        chain=str(inspection.pk),
        action=action,
        object_kind="inspection",
        object_id=str(inspection.pk),
        detail={"children": children, **more},
    )


def _link(by: Person, line: Enquiry, question: Question) -> None:
    """Link a question to a line, once, and say so in the line's history."""
    _, new = EnquiryQuestion.objects.get_or_create(
        enquiry=line, question=question, defaults={"inspection": line.inspection, "linked_by": by}
    )
    if new:
        say(by, line, EntryKind.ASKED, f"Question {question.number} to {question.agency.name}")
        log(by, line, "line of enquiry asked about", question=question.number)


def _page_id(page: str) -> UUID:
    """Return the page's own id, or one of its own for what came without a page."""
    try:
        return UUID(page) if page else uuid4()
    except ValueError as error:
        raise InspectionRefused("This page cannot be told from others. Open it again and send it there.") from error


def _again(by: Person, inspection: Inspection, opened: Enquiry, words: str, rests_on: str) -> Enquiry:
    """Return the line a page opened already; refuse what says something else, so that no words are lost."""
    mine = opened.opened_by_id == by.pk and opened.inspection_id == inspection.pk
    first = opened.entries.filter(kind=EntryKind.OPENED).first() if mine else None
    if first is None or (first.words, opened.rests_on) != (words.strip(), rests_on.strip()):
        raise InspectionRefused(
            "This page has opened a line of enquiry already. Change that one, or open a new page to add another."
        )
    return opened


def _check_said(words: str, sentence: str) -> None:
    if not words.strip():
        raise ValueError(sentence)


def _check_place(inspection: Inspection, criterion: str, sectors: Iterable[str]) -> None:
    framework = inspection.framework
    if criterion and criterion not in {known.id for known in framework.criteria}:
        raise ValueError(f"“{criterion}” is not a criterion of this framework.")
    if unknown := set(sectors) - {known.id for known in framework.sectors}:
        raise ValueError(f"“{min(unknown)}” is not a sector of this framework.")
