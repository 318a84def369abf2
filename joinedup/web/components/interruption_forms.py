"""What is filled in to ask for an interruption, alike at both doors: who asks for it and why, from when until when."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils import timezone

from joinedup.inspections.interruptions.enums import MOVES_DATES
from joinedup.web.components.date_field import DayMonthYearField

Choices = Sequence[tuple[str, str]]

GOES_ON: Final = "The first day on which the work goes on. Leave empty while nobody knows it."
LAST_DAY: Final = "The last day, where it is known."


def until_help(kind: str) -> str:
    """Return what the end of an interruption means: of one that moves the key dates the day on which the work goes on."""
    return GOES_ON if kind in MOVES_DATES else LAST_DAY


def although(form: forms.Form, *, questioned: bool) -> None:
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
        although(self, questioned=questioned)
        self.fields["asker"].choices = [("", "Choose one"), *askers]
        self.fields["until"].help_text = until_help

    def clean_asked_on(self) -> Any:
        """Refuse a day that has not come yet."""
        if self.cleaned_data["asked_on"] > timezone.localdate():
            raise forms.ValidationError("The day it was asked for must be today or in the past.")
        return self.cleaned_data["asked_on"]


class OwnAskForm(AskForm):
    """What an agency fills in at its own door: it asks today, and for itself."""

    def __init__(self, askers: Choices, until_help: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(askers, until_help, *args, **kwargs)
        del self.fields["asked_on"]
        self.fields["grounds"].help_text = "They are sealed: inspectors of this inspection alone read them. Write no child’s name."
        if len(askers) == 1:
            self.fields["asker"].widget, self.fields["asker"].initial = forms.HiddenInput(), askers[0][0]
