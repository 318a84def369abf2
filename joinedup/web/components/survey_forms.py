"""The survey as a form, alike at both doors."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from joinedup.inspections.survey.enums import Group
from joinedup.inspections.survey.queries import Answers
from joinedup.method.framework import Framework
from joinedup.method.surveys import questions_to

#: What somebody of an agency answers as, in words.
AS = {Group.STAFF: "Somebody who works with children, families or records", Group.LEADERS: "Somebody who leads a service"}


class GroupForm(forms.Form):
    """As what somebody answers."""

    group = forms.ChoiceField(
        label="You answer as", widget=forms.RadioSelect, error_messages={"required": "Choose as what you answer."}
    )

    def __init__(self, groups: Sequence[Group], data: QueryDict | None = None) -> None:
        """Offer these groups."""
        super().__init__(data)
        self.fields["group"].choices = [(group.value, AS.get(group, group.label)) for group in groups]  # type: ignore[attr-defined]  # a choice field


class SurveyForm(forms.Form):
    """The questions put to one group: none must be answered."""

    def __init__(self, framework: Framework, group: str, had: Answers, data: QueryDict | None = None) -> None:
        """Ask what is put to the group, filled in with what was said so far."""
        super().__init__(data)
        self.questions = questions_to(framework, group)
        for question in self.questions:
            given = had.get(question.id, {})
            if question.choices:
                self.fields[f"choice-{question.id}"] = forms.ChoiceField(
                    label=question.text,
                    choices=question.choices,
                    required=False,
                    widget=forms.RadioSelect,
                    initial=given.get("choice", ""),
                )
            self.fields[f"words-{question.id}"] = forms.CharField(
                label="Anything to say about this? (optional)" if question.choices else f"{question.text} (optional)",
                required=False,
                widget=forms.Textarea(attrs={"rows": 2 if question.choices else 5, "spellcheck": "true"}),
                initial=given.get("words", ""),
            )

    def said(self) -> dict[str, dict[str, Any]]:
        """Return what was answered, question by question."""
        given = self.cleaned_data
        return {
            question.id: {"choice": given.get(f"choice-{question.id}", ""), "words": given[f"words-{question.id}"]}
            for question in self.questions
        }
