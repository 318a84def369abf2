"""What is filled in to make a complaint or take one in, alike at both doors."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.http import QueryDict

from joinedup.inspections.complaints.content import Arrived, Said
from joinedup.inspections.complaints.enums import Came
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import team
from joinedup.method.complaints import complaints_of
from joinedup.people.models import Person
from joinedup.web.components.date_field import DayMonthYearField
from joinedup.web.components.dates import LONDON

_NOON: Final = time(12)
#: How a complaint of somebody else comes.
_WAYS: Final = [(way.value, way.label) for way in (Came.LETTER, Came.TELEPHONE)]


class ComplaintForm(forms.Form):
    """What somebody complains about."""

    page = forms.CharField(widget=forms.HiddenInput)
    subject = forms.ChoiceField(
        label="What is it about?", widget=forms.RadioSelect, error_messages={"required": "Choose what it is about."}
    )
    about = forms.ChoiceField(
        label="Whose behaviour, if it is about somebody on the inspection?",
        help_text="Leave it open if it is about something else, or if you do not know the name. They never read this.",
        required=False,
    )
    words = forms.CharField(
        label="What happened?",
        help_text="When, where, and what it led to. Write no child’s name.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "true"}),
        error_messages={"required": "Write what happened."},
    )
    wanted = forms.CharField(
        label="What should be put right? (optional)",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        required=False,
    )

    def __init__(self, inspection: Inspection, data: QueryDict | None = None) -> None:
        """Offer what the framework lets a complaint be about, and the people of the team."""
        super().__init__(data, initial={"page": str(uuid4())})
        self._people: dict[str, Person] = {str(member.person_id): member.person for member in team(inspection)}
        subjects = complaints_of(inspection.framework).subjects
        self._about_person = {subject.id for subject in subjects if subject.about_person}
        self.fields["subject"].choices = [(subject.id, subject.title) for subject in subjects]  # type: ignore[attr-defined]  # a choice field
        people = [(key, person.name) for key, person in self._people.items()]
        self.fields["about"].choices = [("", "Nobody, or not known"), *people]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """Refuse a person where nobody's behaviour is complained about."""
        given = super().clean() or {}
        if given.get("about") and given.get("subject") and given["subject"] not in self._about_person:
            self.add_error("about", "A person is named only where their behaviour is complained about.")
        return given

    def said(self) -> Said:
        """Return what was filled in."""
        given = self.cleaned_data
        return Said(given["subject"], given["words"], given["wanted"], self._people.get(given["about"]))


class TakeInForm(ComplaintForm):
    """A complaint of somebody who has no account: how and when it came, from whom."""

    came = forms.ChoiceField(
        label="How did it come?", choices=_WAYS, widget=forms.RadioSelect, error_messages={"required": "Choose how it came."}
    )
    on = DayMonthYearField(label="Day it came", error_messages={"required": "Enter the day it came."})
    who = forms.CharField(
        label="Who complains, and how are they reached?",
        help_text="Only the reader sees this.",
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "true"}),
        error_messages={"required": "Write who complains and how they are reached."},
    )

    def arrived(self, now: datetime) -> Arrived:
        """Return how it arrived: at noon of its day, or now where that day's noon is still to come."""
        noon = datetime.combine(self.cleaned_data["on"], _NOON, tzinfo=LONDON)
        at = now if noon > now and noon.date() == now.astimezone(LONDON).date() else noon
        return Arrived(Came(self.cleaned_data["came"]), self.cleaned_data["who"], at)


class InspectionForm(forms.Form):
    """Which inspection somebody complains about."""

    inspection = forms.ChoiceField(label="Which inspection is it about?", error_messages={"required": "Choose an inspection."})

    def __init__(self, choices: Sequence[tuple[str, str]], data: QueryDict | None = None) -> None:
        """Offer these inspections."""
        super().__init__(data)
        self.fields["inspection"].choices = [("", "Choose"), *choices]  # type: ignore[attr-defined]  # a choice field
