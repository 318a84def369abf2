"""What is filled in to publish a letter: its moment, who reads it early, who was sent it, why it goes."""

from datetime import date, datetime
from typing import Any

from django import forms

from joinedup.areas.models import Area
from joinedup.publication.recipients.models import Step
from joinedup.web.components.date_field import DayMonthYearField
from joinedup.web.components.dates import LONDON
from joinedup.web.components.hour_field import HourField


class FreezeForm(forms.Form):
    """Until when a letter is under embargo, and when the principal authority receives it."""

    day = DayMonthYearField(label="The day everybody may read it")
    hour = HourField(
        label="From which hour, London time",
        help_text="For example 9:30am.",
        required=True,
        error_messages={"required": "Enter the hour everybody may read it from."},
    )
    received = DayMonthYearField(
        label="The day the principal authority receives it",
        help_text="The time for the written statement is counted from this day. The letter prints when it ends.",
    )

    @property
    def public_from(self) -> datetime:
        """The moment from which everybody reads it."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], tzinfo=LONDON)


class ReaderForm(forms.Form):
    """Somebody who reads a letter under embargo, and from when."""

    person = forms.ChoiceField(label="Who may read it before everybody?", error_messages={"required": "Choose a person."})
    day = DayMonthYearField(label="From which day?", error_messages={"required": "Enter the day they may read it from."})
    hour = HourField(
        label="From which hour, London time",
        help_text="For example 9:30am.",
        required=True,
        error_messages={"required": "Enter the hour they may read it from."},
    )

    def __init__(self, people: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose one"), *people]

    @property
    def reads_from(self) -> datetime:
        """The moment from which they read it."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], tzinfo=LONDON)


class SentForm(forms.Form):
    """On which days a recipient was sent the letter, received it and published it, and its addresses."""

    sent = DayMonthYearField(label="Sent on", required=False)
    received = DayMonthYearField(label="Received on", required=False)
    published = DayMonthYearField(label="Published by them on", required=False)
    postal_address = forms.CharField(label="Postal address", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    web_address = forms.CharField(label="Web address where they publish it", max_length=300, required=False)

    def __init__(self, *args: Any, publishes: bool, **kwargs: Any) -> None:
        """`publishes`: whether this recipient must publish the letter."""
        super().__init__(*args, **kwargs)
        if not publishes:
            del self.fields["published"], self.fields["web_address"]

    @property
    def days(self) -> dict[str, date | None]:
        """The days that were filled in, by step."""
        return {str(step): self.cleaned_data[step] for step in Step if step in self.fields}

    @property
    def addresses(self) -> dict[str, str]:
        """The addresses that were filled in."""
        return {name: self.cleaned_data[name] for name in ("postal_address", "web_address") if name in self.fields}


class ReasonForm(forms.Form):
    """Why something is done with a published letter."""

    why = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 4}), error_messages={"required": "Say why."})

    def __init__(self, label: str, hint: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label, self.fields["why"].help_text = label, hint


class PeriodForm(forms.Form):
    """A pre-election period of an area."""

    #: Typed, not chosen: a list of every area known here would tell of one that is not notified yet.
    area = forms.CharField(label="Area", help_text="Its name as it is registered.", error_messages={"required": "Enter an area."})
    election = forms.CharField(
        label="Which election?",
        max_length=120,
        help_text="For example “local elections, 6 May 2027”.",
        error_messages={"required": "Say which election it is."},
    )
    first = DayMonthYearField(label="First day of the period", error_messages={"required": "Enter the first day of the period."})
    last = DayMonthYearField(
        label="Last day of the period",
        help_text="As a rule the day of the election.",
        error_messages={"required": "Enter the last day of the period."},
    )
    source = forms.CharField(
        label="Where is it announced?",
        max_length=300,
        help_text="A notice of election, or a web address.",
        error_messages={"required": "Say where it is announced."},
    )

    def __init__(self, areas: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = areas

    def clean_area(self) -> Area:
        """Return the area of this name; refuse a name no area bears."""
        area = self.areas.filter(name__iexact=self.cleaned_data["area"].strip()).first()
        if area is None:
            raise forms.ValidationError("No area of this name is registered. Check how it is spelt.")
        return area
