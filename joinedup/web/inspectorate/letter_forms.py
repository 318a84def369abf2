"""What inspectors fill in to write a letter and sign it."""

from typing import Any

from django import forms

Choices = list[tuple[str, str]]


class StartForm(forms.Form):
    """Whom the letter is addressed to."""

    addressees = forms.CharField(
        label="Whom is the letter addressed to?",
        help_text="One to a line: the post, a comma, the organisation. Never a person's name.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Enter at least one addressee."},
    )

    def clean_addressees(self) -> list[tuple[str, str]]:
        """Return pairs of post and organisation; name the first line that is not such a pair."""
        lines = [line.strip() for line in self.cleaned_data["addressees"].splitlines() if line.strip()]
        pairs = [tuple(part.strip() for part in line.split(",", 1)) for line in lines]
        wrong = next((line for line, pair in zip(lines, pairs, strict=True) if len(pair) < 2 or not all(pair)), None)
        if wrong:
            raise forms.ValidationError(f"“{wrong}” has no comma between post and organisation.")
        return [(post, organisation) for post, organisation in pairs]


class RewordForm(forms.Form):
    """A passage's words and what they rest on."""

    text = forms.CharField(
        label="The passage",
        help_text="It says one thing. It holds no grade, no name and no number of children tracked or sampled.",
        widget=forms.Textarea(attrs={"rows": 7, "spellcheck": "true"}),
        error_messages={"required": "Write the passage."},
    )
    findings = forms.MultipleChoiceField(
        label="The findings it rests on",
        help_text="A passage without a finding cannot be offered for signature.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, findings: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].choices = findings


class SignOffForm(forms.Form):
    """A signature under one exact version."""

    post = forms.CharField(
        label="Your post, as it stands under the letter",
        max_length=120,
        error_messages={"required": "Enter your post, for example National Director, Social Care."},
    )
    read = forms.BooleanField(
        label="I have read this version and sign it for my inspectorate",
        error_messages={"required": "Confirm that you have read this version."},
    )
    version = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Why a signature is withdrawn."""

    why = forms.CharField(
        label="Why do you withdraw your signature?",
        help_text="The other inspectorates' signatures fall with yours: everyone signs the new words. "
        "The log keeps your reason for good, so write nothing about a child.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why you withdraw your signature."},
    )
