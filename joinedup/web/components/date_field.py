"""A date typed in three boxes."""

import re
from datetime import date
from typing import Any, Final

from django import forms

from joinedup.web.components.forms import DateParts

#: No day of an inspection lies before: joint inspections under section 20 of the Children Act 2004 began after it.
FIRST_YEAR: Final = 2000


class DayMonthYearField(forms.DateField):
    """Reads day, month and year from 2000 on; a part missing, a short year or a day that does not exist is said so in words."""

    widget = DateParts

    def to_python(self, value: Any) -> date | None:
        """Return the date of the three parts, None where nothing was typed; raise ValidationError for anything else."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        if missing := [part for part in ("day", "month", "year") if not value[part]]:
            raise forms.ValidationError(f"{self.label} must include a {' and '.join(missing)}.")
        if not re.fullmatch(r"[0-9]{4}", value["year"]):  # "16" would be a day of the Roman Empire
            raise forms.ValidationError(f"{self.label} must include a year of four digits, for example 2026.")
        try:
            day = date(int(value["year"]), int(value["month"]), int(value["day"]))
        except ValueError as error:
            raise forms.ValidationError(f"{self.label} must be a real date, for example 27 3 2026.") from error
        if day.year < FIRST_YEAR:
            raise forms.ValidationError(f"{self.label} must be in {FIRST_YEAR} or later.")
        return day
