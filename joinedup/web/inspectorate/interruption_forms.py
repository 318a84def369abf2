"""What inspectors fill in about an interruption: who asks for it and why, and what was decided."""

from typing import Any

from django import forms

from joinedup.web.components.date_field import DayMonthYearField
from joinedup.web.components.interruption_forms import Choices, although


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
        although(self, questioned=questioned)
        self.fields["to"].choices = ways
        self.fields["until"].help_text = until_help
        if "ended" in {value for value, _ in ways}:
            self.fields["until"].help_text = "Where it has ended: the first day on which the work goes on. Left empty it is today."
        if not {"agreed"} & {value for value, _ in ways}:
            del self.fields["begins"]
        if not {"agreed", "ended"} & {value for value, _ in ways}:
            del self.fields["until"]
