"""What is filled in to open a round, gather reasons, choose, swap and plan."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.text import slugify

from joinedup.areas.models import Agency, Area
from joinedup.method.framework import Framework
from joinedup.people.models import Person
from joinedup.programme.choices.models import RoundArea
from joinedup.programme.plans.enums import WishKind
from joinedup.programme.reasons.enums import Eyes, ReasonKind
from joinedup.programme.rounds.enums import Planning
from joinedup.web.components.date_field import DayMonthYearField


def _choice(rows: Iterable[tuple[object, str]]) -> list[tuple[str, str]]:
    return [("", "Choose one"), *((str(key), text) for key, text in rows)]


def _whole(label: str, least: int, most: int, *, required: bool = True) -> forms.IntegerField:
    """Return the field of a whole number, typed in a box of its own."""
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=required, widget=widget)


class RoundForm(forms.Form):
    """A new round."""

    title = forms.CharField(max_length=120, help_text="As everybody who plans it will call it. Name no area in it.")
    framework = forms.ChoiceField(label="Framework", error_messages={"required": "Choose a framework."})
    number = _whole("How many areas", 1, 153)
    first = DayMonthYearField(label="First day", help_text="No fieldwork before it.")
    last = DayMonthYearField(label="Last day", help_text="No fieldwork after it.")

    def __init__(self, frameworks: Iterable[Framework], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["framework"].choices = _choice((one.id, f"{one.title} ({one.version})") for one in frameworks)


class PartForm(forms.Form):
    """Somebody's part in a round."""

    person = forms.ChoiceField(label="Who", error_messages={"required": "Choose somebody."})
    part = forms.ChoiceField(
        label="What they do in it",
        choices=Planning.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they do."},
    )

    def __init__(self, people: dict[str, Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = _choice((key, f"{one.name} ({one.email})") for key, one in people.items())


class ReasonForm(forms.Form):
    """A reason for an area."""

    area = forms.ChoiceField(label="Area", error_messages={"required": "Choose an area."})
    kind = forms.ChoiceField(
        label="Kind of reason", choices=ReasonKind.choices, widget=forms.RadioSelect, error_messages={"required": "Choose a kind."}
    )
    words = forms.CharField(label="The reason", widget=forms.Textarea(attrs={"rows": 4}))
    source = forms.CharField(label="Source", max_length=300, help_text="Where it comes from, so that somebody can look it up.")
    dated = DayMonthYearField(label="Day it is of")
    expires = DayMonthYearField(label="Last day it counts")
    eyes = forms.ChoiceField(
        label="Who may read the words and the source",
        choices=Eyes.choices,
        widget=forms.RadioSelect,
        initial=Eyes.PLANNERS,
        help_text="Everybody who plans the round sees that there is a reason, and of which kind.",
    )
    named = forms.MultipleChoiceField(label="If only some: who", widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, areas: Iterable[Area], planners: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas, self.planners = {str(one.pk): one for one in areas}, {str(one.pk): one for one in planners}
        self.fields["area"].choices = _choice((key, one.name) for key, one in self.areas.items())
        self.fields["named"].choices = [(key, one.name) for key, one in self.planners.items()]
        if not self.planners:
            del self.fields["named"]

    def said(self) -> dict[str, Any]:
        """Return what `give_reason` takes."""
        data = dict(self.cleaned_data)
        named = [self.planners[key] for key in data.pop("named", [])]
        eyes = data.pop("eyes")
        return {**data, "area": self.areas[data["area"]], "eyes": named if eyes == Eyes.NAMED else None}


class WhyForm(forms.Form):
    """A reason for doing something."""

    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}))


class SwapForm(forms.Form):
    """Another area in place of one."""

    put_in = forms.ChoiceField(label="Area to put in its place", error_messages={"required": "Choose an area."})
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, areas: Iterable[Area], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="swap", **kwargs)
        self.areas = {str(one.pk): one for one in areas}
        self.fields["put_in"].choices = _choice((key, one.name) for key, one in self.areas.items())


