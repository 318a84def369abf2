"""The week is set up and kept in touch about: contacts, what agencies arrange, a set-up discussion, two keep-in-touch meetings.

Posts, never names; telephone numbers are those set aside for stories, which ring nowhere.
"""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Final
from zoneinfo import ZoneInfo

from joinedup.areas.models import Agency
from joinedup.inspections.contacts.actions import Details, add_contact, change_contact, say_no_post
from joinedup.inspections.contacts.queries import AtPost, book_of
from joinedup.inspections.keeping_in_touch.actions import (
    Point,
    Present,
    add_follow_up,
    add_point,
    open_talk,
    say_follow_up,
    say_view,
    write_down,
)
from joinedup.inspections.keeping_in_touch.enums import FollowUpState, PointKind, TalkKind, ViewKind
from joinedup.inspections.keeping_in_touch.models import Talk
from joinedup.inspections.keeping_in_touch.queries import agenda_of, highest_of
from joinedup.inspections.models import Inspection
from joinedup.inspections.setting_up.actions import ask_setting_up, say_set_up
from joinedup.inspections.setting_up.enums import SetUpState
from joinedup.inspections.setting_up.queries import things_at
from joinedup.method.calendar import add_working_days
from joinedup.rehearsal.cast import Cast

_LONDON: Final = ZoneInfo("Europe/London")
#: Numbers the regulator has set aside for stories.
_NUMBERS: Final = "01632 960 {:03}"
#: Who sees to a thing where the framework's own list has it; others are business support's.
_SEES_TO_IT: Final = {"case-systems": "Data analyst", "network": "Service desk", "interpreters": "Interpreting service"}
#: What is said of each point of an agenda that is said of at all.
_SAID: Final = {
    "scope": "The lead inspector said what the inspection looks at and who comes on which day.",
    "asked": "Agencies went through what they are asked for. Two wanted to know how far back a list reaches: it was answered.",
    "week": "Rooms and passes are found. Who helps with the case system at night was left open.",
    "going": "Diaries are full on the second day. Nobody is asked for twice.",
    "emerging": "Inspectors said where they have seen little so far. They said what they will look at, and concluded nothing.",
    "evidence": "Agencies offered a morning meeting inspectors may watch.",
    "outstanding": "What is awaited was read out. Nobody had been asked for it in two ways.",
}


def set_up_agencies(cast: Cast, inspection: Inspection) -> Talk:
    """Name contacts, ask for what is set up and let agencies answer, and hold one set-up discussion with all of them."""
    numbers = count(1)
    for agency in cast.agencies.values():
        for post in book_of(inspection, agency).posts:
            _name(cast, inspection, post, next(numbers))
    _one_number_changes(cast, inspection)
    ask_setting_up(by=cast.lead, inspection=inspection)
    for agency in cast.agencies.values():
        _arrange(cast, inspection, agency)
    held = _half_past_nine(add_working_days(inspection.notified_on, 3))
    return _talk(cast, inspection, TalkKind.SET_UP, held, list(cast.agencies.values()))


def keep_in_touch(cast: Cast, inspection: Inspection) -> list[Talk]:
    """Hold two keep-in-touch meetings: one agency saw the first differently; what was to be done is done by the second."""
    first_day = inspection.fieldwork_from or inspection.notified_on
    agencies = list(cast.agencies.values())
    first = _talk(cast, inspection, TalkKind.KEEP_IN_TOUCH, _half_past_nine(first_day), agencies)
    for agency in agencies:
        by = cast.coordinators[agency.key]
        open_talk(by=by, talk=first)
        if agency != agencies[0]:
            say_view(by=by, talk=first, agency=agency, kind=ViewKind.READ, shown=highest_of(first))
    _seen_differently(cast, first, agencies[0])
    for agency in agencies:  # the record changed since: everybody reads it again
        say_view(by=cast.coordinators[agency.key], talk=first, agency=agency, kind=ViewKind.READ, shown=highest_of(first))
    _followed_up(cast, first, agencies[0], first_day)
    second = _talk(cast, inspection, TalkKind.KEEP_IN_TOUCH, _half_past_nine(first_day + timedelta(days=2)), agencies)
    return [first, second]


