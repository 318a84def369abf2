"""What inspectors fill in about meetings with children and families, and about what was learned from them."""

from collections.abc import Sequence
from typing import Any

from django import forms

from joinedup.cases.consent.enums import Place
from joinedup.web.components.date_field import DayMonthYearField

Choices = Sequence[tuple[str, str]]
THERE = (("yes", "Yes"), ("no", "No"))


class _Held(forms.Form):
    """What is known of a meeting once it was held."""

    worker_there = forms.ChoiceField(
        label="Was a worker of an agency in the room?", choices=THERE, widget=forms.RadioSelect, required=False
    )
    worker = forms.CharField(label="Which worker", help_text="By role, never a name. Leave empty where nobody was.", required=False)
    note = forms.ChoiceField(label="The note of the meeting", required=False)

    def __init__(self, notes: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].choices = [("", "No note yet"), *notes]

    def there(self) -> bool | None:
        """Return whether a worker was there; null where it was not said."""
        return {"yes": True, "no": False}.get(self.cleaned_data["worker_there"])


class MeetingForm(_Held):
    """A meeting, planned or held: who meets whom, when and where."""

    met = forms.MultipleChoiceField(
        label="Whom do you meet?", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose whom you meet."}
    )
    inspectors = forms.MultipleChoiceField(
        label="Which inspectors?", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose which inspectors."}
    )
    on = DayMonthYearField(label="The day", error_messages={"required": "Enter the day."})
    place = forms.ChoiceField(
        label="Where?", choices=Place.choices, widget=forms.RadioSelect, error_messages={"required": "Choose where."}
    )
    held = forms.ChoiceField(
        label="Was it held?",
        choices=(("no", "Not yet: it is planned"), ("yes", "Yes, it was held")),
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it was held."},
    )
    field_order = ("met", "inspectors", "on", "place", "held", "worker_there", "worker", "note")

    def __init__(self, met: Choices, inspectors: Choices, notes: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(notes, *args, **kwargs)
        self.fields["met"].choices, self.fields["inspectors"].choices = met, inspectors


class HeldForm(_Held):
    """That a planned meeting was held."""

    on = DayMonthYearField(label="The day it was held", error_messages={"required": "Enter the day it was held."})
    field_order = ("on", "worker_there", "worker", "note")


class CalledOffForm(forms.Form):
    """Why a planned meeting is not held."""

    why = forms.CharField(label="Why is it called off?", widget=forms.Textarea(attrs={"rows": 3}))


class NoteOfForm(forms.Form):
    """Which note tells of a meeting."""

    note = forms.ChoiceField(label="The note of the meeting", error_messages={"required": "Choose a note."})

    def __init__(self, notes: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].choices = [("", "Choose a note"), *notes]


class AsideForm(forms.Form):
    """Why something learned is set aside, or taken up again."""

    why = forms.CharField(label="Why?", widget=forms.TextInput(), error_messages={"required": "Say why."})
