"""What somebody fills in to decide about a thing the disclosure check found."""

from typing import Any

from django import forms

from joinedup.letter.disclosure.enums import Decision


class DecideForm(forms.Form):
    """Whether it is changed or may stand, why, and where else."""

    decision = forms.ChoiceField(
        label="What becomes of it?",
        choices=[(Decision.CHANGE.value, "It is to be changed"), (Decision.STAND.value, "It may stand")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is to be changed or may stand."},
    )
    reason = forms.CharField(
        label="Why",
        help_text="Needed where it may stand: who is meant, or why nobody can be known by it.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    also = forms.MultipleChoiceField(
        label="The same words stand here too. Where does your decision hold as well?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    everywhere = forms.BooleanField(
        label="It may stand wherever these words stand in this letter, now and later",
        help_text="For the name of a service, a place or a body.",
        required=False,
    )

    def __init__(self, also: list[tuple[str, str]], everywhere: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if also:
            self.fields["also"].choices = also  # type: ignore[attr-defined]  # a field with choices
        else:
            del self.fields["also"]
        if not everywhere:
            del self.fields["everywhere"]

    def decided(self) -> dict[str, Any]:
        """Return what was filled in, as the action takes it."""
        return {"also": [], "everywhere": False} | self.cleaned_data
