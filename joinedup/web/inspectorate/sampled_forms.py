"""What inspectors fill in for a sampled child."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from joinedup.cases.sampled.actions import words_of
from joinedup.method.framework import ShortQuestion


class ShortForm(forms.Form):
    """The framework's short form: each question a choice with words to it, or words alone. It can be saved half done."""

    def __init__(self, questions: Sequence[ShortQuestion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            if question.choices:
                self.fields[question.id] = forms.ChoiceField(
                    label=question.text, choices=question.choices, widget=forms.RadioSelect, required=False, help_text=question.hint
                )
            self.fields[words_of(question.id)] = forms.CharField(
                label="What shows it" if question.choices else question.text,
                help_text="" if question.choices else question.hint,
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
            )

    def said(self) -> dict[str, str]:
        """Return what was filled in, as it came: what is no answer is refused by the action, not lost here."""
        return {name: str(self.data.get(name, "")) for name in self.fields}


class GiveForm(forms.Form):
    """Who looks at a sampled child."""

    to = forms.ChoiceField(label="Who looks at this child", required=False)

    def __init__(self, people: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "Nobody yet"), *people]


def names_of(questions: Sequence[ShortQuestion]) -> dict[str, str]:
    """Return what each field of the form is called where it is read."""
    names: dict[str, str] = {}
    for question in questions:
        if question.choices:
            names[question.id] = question.text
        names[words_of(question.id)] = "What shows it" if question.choices else question.text
    return names


def in_words(questions: Sequence[ShortQuestion], said: Mapping[str, str]) -> dict[str, str]:
    """Return what was filled in with each code as its label."""
    labels = {question.id: dict(question.choices) for question in questions}
    return {field: labels.get(field, {}).get(value, value) for field, value in said.items()}
