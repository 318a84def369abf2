"""What a coordinator fills in about a slot: when, where and who of the staff comes."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms

from joinedup.inspections.timetable.models import Place, Slot
from joinedup.method.framework import Fieldwork
from joinedup.web.components.dates import day as day_in_words

_HOUR = {"invalid": "Write the hour such as 09:30."}


class OfferForm(forms.Form):
    """An offer for a slot, begun with what the slot says now."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = forms.ChoiceField(label="When", help_text="Offer another half-day where this one cannot be.", widget=forms.Select)
    begins = forms.TimeField(
        label="Begins",
        help_text="Such as 09:30. Leave empty for the whole half-day.",
        required=False,
        error_messages=_HOUR,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    ends = forms.TimeField(
        label="Ends", required=False, error_messages=_HOUR, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    place = forms.ChoiceField(label="Where", required=False, widget=forms.Select)
    new_place = forms.CharField(
        label="A place that is not in the list",
        help_text="Its name and address, such as “Park Road centre, 4 Park Road”. It stands in the list from then on.",
        required=False,
        max_length=200,
    )
    room = forms.CharField(label="Room", required=False, max_length=80)
    link = forms.CharField(label="Link, where it is online", required=False, max_length=500)
    roles = forms.CharField(
        label="Who comes, by role",
        help_text="One role a line, such as “Duty social worker”. No names: inspectors ask for roles.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say who comes, by role."},
    )
    words = forms.CharField(
        label="Anything inspectors should know",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "true"}),
    )

    def __init__(self, work: Fieldwork, days: Iterable[date], places: Iterable[Place], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)  # what was posted comes as a copy, to be laid over
        halves = [(half.id, half.title.lower()) for half in work.halves]
        offered = [(f"{day:%Y-%m-%d} {id}", f"{day:%A} {day_in_words(day)}, {title}") for day in days for id, title in halves]
        known = [(str(place.pk), place.title) for place in places]
        self.fields["on"].choices = offered  # type: ignore[attr-defined]  # a choice field's
        self.fields["place"].choices = [("", "Choose"), ("online", "Online"), *known]  # type: ignore[attr-defined]  # likewise

    def clean(self) -> dict[str, Any]:
        """Ask for one place, and only one."""
        said = super().clean() or {}
        said["online"] = said.get("place") == "online"
        new = said["new_place"] = said.get("new_place", "").strip()
        if said.get("place") and new:
            self.add_error("new_place", "Choose a place from the list or write a new one, not both.")
        elif not said.get("place") and not new and "place" not in self.errors:
            self.add_error("place", "Say where it is: choose a place, “Online”, or write a new one below.")
        return said

    def keep_place(self, place: Place) -> None:
        """Choose a place that was added just now, so that sending again does not add it twice."""
        where = self.fields["place"]
        where.choices = [*where.choices, (str(place.pk), place.title)]  # type: ignore[attr-defined]  # a choice field's
        self.data["place"], self.data["new_place"] = str(place.pk), ""

    def take_version(self, version: int) -> None:
        """Go on from a later version of the slot than the one the form was begun with."""
        self.data["version"] = str(version)

    def when(self) -> tuple[date, str]:
        """Return the day and the half chosen."""
        day, half = self.cleaned_data["on"].split(" ")
        return date.fromisoformat(day), half


def begun(slot: Slot, roles: Iterable[str]) -> dict[str, Any]:
    """Return what the form begins with: the slot as it stands, and the roles asked of this agency."""
    return {
        "version": slot.version,
        "on": f"{slot.day:%Y-%m-%d} {slot.half}",
        "begins": _written(slot.begins),
        "ends": _written(slot.ends),
        "place": "online" if slot.online else str(slot.place_id or ""),
        "room": slot.room,
        "link": slot.link,
        "roles": "\n".join(roles),
    }


def _written(hour: time | None) -> str:
    return f"{hour:%H:%M}" if hour else ""
