"""What an agency fills in when it is asked whether it knows a child."""

from typing import Any

from django import forms

from joinedup.linkage.not_known.enums import Answer
from joinedup.web.agency.forms import SendForm


class AnswerForm(forms.Form):
    """Whether the child is known: found under which number, what went wrong, or where it was looked for."""

    answer = forms.ChoiceField(
        label="Is this child known to you?",
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the child is known to you."},
    )
    found_under = forms.CharField(
        label="Your own number of the record",
        help_text="Only where you found the child: as your system writes it.",
        required=False,
        max_length=100,
    )
    said = forms.CharField(
        label="What happened, or where you looked",
        help_text="After a recording error: what went wrong. Where the child is not known: which systems you searched, and how.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    hours = SendForm.base_fields["hours"]

    def clean(self) -> dict[str, Any]:
        """Ask for what each answer needs."""
        said = super().clean() or {}
        answer = said.get("answer")
        if answer == Answer.FOUND and not said.get("found_under", "").strip():
            self.add_error("found_under", "Enter your own number of the record.")
        if answer == Answer.RECORDING_ERROR and not said.get("said", "").strip():
            self.add_error("said", "Say what happened.")
        if answer == Answer.NOT_KNOWN and not said.get("said", "").strip():
            self.add_error("said", "Say where you looked, and how.")
        return said
