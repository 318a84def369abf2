"""What inspectors fill in to put a question to an agency."""

from collections.abc import Iterable
from typing import Any

from django import forms

from joinedup.areas.models import Agency
from joinedup.intake.questions.actions import LONGEST


def _hours(label: str, hours: int) -> forms.IntegerField:
    wrong = f"Enter a whole number of working hours, 1 to {LONGEST}."
    return forms.IntegerField(
        label=label,
        help_text="Nights, weekends and bank holidays do not count.",
        min_value=1,
        max_value=LONGEST,
        initial=hours,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


class QuestionForm(forms.Form):
    """One question to one agency."""

    agency = forms.ChoiceField(label="Whom do you ask?", error_messages={"required": "Choose the agency."})
    text = forms.CharField(
        label="What do you want to know?",
        help_text="One question. Write “Child 4”, never a name.",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
        error_messages={"required": "Write the question."},
    )
    purpose = forms.CharField(
        label="Why do you ask?",
        help_text="The agency reads this. Nothing is asked for without a purpose.",
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "true"}),
        error_messages={"required": "Say why you ask."},
    )
    despite = forms.CharField(
        label="Why does the answer that is there not do?",
        help_text="The agency reads this too.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, agencies: Iterable[Agency], hours: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(agency.pk): agency for agency in agencies}
        self.fields["agency"].choices = [("", "Choose one"), *((key, agency.name) for key, agency in self.agencies.items())]
        self.fields["hours"] = _hours("Within how many working hours do you need the answer?", hours)

    def clean_agency(self) -> Agency:
        """Return the agency chosen."""
        return self.agencies[self.cleaned_data["agency"]]


class AgainForm(forms.Form):
    """What an answer leaves open."""

    words = forms.CharField(
        label="What does the answer leave open?",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say what the answer leaves open."},
    )

    def __init__(self, hours: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hours"] = _hours("Within how many working hours do you need the answer?", hours)


class WithdrawForm(forms.Form):
    """Why a question is taken back."""

    why = forms.CharField(
        label="Why is it withdrawn?",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why the question is withdrawn."},
    )


class UseForm(forms.Form):
    """What would have been asked, had there been no answer yet. It stands beside another form that asks for `words`."""

    words = forms.CharField(
        label="What would you have asked?",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write what you would have asked."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_use_%s", **kwargs)
