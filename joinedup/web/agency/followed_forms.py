"""What an agency fills in about one child it is asked about."""

from typing import Any

from django import forms

from joinedup.cases.asked.enums import WAYS, ChildEntryKind, ChildRequestKind
from joinedup.cases.asked.models import ChildRequest
from joinedup.web.agency.asking_forms import MoreTimeForm
from joinedup.web.components.date_field import DayMonthYearField

_LABELS = {
    ChildEntryKind.HANDED_OVER: "We hand over a file",
    ChildEntryKind.AVAILABLE: "We make it available on site or on our system",
    ChildEntryKind.ANSWERED: "We answer here",
}


class DoneForm(forms.Form):
    """How something asked about a child is done: with a file, or in words."""

    way = forms.ChoiceField(label="How do you do it?", widget=forms.RadioSelect, error_messages={"required": "Say how you do it."})
    file = forms.FileField(
        label="The file",
        required=False,
        help_text="Only where you hand over a file.",
        error_messages={"empty": "The file is empty."},
    )
    words = forms.CharField(
        label="Where and how, or your answer",
        help_text="Write “Child 4” as this page does, never a name.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
    )

    def __init__(self, request: ChildRequest, *given: Any) -> None:
        """Offer the ways in which this kind of thing is done; one alone is not asked for."""
        super().__init__(*given)
        self.ways = WAYS[ChildRequestKind(request.kind)]
        self.fields["way"].choices = [(way, _LABELS[way]) for way in self.ways]  # type: ignore[attr-defined]  # a choice field's
        if len(self.ways) == 1:
            self.fields["way"].widget, self.fields["way"].initial = forms.HiddenInput(), self.ways[0]
            self.fields["words"].label = "Your answer"
        if ChildEntryKind.HANDED_OVER not in self.ways:
            del self.fields["file"]

    def clean(self) -> dict[str, Any]:
        """Ask for what each way needs."""
        said = super().clean() or {}
        if said.get("way") == ChildEntryKind.HANDED_OVER:
            if not said.get("file") and "file" not in self.errors:
                self.add_error("file", "Choose the file to hand over.")
        elif said.get("way") and not said.get("words", "").strip():
            missing = "Say where and how it is available." if said["way"] == ChildEntryKind.AVAILABLE else "Write the answer."
            self.add_error("words", missing)
        return said


class ManyForm(forms.Form):
    """One answer for several children's records."""

    children = forms.MultipleChoiceField(label="Children", error_messages={"required": "Tick the children you answer for."})
    held = forms.ChoiceField(
        label="What do you say of their records?",
        choices=[("yes", "They are available on site or on our system"), ("no", "We hold no record of these children")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether their records are available."},
    )
    words = forms.CharField(
        label="Where and how, or how you searched",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say where and how they are available, or how you searched."},
    )

    def __init__(self, choices: list[tuple[str, str]], *given: Any) -> None:
        super().__init__(*given)
        self.fields["children"].choices = choices  # type: ignore[attr-defined]  # a choice field's


class NotHeldForm(forms.Form):
    """Why an agency does not hold what it is asked for about a child."""

    why_not = forms.CharField(
        label="Why is it not held, or who holds it?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is not held, or who holds it."},
    )


class TimeForm(MoreTimeForm):
    """Until when an agency needs more time for what is done rather than sent, and why."""

    until = DayMonthYearField(
        label="The day you can do it",
        help_text="For example, 27 3 2026",
        error_messages={"required": "Enter the day you can do it."},
    )


class AgreeForm(forms.Form):
    """Whether an agency agrees with the agreed view as it reads now."""

    agrees = forms.ChoiceField(
        label="Does your agency agree?",
        choices=[("yes", "Yes, this is how we see it"), ("no", "No, we keep a difference of view")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether your agency agrees."},
    )
    words = forms.CharField(
        label="How your agency sees it",
        help_text="Needed where you keep a difference of view. It stands beside the agreed view, in your words.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the words a difference needs."""
        said = super().clean() or {}
        if said.get("agrees") == "no" and not said.get("words", "").strip():
            self.add_error("words", "Write how your agency sees it.")
        return said
