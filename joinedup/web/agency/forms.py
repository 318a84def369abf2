"""What agencies fill in."""

from django import forms


class SendForm(forms.Form):
    """One file for one request."""

    file = forms.FileField(label="The file", error_messages={"required": "Choose the file to send.", "empty": "The file is empty."})


class NotHeldForm(forms.Form):
    """Why an agency does not hold what it is asked for."""

    answer = forms.CharField(
        label="Why is it not held, or who holds it?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is not held, or who holds it."},
    )
