"""What agencies fill in."""

from typing import Any

from django import forms

from joinedup.intake.enums import Coverage
from joinedup.method.framework import CoverageWords


def hours_field() -> forms.DecimalField:
    """Return the field in which an agency may state the hours of work something took."""
    return forms.DecimalField(
        label="Hours of work it took you (optional)",
        help_text="For example, 2.5. The inspectors add up what they ask of each agency; nobody checks the figure.",
        required=False,
        min_value=0,
        max_digits=6,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": "Enter the hours as a number, for example 2.5.", "min_value": "Hours cannot be less than none."},
    )


class SendForm(forms.Form):
    """One file for one request."""

    file = forms.FileField(label="The file", error_messages={"required": "Choose the file to send.", "empty": "The file is empty."})
    coverage = forms.ChoiceField(
        required=False,
        widget=forms.RadioSelect,
        help_text="People who live elsewhere and are not known to the authority are left out of a wider list, and counted.",
        error_messages={"required": "Say whom the list covers."},
    )
    hours = hours_field()

    def __init__(self, words: CoverageWords | None, *args: Any, **kwargs: Any) -> None:
        """Ask of a list whom it covers, in the framework's words; of anything else (None) nothing."""
        super().__init__(*args, **kwargs)
        coverage = self.fields["coverage"]
        if words:
            coverage.label, coverage.required = words.question, True
            coverage.choices = [(Coverage.AREA, words.area), (Coverage.WIDER, words.wider)]
        else:
            coverage.widget = forms.HiddenInput()


class NotHeldForm(forms.Form):
    """Why an agency does not hold what it is asked for."""

    answer = forms.CharField(
        label="Why is it not held, or who holds it?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is not held, or who holds it."},
    )
