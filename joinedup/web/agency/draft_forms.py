"""What an agency fills in about a draft letter under embargo."""

from django import forms


class PointForm(forms.Form):
    """One comment on the facts of the draft."""

    text = forms.CharField(
        label="What is wrong, and what is right?",
        help_text="As long as you need. Say how you know it. Write no child’s name.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "true"}),
        error_messages={"required": "Write your comment."},
    )


class ProofForm(forms.Form):
    """A file that shows it."""

    file = forms.FileField(
        label="A file that shows it",
        help_text="The inspection’s team alone can open it once you have sent your reply.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )
