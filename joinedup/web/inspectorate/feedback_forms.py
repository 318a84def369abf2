"""What inspectors fill in about the final feedback meeting: what is fed back, who was there, what was said back."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from joinedup.areas.models import Agency
from joinedup.evidence.feedback.enums import Reply
from joinedup.web.components.date_field import DayMonthYearField

Choices = Sequence[tuple[str, str]]


class PrepareForm(forms.Form):
    """For which day a meeting is planned, and what it feeds back."""

    on = DayMonthYearField(label="The day of the meeting", error_messages={"required": "Enter the day of the meeting."})
    findings = forms.MultipleChoiceField(
        label="What is fed back",
        help_text="Each is fed back in the words it has on the day. Leave out what is not firm enough to be said.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, findings: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].choices = findings


class HeldForm(forms.Form):
    """That a meeting was held: when, and who was there."""

    on = DayMonthYearField(label="The day it was held", error_messages={"required": "Enter the day it was held."})
    there = forms.MultipleChoiceField(
        label="Who of the team was there",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Say who of the team was there."},
    )

    def __init__(self, people: Choices, agencies: Iterable[Agency], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["there"].choices = people
        self.agencies = list(agencies)
        for agency in self.agencies:
            self.fields[f"posts-{agency.pk}"] = forms.CharField(
                label=f"Who was there for {agency.name}",
                help_text="By post, one on each line, never a name. Leave empty where nobody was.",
                widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "true"}),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a meeting no agency was at."""
        said = super().clean() or {}
        if not self.present(said):
            self.add_error(None, "Say which agencies were there, by post.")
        return said

    def present(self, said: dict[str, Any] | None = None) -> list[tuple[Agency, str]]:
        """Return each agency with each post that was there."""
        given = self.cleaned_data if said is None else said
        return [
            (agency, post.strip())
            for agency in self.agencies
            for post in given.get(f"posts-{agency.pk}", "").splitlines()
            if post.strip()
        ]


class ReplyForm(forms.Form):
    """What an agency says to one finding."""

    agency = forms.ChoiceField(label="Which agency?", error_messages={"required": "Choose the agency."})
    reply = forms.ChoiceField(
        label="What does it say?",
        choices=Reply.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it says."},
    )
    words = forms.CharField(
        label="In its words",
        help_text="What is disputed and why, or what further evidence is to come. Not needed where the finding is accepted.",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
        required=False,
    )
    due = DayMonthYearField(
        label="By when does further evidence come?",
        help_text="Only where it is promised. Leave empty if no day was named.",
        required=False,
    )

    def __init__(self, agencies: Iterable[Agency], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "Choose one"), *((str(agency.pk), agency.name) for agency in agencies)]
