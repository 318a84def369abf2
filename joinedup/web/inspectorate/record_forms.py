"""What inspectors fill in for a part of a tracked child's record."""

from typing import Any

from django import forms


class PartForm(forms.Form):
    """The words of one part; for a child's or family's own words, who heard them."""

    words = forms.CharField(
        label="What you write",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "true"}),
    )
    heard = forms.CharField(
        label="Who heard or wrote these words down, and when",
        help_text="A role, never a worker’s name. For example: an inspector, at home, on 4 March.",
        required=False,
        widget=forms.TextInput(attrs={"spellcheck": "true"}),
    )

    def __init__(self, *args: Any, fields: tuple[str, ...], label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        for name in [name for name in self.fields if name not in fields]:
            del self.fields[name]
