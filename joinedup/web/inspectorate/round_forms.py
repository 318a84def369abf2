"""What inspectors fill in about the letters of a round, and about a letter that slips."""

from collections.abc import Sequence
from typing import Any

from django import forms

from joinedup.people.models import Person
from joinedup.web.components.date_field import DayMonthYearField


class ShareForm(forms.Form):
    """With whom of another team a draft is shared."""

    person = forms.ChoiceField(label="Who may read this draft beside their own?", error_messages={"required": "Choose somebody."})

    def __init__(self, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose one"), *((str(one.pk), one.name) for one in people)]


class SettleForm(forms.Form):
    """What comes of reading a passage beside other letters: other words, or the same, and why."""

    text = forms.CharField(
        label="The passage",
        help_text="Leave the words as they are where nothing is to be changed.",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "true"}),
        error_messages={"required": "Write the passage."},
    )
    why = forms.CharField(
        label="Why it is changed, or left as it is",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say why it is changed, or left as it is."},
    )
    based_on = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)


class SlipForm(forms.Form):
    """Why a letter slips."""

    why = forms.CharField(
        label="Why does it slip?",
        help_text="Everybody on this team reads it. Write nothing about a child.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say why it slips."},
    )
    expected = DayMonthYearField(
        label="When do you expect it now?", help_text="Leave it empty where nobody can tell.", required=False
    )
