"""What is filled in to notify an area: who needs its name, a day printed otherwise than counted, the call."""

import re
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.utils import timezone

from joinedup.web.components.date_field import DayMonthYearField
from joinedup.web.components.dates import LONDON

_MINUTE: Final = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)


class CircleForm(forms.Form):
    """Somebody who needs to know the area before it is notified, and why."""

    person = forms.ChoiceField(label="Who needs to know the area?", error_messages={"required": "Choose a person."})
    why = forms.CharField(
        label="Why do they need to know?",
        help_text="What they cannot do without it. It is sealed.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why they need to know."},
    )

    def __init__(self, people: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose one"), *people]


class DayForm(forms.Form):
    """The day printed for a step of the calendar."""

    day = DayMonthYearField(label="The day to print")
    why = forms.CharField(
        label="Why is it another day than counted?",
        help_text="It is sealed.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it is another day."},
    )
    although = forms.BooleanField(label="Yes, I mean this day", required=False)

    def __init__(self, *args: Any, asked: bool, printed: bool = True, **kwargs: Any) -> None:
        """Show the box that confirms a questioned day only where one was `asked` about; `printed`: the pack is still to say it."""
        super().__init__(*args, **kwargs)
        if not asked:
            del self.fields["although"]
        if not printed:
            self.fields["day"].label = "The right day"


class CallForm(forms.Form):
    """The call: whether it reached the post, who rang, at which minute, what was said and asked."""

    reached = forms.ChoiceField(
        label="Did you reach them?",
        choices=(("yes", "Yes: the area is notified"), ("no", "No: I try again")),
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you reached them."},
    )
    post = forms.CharField(label="Which post did you ask for?", help_text="The post, not the name.", max_length=200)
    called_by = forms.ChoiceField(label="Who telephoned?", error_messages={"required": "Choose who telephoned."})
    day = DayMonthYearField(label="The day of the call", error_messages={"required": "Enter the day of the call."})
    minute = forms.CharField(
        label="The minute the call began",
        help_text="London time, for example 9:04 or 14:32. Every date is counted from this call.",
        max_length=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Enter the minute the call began."},
    )
    said = forms.CharField(
        label="What was said?",
        help_text="Leave empty where you reached nobody.",
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    asked = forms.CharField(
        label="What did they ask?",
        help_text="Questions, worries, a wish to defer.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, people: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["called_by"].choices = people

    def clean_minute(self) -> time:
        """Return the minute; refuse an hour without its minutes."""
        found = _MINUTE.fullmatch(self.cleaned_data["minute"].strip())
        if not found:
            raise forms.ValidationError("Enter hours and minutes, for example 9:04 or 14:32.")
        return time(int(found[1]), int(found[2]))

    def clean(self) -> dict[str, Any]:
        """Put day and minute together; refuse a call still to come, and one that reached somebody without words."""
        said = super().clean() or {}
        if said.get("day") and said.get("minute"):
            said["at"] = datetime.combine(said["day"], said["minute"], tzinfo=LONDON)
            if said["at"] > timezone.now():
                self.add_error("minute", "The call lies in the future. Record it when it was made.")
        if said.get("reached") == "yes" and not said.get("said", "").strip():
            self.add_error("said", "Write down what was said.")
        return said

    @property
    def was_reached(self) -> bool:
        """Whether the call notified the area."""
        return bool(self.cleaned_data["reached"] == "yes")
