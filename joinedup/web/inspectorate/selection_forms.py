"""What inspectors fill in at selection: children stand in these forms by code or by their place on the shortlist, never by id."""

from typing import Any

from django import forms

from joinedup.cases.enums import ReplacedFor

Choices = list[tuple[str, str]]


class ChooseForm(forms.Form):
    """A child of the shortlist to track, why, and who leads."""

    child = forms.ChoiceField(
        label="The child, as numbered on the shortlist", widget=forms.RadioSelect, error_messages={"required": "Choose a child."}
    )
    why = forms.CharField(
        label="Why this child?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why this child is tracked."},
    )
    leads = forms.MultipleChoiceField(
        label="Who leads on this child?",
        help_text="Two inspectors, of different inspectorates where more than one takes part.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the inspectors who lead on this child."},
    )

    def __init__(self, children: Choices, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = children
        self.fields["leads"].choices = people


class LeadsForm(forms.Form):
    """Who leads on a tracked child from now on, and why others do."""

    leads = forms.MultipleChoiceField(
        label="Who leads on this child from now on?",
        help_text="Two inspectors, of different inspectorates where more than one takes part.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the inspectors who lead on this child."},
    )
    why = forms.CharField(
        label="Why do others lead?",
        help_text="For example: an inspector left the team. Write no name of a child. It is kept with your name.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why others lead."},
    )

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leads"].choices = people


class ReplaceForm(forms.Form):
    """A sampled child to replace, for which reason, and more in words."""

    code = forms.ChoiceField(label="The sampled child", error_messages={"required": "Choose a child."})
    kind = forms.ChoiceField(
        label="Why is this child replaced?",
        choices=ReplacedFor.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why the child is replaced."},
    )
    reason = forms.CharField(
        label="What should others know about it?",
        help_text="Needed for another reason. Write no name. It is kept beside the draw, with your name.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, codes: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", "Choose one"), *((code, code) for code in codes)]

    def clean(self) -> dict[str, Any]:
        """Ask for words where the reason is another one."""
        said = super().clean() or {}
        if said.get("kind") == ReplacedFor.OTHER and not said.get("reason", "").strip():
            self.add_error("reason", "Say why the child is replaced.")
        return said
