"""What inspectors fill in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from joinedup.evidence.enums import NoteDirection
from joinedup.linkage.enums import Decision
from joinedup.method.framework import Framework
from joinedup.web.components.date_field import DayMonthYearField

Choices = list[tuple[str, str]]


class NoteForm(forms.Form):
    """One thing seen, heard or read."""

    text = forms.CharField(
        label="What did you see, hear or read?",
        help_text="One thing to a note. Write what was there, not what it means for the whole area. Never a name.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "true"}),
        error_messages={"required": "Write what you saw, heard or read."},
    )
    seen_on = DayMonthYearField(
        label="The day you saw it",
        help_text="For example, 27 3 2026",
        error_messages={"required": "Enter the day you saw it."},
    )
    source = forms.ChoiceField(label="Where it comes from", error_messages={"required": "Choose where it comes from."})
    tracked = forms.ChoiceField(label="The tracked child it is about", required=False)
    question = forms.ChoiceField(
        label="The agency’s answer it rests on",
        help_text="Where the note says that an agency knew or did not know a child. Only an answered question can support it.",
        required=False,
    )
    enquiry = forms.ChoiceField(label="The line of enquiry it speaks to", required=False)
    sector = forms.ChoiceField(label="Whose work it is about", error_messages={"required": "Choose whose work it is about."})
    criterion = forms.ChoiceField(label="The criterion it speaks to", error_messages={"required": "Choose a criterion."})
    direction = forms.ChoiceField(
        label="What it is",
        choices=NoteDirection.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is a strength, a concern or context."},
    )

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
        self.fields["criterion"].choices = _chosen((criterion.id, criterion.text) for criterion in framework.criteria)
        self.fields["tracked"].choices = [("", "Not about one tracked child"), *tracked]
        self.fields["question"].choices = [("", "It rests on no such answer"), *(questions or [])]
        self.fields["enquiry"].choices = [("", "To none, or not yet said"), *(enquiries or [])]

    def clean_seen_on(self) -> Any:
        """Refuse a day that has not come yet."""
        day = self.cleaned_data["seen_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("The day you saw it must be today or in the past.")
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a note from a child's record or case that names no tracked child, where there is one to name."""
        said = super().clean() or {}
        no_child = "tracked" in said and not said["tracked"]
        if said.get("source") in self.about_child and no_child and len(self.fields["tracked"].choices) > 1:
            self.add_error("tracked", "What comes from there is about one child. Choose the tracked child it is about.")
        return said


class RefuseForm(forms.Form):
    """Why a submission is sent back."""

    reason = forms.CharField(
        label="What should the agency send instead?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what the agency should send instead."},
    )


class WhyForm(forms.Form):
    """Why a tracked child is left out, or taken in again."""

    why = forms.CharField(
        label="Why?",
        help_text="For example: moved away, no consent, a live criminal case.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why."},
    )

    def __init__(self, *args: Any, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if help_text:
            self.fields["why"].help_text = help_text


class DecideForm(forms.Form):
    """What a person says of two records, and why."""

    decision = forms.ChoiceField(
        label="Are they one person?",
        choices=Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether they are one person, or that you cannot tell."},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="So that somebody else can follow it. It is kept sealed and never changed; a later decision takes its place.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why, so that somebody else can follow the decision."},
    )
    second_asked = forms.BooleanField(
        label="Ask a colleague to look too, without seeing what I said",
        help_text="Some pairs, drawn by chance, are looked at twice anyway.",
        required=False,
    )

    def __init__(self, *args: Any, ask: bool = True, **kwargs: Any) -> None:
        """Ask whether a colleague should look too only of who decides first (`ask`)."""
        super().__init__(*args, **kwargs)
        if not ask:
            del self.fields["second_asked"]


def _chosen(values: Iterable[tuple[str, str]]) -> Choices:
    return [("", "Choose one"), *values]
