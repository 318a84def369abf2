"""Meetings with agencies as both doors show them, and what both can fill in."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.inspections.keeping_in_touch import actions
from joinedup.inspections.keeping_in_touch.enums import FollowUpState, PointKind, TalkKind
from joinedup.inspections.keeping_in_touch.models import FollowUp, Talk, TalkView
from joinedup.inspections.keeping_in_touch.queries import Followed, Said, agenda_of, followed_by, points_of, read_to, views_of
from joinedup.inspections.keeping_in_touch.rules import states_open_to
from joinedup.web.components.contacting import done
from joinedup.web.components.date_field import DayMonthYearField
from joinedup.web.components.dates import LONDON, moment

CODES: Final = "Write a child’s code, such as Child 4, and people by post. Never a name."
_TIME: Final = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)
_MOVES: Final = {FollowUpState.OPEN: "To be done still: say how far it is", FollowUpState.DROPPED: "Dropped: say why"}


def clock(text: str) -> time:
    """Return a time of day as people type it. Raises ValidationError for what is none."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise forms.ValidationError("Enter the time as hours and minutes, for example 14:05.")
    return time(int(found[1]), int(found[2]))


def at_clock(on: date, hour: time) -> datetime:
    """Return the moment of a day at a London time."""
    return datetime.combine(on, hour, tzinfo=LONDON)


class FollowUpSayForm(forms.Form):
    """How one thing that was to be done stands."""

    to = forms.ChoiceField(label="How does it stand?", widget=forms.RadioSelect, error_messages={"required": "Say how it stands."})
    words = forms.CharField(
        label="What was done, or why not", help_text=CODES, widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    due_on = DayMonthYearField(label="A later day (optional)", required=False)

    had = forms.IntegerField(min_value=0, required=False)  # how many things said of it the page showed

    def __init__(self, row: FollowUp, open_to: list[FollowUpState], data: Any = None) -> None:
        """Offer the moves open to the reader."""
        super().__init__(data, prefix=f"f{row.number}")
        self.fields["to"].choices = [(to.value, _MOVES.get(to, to.label)) for to in open_to]


@dataclass(frozen=True)
class ToDo:
    """One follow-up as a page shows it: with the form by which the reader says how it stands, if they may."""

    one: Followed
    form: FollowUpSayForm | None
    overdue: bool


@dataclass(frozen=True)
class Part:
    """The points of one agenda point, or of none."""

    title: str
    points: list[Said]


@dataclass(frozen=True)
class Record:
    """One meeting as its pages show it."""

    talk: Talk
    parts: list[Part]
    to_do: list[ToDo]
    views: list[TalkView]
    read_to: int | None = None  # up to which point the reader's agencies read it; none where they never did

    @property
    def shown(self) -> int:
        """Return the highest number of a point it shows."""
        return max((said.point.number for part in self.parts for said in part.points), default=0)

    @property
    def changed(self) -> bool:
        """Return whether something was written since the reader's agencies read it."""
        return self.read_to is not None and self.read_to < self.shown

    @property
    def agreed(self) -> list[Said]:
        """Return what stands as agreed."""
        return self._of(PointKind.AGREED)

    @property
    def open(self) -> list[Said]:
        """Return what was left open."""
        return self._of(PointKind.OPEN)

    @property
    def disputed(self) -> list[Said]:
        """Return what stands as disputed."""
        return self._of(PointKind.DISPUTED)

    def _of(self, kind: PointKind) -> list[Said]:
        return [said for part in self.parts for said in part.points if said.point.kind == kind]


def record_of(
    request: HttpRequest, talk: Talk, sent: FollowUpSayForm | None = None, *, of: Collection[Agency] | None = None
) -> Record:
    """Return a meeting as a page shows it; a follow-up's form that was sent comes with its errors.

    `of`: the agencies at whose door it is shown: of views and of what is to be done it shows theirs alone, and what is marked
    for all. The team's door gives none and shows everything.
    """
    titles = {point.id: point.title for point in agenda_of(talk.inspection, TalkKind(talk.kind))}
    said = points_of(talk)
    grouped = [Part(title, [one for one in said if one.point.topic == key]) for key, title in titles.items()]
    rest = [one for one in said if one.point.topic not in titles]
    parts = [part for part in (*grouped, Part("", rest)) if part.points]
    views = [view for view in views_of(talk) if of is None or view.agency in of]
    to_do = [one for one in followed_by(request.user, talk) if of is None or one.row.agency is None or one.row.agency in of]
    return Record(talk, parts, [_to_do(request, one, sent) for one in to_do], views, read_to(talk, of or ()))


def say_of(request: HttpRequest, row: FollowUp) -> tuple[FollowUpSayForm, bool]:
    """Take in how a follow-up stands; return its form, and whether it was saved."""
    form = FollowUpSayForm(row, states_open_to(request.user, row), request.POST)
    if not form.is_valid():
        return form, False
    said = form.cleaned_data
    to = FollowUpState(said["to"])
    given = {"to": to, "words": said["words"], "due_on": said["due_on"], "had": said["had"] or 0}
    return form, done(form, lambda: actions.say_follow_up(by=request.user, follow_up=row, **given))


def heading(talk: Talk) -> str:
    """Return what a meeting's page is headed: "Keep-in-touch meeting 2, 14 July 2022 at 10:30am"."""
    return f"{talk}, {moment(talk.held_at)}"


def _to_do(request: HttpRequest, one: Followed, sent: FollowUpSayForm | None) -> ToDo:
    open_to = states_open_to(request.user, one.row)
    mine = FollowUpSayForm(one.row, open_to) if open_to else None
    form = sent if sent is not None and sent.prefix == f"f{one.row.number}" else mine
    return ToDo(one, form, one.overdue(timezone.localdate()))
