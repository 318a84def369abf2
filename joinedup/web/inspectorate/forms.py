"""What inspectors fill in."""

from collections.abc import Iterable
from typing import Any

from django import forms

from joinedup.linkage.enums import Decision

Choices = list[tuple[str, str]]


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
