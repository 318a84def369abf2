"""A date typed in three boxes."""

from datetime import date
from typing import Any

from django import forms

from joinedup.web.components.forms import DateParts


class DayMonthYearField(forms.DateField):
    """Reads day, month and year; a part missing or a day that does not exist is said so in words."""

    widget = DateParts

    def to_python(self, value: Any) -> date | None:
        """Return the date of the three parts, None where nothing was typed; raise ValidationError for anything else."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        if missing := [part for part in ("day", "month", "year") if not value[part]]:
            raise forms.ValidationError(f"{self.label} must include a {' and '.join(missing)}.")
        try:
            return date(int(value["year"]), int(value["month"]), int(value["day"]))
        except ValueError as error:
            raise forms.ValidationError(f"{self.label} must be a real date, for example 27 3 2026.") from error
