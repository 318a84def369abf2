"""What inspectors fill in to write a note on a page of the server."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from joinedup.evidence.enums import Eyes, NoteDirection
from joinedup.method.framework import Framework
from joinedup.web.components.date_field import DayMonthYearField

Choices = list[tuple[str, str]]
NOT_YET = "The day you saw it must be today or in the past."
LATER_TODAY = "The time you saw it has not come yet. Write the time you saw it, not the time you write."


class NoteForm(forms.Form):
    """One thing seen, heard or read. `parents` are the wordings that stood on the page when it was opened."""

    text = forms.CharField(
        label="What did you see, hear or read?",
        help_text="One thing to a note. Write what was there, not what it means for the whole area. Never a name.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "true"}),
        error_messages={"required": "Write what you saw, heard or read."},
    )
    child_words = forms.CharField(
        label="In the child’s own words",
        help_text="Where a child told you something: what they said, as they said it. Leave empty otherwise.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        required=False,
    )
    seen_on = DayMonthYearField(
        label="The day you saw it",
        help_text="Not the day you write it down: that is kept by itself. For example, 27 3 2026",
        error_messages={"required": "Enter the day you saw it."},
    )
    seen_time = forms.TimeField(
        label="And the time, if you know it",
        help_text="For example, 14:05",
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        required=False,
        error_messages={"invalid": "Write the time with hours and minutes, for example 14:05."},
    )
    source = forms.ChoiceField(label="Where it comes from", error_messages={"required": "Choose where it comes from."})
    role = forms.CharField(
        label="Whom you spoke to, by their work",
        help_text="For example, “duty social worker” or “foster carer”. Never a name.",
        max_length=120,
        required=False,
    )
    tracked = forms.ChoiceField(label="The tracked child it is about", required=False)
    question = forms.ChoiceField(
        label="The agency’s answer it rests on",
        help_text="Where the note says that an agency knew or did not know a child. Only an answered question can support it.",
        required=False,
    )
    enquiry = forms.ChoiceField(label="The line of enquiry it speaks to", required=False)
    sector = forms.ChoiceField(label="Whose work it is about", error_messages={"required": "Choose whose work it is about."})
    criteria = forms.MultipleChoiceField(
        label="The criteria it speaks to",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one criterion."},
    )
    direction = forms.ChoiceField(
        label="What it is",
        choices=NoteDirection.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is a strength, a concern or context."},
    )
    period_from = DayMonthYearField(
        label="The first day it speaks of",
        help_text="Where it is about a time and not one moment. For example, 1 9 2025",
        required=False,
    )
    period_to = DayMonthYearField(label="The last day it speaks of", help_text="For example, 28 2 2026", required=False)
    eyes = forms.ChoiceField(
        label="Who may read it",
        choices=[
            (Eyes.TEAM, "The whole team"),
            (Eyes.RESTRICTED, "Restricted eyes: only you, your own inspectorate’s inspectors, and whoever you name"),
        ],
        initial=Eyes.TEAM,
        widget=forms.RadioSelect,
        required=False,
    )
    parents = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        framework: Framework,
        tracked: Choices,
        *args: Any,
        questions: Choices | None = None,
        enquiries: Choices | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.about_child = {kind.id for kind in framework.sources if kind.about_child}
        self.fields["source"].choices = _chosen((kind.id, kind.title) for kind in framework.sources)
        self.fields["sector"].choices = _chosen((sector.id, sector.name) for sector in framework.sectors)
        self.fields["criteria"].choices = [(criterion.id, criterion.text) for criterion in framework.criteria]
        self.fields["tracked"].choices = [("", "Not about one tracked child"), *tracked]
        self.fields["question"].choices = [("", "It rests on no such answer"), *(questions or [])]
        self.fields["enquiry"].choices = [("", "To none, or not yet said"), *(enquiries or [])]

    def clean_seen_on(self) -> date:
        """Refuse a day that has not come yet."""
        day: date = self.cleaned_data["seen_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(NOT_YET)
        return day

    def clean_eyes(self) -> str:
        """Return for whom it is; where nothing was chosen, for the team."""
        return self.cleaned_data["eyes"] or Eyes.TEAM

    def clean(self) -> dict[str, Any]:
        """Refuse a note about no child from a child's record, one seen later today, and a time that ends before it begins."""
        said = super().clean() or {}
        day, at = said.get("seen_on"), said.get("seen_time")
        if day and at and timezone.make_aware(datetime.combine(day, at)) > timezone.now():
            self.add_error("seen_time", LATER_TODAY)
        no_child = "tracked" in said and not said["tracked"]
        if said.get("source") in self.about_child and no_child and len(self.fields["tracked"].choices) > 1:
            self.add_error("tracked", "What comes from there is about one child. Choose the tracked child it is about.")
        first, last = said.get("period_from"), said.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", "The last day it speaks of cannot lie before the first.")
        return said

    def said(self) -> dict[str, Any]:
        """Return what was filled in as `evidence.actions.say` takes it, but for the rows it names by id."""
        given = dict(self.cleaned_data)
        at: time | None = given.pop("seen_time")
        if at is not None:
            given["seen_at"] = timezone.make_aware(datetime.combine(given["seen_on"], at))
        for name in ("enquiry", "parents", "tracked", "question"):
            del given[name]
        return given

    @property
    def based_on(self) -> list[str]:
        """The ids of the wordings this one was written from, as they stood on the page."""
        return self.cleaned_data["parents"].split()


def _chosen(choices: Iterable[tuple[str, str]]) -> Choices:
    return [("", "Choose one"), *choices]
