"""What is filled in while a letter is checked: queries, answers, decisions."""

from collections.abc import Iterable
from typing import Any

from django import forms

from joinedup.letter.accuracy.enums import Decision
from joinedup.web.components.date_field import DayMonthYearField


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "spellcheck": "true"})


class QueryForm(forms.Form):
    """A query on a passage, or on the letter as a whole."""

    words = forms.CharField(
        label="What do you ask?",
        help_text="An inspector answers it. It stays open until you close it. Write no child’s name.",
        widget=_area(5),
        error_messages={"required": "Write what you ask."},
    )


class AnswerForm(forms.Form):
    """An inspector's answer to a query."""

    words = forms.CharField(
        label="Your answer",
        help_text="Say what you changed, or why it stands. Write no child’s name.",
        widget=_area(4),
        error_messages={"required": "Write the answer."},
    )


class AgainForm(forms.Form):
    """Why an answer is not enough."""

    words = forms.CharField(
        label="What does the answer leave open?", widget=_area(4), error_messages={"required": "Say what the answer leaves open."}
    )


class CloseForm(forms.Form):
    """A query is closed."""

    words = forms.CharField(label="Anything to add (optional)", required=False, widget=_area(2))


class AppointForm(forms.Form):
    """Who reads the draft."""

    person = forms.ChoiceField(
        label="Who reads the draft?",
        help_text="Somebody who neither writes nor signs this letter. They see the draft and their queries, nothing else.",
        error_messages={"required": "Choose who reads the draft.", "invalid_choice": "Choose who reads the draft."},
    )

    def __init__(self, people: Iterable[tuple[str, str]], *given: Any) -> None:
        super().__init__(*given)
        self.fields["person"].choices = [("", "Choose one"), *people]  # type: ignore[attr-defined]  # a choice field's


class SendDraftForm(forms.Form):
    """What goes with the draft."""

    words = forms.CharField(
        label="What do you write to the agencies? (optional)",
        help_text="Every agency’s coordinator reads it above the draft.",
        required=False,
        widget=_area(5),
    )


class DecideForm(forms.Form):
    """What becomes of one accuracy point."""

    decision = forms.ChoiceField(
        label="What becomes of this point?",
        choices=[(one.value, one.label) for one in Decision if one != Decision.UNDECIDED],
        widget=forms.RadioSelect,
        error_messages={"required": "Say what becomes of this point."},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Every agency reads your reason once you answer them. Write no child’s name.",
        widget=_area(4),
        error_messages={"required": "Give the reason: the agency reads it."},
    )


class AnswerAgenciesForm(forms.Form):
    """The lead's one reply to all agencies."""

    words = forms.CharField(
        label="What do you tell every agency?",
        help_text="What became of each point stands below it, with your reasons. No agency reads another’s comments.",
        widget=_area(6),
        error_messages={"required": "Write what you tell every agency."},
    )


class LongerForm(forms.Form):
    """One agency is given longer to comment."""

    until = DayMonthYearField(label="Until which day?", error_messages={"required": "Enter the day."})
    why = forms.CharField(label="Why?", widget=_area(3), error_messages={"required": "Say why the agency is given longer."})
