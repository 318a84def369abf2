"""What inspectors fill in about meetings with agencies."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.inspections.keeping_in_touch.actions import Point, Present
from joinedup.inspections.keeping_in_touch.enums import PointKind, TalkKind
from joinedup.method.framework import AgendaPoint
from joinedup.web.components.date_field import DayMonthYearField
from joinedup.web.components.dates import LONDON
from joinedup.web.components.talking import CODES, at_clock, clock

_LINES = "One to a line."
_BELOW = {
    "agreed": ("What was agreed", PointKind.AGREED),
    "open": ("What was left open", PointKind.OPEN),
    "disputed": ("What is disputed, and by whom", PointKind.DISPUTED),
}


def _area(label: str, help_text: str = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "spellcheck": "true"})
    return forms.CharField(label=label, help_text=help_text, widget=widget, required=False)


class TalkForm(forms.Form):
    """A meeting that was held: with whom, when, who was there, what was said under each point of the agenda, what came of it."""

    def __init__(self, agenda: Sequence[AgendaPoint], agencies: Sequence[Agency], data: QueryDict | None = None) -> None:
        """Ask each point of the agenda in the framework's words."""
        super().__init__(data)
        now = timezone.localtime(timezone=LONDON)
        self.by_key, self.topics = {str(agency.pk): agency for agency in agencies}, [point.id for point in agenda]
        self.fields["agencies"] = forms.MultipleChoiceField(
            label="Which agencies were there?",
            choices=[(key, agency.name) for key, agency in self.by_key.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose the agencies that were there."},
        )
        self.fields["on"] = DayMonthYearField(
            label="On what day", initial=now.date(), error_messages={"required": "Enter the day."}
        )
        lacks = {"required": "Enter the time, for example 14:05."}
        self.fields["clock"] = forms.CharField(label="At what time", help_text="For example, 14:05", error_messages=lacks)
        posts = f"By post, never by name. {_LINES}"
        self.fields["team"] = _area("Who was there for the inspectorates", posts, 2)
        self.fields["others"] = _area("Who was there for the agencies", posts, 3)
        for point in agenda:
            self.fields[f"topic-{point.id}"] = _area(point.title, point.prompt)
        for name, (title, _) in _BELOW.items():
            self.fields[name] = _area(title, _LINES)
        self.fields["named"] = forms.BooleanField(label="These words are no child’s name", required=False)

    @property
    def said(self) -> list[str]:
        """Return the names of the fields of the agenda."""
        return [f"topic-{key}" for key in self.topics]

    def clean_clock(self) -> Any:
        """Return the time of day; refuse what is none."""
        return clock(self.cleaned_data["clock"])

    def everything(self) -> list[str]:
        """Return every text that was typed."""
        return [text for name in (*self.said, *_BELOW, "team", "others") if (text := self.cleaned_data.get(name, ""))]

    def content(self) -> dict[str, Any]:
        """Return what `write_down` takes, of a valid form."""
        given = self.cleaned_data
        points = [Point(key, PointKind.SAID, given[f"topic-{key}"]) for key in self.topics if given[f"topic-{key}"].strip()]
        points += [Point("", kind, line) for name, (_, kind) in _BELOW.items() for line in lines(given[name])]
        return {
            "held_at": at_clock(given["on"], given["clock"]),
            "agencies": [self.by_key[key] for key in given["agencies"]],
            "present": Present(tuple(lines(given["team"])), tuple(lines(given["others"]))),
            "points": points,
        }


class PointForm(forms.Form):
    """One thing added to a meeting's record, or put right in it."""

    kind = forms.ChoiceField(
        label="What is it?", choices=PointKind.choices, widget=forms.RadioSelect, error_messages={"required": "Say what it is."}
    )
    topic = forms.ChoiceField(label="Which point of the agenda (optional)", required=False)
    words = forms.CharField(
        label="In words",
        help_text=CODES,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what was said."},
    )

    def __init__(self, agenda: Sequence[AgendaPoint], *args: Any, **kwargs: Any) -> None:
        """Offer the points of the agenda."""
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", "None of them"), *((point.id, point.title) for point in agenda)]

    def point(self) -> Point:
        """Return what was typed, of a valid form."""
        return Point(self.cleaned_data["topic"], PointKind(self.cleaned_data["kind"]), self.cleaned_data["words"])


class FollowUpForm(forms.Form):
    """What is to be done after a meeting, by whom and by when."""

    what = forms.CharField(
        label="What is to be done",
        help_text=CODES,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write what is to be done."},
    )
    whose = forms.ChoiceField(label="Whose is it to do", error_messages={"required": "Choose whose it is to do."})
    for_all = forms.BooleanField(
        label="Every agency that was there may read it",
        help_text="Only for what is the team’s to do. What is an agency’s to do it reads alone.",
        required=False,
    )
    who = forms.CharField(
        label="Who does it", help_text="By post.", max_length=120, error_messages={"required": "Say who does it, by post."}
    )
    due_on = DayMonthYearField(label="By when", error_messages={"required": "Enter the day by which it is done."})

    def __init__(self, agencies: Sequence[Agency], data: QueryDict | None = None) -> None:
        """Offer the agencies that were there, and the team."""
        super().__init__(data)
        self.by_key: dict[str, Agency | None] = {"team": None, **{str(agency.pk): agency for agency in agencies}}
        named = [(key, agency.name if agency else "The inspection’s team") for key, agency in self.by_key.items()]
        self.fields["whose"].choices = [("", "Choose one"), *named]

    def content(self) -> dict[str, Any]:
        """Return what `add_follow_up` takes, of a valid form."""
        said = self.cleaned_data
        kept = {name: said[name] for name in ("what", "who", "due_on", "for_all")}
        return {**kept, "agency": self.by_key[said["whose"]]}


def lines(text: str) -> list[str]:
    """Return the lines of a text that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def kind_of(wanted: str) -> TalkKind:
    """Return the kind of meeting an address asks for: a keep-in-touch meeting unless it says otherwise."""
    return TalkKind(wanted) if wanted in TalkKind.values else TalkKind.KEEP_IN_TOUCH
