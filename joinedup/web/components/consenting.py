"""Consent in words and in forms, the same behind every door."""

from collections.abc import Sequence
from typing import Any

from django import forms

from joinedup.cases.consent.enums import CONSENT_MOVES, ConsentState, Purpose, Whose
from joinedup.cases.models import Consent
from joinedup.web.components.date_field import DayMonthYearField
from joinedup.web.components.words import listed

#: What each state is called where somebody records it.
_RECORDED = {
    ConsentState.ASKED: "They were asked again",
    ConsentState.GIVEN: "They gave consent",
    ConsentState.REFUSED: "They refused",
    ConsentState.WITHDRAWN: "They withdrew it",
}


def whose(consent: Consent) -> str:
    """Return whose consent it is, by role: "The child", "A parent: mother"."""
    return f"{consent.get_whose_display()}: {consent.role}" if consent.role else consent.get_whose_display()


def covered(purposes: Sequence[str]) -> str:
    """Return what consent covers, as a sentence would list it; "" for nothing."""
    labels = {purpose.value: purpose.label for purpose in Purpose}
    return listed(f"{labels[one][0].lower()}{labels[one][1:]}" for one in purposes) if purposes else ""


class AskForm(forms.Form):
    """That somebody in a child's life was asked."""

    whose = forms.ChoiceField(
        label="Who was asked?",
        choices=Whose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who was asked."},
    )
    role = forms.CharField(
        label="Which parent, carer or other person",
        help_text="By role, never a name: mother, foster carer, grandfather.",
        required=False,
    )
    purposes = forms.MultipleChoiceField(
        label="What were they asked for?", choices=Purpose.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    on = DayMonthYearField(label="The day they were asked", error_messages={"required": "Enter the day they were asked."})
    worker = forms.CharField(
        label="Who asked them",
        help_text="The role of the agency’s worker, never a name: social worker, school nurse.",
        error_messages={"required": "Say who asked, by role."},
    )
    how = forms.CharField(
        label="How they were asked, and what was said",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say how they were asked."},
    )


class CameOfItForm(forms.Form):
    """What came of asking: consent given and for what, refused, withdrawn, asked again."""

    to = forms.ChoiceField(label="What happened?", widget=forms.RadioSelect, error_messages={"required": "Choose what happened."})
    purposes = forms.MultipleChoiceField(
        label="What is consent given for?",
        help_text="Only where consent was given. Each is asked on its own: to meet is not to be quoted.",
        choices=Purpose.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    on = DayMonthYearField(label="The day it happened", error_messages={"required": "Enter the day it happened."})
    worker = forms.CharField(
        label="Who was told", help_text="The role of the agency’s worker or an inspector, never a name.", required=False
    )
    how = forms.CharField(
        label="How, and in what words",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say how: in person, by telephone, in writing."},
    )

    def __init__(self, consent: Consent, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers([(to.value, _RECORDED[to]) for before, to in CONSENT_MOVES if before == consent.state])

    def offers(self, choices: list[tuple[str, str]]) -> None:
        """Offer these; what consent is for is asked only where it may be given."""
        self.fields["to"].choices = choices
        if ConsentState.GIVEN not in dict(choices):
            self.fields.pop("purposes", None)
