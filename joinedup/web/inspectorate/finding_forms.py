"""What inspectors fill in for a finding: its words, what it rests on, why it changes, when it was fed back."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.evidence.enums import FindingDirection, KnownToLeaders
from joinedup.method.framework import Framework
from joinedup.web.components.date_field import DayMonthYearField

Choices = Sequence[tuple[str, str]]


class FindingForm(forms.Form):
    """What the team holds to be so, and the notes it rests on."""

    text = forms.CharField(
        label="What do you find?",
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "true"}),
        error_messages={"required": "Write what you find."},
    )
    criterion = forms.ChoiceField(label="The criterion it answers", error_messages={"required": "Choose a criterion."})
    also = forms.MultipleChoiceField(
        label="Other criteria it answers too", required=False, widget=forms.CheckboxSelectMultiple, help_text="As a rule none."
    )
    direction = forms.ChoiceField(
        label="What it is",
        choices=FindingDirection.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is a strength, something to improve or a priority action."},
    )
    sectors = forms.MultipleChoiceField(
        label="Whose work it is about",
        help_text="Choose none where it is about the partnership as a whole.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agencies = forms.MultipleChoiceField(
        label="Agencies it names",
        help_text="Where a sector has several agencies and the finding is about one. As a rule none.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    notes = forms.MultipleChoiceField(
        label="The notes it rests on",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "A finding rests on at least one note. Choose the notes it rests on."},
    )
    known_to_leaders = forms.ChoiceField(
        label="Did leaders know?",
        help_text="Asked of a weakness only: leave it as it is for a strength.",
        choices=KnownToLeaders.choices,
        initial=KnownToLeaders.NOT_ESTABLISHED,
        widget=forms.RadioSelect,
        required=False,
    )
    acted_during = forms.CharField(
        label="What was done about it during the inspection?",
        help_text="Leave empty where nothing was.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        required=False,
    )
    acted_on = DayMonthYearField(label="The day it was done", help_text="Leave empty where it is not known.", required=False)
    acted_seen_by = forms.ChoiceField(label="The inspectorate that saw it", required=False)

    def __init__(self, framework: Framework, notes: Choices, agencies: Iterable[Agency], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criteria = [(criterion.id, criterion.text) for criterion in framework.criteria]
        self.fields["criterion"].choices = [("", "Choose one"), *criteria]
        self.fields["also"].choices = criteria
        self.fields["sectors"].choices = [(sector.id, sector.name) for sector in framework.sectors]
        self.fields["agencies"].choices = [(str(agency.pk), agency.name) for agency in agencies]
        self.fields["notes"].choices = notes
        bodies = [(part.id, part.names[-1].text) for part in framework.inspectorates]
        self.fields["acted_seen_by"].choices = [("", "Nobody, or not known"), *bodies]

    def clean_known_to_leaders(self) -> str:
        """Return what was chosen; where nothing was, it is not established."""
        return self.cleaned_data["known_to_leaders"] or KnownToLeaders.NOT_ESTABLISHED


class ChangeFindingForm(FindingForm):
    """The same of a finding that is changed, and why it is."""

    why = forms.CharField(
        label="Why does the finding change?",
        help_text="It is kept in the finding’s history.",
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "true"}),
        error_messages={"required": "Say why the finding changes."},
    )


class FeedBackForm(forms.Form):
    """When a finding was fed back, and at which meeting."""

    on = DayMonthYearField(label="The day it was fed back", error_messages={"required": "Enter the day it was fed back."})
    meeting = forms.CharField(
        label="At which meeting",
        help_text="For example: the last feedback meeting with the partnership’s leaders.",
        widget=forms.TextInput(attrs={"spellcheck": "true"}),
        error_messages={"required": "Say at which meeting it was fed back."},
    )

    def clean_on(self) -> Any:
        """Refuse a day that has not come yet."""
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError("The day it was fed back must be today or in the past.")
        return self.cleaned_data["on"]
