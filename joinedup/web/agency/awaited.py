"""Everything an inspection awaits of one agency, line by line, for its first page: what is urgent comes first.

Each line leads to the page where it is answered. What stands here is what the inspection's own page tells, no more and no less.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.urls import reverse
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.cases.asked.queries import awaited_from
from joinedup.cases.concerns.models import Concern
from joinedup.cases.concerns.queries import Clock, awaited_next, waiting_at
from joinedup.inspections.models import Inspection
from joinedup.inspections.timetable.queries import slots_asking
from joinedup.inspections.timetable.reading import changes_at, waits_for
from joinedup.intake import queries as intake
from joinedup.intake.questions.queries import open_questions_to
from joinedup.letter.accuracy.queries import replies_awaited
from joinedup.letter.accuracy.rules import coordinates
from joinedup.letter.boxes import queries as boxes
from joinedup.letter.priority import queries as priorities
from joinedup.letter.queries import letter_of
from joinedup.linkage.look_up.queries import awaited_of, look_up_of
from joinedup.linkage.look_up.rules import is_asked
from joinedup.linkage.not_known.queries import waiting_for
from joinedup.people.models import Person
from joinedup.publication.embargo.rules import can_read
from joinedup.web.agency import asked
from joinedup.web.agency.week import week_of
from joinedup.web.components.concerns import awaited_words
from joinedup.web.components.dates import day, moment
from joinedup.web.components.words import count


@dataclass(frozen=True)
class Line:
    """One kind of thing awaited: what it is, where it is answered, what is to be said beside it, and whether it cannot wait."""

    what: str
    href: str
    more: str = ""
    urgent: bool = False


Looks = Callable[[Person, Inspection, Agency], Iterable[Line]]


def awaited_of_agency(person: Person, inspection: Inspection, agency: Agency) -> list[Line]:
    """Return what awaits an agency as far as one of its people may see it; empty where nothing does."""
    return list(chain.from_iterable(look(person, inspection, agency) for look in _LOOKS))


def _concerns(person: Person, inspection: Inspection, agency: Agency) -> Iterable[Line]:
    """Urgent concerns, the earliest due first; whom one is about stands on its own page alone."""
    now, waits = timezone.now(), waiting_at(person, inspection, agency)
    for clock, concern in sorted(((awaited_next(one, now), one) for one in waits), key=_due):
        page = reverse("agency:concern", args=[inspection.pk, concern.pk])
        said = f": {awaited_words(clock)}." if clock else "."
        yield Line(f"Concern {concern.number} waits for your answer", page, said, urgent=True)


def _due(row: tuple[Clock | None, Concern]) -> tuple[datetime, int]:
    clock, concern = row
    return (clock.due if clock else concern.raised_at, concern.number)


def _drafts(person: Person, inspection: Inspection, agency: Agency) -> Iterable[Line]:
    """A draft letter the agency has not replied on; its coordinators alone are told of it."""
    for reply in replies_awaited(person, inspection, agency):
        if coordinates(person, inspection, agency):
            page = reverse("agency:draft", args=[inspection.pk, reply.pk])
            yield Line("The draft letter awaits your comments", page, f": by {day(reply.due_on)}. It is under embargo.")


def _priorities(person: Person, inspection: Inspection, agency: Agency) -> Iterable[Line]:
    """Priority actions addressed to the agency that it has not answered; its coordinators alone are told of them."""
    for notice in priorities.waiting_at(person, inspection, agency):
        page = reverse("agency:priority-notice", args=[inspection.pk, notice.pk])
        said = f": by {day(notice.priority.due_on)}."
        yield Line(f"Priority action {notice.priority.number} waits for your answer", page, said, urgent=True)


def _boxes(person: Person, inspection: Inspection, agency: Agency) -> Iterable[Line]:
    """Boxes of the letter the agency is asked to read; its coordinators alone are told of them."""
    for reading in boxes.waiting_at(person, inspection, agency):
        page = reverse("agency:box-reading", args=[inspection.pk, reading.pk])
        yield Line("A box of the letter waits to be read by you", page, f": by {day(reading.due_at)}.")


def _questions(person: Person, inspection: Inspection, agency: Agency) -> Iterable[Line]:
    asked_now = open_questions_to(agency, inspection).count()
    if asked_now:
        said = count(asked_now, "question awaits", "questions await")
        yield Line(f"{said} your answer", _page("questions", inspection), ".")


def _children(person: Person, inspection: Inspection, agency: Agency) -> Iterable[Line]:
    """What is asked about children: whether one is known, whom to answer for, and what is sent of those followed."""
    if known := waiting_for(agency, inspection):
        said = f" {count(known, 'question waits', 'questions wait')} for your answer."
        yield Line("Is this child known to you?", _page("not-known", inspection), said)
    looked_up = look_up_of(inspection) if is_asked(person, inspection, agency) else None
    if looked_up and (left := awaited_of(looked_up, agency)):
        yield Line("Children we ask about", _page("look-up", inspection), f": {left} still to answer for.")
    if followed := awaited_from(agency, inspection):
        said = f": {count(len(followed), 'thing')} awaited, the next due by {day(followed[0].due_on)}."
        yield Line("Children inspectors follow", _page("followed", inspection), said)


def _sent(person: Person, inspection: Inspection, agency: Agency) -> Iterable[Line]:
    """Lists, and what else is sent for the whole inspection."""
    rows = asked.sort_out(intake.requests_for(agency, inspection), intake.sent_back(inspection), timezone.localdate())
    if rows.awaited and rows.next_due:
        said = f". The next is due by {day(rows.next_due)}."
        yield Line(f"{count(len(rows.awaited), 'thing')} awaited", _page("requests", inspection), said)


def _slots(person: Person, inspection: Inspection, agency: Agency) -> Iterable[Line]:
    """Slots of the fieldwork week that wait for an answer, and changes nobody of the agency has marked as seen."""
    waits = sum(waits_for(slot, [agency]) for slot in slots_asking([agency], inspection))
    news = len(changes_at([agency], inspection))
    said = [f"{count(waits, 'slot waits', 'slots wait')} for your answer"] if waits else []
    said += [f"{count(news, 'change')} not marked as seen"] if news else []
    yield from _joined("Fieldwork week", "timetable", inspection, said)


def _week(person: Person, inspection: Inspection, agency: Agency) -> Iterable[Line]:
    """Contacts, what is set up, and meetings with inspectors."""
    stand = week_of(agency, inspection)
    posts = [f"nobody is named yet for {count(stand.missing, 'post')}"] if stand.missing else []
    yield from _joined("Your contacts", "contacts", inspection, posts)
    left = [f"{stand.outstanding} of {count(stand.things, 'thing')} not settled"] if stand.outstanding else []
    yield from _joined("Setting up the week", "setting-up", inspection, left)
    talks = [f"{count(stand.unread, 'record')} new to you"] if stand.unread else []
    talks += [f"{count(stand.to_do, 'thing')} to be done"] if stand.to_do else []
    yield from _joined("Meetings with inspectors", "talks", inspection, talks)


def _early(person: Person, inspection: Inspection, agency: Agency) -> Iterable[Line]:
    """The letter before everybody reads it, for whoever was named as its reader."""
    letter = letter_of(inspection)
    if letter is not None and letter.publication is not None and can_read(person, letter.publication):
        page, until = reverse("public:letter", args=[letter.publication.slug]), moment(letter.publication.public_from)
        yield Line("You may read the letter before everybody", page, f": under embargo until {until}.")


_LOOKS: tuple[Looks, ...] = (_early, _concerns, _priorities, _drafts, _boxes, _questions, _children, _sent, _slots, _week)


def _joined(what: str, page: str, inspection: Inspection, said: Sequence[str]) -> Iterable[Line]:
    if said:
        yield Line(what, _page(page, inspection), f": {', '.join(said)}.")


def _page(name: str, inspection: Inspection) -> str:
    return reverse(f"agency:{name}", args=[inspection.pk])
