"""The form of the joint audit: one field for each question, each with the wordings the page had before it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms

from joinedup.cases.audits.actions import Draft
from joinedup.cases.audits.queries import Answer
from joinedup.cases.core.versions import Version
from joinedup.method.framework import AuditQuestion


class AuditForm(forms.Form):
    """Answers to several questions. One of which several wordings stand is brought together on a page of its own instead."""

    page = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, questions: Sequence[AuditQuestion], answers: Mapping[str, Answer], data: Any = None, rows: int = 5) -> None:
        """Offer each question with the words that stand; with `data` those that were sent."""
        super().__init__(data, initial={"page": uuid4()})
        self.questions = [one for one in questions if _offered(one, answers, data)]
        for question in self.questions:
            answer = answers.get(question.id)
            self.fields[field_of(question)] = _field(question, rows)
            self.initial[field_of(question)] = answer.words if answer else ""
            had = forms.CharField(required=False, widget=forms.HiddenInput)
            self.fields[had_of(question)] = had
            self.initial[had_of(question)] = ids_of(answer.standing) if answer else ""

    def drafts(self) -> list[Draft]:
        """Return what was sent, each answer with the wordings it was written over."""
        page: UUID = self.cleaned_data["page"]
        return [
            Draft(
                one.id,
                self.cleaned_data[field_of(one)],
                tuple(filter(None, self.cleaned_data[had_of(one)].split(","))),
                str(uuid5(page, one.id)),
            )
            for one in self.questions
        ]


def field_of(question: AuditQuestion) -> str:
    """Return the name of a question's field."""
    return f"answer-{question.id}"


def had_of(question: AuditQuestion) -> str:
    """Return the name of the hidden field that says which wordings the page had."""
    return f"had-{question.id}"


def ids_of(versions: Iterable[Version]) -> str:
    """Return the ids of versions as a hidden field carries them."""
    return ",".join(version.id for version in versions)


def _offered(question: AuditQuestion, answers: Mapping[str, Answer], data: Any) -> bool:
    answer = answers.get(question.id)
    return (data is not None and field_of(question) in data) or answer is None or len(answer.standing) < 2


def _field(question: AuditQuestion, rows: int) -> forms.Field:
    if question.choices:
        return forms.ChoiceField(
            label=question.text,
            help_text=question.hint,
            choices=question.choices,
            widget=forms.RadioSelect,
            required=False,
            error_messages={"invalid_choice": "Choose one of the answers offered."},
        )
    words = forms.Textarea(attrs={"rows": rows, "spellcheck": "true"})
    return forms.CharField(label=question.text, help_text=question.hint, widget=words, required=False)


class JoinForm(forms.Form):
    """One wording in place of several that stand."""

    page = forms.UUIDField(widget=forms.HiddenInput)
    had = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, question: AuditQuestion, answer: Answer, proposed: str, data: Any = None) -> None:
        super().__init__(data, initial={"page": uuid4(), "had": ids_of(answer.standing), "words": proposed})
        self.question = question
        self.fields["words"] = _field(question, rows=8)
        self.fields["words"].label, self.fields["words"].required = "One wording", True
        self.fields["words"].error_messages["required"] = "Write the one wording that is to stand."

    def draft(self) -> Draft:
        """Return the wording sent, written over those the page had."""
        said = self.cleaned_data
        return Draft(self.question.id, said["words"], tuple(said["had"].split(",")), str(said["page"]))
