"""What agencies fill in where they do not send a file."""

from collections.abc import Iterable
from typing import Any

from django import forms

from joinedup.intake.models import Submission
from joinedup.web.agency.forms import hours_field
from joinedup.web.components.date_field import DayMonthYearField
from joinedup.web.components.dates import moment


class MoreTimeForm(forms.Form):
    """Until when an agency needs more time, and why."""

    until = DayMonthYearField(
        label="The day you can send it",
        help_text="For example, 27 3 2026",
        error_messages={"required": "Enter the day you can send it."},
    )
    reason = forms.CharField(
        label="Why do you need more time?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why you need more time."},
    )


class SameAsForm(forms.Form):
    """Something sent before that answers this too."""

    sent = forms.ChoiceField(
        label="Which file holds it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the file that holds it.", "invalid_choice": "Choose one of the files you sent."},
    )

    def __init__(self, before: Iterable[Submission], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = {str(one.pk): one for one in before}
        self.fields["sent"].choices = [
            (key, f"{one.request.title}, sent {moment(one.received_at)}") for key, one in self.before.items()
        ]

    def clean_sent(self) -> Submission:
        """Return the submission chosen."""
        return self.before[self.cleaned_data["sent"]]


class AnswerForm(forms.Form):
    """An agency's answer to a question."""

    words = forms.CharField(
        label="Your answer",
        help_text="Write “Child 4” as the question does, never a name.",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "true"}),
        error_messages={"required": "Write the answer."},
    )
    hours = hours_field()
