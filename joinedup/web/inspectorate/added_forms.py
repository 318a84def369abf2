"""What an inspector fills in to add an event from a case file, and to withdraw one."""

from typing import Any

from django import forms
from django.utils import timezone

from joinedup.cases.core import words
from joinedup.cases.core.chronology import VIA
from joinedup.evidence.core.dated import EXAMPLE, Between, check_order, read_between
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.enums import NoteDirection
from joinedup.inspections.models import Inspection
from joinedup.method.days import end_of
from joinedup.records.kinds import event_kinds
from joinedup.web.components.date_field import DayMonthYearField

Choices = list[tuple[str, str]]
_LETTERS = 50
_NEW_NOTE = {
    "text": "Write what the case file says, or choose a note that says it.",
    "seen_on": "Enter the day you read it.",
    "criterion": "Choose the criterion the note speaks to.",
    "direction": "Say whether the note is a strength, a concern or context.",
}


class AddedEventForm(forms.Form):
    """One event an agency's case file tells of, and the note it rests on."""

    agency = forms.ChoiceField(label="Whose case file", error_messages={"required": "Choose whose case file it is."})
    kind = forms.ChoiceField(label="What happened", error_messages={"required": "Choose what happened."})
    via = forms.ChoiceField(label="About", required=False)
    words = forms.CharField(
        label="What the file says of it, in a few words",
        help_text="Stands in the table beside the event. Never a name.",
        max_length=300,
        error_messages={"required": "Say in a few words what the file says of it."},
    )
    when = forms.CharField(
        label="When it was",
        help_text=EXAMPLE,
        max_length=_LETTERS,
        error_messages={"required": "Enter when it was, as well as you know it."},
    )
    when_latest = forms.CharField(
        label="And at the latest",
        help_text="Only where all you know is that it was between two dates.",
        max_length=_LETTERS,
        required=False,
    )
    ended = forms.CharField(
        label="When it ended", help_text="Leave empty where it has no length or still goes on.", max_length=_LETTERS, required=False
    )
    ended_latest = forms.CharField(label="And ended at the latest", max_length=_LETTERS, required=False)
    note = forms.ChoiceField(label="The note that is its source", required=False)
    text = forms.CharField(
        label="What the case file says",
        help_text="One thing to a note. Never a name.",
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "true"}),
        required=False,
    )
    seen_on = DayMonthYearField(label="The day you read it", help_text="For example, 27 3 2026", required=False)
    criterion = forms.ChoiceField(label="The criterion it speaks to", required=False)
    direction = forms.ChoiceField(label="What it is", choices=NoteDirection.choices, widget=forms.RadioSelect, required=False)

    def __init__(self, inspection: Inspection, agencies: Choices, notes: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.as_of = end_of(inspection.notified_on)
        self.fields["agency"].choices = [("", "Choose one"), *agencies]
        self.fields["kind"].choices = [("", "Choose one"), *((kind.id, kind.label) for kind in event_kinds().values())]
        self.fields["via"].choices = [("", "the child"), *((key, words.VIA[key]) for key in VIA)]
        self.fields["note"].choices = [("", "A new note, written below"), *notes]
        criteria = [(criterion.id, criterion.text) for criterion in inspection.framework.criteria]
        self.fields["criterion"].choices = [("", "Choose one"), *criteria]

    def clean_seen_on(self) -> Any:
        """Refuse a day that has not come yet."""
        day = self.cleaned_data["seen_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("The day you read it must be today or in the past.")
        return day

    def clean(self) -> dict[str, Any]:
        """Read the dates, and ask for a whole note where none was chosen."""
        said = super().clean() or {}
        start, end = self._between("when", "when_latest"), self._between("ended", "ended_latest")
        if start is not None:
            self._check("ended" if end else "when", start, end)
        if not said.get("note"):
            for name, sentence in _NEW_NOTE.items():
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return {**said, "start": start, "end": end}

    def _between(self, name: str, latest: str) -> Between | None:
        first, until = self.cleaned_data.get(name, ""), self.cleaned_data.get(latest, "")
        if not first and until:
            self.add_error(name, "Enter the earlier of the two dates here.")
        if not first:
            return None
        try:
            return read_between(first, until)
        except EvidenceError as error:
            self.add_error(name, str(error))
            return None

    def _check(self, name: str, start: Between, end: Between | None) -> None:
        try:
            check_order(start, end, self.as_of)
        except EvidenceError as error:
            self.add_error(name, str(error))
