"""What the public fills in to find a letter."""

from typing import Any

from django import forms

from joinedup.publication.search.queries import Asked, areas_published, themes_published
from joinedup.web.components.date_field import DayMonthYearField


class SearchForm(forms.Form):
    """Area, theme, days and words. All of it may be left empty."""

    words = forms.CharField(label="Words in the letter", max_length=120, required=False)
    area = forms.ChoiceField(label="Area", required=False)
    theme = forms.ChoiceField(label="Theme", required=False)
    since = DayMonthYearField(label="Published on or after", required=False)
    until = DayMonthYearField(label="Published on or before", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "Every area"), *((name, name) for name in areas_published())]
        self.fields["theme"].choices = [("", "Every theme"), *((name, name[:1].upper() + name[1:]) for name in themes_published())]

    @property
    def asked(self) -> Asked:
        """What somebody looks for."""
        return Asked(**self.cleaned_data)
