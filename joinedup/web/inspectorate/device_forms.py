"""What inspectors fill in about readers of a note, devices, and what was kept aside."""

from typing import Any

from django import forms

Choices = list[tuple[str, str]]


class EyesForm(forms.Form):
    """Who else reads a note for restricted eyes; or that the whole team does, and why."""

    people = forms.MultipleChoiceField(
        label="Let these read it too",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    lift = forms.BooleanField(label="Open it to the whole team", required=False)
    why = forms.CharField(
        label="Why the whole team may read it now",
        help_text="Needed where you open it. For example: the arrests have been made.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where it is opened, and for something to do at all."""
        said = super().clean() or {}
        if said.get("lift") and not said.get("why", "").strip():
            self.add_error("why", "Say why the whole team may read it now.")
        if not said.get("lift") and not said.get("people") and not self.errors:
            self.add_error("people", "Choose who else reads it, or open it to the whole team.")
        return said
