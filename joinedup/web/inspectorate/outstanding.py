"""What each agency has outstanding, from every room on one page: what is asked, answered late, missing, or to be done.

It says what is awaited, never how an agency did: agencies stand by sector and name, and no two are compared.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain

from django.urls import reverse
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.cases.asked.enums import ChildRequestKind
from joinedup.cases.asked.queries import awaited_from
from joinedup.cases.concerns.queries import awaited_next, waiting_at
from joinedup.inspections.contacts.queries import gaps
from joinedup.inspections.keeping_in_touch.queries import open_follow_ups
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies as agencies_in
from joinedup.inspections.setting_up.enums import SetUpState
from joinedup.inspections.setting_up.queries import outstanding_at
from joinedup.inspections.timetable.queries import awaiting
from joinedup.intake.enums import NOT_KNOWN, ItemKind
from joinedup.intake.queries import awaited
from joinedup.intake.questions.queries import open_questions
from joinedup.linkage.look_up.queries import agencies_asked, awaited_of, look_up_of
from joinedup.method.within import OUTSIDE
from joinedup.people.models import Person
from joinedup.web.components.concerns import awaited_words
from joinedup.web.components.dates import LONDON, short_day
from joinedup.web.components.words import count


@dataclass(frozen=True)
class Line:
    """One kind of thing outstanding at one agency: a sentence, where it is followed, and how much of it is past its day."""

    sentence: str
    href: str
    overdue: int = 0


@dataclass(frozen=True)
class Outstanding:
    """Everything outstanding at one agency; no line at all where nothing is."""

    agency: Agency
    lines: tuple[Line, ...] = field(default=())

    @property
    def overdue(self) -> int:
        """Return how many things are past their day."""
        return sum(line.overdue for line in self.lines)


Looks = Callable[[Inspection, Agency, date], Iterable[Line]]


def outstanding_in(inspection: Inspection, person: Person) -> list[Outstanding]:
    """Return what is outstanding at each agency, by sector and name; of urgent concerns those a person may see, before all else."""
    today = timezone.localdate()
    return [
        Outstanding(
            agency,
            (
                *_concerns(inspection, agency, person),
                *chain.from_iterable(look(inspection, agency, today) for look in _LOOKS),
            ),
        )
        for agency in agencies_in(inspection)
    ]


def _concerns(inspection: Inspection, agency: Agency, person: Person) -> Iterable[Line]:
    """Urgent concerns an agency has not acknowledged or replied to."""
    for concern in waiting_at(person, inspection, agency):
        if clock := awaited_next(concern, timezone.now()):
            said = f"Urgent concern {concern.number}: {awaited_words(clock)}"
            yield Line(said, _page("concern", inspection, concern.pk), int(clock.standing == OUTSIDE))


def _sent(inspection: Inspection, agency: Agency, today: date) -> Iterable[Line]:
    """Lists, and what else is sent for the whole inspection."""
    rows = list(awaited(inspection).filter(agency=agency))
    lists = [row.due_on for row in rows if row.kind == ItemKind.LIST]
    others = [row.due_on for row in rows if row.kind != ItemKind.LIST]
    page = _page("lists", inspection)
    yield from _counted(lists, "list", "lists", page, today)
    yield from _counted(others, "document or other thing", "documents and other things", page, today)


def _questions(inspection: Inspection, agency: Agency, today: date) -> Iterable[Line]:
    """Questions of the log, those about one child apart."""
    rows = list(open_questions(inspection).filter(agency=agency))
    page, now = _page("questions", inspection), timezone.now()
    asked = [row.due_at for row in rows if row.item != NOT_KNOWN]
    known = [row.due_at for row in rows if row.item == NOT_KNOWN]
    yield from _counted(asked, "question to answer", "questions to answer", page, now)
    yield from _counted(
        known, "question whether a child is known", "questions whether a child is known", _page("not-known", inspection), now
    )


def _looked_up(inspection: Inspection, agency: Agency, today: date) -> Iterable[Line]:
    """Children an agency is to answer for, where the framework looks up."""
    asked = look_up_of(inspection)
    if asked is not None and agency in agencies_asked(inspection) and (left := awaited_of(asked, agency)):
        yield Line(f"{count(left, 'child', 'children')} to answer for", _page("look-up", inspection))


def _slots(inspection: Inspection, agency: Agency, today: date) -> Iterable[Line]:
    """Slots of the fieldwork week it has not answered."""
    days = [row.slot.day for row in awaiting(inspection).filter(agency=agency)]
    if days:
        late = sum(one < today for one in days)
        said = f"{count(len(days), 'slot')} of the week to answer, the first on {short_day(min(days))}"
        yield Line(said, _page("timetable", inspection), late)


def _about_children(inspection: Inspection, agency: Agency, today: date) -> Iterable[Line]:
    """What is asked about single children, joint audits apart."""
    rows = list(awaited_from(agency, inspection))
    page = _page("asked-all", inspection)
    audits = [row.due_on for row in rows if row.kind == ChildRequestKind.JOINT_AUDIT]
    others = [row.due_on for row in rows if row.kind != ChildRequestKind.JOINT_AUDIT]
    yield from _counted(others, "thing about a child", "things about children", page, today)
    yield from _counted(audits, "part in a joint audit", "parts in joint audits", page, today)


def _set_up(inspection: Inspection, agency: Agency, today: date) -> Iterable[Line]:
    """What is to be arranged, and what turned out not to be possible."""
    for thing in outstanding_at(agency, inspection):
        page = _page("set-up-thing", inspection, thing.row.pk)
        if thing.row.state == SetUpState.NOT_POSSIBLE:
            yield Line(f"{thing.title}: not possible so far", page)
        else:
            late = thing.overdue(today)
            due = f", {'was due' if late else 'by'} {short_day(thing.row.by_when)}" if thing.row.by_when else ""
            yield Line(f"{thing.title}: to be arranged{due}", page, int(late))


def _contacts(inspection: Inspection, agency: Agency, today: date) -> Iterable[Line]:
    """Posts nobody is named for."""
    missing = [post for post in gaps(inspection) if post.agency == agency]
    if missing:
        named = "; ".join(post.role.title.lower() for post in missing)
        yield Line(f"Nobody named yet: {named}", _page("contacts", inspection))


def _follow_ups(inspection: Inspection, agency: Agency, today: date) -> Iterable[Line]:
    """What the agency said it would do in a meeting."""
    days = [row.due_on for row in open_follow_ups(inspection).filter(agency=agency)]
    yield from _counted(
        days, "thing to be done after a meeting", "things to be done after meetings", _page("talks", inspection), today
    )


_LOOKS: tuple[Looks, ...] = (_sent, _questions, _looked_up, _slots, _about_children, _set_up, _contacts, _follow_ups)


def _counted(dues: Sequence[date], one: str, many: str, page: str, now: date) -> Iterable[Line]:
    """Yield how many are awaited, how many of them past their day, and when the next is due; nothing for none."""
    if not dues:
        return
    late = [due for due in dues if due < now]
    said, ahead = [count(len(dues), one, many)], [due for due in dues if due >= now]
    if late:
        said.append(f"{len(late)} past {'its' if len(late) == 1 else 'their'} day")
    if ahead:
        said.append(f"the next due {short_day(_day(min(ahead)))}")
    yield Line(", ".join(said), page, len(late))


def _day(due: date) -> date:
    return due.astimezone(LONDON).date() if isinstance(due, datetime) else due


def _page(name: str, inspection: Inspection, *more: object) -> str:
    return reverse(f"inspectorate:{name}", args=[inspection.pk, *more])
