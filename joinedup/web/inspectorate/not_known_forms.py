"""What inspectors fill in about questions at an agency's door."""

from django import forms

from joinedup.linkage.enums import Decision

_WHY = forms.Textarea(attrs={"rows": 3})


class AskForm(forms.Form):
    """Why an agency is asked about children."""

    why = forms.CharField(
        label="Why do you ask?",
        help_text="The agency reads this. Never a name.",
        widget=_WHY,
        error_messages={"required": "Say why you ask: the agency reads it beside the question."},
    )


class AgainForm(forms.Form):
    """Why an answered question is asked again."""

    why = forms.CharField(
        label="Why do you ask again?",
        help_text="The agency reads this. Its answer so far is kept beside the new question.",
        widget=_WHY,
        error_messages={"required": "Say why you ask again."},
    )


class WithdrawForm(forms.Form):
    """Why a question is withdrawn."""

    why = forms.CharField(label="Why is it withdrawn?", widget=_WHY, error_messages={"required": "Say why it is withdrawn."})


class FoundForm(forms.Form):
    """Whether the record an agency found is this child's, and why."""

    decision = forms.ChoiceField(
        label="Is the record the agency found this child’s?",
        choices=[
            (Decision.ACCEPT, "Yes, it is this child’s"),
            (Decision.REFUSE, "No, it is somebody else’s"),
            (Decision.CANNOT_TELL, "Cannot tell"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the record is this child’s, or that you cannot tell."},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="It is kept with the decisions about pairs, and the next link run keeps to it.",
        widget=_WHY,
        error_messages={"required": "Say why, so that somebody else can follow the decision."},
    )
