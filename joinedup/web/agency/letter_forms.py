"""What an agency fills in about a box it read, and about a priority action addressed to it."""

from typing import Any

from django import forms

from joinedup.letter.boxes.enums import About, Answer

_QUESTIONS = {
    About.CHILD: "Could the child, or somebody of the family, be known by it?",
    About.SERVICE: "Is what it says right, and may it be told?",
}
_ANSWERS = {
    About.CHILD: [(Answer.CLEAR, "No, nobody could be known by it"), (Answer.NOT_CLEAR, "Yes, somebody could be known by it")],
    About.SERVICE: [(Answer.CLEAR, "Yes"), (Answer.NOT_CLEAR, "No, not as it is")],
}


class ReadingForm(forms.Form):
    """What an agency found in reading a box."""

    answer = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": "Choose an answer."})
    words = forms.CharField(
        label="In words",
        help_text="Where it cannot stand as it is, say by what somebody could be known, or what is wrong. Write no name.",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
        required=False,
    )

    def __init__(self, about: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = _QUESTIONS[About(about)]
        self.fields["answer"].choices = [(value.value, label) for value, label in _ANSWERS[About(about)]]


class PriorityAnswerForm(forms.Form):
    """What an agency has done."""

    words = forms.CharField(
        label="What has your agency done?",
        help_text="You can say more later. Write no name of a child.",
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "true"}),
        error_messages={"required": "Say what your agency has done."},
    )
