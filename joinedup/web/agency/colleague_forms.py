"""What is filled in when somebody leaves an agency."""

from collections.abc import Sequence
from typing import Any

from django import forms


class LeavesForm(forms.Form):
    """Who leaves, and why."""

    leaves = forms.ChoiceField(label="Who leaves?", error_messages={"required": "Choose who leaves."})
    why = forms.CharField(
        label="Why do they answer for you no more?",
        help_text="A few words for the log: they have another post now, say. Nothing about their health or conduct.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why they leave."},
    )

    def __init__(self, members: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leaves"].choices = [("", "Choose one"), *members]
