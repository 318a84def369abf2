"""What inspectors fill in for their inspectorate's own view, the opening, and what is concluded together."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.utils import timezone

from joinedup.evidence.core.phases import Saying
from joinedup.evidence.own_views.enums import LEANINGS
from joinedup.web.components.date_field import DayMonthYearField
from joinedup.web.components.dates import LONDON

Choices = Sequence[tuple[str, str]]
#: What says "0900" or "9.30" is a time too.
_TIMES: Final = ("%H:%M", "%H.%M", "%H%M")


def _words(label: str, lacks: str, help_text: str = "", rows: int = 4, *, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "spellcheck": "true"})
    return forms.CharField(label=label, help_text=help_text, widget=area, required=required, error_messages={"required": lacks})


class OwnViewForm(forms.Form):
    """Which way an inspectorate leans on one criterion, in a sentence or two, and the notes it rests on."""

    leaning = forms.ChoiceField(
        label="Which way does your view lean?",
        choices=[(leaning.value, words) for leaning, words in LEANINGS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Say which way your view leans: strength, to improve, both or not enough seen."},
    )
    words = _words(
        "Your view, in a sentence or two",
        "Write a sentence or two.",
        "What you would say if you spoke first. Never a name.",
    )
    notes = forms.MultipleChoiceField(
        label="The notes it rests on",
        help_text="Notes that speak to this criterion. Choose none where you have not seen enough.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, notes: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notes"].choices = notes
        if not notes:
            del self.fields["notes"]


class HourForm(forms.Form):
    """The hour at which all views open together."""

    on = DayMonthYearField(label="The day the views open", error_messages={"required": "Enter the day the views open."})
    clock = forms.TimeField(
        label="The time",
        help_text="For example, 16:00",
        input_formats=_TIMES,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "Enter the time.", "invalid": "Enter a time of 24 hours, for example 16:00."},
    )

    def moment(self) -> datetime:
        """Return the moment meant, in London time."""
        clock: time = self.cleaned_data["clock"]
        return datetime.combine(self.cleaned_data["on"], clock, tzinfo=LONDON)

    @classmethod
    def today(cls, opens_at: datetime | None) -> dict[str, Any]:
        """Return what the form starts from: the hour that is set, or today."""
        local = opens_at.astimezone(LONDON) if opens_at else None
        return {"on": local.date(), "clock": f"{local:%H:%M}"} if local else {"on": timezone.localdate()}


class OpenNowForm(forms.Form):
    """Why the views open before the hour, or without one."""

    why = _words("Why do the views open now?", "Say why the views open now.", "Everybody on the team reads it.", rows=2)


class NoFindingForm(forms.Form):
    """Why a criterion leads to no finding, or is looked at again."""

    why = _words("Why does this criterion lead to no finding?", "Say why this criterion leads to no finding.", rows=3)


class SayForm(forms.Form):
    """What an inspectorate says to what was concluded."""

    saying = forms.ChoiceField(
        label="What does your inspectorate say?",
        choices=[
            (Saying.AGREES.value, "We agree"),
            (Saying.DIFFERS.value, "We keep our difference of view, in the words below"),
            (Saying.TAKEN_BACK.value, "We take back what we said, for the reason below"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether your inspectorate agrees or keeps its difference of view."},
    )
    words = _words("Where your view differs, or why you take it back", "", "It is kept as your inspectorate’s.", required=False)
    finding = forms.ChoiceField(label="What the difference is about", required=False)

    def __init__(self, findings: Choices, *args: Any, may_take_back: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].choices = [("", "The criterion as a whole"), *findings]
        if not findings:
            del self.fields["finding"]
        if not may_take_back:
            self.fields["saying"].choices = self.fields["saying"].choices[:2]

    def clean(self) -> dict[str, Any]:
        """Ask for words where a difference is kept, or something is taken back."""
        said = super().clean() or {}
        if said.get("saying") in (Saying.DIFFERS, Saying.TAKEN_BACK) and not said.get("words", "").strip():
            self.add_error("words", "Write down where your view differs, or why you take back what you said.")
        return said
