"""What inspectors fill in about what agencies are asked about children, and about the joint audit."""

from typing import Any

from django import forms

from joinedup.cases.audits.enums import Comparison
from joinedup.web.components.date_field import DayMonthYearField


class GiveTimeForm(forms.Form):
    """Until when an agency has time, and why."""

    until = DayMonthYearField(
        label="The new day it is due",
        help_text="For example, 27 3 2026",
        error_messages={"required": "Enter the new day it is due."},
    )
    words = forms.CharField(label="Why (optional)", required=False, widget=forms.Textarea(attrs={"rows": 2}))


class WordsForm(forms.Form):
    """A sentence the agency reads."""

    words = forms.CharField(
        label="What the agency reads",
        help_text="Never a name.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what the agency is to read."},
    )


class CompareForm(forms.Form):
    """How both views of one question stand to one another, and why."""

    mark = forms.ChoiceField(
        label="How do the two views stand to one another?",
        choices=Comparison.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether they agree or differ, or that you cannot tell."},
    )
    why = forms.CharField(
        label="Why?",
        help_text="So that somebody else can follow it. Never a name.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say why, so that somebody else can follow it."},
    )


class CallInForm(forms.Form):
    """Why an audit is taken as it stands."""

    why = forms.CharField(
        label="Why is it taken as it stands?",
        help_text="The agencies read this.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why: the agencies read it."},
    )


#: What can be done with one thing asked, from its page: the word sent, its form, its heading.
DOING: dict[str, tuple[type[forms.Form], str]] = {
    "remind": (WordsForm, "Remind the agency"),
    "time": (GiveTimeForm, "Give more time"),
    "refuse": (WordsForm, "Give no more time"),
    "again": (WordsForm, "Ask again"),
    "withdraw": (WordsForm, "Withdraw it"),
}


def form_for(doing: str, data: Any = None) -> forms.Form:
    """Return the form of one thing that can be done, its fields' ids its own: several stand on one page."""
    return DOING[doing][0](data, auto_id=f"id_{doing}_%s")
