"""What inspectors fill in about what agencies are asked for."""

from collections.abc import Iterable
from typing import Any

from django import forms

from joinedup.people.models import Person
from joinedup.web.components.date_field import DayMonthYearField


class ChaseForm(forms.Form):
    """What an agency is reminded of."""

    words = forms.CharField(
        label="What do you want to remind them of?",
        help_text="It stands at the top of the agency's page until something comes.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what the agency is reminded of."},
    )
    again = forms.CharField(
        label="Why again today? (only for a second reminder on one day)", required=False, widget=forms.TextInput()
    )

    def __init__(self, not_held: bool, *args: Any, **kwargs: Any) -> None:
        """Ask for the reason instead where the agency says that it does not hold what is asked for again."""
        super().__init__(*args, **kwargs)
        if not_held:
            self.fields["words"].label = "Why do you ask for it all the same?"
            self.fields["words"].error_messages["required"] = "Say why it is asked for again."


class TimeForm(forms.Form):
    """More time for one request: given, or where the agency asked for it, not given."""

    decision = forms.ChoiceField(
        label="More time",
        choices=[("give", "Give more time"), ("refuse", "Leave it due when it is")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether more time is given."},
    )
    until = DayMonthYearField(label="The new day it is due", help_text="For example, 27 3 2026", required=False)
    reason = forms.CharField(
        label="Why?",
        help_text="The agency reads this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why."},
    )

    def __init__(self, wished: bool, *args: Any, **kwargs: Any) -> None:
        """Ask for the decision only where the agency wished for time; unasked, time can only be given."""
        super().__init__(*args, **kwargs)
        if not wished:
            del self.fields["decision"]

    def clean(self) -> dict[str, Any]:
        """Refuse to give time without a day."""
        said = super().clean() or {}
        said.setdefault("decision", "give" if "decision" not in self.fields else "")
        if said["decision"] == "give" and not said.get("until") and "until" not in self.errors:
            self.add_error("until", "Enter the new day it is due.")
        return said


class AcceptForm(forms.Form):
    """Who clears up by telephone what is open in a file that is accepted as it is, and what that is."""

    rings = forms.ChoiceField(
        label="Who will ring the agency about what is open?",
        help_text="Leave empty where nothing needs to be cleared up.",
        required=False,
    )
    open = forms.CharField(label="What is open?", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, team: Iterable[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = {str(person.pk): person for person in team}
        self.fields["rings"].choices = [("", "Nobody"), *((key, person.name) for key, person in self.team.items())]

    def clean_rings(self) -> Person | None:
        """Return who rings, if anybody does."""
        return self.team.get(self.cleaned_data["rings"])


class PostcodesForm(forms.Form):
    """The postcode districts and sectors of an area."""

    postcodes = forms.CharField(
        label="Postcode districts and sectors of the area",
        help_text="Districts such as LK1, or sectors such as LK1 4 where the border runs through a district. One to a line.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Enter the area's postcode districts."},
    )

    def clean_postcodes(self) -> list[str]:
        """Return what was written, one to a line or with commas between."""
        return [text.strip() for text in self.cleaned_data["postcodes"].replace(",", "\n").splitlines() if text.strip()]
