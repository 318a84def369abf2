"""What is filled in to say who answers a letter, whom it is sent to, and what children and young people read."""

from typing import Any

from django import forms

from joinedup.letter.determination.actions import Body, Named
from joinedup.letter.determination.enums import BodyKind, RecipientKind

Choices = list[tuple[str, str]]
_KINDS: Choices = [("", "Choose one"), *BodyKind.choices]


class DeterminationForm(forms.Form):
    """Whether a written statement is needed, of whom, who prepares and sends it, and the legal basis (SI 2015/1792)."""

    needed = forms.ChoiceField(
        label="Is a written statement of action needed?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether a written statement is needed."},
    )
    principal_authority = forms.CharField(
        label="The principal authority that must make it",
        help_text="As the letter prints it, for example “Northmere Council” or “the chair of the Northmere partnership”.",
        max_length=200,
        required=False,
    )
    principal_kind = forms.ChoiceField(label="What kind of body is the principal authority?", choices=_KINDS, required=False)
    prepared_by = forms.CharField(
        label="Who prepares it, if that is another body",
        help_text="Leave empty where the principal authority prepares it.",
        max_length=200,
        required=False,
    )
    prepared_kind = forms.ChoiceField(label="What kind of body prepares it?", choices=_KINDS, required=False)
    sent_by = forms.CharField(
        label="Who sends it, if that is another body",
        help_text="Leave empty where whoever prepares it sends it.",
        max_length=200,
        required=False,
    )
    sent_kind = forms.ChoiceField(label="What kind of body sends it?", choices=_KINDS, required=False)
    basis = forms.ChoiceField(
        label="Under which part of section 20 of the Children Act 2004 was the inspection made?",
        help_text="The letter prints it.",
        widget=forms.RadioSelect,
        error_messages={"required": "Say under which part of section 20 the inspection was made."},
    )

    def __init__(self, bases: Choices, *args: Any, **kwargs: Any) -> None:
        """`bases`: the legal bases to choose from; none where the inspection was not made under section 20."""
        super().__init__(*args, **kwargs)
        if bases:
            self.fields["basis"].choices = bases
        else:
            del self.fields["basis"]

    def clean(self) -> dict[str, Any]:
        """Ask for the kind of each body that is named, and for a principal authority where a statement is needed."""
        said = super().clean() or {}
        if said.get("needed") != "yes":
            return said
        if not said.get("principal_authority", "").strip():
            self.add_error("principal_authority", "Name the principal authority that must make the written statement.")
        for who, kind in (("principal_authority", "principal_kind"), ("prepared_by", "prepared_kind"), ("sent_by", "sent_kind")):
            if said.get(who, "").strip() and not said.get(kind):
                self.add_error(kind, f"Say what kind of body “{said[who].strip()}” is.")
        return said

    def determined(self) -> dict[str, Any]:
        """Return what was filled in, as `determination.actions.determine` takes it."""
        said = self.cleaned_data
        return {
            "needed": said["needed"] == "yes",
            "principal": _body(said, "principal_authority", "principal_kind"),
            "prepared": _body(said, "prepared_by", "prepared_kind"),
            "sent": _body(said, "sent_by", "sent_kind"),
            "basis": said.get("basis", ""),
        }


class RecipientForm(forms.Form):
    """A body the letter is sent to."""

    name = forms.CharField(
        label="Name of the body or post",
        max_length=200,
        error_messages={"required": "Enter the name of the body or post."},
    )
    kind = forms.ChoiceField(
        label="Why is it sent the letter?",
        choices=RecipientKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say why it is sent the letter."},
    )
    must_publish = forms.BooleanField(label="It must publish the letter too", required=False)
    postal_address = forms.CharField(label="Postal address", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    web_address = forms.CharField(label="Web address where it publishes the letter", max_length=300, required=False)

    def named(self) -> Named:
        """Return the recipient that was filled in."""
        return Named(**self.cleaned_data)


class ForChildrenForm(forms.Form):
    """What children and young people of the area read."""

    title = forms.CharField(
        label="Heading",
        help_text="A few plain words. It may be left empty.",
        max_length=120,
        required=False,
    )
    text = forms.CharField(
        label="What you say to children and young people",
        help_text="Short sentences, everyday words. Say what works, what must get better, and what happens now. "
        "A blank line begins a new paragraph. No names, no grades, no number of children looked at.",
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "true"}),
        error_messages={"required": "Write the page for children and young people."},
    )
    based_on = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_based_on(self) -> str | None:
        """Return the mark of the wording it was written over; None where the page sent says nothing of it."""
        return self.cleaned_data["based_on"] if "based_on" in self.data else None


def _body(said: dict[str, Any], who: str, kind: str) -> Body | None:
    name = said.get(who, "").strip()
    return Body(said[kind], name) if name and said["needed"] == "yes" else None
