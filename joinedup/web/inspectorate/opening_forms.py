"""What is filled in to open an inspection and to gather its team."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.text import slugify

from joinedup.areas.models import Agency, Area, InspectorateMember
from joinedup.inspections.enums import Leaving, Role
from joinedup.inspections.models import TeamMember
from joinedup.inspections.queries import code_word_taken
from joinedup.inspections.rules import InspectionRefused, check_code_word
from joinedup.method.calendar import is_working_day
from joinedup.method.framework import Framework
from joinedup.web.components.date_field import DayMonthYearField


class AreaForm(forms.Form):
    """The area to inspect."""

    area = forms.ChoiceField(label="Which area is to be inspected?", error_messages={"required": "Choose an area."})

    def __init__(self, areas: Iterable[Area], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "Choose one"), *((str(area.pk), area.name) for area in areas)]


class OpenForm(forms.Form):
    """The method, the day, what the inspection is called, and who is asked."""

    framework = forms.ChoiceField(
        label="Under which framework?", widget=forms.RadioSelect, error_messages={"required": "Choose a framework."}
    )
    notified_on = DayMonthYearField(
        label="The day the area is notified",
        help_text="A working day, as a rule a Tuesday. For example, 3 2 2026",
        error_messages={"required": "Enter the day the area is notified."},
    )
    code_word = forms.CharField(
        label="Code word",
        help_text="What the inspection is called before the area knows of it, for example quiet lantern. "
        "Nobody must guess the area from it.",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter a code word."},
    )
    agencies = forms.MultipleChoiceField(
        label="Which agencies take part?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the agencies that take part."},
    )

    def __init__(self, area: Area, frameworks: Iterable[Framework], agencies: Sequence[Agency], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area = area
        self.agencies = {str(agency.pk): agency for agency in agencies}
        self.fields["framework"].choices = [(framework.id, framework.title) for framework in frameworks]
        self.fields["agencies"].choices = [(str(agency.pk), agency.name) for agency in agencies]

    def clean_notified_on(self) -> date:
        """Refuse a day on which nobody would answer the telephone."""
        day: date = self.cleaned_data["notified_on"]
        if not is_working_day(day):
            raise forms.ValidationError("The day the area is notified must be a working day, not a weekend or a bank holiday.")
        return day

    def clean_code_word(self) -> str:
        """Return the code word as it stands in addresses; refuse one that is taken."""
        word = slugify(self.cleaned_data["code_word"])
        if not word:
            raise forms.ValidationError("The code word must have letters in it.")
        if code_word_taken(word):
            raise forms.ValidationError("Another inspection has this code word. Choose another.")
        return word

    def clean(self) -> dict[str, Any]:
        """Refuse a code word from which somebody could tell the area, with the agencies chosen beside it."""
        said = super().clean() or self.cleaned_data
        if word := said.get("code_word"):
            asked = [self.agencies[key] for key in said.get("agencies", ())]
            try:
                check_code_word(word, self.area, asked)
            except InspectionRefused as reason:
                self.add_error("code_word", str(reason))
        return said


class LeaveForm(forms.Form):
    """Somebody of the team in one of their roles, and why they leave."""

    leaves = forms.ChoiceField(label="Who leaves the team?", error_messages={"required": "Choose who leaves."})
    reason = forms.ChoiceField(
        label="Why?", choices=Leaving.choices, widget=forms.RadioSelect, error_messages={"required": "Choose why they leave."}
    )

    def __init__(self, team: Iterable[TeamMember], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.there = {str(row.pk): row for row in team}
        people = [(key, f"{row.person.name}, {row.get_role_display().lower()}") for key, row in self.there.items()]
        self.fields["leaves"].choices = [("", "Choose one"), *people]


class TeamForm(forms.Form):
    """A person, there for one inspectorate, and what they do."""

    member = forms.ChoiceField(label="Who joins the team?", error_messages={"required": "Choose a person."})
    role = forms.ChoiceField(
        label="What do they do?", choices=Role.choices, widget=forms.RadioSelect, error_messages={"required": "Choose a role."}
    )

    although = forms.BooleanField(label="Yes, they join all the same", required=False)  # shown once an interest is questioned

    def __init__(self, staff: dict[str, InspectorateMember], *args: Any, questioned: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not questioned:
            del self.fields["although"]
        people = [(key, f"{member.person.name}, {member.inspectorate.name}") for key, member in staff.items()]
        self.fields["member"].choices = [("", "Choose one"), *people]
