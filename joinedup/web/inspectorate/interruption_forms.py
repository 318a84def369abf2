"""What inspectors fill in about an interruption: who asks for it and why, and what was decided."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from joinedup.web.components.date_field import DayMonthYearField

Choices = Sequence[tuple[str, str]]


def _although(form: forms.Form, *, questioned: bool) -> None:
    """Let somebody say that they mean days that look wrong, once they were asked; the page sends along that they were."""
    if questioned or form.data.get("asked"):
        form.fields["although"] = forms.BooleanField(label="Yes, I mean these days", required=False)


class AskForm(forms.Form):
    """Who asks for an interruption, on what grounds, from when until when."""

    asker = forms.ChoiceField(label="Who asks for it?", error_messages={"required": "Choose who asks for it."})
    post = forms.CharField(
        label="By which post?",
        help_text="For example: director of children’s services. Never a name.",
        max_length=200,
        error_messages={"required": "Say who asks, by post."},
    )
    asked_on = DayMonthYearField(label="The day it was asked for", error_messages={"required": "Enter the day it was asked for."})
    grounds = forms.CharField(
        label="On what grounds?",
        help_text="They are sealed: the team alone reads them.",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
        error_messages={"required": "Say on what grounds."},
    )
    begins = DayMonthYearField(label="From which day?", error_messages={"required": "Enter the day it begins."})
    until = DayMonthYearField(label="Until which day?", required=False)

    def __init__(self, askers: Choices, until_help: str, *args: Any, questioned: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _although(self, questioned=questioned)
        self.fields["asker"].choices = [("", "Choose one"), *askers]
        self.fields["until"].help_text = until_help

    def clean_asked_on(self) -> Any:
        """Refuse a day that has not come yet."""
        if self.cleaned_data["asked_on"] > timezone.localdate():
            raise forms.ValidationError("The day it was asked for must be today or in the past.")
        return self.cleaned_data["asked_on"]


class DecideForm(forms.Form):
    """What was decided about an interruption, from when until when, in which words."""

    to = forms.ChoiceField(
        label="What is decided?", widget=forms.RadioSelect, error_messages={"required": "Choose what is decided."}
    )
    begins = DayMonthYearField(label="From which day?", required=False)
    until = DayMonthYearField(label="Until which day?", required=False)
    words = forms.CharField(
        label="Why, in a sentence or two",
        help_text="Needed where it is refused or withdrawn.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        required=False,
    )

    def __init__(self, ways: Choices, until_help: str, *args: Any, questioned: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _although(self, questioned=questioned)
        self.fields["to"].choices = ways
        self.fields["until"].help_text = until_help
        if "ended" in {value for value, _ in ways}:
            self.fields["until"].help_text = "Where it has ended: the first day on which the work goes on. Left empty it is today."
        if not {"agreed"} & {value for value, _ in ways}:
            del self.fields["begins"]
        if not {"agreed", "ended"} & {value for value, _ in ways}:
            del self.fields["until"]