def _name(cast: Cast, inspection: Inspection, post: AtPost, number: int) -> None:
    """Let an agency's coordinator name somebody for a post; one agency has nobody of its own for business support."""
    agency, day = post.agency, inspection.notified_on
    said = {"by": cast.coordinators[agency.key], "inspection": inspection, "agency": agency, "role": post.role.id, "from_day": day}
    if post.role.id == "business-support" and agency == list(cast.agencies.values())[-1]:
        say_no_post(**said, why="The coordinator sees to it.")
        return
    when = "5pm to 9am, and at weekends" if post.role.id == "out-of-hours" else ""
    add_contact(**said, details=Details(post.role.title, telephone=_NUMBERS.format(number), when=when))


def _one_number_changes(cast: Cast, inspection: Inspection) -> None:
    """Let an inspector write down a number an agency gave by telephone: what it was before is kept."""
    agency = next(iter(cast.agencies.values()))
    contact = book_of(inspection, agency, on=inspection.notified_on).posts[0].reached[0]
    details = Details(contact.version.said["post"], telephone=_NUMBERS.format(99))
    day = add_working_days(inspection.notified_on, 1)
    change_contact(by=cast.lead, contact=contact.contact, details=details, from_day=day, had=contact.number)


def _arrange(cast: Cast, inspection: Inspection, agency: Agency) -> None:
    """Let an agency arrange what it was asked for. Where it has nowhere to park, inspectors do without."""
    by = cast.coordinators[agency.key]
    for thing in things_at(agency, inspection):
        who = _SEES_TO_IT.get(thing.row.item, "Business support")
        if thing.row.item == "parking":
            why = "The car park is closed for works. The station is near."
            say_set_up(by=by, thing=thing.row, to=SetUpState.NOT_POSSIBLE, had=1, words=why)
            say_set_up(by=cast.lead, thing=thing.row, to=SetUpState.NOT_NEEDED, had=2, words="Inspectors come by train.")
            continue
        say_set_up(by=by, thing=thing.row, to=SetUpState.ARRANGED, had=1, who=who)


def _seen_differently(cast: Cast, talk: Talk, agency: Agency) -> None:
    """Let an agency say that it saw a meeting differently, and the lead write down that this is disputed."""
    said = "We offered two more mornings, and nobody wrote that down."
    by, shown = cast.coordinators[agency.key], highest_of(talk)
    say_view(by=by, talk=talk, agency=agency, kind=ViewKind.DIFFERENTLY, shown=shown, words=said)
    words = f"{agency.name} holds that two more mornings were offered. Nobody of the team heard it."
    add_point(by=cast.lead, talk=talk, point=Point("", PointKind.DISPUTED, words))


def _followed_up(cast: Cast, talk: Talk, agency: Agency, day: date) -> None:
    """Write down what an agency and the team are to do, and let both say that it is done."""
    theirs = add_follow_up(by=cast.lead, talk=talk, what="Send tomorrow’s rota.", who="Business support", due_on=day, agency=agency)
    ours = add_follow_up(by=cast.lead, talk=talk, what="Say who is met tomorrow.", who="Lead inspector", due_on=day, for_all=True)
    say_follow_up(by=cast.coordinators[agency.key], follow_up=theirs, to=FollowUpState.DONE, had=0, words="Sent at four.")
    say_follow_up(by=cast.lead, follow_up=ours, to=FollowUpState.DONE, had=0)


def _talk(cast: Cast, inspection: Inspection, kind: TalkKind, held_at: datetime, agencies: list[Agency]) -> Talk:
    points = [Point(one.id, PointKind.SAID, _SAID[one.id]) for one in agenda_of(inspection, kind) if one.id in _SAID]
    points.append(Point("", PointKind.AGREED, "What changes is told the same day, at the door of whoever it concerns."))
    if kind == TalkKind.SET_UP:
        points.append(Point("", PointKind.OPEN, "Who helps with the case system after five."))
    there = Present(("Lead inspector",), tuple(f"Coordinator, {agency.name}" for agency in agencies))
    said = {"kind": kind, "held_at": held_at, "agencies": agencies, "present": there, "points": points}
    return write_down(by=cast.lead, inspection=inspection, **said)


def _half_past_nine(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), tzinfo=_LONDON)