class UrgentForm(forms.Form):
    """An area that has to be inspected soon."""

    area = forms.ChoiceField(label="Area", error_messages={"required": "Choose an area."})
    from_week = forms.ChoiceField(label="Fieldwork from the week of", error_messages={"required": "Choose a week."})
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, areas: Iterable[Area], weeks: Iterable[date], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {str(one.pk): one for one in areas}
        self.fields["area"].choices = _choice((key, one.name) for key, one in self.areas.items())
        self.fields["from_week"].choices = _choice(_weeks(weeks))

    def said(self) -> dict[str, Any]:
        """Return what `put_in_urgently` takes."""
        data = self.cleaned_data
        week = date.fromisoformat(data["from_week"])
        return {"area": self.areas[data["area"]], "from_week": week, "why": data["why"]}


def _weeks(weeks: Iterable[date]) -> list[tuple[str, str]]:
    return [(week.isoformat(), f"{week.day} {week:%B %Y}") for week in weeks]


class CodeWordForm(forms.Form):
    """Another code word."""

    code_word = forms.CharField(label="Code word", max_length=40, help_text="Two plain words that tell nothing of the area.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="name", **kwargs)

    def clean_code_word(self) -> str:
        """Return it as it stands in an address: small letters and hyphens."""
        return slugify(self.cleaned_data["code_word"])


class WishForm(forms.Form):
    """What is laid down before the rest is planned."""

    kind = forms.ChoiceField(
        label="Lay down", choices=WishKind.choices, widget=forms.RadioSelect, error_messages={"required": "Choose what holds."}
    )
    place = forms.ChoiceField(label="Inspection", error_messages={"required": "Choose an inspection."})
    person = forms.ChoiceField(label="Inspector", required=False)
    week = forms.ChoiceField(label="Week of fieldwork", required=False)
    why = forms.CharField(label="Why", max_length=300)

    def __init__(
        self, places: Iterable[RoundArea], people: dict[str, Person], weeks: Iterable[date], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, prefix="wish", **kwargs)
        self.places, self.people = {str(one.pk): one for one in places}, people
        self.fields["place"].choices = _choice((key, one.called) for key, one in self.places.items())
        self.fields["person"].choices = _choice((key, one.name) for key, one in people.items())
        self.fields["week"].choices = _choice(_weeks(weeks))

    def said(self) -> dict[str, Any]:
        """Return what `lay_down` takes."""
        data = self.cleaned_data
        week = date.fromisoformat(data["week"]) if data["week"] else None
        kind = WishKind(data["kind"])
        person = None if kind == WishKind.WEEK else self.people.get(data["person"])
        return {"kind": kind, "place": self.places[data["place"]], "person": person, "week": week, "why": data["why"]}


class CopyForm(forms.Form):
    """A what-if copy: what differs in it."""

    title = forms.CharField(label="What if …", max_length=80, help_text="For example: what if nobody rests between two.")
    rest_weeks = _whole("Weeks of rest between two inspections", 0, 12, required=False)
    most = _whole("Most inspections for one inspector", 1, 20, required=False)
    at_once = _whole("Most inspections on site in one week", 1, 10, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="copy", **kwargs)

    def said(self) -> dict[str, Any]:
        """Return what `make_copy` takes: rules left empty stay the round's."""
        data = dict(self.cleaned_data)
        title = data.pop("title")
        return {"title": title, "rules": {name: value for name, value in data.items() if value is not None}}


class OpenFromRoundForm(forms.Form):
    """The agencies that take part in the inspection that is opened."""

    agencies = forms.MultipleChoiceField(
        label="Agencies that take part",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the agencies that take part."},
    )
    notified_on = DayMonthYearField(
        label="Day of notification", help_text="The day that leads to fieldwork in the planned week. It can be changed later."
    )

    def __init__(self, agencies: Iterable[Agency], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(one.pk): one for one in agencies}
        self.fields["agencies"].choices = [(key, one.name) for key, one in self.agencies.items()]
        self.initial.setdefault("agencies", list(self.agencies))
