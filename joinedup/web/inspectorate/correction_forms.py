"""What is filled in to correct a published letter."""

from typing import Any

from django import forms

SHOWN = 90  # characters of a passage in the list to choose from


class CorrectionForm(forms.Form):
    """Which passage says something wrong, what it should say, and why."""

    passage = forms.ChoiceField(label="Which passage?", error_messages={"required": "Choose a passage."})
    text = forms.CharField(
        label="What it should say",
        help_text="The whole passage as everybody will read it.",
        widget=forms.Textarea(attrs={"rows": 7, "spellcheck": "true"}),
        error_messages={"required": "Write what the passage should say."},
    )
    why = forms.CharField(
        label="Why is the letter corrected?",
        help_text="Everybody reads it beside the earlier version. Name no child and nothing a family could be known by.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the letter is corrected."},
    )

    def __init__(self, passages: list[tuple[str, str, str]], *args: Any, **kwargs: Any) -> None:
        """`passages`: (id, section, words) of each passage as published."""
        super().__init__(*args, **kwargs)
        shown = [(key, f"{section}: {words[:SHOWN]}{'…' if len(words) > SHOWN else ''}") for key, section, words in passages]
        self.fields["passage"].choices = [("", "Choose one"), *shown]
