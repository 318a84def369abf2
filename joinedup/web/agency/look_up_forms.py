"""What an agency says of the children it holds no record of."""

from collections.abc import Iterable

from django import forms

from joinedup.linkage.look_up.enums import Answer, Standing
from joinedup.linkage.look_up.queries import AskedChild


class LookUpForm(forms.Form):
    """One answer for one child or many: those of whom no record was sent."""

    codes = forms.MultipleChoiceField(label="Children", error_messages={"required": "Tick the children you answer for."})
    said = forms.ChoiceField(
        label="What do you say of them?",
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether they are not known to you or you cannot tell."},
    )
    how = forms.CharField(
        label="Where and how did you search?",
        help_text="For example: by name, other names and date of birth in the records system and the archive.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say where and how you searched."},
    )

    def __init__(self, children: Iterable[AskedChild], *args: object) -> None:
        """Offer the children of whom no record has come."""
        super().__init__(*args)  # type: ignore[arg-type]  # Django's own arguments, handed on
        self.fields["codes"].choices = [(one.code, one.code) for one in children if one.standing != Standing.KNOWN]  # type: ignore[attr-defined]  # a choice field's
