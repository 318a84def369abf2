"""What a reader of a chronology asks to see: the form, the address that says it, and the ways to zoom."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict

from joinedup.cases.core import words
from joinedup.cases.core.drawing import window
from joinedup.cases.core.drawing.view import ADULTS, OWN, Shown, View, show
from joinedup.cases.core.story import ChildStory
from joinedup.method.days import LONDON
from joinedup.records.kinds import event_kinds
from joinedup.records.shape import SECTORS

WHOLE: Final = "whole"
#: How an address tells a month. It never tells a day: the day something happened to a child would stand in logs and histories.
MONTH: Final = "%Y-%m"
_TITLES: Final = {"year": "A year", "quarter": "A quarter", "month": "A month"}
_LONDON: Final = ZoneInfo(LONDON)


class MonthField(forms.TypedChoiceField):
    """A month of a story, chosen; its value is its first day. The address may ask for one before or after the story too."""

    def __init__(self, label: str, unasked: str) -> None:
        super().__init__(label=label, coerce=_month, required=False, empty_value=None)
        self.unasked = unasked

    def offers(self, months: list[date], asked: str) -> None:
        """Offer these months, and the one that is asked for."""
        listed = {month.strftime(MONTH): f"{month:%B %Y}" for month in months}
        if self.valid_value(asked):
            listed.setdefault(asked, f"{_month(asked):%B %Y}")
        self.choices = [("", self.unasked), *sorted(listed.items())]

    def valid_value(self, value: Any) -> bool:
        """Say whether it is a month of our time."""
        return bool(re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", str(value)))


def _held_by(story: ChildStory) -> set[tuple[int, str]]:
    """Return the agencies that recorded something, each with its sector's place: the order of the picture's lanes."""
    found = story.chronology.select("sector", "agency").drop_nulls("agency").unique().iter_rows()
    return {(SECTORS.index(sector) if sector in SECTORS else len(SECTORS), agency) for sector, agency in found}


def _month(text: str) -> date:
    """Return the first day of a month written as in an address."""
    return date.fromisoformat(f"{text}-01")


class ChoiceForm(forms.Form):
    """Which months, whose events, which kinds. Nothing chosen is everything."""

    agency = forms.MultipleChoiceField(label="Recorded by", required=False, widget=forms.CheckboxSelectMultiple)
    kind = forms.MultipleChoiceField(label="Kinds of event", required=False, widget=forms.CheckboxSelectMultiple)
    whose = forms.ChoiceField(
        label="About",
        choices=(
            ("", "The child and adults in the child’s life"),
            (OWN, "The child alone"),
            (ADULTS, "Adults in the child’s life alone"),
        ),
        required=False,
        widget=forms.RadioSelect,
    )
    asked = forms.BooleanField(label="Only what there is something to ask about", required=False)

    def __init__(self, story: ChildStory, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="choice_%s", **kwargs)
        self.fields = {"from": MonthField("From", "The beginning"), "until": MonthField("Until", "The end"), **self.fields}
        for name in ("from", "until"):
            self.fields[name].offers(window.months(story), self.data.get(name, ""))
        held, order = set(story.chronology["kind"]), list(event_kinds())
        agencies = dict.fromkeys(agency for _, agency in sorted(_held_by(story)))
        self.fields["agency"].choices = [(key, story.agency(key)) for key in agencies]
        self.fields["kind"].choices = [(kind, words.label(kind)) for kind in order if kind in held]

    def clean(self) -> dict[str, Any]:
        """Refuse a stretch that ends before it begins."""
        said = super().clean() or {}
        if said.get("from") and said.get("until") and said["until"] < said["from"]:
            raise forms.ValidationError("“Until” must not be before “From”.")
        return said


@dataclass(frozen=True)
class Zoom:
    """One way to see more or less of the time: its words, the address's question, and whether it is what is shown."""

    text: str
    query: str
    here: bool = False


class Choice:
    """What is asked for in an address, and the addresses that ask for a little more or less of it."""

    def __init__(self, story: ChildStory, asked: QueryDict) -> None:
        """Read the address; what it says wrongly is told by `form.errors` and otherwise not heard."""
        self.asked = asked
        self.form = ChoiceForm(story, asked)
        self.form.is_valid()
        said = self.form.cleaned_data
        dated = not self.form.non_field_errors()
        self.view = View(
            first=said.get("from") if dated else None,
            last=window.month_end(said["until"]) if dated and said.get("until") else None,
            whole=asked.get("span") == WHOLE,
            agencies=frozenset(said.get("agency", ())),
            kinds=frozenset(said.get("kind", ())),
            whose=said.get("whose", ""),
            asked=said.get("asked", False),
        )
        self.shown: Shown = show(story, self.view)

    @property
    def chosen(self) -> bool:
        """Whether some of the events are chosen, or what could not be read."""
        view = self.view
        return bool(self.form.errors or view.agencies or view.kinds or view.whose or view.asked)

    @property
    def query(self) -> str:
        """Return the address's own question, for the page that prints the same."""
        return f"?{self.asked.urlencode()}" if self.asked else ""

    def zooms(self) -> list[Zoom]:
        """Return the usual stretch, the whole story, a year, a quarter, a month."""
        view, story = self.view, self.shown.story
        near = window.length_of(view.first, self._last) if view.first else ""
        last = self._last if view.dated else None
        steps = [
            Zoom("Two years at most", self._with(), here=not view.dated and not view.whole),
            Zoom("Whole story", self._with(span=WHOLE), here=not view.dated and view.whole),
        ]
        for name, title in _TITLES.items():
            first, until = window.span(story, name, last)
            steps.append(Zoom(title, self._dated(first, until), here=name == near))
        return steps

    def beside(self) -> list[Zoom]:
        """Return the stretch before and the one after, where days are asked for and the story goes on that way."""
        view, story = self.view, self.shown.story
        if not view.first:
            return []
        (begun, ended), steps = window.whole(story), []
        if view.first > begun:
            steps.append(Zoom("Earlier", self._dated(*window.moved(view.first, self._last, -1))))
        if self._last < ended:
            steps.append(Zoom("Later", self._dated(*window.moved(view.first, self._last, 1))))
        return steps

    @property
    def _last(self) -> date:
        return self.view.last or self.shown.story.as_of.astimezone(_LONDON).date()

    def _dated(self, first: date, last: date) -> str:
        return self._with(**{"from": first.strftime(MONTH), "until": last.strftime(MONTH)})

    def _with(self, **changed: str) -> str:
        """Return the question with other months: what else is chosen stays."""
        kept = self.asked.copy()
        for name in ("from", "until", "span"):
            kept.pop(name, None)
        for name, value in changed.items():
            kept[name] = value
        told = kept.urlencode()
        return f"?{told}" if told else "?"
