"""An hour of the day as people write it."""

import re
from datetime import time
from typing import Any, Final

from django import forms

_WRITTEN: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?")
#: Before this hour nobody works: "2" without more is two in the afternoon.
EARLIEST, NOON = 7, 12


class HourField(forms.Field):
    """Reads "9", "9:30", "9.30am", "2pm", "14:00", "midday"; an hour from 1 to 6 without "am" is one of the afternoon.

    It may be left empty.
    """

    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})

    def to_python(self, value: Any) -> time | None:
        """Return the hour, None where nothing was typed; raise ValidationError for anything else."""
        if value in self.empty_values or isinstance(value, time):
            return value or None
        said = str(value).strip().lower()
        if said in ("midday", "noon"):
            return time(NOON)
        if not (found := _WRITTEN.fullmatch(said)):
            raise self._unreadable()
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if half and not 1 <= hour <= NOON:
            raise self._unreadable()
        if half:
            hour = hour % NOON + (NOON if half == "pm" else 0)
        elif 1 <= hour < EARLIEST and len(found[1]) == 1:
            hour += NOON
        try:
            return time(hour, minute)
        except ValueError as error:
            raise self._unreadable() from error

    def prepare_value(self, value: Any) -> Any:
        """Show an hour as "9:30"."""
        return f"{value.hour}:{value.minute:02}" if isinstance(value, time) else value

    def _unreadable(self) -> forms.ValidationError:
        return forms.ValidationError(f"{self.label} must be an hour, for example 9:30am or 14:00.")
