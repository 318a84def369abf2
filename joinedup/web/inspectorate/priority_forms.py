"""What inspectors fill in for a priority action."""

from collections.abc import Sequence
from typing import Any

from django import forms

from joinedup.areas.models import Agency
from joinedup.evidence.models import Finding


class ProposeForm(forms.Form):
    """That a finding asks for action before everything else, of whom, and why."""

    finding = forms.ChoiceField(label="The finding", error_messages={"required": "Choose a finding."})
    agencies = forms.MultipleChoiceField(
        label="Whom it is addressed to",
        help_text="One agency alone, or several.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Say which agencies it is addressed to: one, or several."},
    )
    asks = forms.CharField(
        label="What must be done at once",
        help_text="The agencies read this and the reasons as soon as it is decided on. Name no child.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say what must be done at once."},
    )
    reasons = forms.CharField(
        label="Why it cannot wait",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
        error_messages={"required": "Say why it cannot wait."},
    )

    def __init__(self, findings: Sequence[Finding], agencies: Sequence[Agency], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(row.pk), f"Finding {row.number}: {' '.join(row.text.split()[:14])}") for row in findings]
        self.fields["finding"].choices = [("", "Choose one"), *rows]
        self.fields["agencies"].choices = [(str(agency.pk), agency.name) for agency in agencies]


class DecideForm(forms.Form):
    """Whether it is needed, and why."""

    needed = forms.ChoiceField(
        label="Is priority action needed?",
        choices=[("yes", "Yes: tell the agencies now"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is needed."},
    )
    reasons = forms.CharField(
        label="Your reasons",
        help_text="Where it is needed, the agencies read them.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Give your reasons."},
    )


class WithdrawPriorityForm(forms.Form):
    """Why a priority action is withdrawn."""

    why = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Where it was decided on, the agencies read this.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say why it is withdrawn."},
    )
