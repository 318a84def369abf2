"""What is filled in for the register of inspectors, the calendars of others, and to stand back from an inspection."""

from collections.abc import Iterable
from typing import Any

from django import forms

from joinedup.areas.models import Agency, Area, InspectorateMember
from joinedup.people.models import Person
from joinedup.programme.core.visit_files import MOST_BYTES
from joinedup.programme.inspectors.enums import DAYS, AwayKind, Grade, Holds, InterestKind, Specialism
from joinedup.web.components.date_field import DayMonthYearField

_WHY = {"required": "Say why."}


def _choose(rows: Iterable[tuple[object, str]]) -> list[tuple[str, str]]:
    return [("", "Choose one"), *((str(key), text) for key, text in rows)]


def _words(label: str, required: str, hint: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=hint, widget=widget, max_length=2000, error_messages={"required": required})


class OfficeForm(forms.Form):
    """Somebody joins the programme office."""

    person = forms.ChoiceField(label="Who joins the programme office?", error_messages={"required": "Choose somebody."})

    def __init__(self, staff: Iterable[InspectorateMember], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(row.person_id): row.person for row in staff}
        self.fields["person"].choices = _choose((key, f"{one.name} ({one.email})") for key, one in self.people.items())


class FactsForm(forms.Form):
    """What an inspector can do, where they travel from, on which days they work."""

    grade = forms.ChoiceField(choices=Grade.choices, widget=forms.RadioSelect, error_messages={"required": "Choose a grade."})
    specialisms = forms.MultipleChoiceField(
        label="What they inspect",
        choices=Specialism.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what they inspect."},
    )
    may_lead = forms.BooleanField(label="They may lead an inspection", required=False)
    base = forms.CharField(label="Where they travel from", max_length=80, help_text="A region, as the register of areas names it.")
    days = forms.MultipleChoiceField(
        label="Days of the week they work",
        choices=[(day, day.capitalize()) for day in DAYS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the days they work."},
    )


class EntryForm(FactsForm):
    """A new entry: who, and the facts."""

    person = forms.ChoiceField(label="Who is entered?", error_messages={"required": "Choose somebody."})
    field_order = ("person",)

    def __init__(self, people: dict[str, Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = _choose((key, f"{one.name} ({one.email})") for key, one in people.items())


class AwayForm(forms.Form):
    """A time away."""

    kind = forms.ChoiceField(
        label="Why are they away?", choices=AwayKind.choices, widget=forms.RadioSelect, error_messages={"required": "Choose why."}
    )
    first = DayMonthYearField(label="First day", help_text="For example, 3 2 2026")
    last = DayMonthYearField(label="Last day", help_text="No work on an inspection is planned in a week with a day away.")


class TrainingForm(forms.Form):
    """What somebody was trained for."""

    title = forms.CharField(label="What was the training?", max_length=120)
    done_on = DayMonthYearField(label="The day it was completed")
    holds_until = DayMonthYearField(label="It holds until", required=False, help_text="Leave empty where it does not run out.")


class LeavingForm(forms.Form):
    """Somebody leaves the register."""

    on = DayMonthYearField(label="From which day are they no longer there?")


class InterestForm(forms.Form):
    """An interest in an area, or in an agency and so in every area it serves."""

    kind = forms.ChoiceField(
        label="What ties you to it?",
        choices=InterestKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what ties you to it."},
    )
    area = forms.ChoiceField(label="To which area?", required=False)
    agency = forms.ChoiceField(label="Or to which agency?", required=False, help_text="It counts for every area the agency serves.")
    words = _words("In a sentence", "Say what ties you to it, in a sentence.", "Only you and your programme office read this.")
    until = DayMonthYearField(
        label="When did it end?", required=False, help_text="Your last day there, say. Leave empty where it goes on."
    )

    def __init__(self, areas: Iterable[Area], agencies: Iterable[Agency], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas, self.agencies = {str(one.pk): one for one in areas}, {str(one.pk): one for one in agencies}
        self.fields["area"].choices = [("", "No area"), *((key, one.name) for key, one in self.areas.items())]
        self.fields["agency"].choices = [("", "No agency"), *((key, one.name) for key, one in self.agencies.items())]

    @property
    def said(self) -> dict[str, Any]:
        """What was filled in, as `declare` takes it."""
        data = self.cleaned_data
        return {**data, "area": self.areas.get(data["area"]), "agency": self.agencies.get(data["agency"])}


class DecideForm(forms.Form):
    """What a declared interest does to a plan."""

    holds = forms.ChoiceField(
        label="What does it do?",
        choices=Holds.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it does."},
    )
    why = _words("Why?", "Say why.")


class FileForm(forms.Form):
    """A calendar as CSV."""

    file = forms.FileField(
        label="The CSV file",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": "Choose the file.", "empty": "The file is empty."},
    )

    def clean_file(self) -> tuple[str, bytes]:
        """Return the file's name and what it holds; refuse one larger than a calendar can be."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Send it in parts.")
        return sent.name, bytes(sent.read())


class StandBackForm(forms.Form):
    """Somebody stands back from an inspection, or is made to."""

    person = forms.ChoiceField(label="Who stands back?", error_messages={"required": "Choose who stands back."})
    kind = forms.ChoiceField(
        label="What ties them to the area or to one of its agencies?",
        choices=InterestKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what ties them to it."},
    )
    why = _words("In a sentence", "Say what ties them to it, in a sentence.", "Sealed with the inspection. Its team can read it.")

    def __init__(self, people: dict[str, Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = _choose((key, one.name) for key, one in people.items())


class LiftForm(forms.Form):
    """A recusal made by mistake is lifted."""

    recusal = forms.ChoiceField(label="Whose is lifted?", error_messages={"required": "Choose whose is lifted."})
    lift_why = _words("Why is it lifted?", "Say why it is lifted.")

    def __init__(self, rows: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recusal"].choices = _choose(rows.items())
