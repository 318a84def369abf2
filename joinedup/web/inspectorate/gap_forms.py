"""What inspectors fill in to share out gaps and to hold a team meeting."""

from collections.abc import Sequence
from typing import Any

from django import forms

from joinedup.web.components.date_field import DayMonthYearField

Choices = Sequence[tuple[str, str]]


class PassOnForm(forms.Form):
    """Who looks, on which day, and what they should know."""

    person = forms.ChoiceField(label="Who looks?", error_messages={"required": "Choose who looks."})
    day = DayMonthYearField(label="On which day?", error_messages={"required": "Enter the day."})
    words = forms.CharField(
        label="What should they know? (optional)",
        help_text="Where to go, whom to ask, by role. Never a name.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        required=False,
    )

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose one"), *people]


class GiveForm(PassOnForm):
    """A gap to be looked at: the criterion and the sector, or the child."""

    criterion = forms.ChoiceField(label="The criterion", required=False)
    sector = forms.ChoiceField(label="In which sector?", required=False)
    tracked = forms.ChoiceField(label="The child", required=False)
    field_order = ("criterion", "sector", "tracked", "person", "day", "words")

    def __init__(self, criteria: Choices, sectors: Choices, children: Choices, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(people, *args, **kwargs)
        self.fields["criterion"].choices = [("", "No criterion in particular"), *criteria]
        self.fields["sector"].choices = [("", "In any sector"), *sectors]
        self.fields["tracked"].choices = [("", "No child in particular"), *children]

    def clean(self) -> dict[str, Any]:
        """Ask for a criterion or a child."""
        said = super().clean() or {}
        if not said.get("criterion") and not said.get("tracked"):
            self.add_error("criterion", "Choose a criterion or a child.")
        return said


class GapDoneForm(forms.Form):
    """That a gap was looked at, or is not to be, or is to be again."""

    to = forms.ChoiceField(widget=forms.HiddenInput)
    words = forms.CharField(
        label="What came of it? (optional; where nobody is to look, say why)",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        required=False,
    )

    def __init__(self, moves: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = moves


class DecisionForm(forms.Form):
    """One thing decided."""

    words = forms.CharField(
        label="What was decided?",
        help_text="One thing at a time. By role and code, never a name.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say what was decided."},
    )


class CloseForm(forms.Form):
    """Who was at the meeting."""

    there = forms.MultipleChoiceField(
        label="Who was there?", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose who was there."}
    )

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["there"].choices = people
