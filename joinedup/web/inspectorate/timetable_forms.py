"""What inspectors fill in to plan the week."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.text import slugify

from joinedup.areas.models import Agency
from joinedup.cases.models import TrackedChild
from joinedup.inspections.models import Inspection
from joinedup.inspections.timetable.details import SlotDetails
from joinedup.inspections.timetable.models import Place
from joinedup.method.fieldwork import fieldwork_of
from joinedup.people.models import Person
from joinedup.web.components.date_field import DayMonthYearField
from joinedup.web.components.hour_field import HourField

ONLINE: Final = "online"
NO_NAMES: Final = "By role and code, never a name."


class SlotForm(forms.Form):
    """One slot as inspectors want it, its words told to the agencies asked."""

    had = forms.IntegerField(widget=forms.HiddenInput, required=False)  # the version the form was filled in from
    activity = forms.ChoiceField(label="What is done?", error_messages={"required": "Choose what is done."})
    day = DayMonthYearField(label="Day", error_messages={"required": "Enter the day."})
    although = forms.BooleanField(label="Yes, this day", required=False)  # shown once the day is questioned
    half = forms.ChoiceField(
        label="Which half of the day?", widget=forms.RadioSelect, error_messages={"required": "Choose morning or afternoon."}
    )
    begins = HourField(label="Begins (optional)", help_text="For example 9:30am or 14:00. Without hours it fills the half-day.")
    ends = HourField(label="Ends (optional)")
    inspectors = forms.MultipleChoiceField(
        label="Which inspectors?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one inspector."},
    )
    place = forms.ChoiceField(
        label="Where?", help_text="Leave it open where the agency is to find a place.", required=False, widget=forms.Select
    )
    room = forms.CharField(label="Room (optional)", max_length=80, required=False)
    link = forms.CharField(label="Link, where it is online (optional)", max_length=500, required=False)
    sector = forms.ChoiceField(label="Which sector’s work? (optional)", required=False, widget=forms.Select)
    tracked = forms.ChoiceField(label="About which child? (optional)", help_text="By code.", required=False, widget=forms.Select)
    criteria = forms.MultipleChoiceField(label="Which criteria? (optional)", widget=forms.CheckboxSelectMultiple, required=False)
    what = forms.CharField(
        label="What is it about? (optional)",
        help_text=f"The agencies asked read it. {NO_NAMES}",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        required=False,
    )
    words = forms.CharField(
        label="Why is it changed? (optional)",
        help_text="Everybody it concerns is told.",
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "true"}),
        required=False,
    )

    def __init__(
        self,
        inspection: Inspection,
        people: Iterable[Person],
        places: Iterable[Place],
        agencies: Sequence[Agency],
        children: Iterable[TrackedChild],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        framework = inspection.framework
        fieldwork = fieldwork_of(framework)
        self._people = {str(person.pk): person for person in people}
        self._places = {str(place.pk): place for place in places}
        self._children = {child.code: child for child in children}
        self._agencies = {f"staff_{slugify(agency.key)}": agency for agency in agencies}
        titled = [(str(place.pk), place.title) for place in self._places.values()]
        self._choose("activity", [("", "Choose one"), *((one.id, one.title) for one in fieldwork.activities)])
        self._choose("half", [(one.id, f"{one.title} ({one.begins} to {one.ends})") for one in fieldwork.halves])
        self._choose("inspectors", [(key, person.name) for key, person in self._people.items()])
        self._choose("place", [("", "Nobody has said yet"), (ONLINE, "Online"), *titled])
        self._choose("sector", [("", "No sector in particular"), *((one.id, one.name) for one in framework.sectors)])
        self._choose("tracked", [("", "No child in particular"), *((code, code) for code in self._children)])
        self._choose("criteria", [(one.id, one.text) for one in framework.criteria])
        for name, agency in self._agencies.items():
            self.fields[name] = forms.CharField(
                label=f"{agency.name}: which of its staff, by role",
                widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "true"}),
                required=False,
            )
        asked = forms.MultipleChoiceField(
            label="Which agencies are asked?", widget=forms.CheckboxSelectMultiple, choices=self._asked_choices(), required=False
        )
        self.fields["asked"] = asked

    @property
    def questioned(self) -> bool:
        """Return whether the day was questioned, now or before: the tick that it is meant is shown."""
        return self.is_bound and ("day" in self.errors or bool(self["although"].value()))

    @property
    def staff_fields(self) -> list[Any]:
        """Return the fields of the agencies' staff, in order."""
        return [self[name] for name in self._agencies]

    def clean(self) -> dict[str, Any]:
        """Ask for a tick beside roles: roles of an agency that is not asked would be lost."""
        said = super().clean() or {}
        for name, agency in self._agencies.items():
            if _roles(said.get(name, "")) and name not in said.get("asked", []):
                self.add_error("asked", f"You wrote roles of {agency.name}. Tick it as asked, or remove the roles.")
        return said

    @property
    def child(self) -> TrackedChild | None:
        """Return the child chosen."""
        return self._children.get(self.cleaned_data["tracked"])

    def details(self) -> SlotDetails:
        """Return what was typed, once it is valid."""
        said = self.cleaned_data
        roles = {agency: _roles(said[name]) for name, agency in self._agencies.items() if name in said["asked"]}
        return SlotDetails(
            day=said["day"],
            half=said["half"],
            activity=said["activity"],
            inspectors=[self._people[key] for key in said["inspectors"]],
            begins=said["begins"],
            ends=said["ends"],
            place=self._places.get(said["place"]),
            room=said["room"],
            online=said["place"] == ONLINE,
            link=said["link"],
            staff=roles,
            criteria=said["criteria"],
            sector=said["sector"],
            child=said["tracked"],
            what=said["what"],
            although=said["although"],
        )

    def tell(self, field: str, sentence: str) -> None:
        """Show a refusal at the field it is about, at the head of the form where it is about none of them."""
        self.add_error("asked" if field == "staff" else field if field in self.fields else None, sentence)

    def _asked_choices(self) -> list[tuple[str, str]]:
        return [(name, agency.name) for name, agency in self._agencies.items()]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field's


def begun(standing: Mapping[str, Any], version: int | None = None) -> dict[str, Any]:
    """Return what the form begins with: a slot as it stands (`core.slot_history`)."""
    staff = {f"staff_{slugify(key)}": "\n".join(roles) for key, roles in standing["agencies"].items()}
    return {
        **{name: standing[name] for name in ("half", "activity", "inspectors", "room", "link", "criteria", "sector", "what")},
        **staff,
        "asked": list(staff),
        "had": version,
        "day": date.fromisoformat(standing["day"]),
        "begins": standing["begins"],
        "ends": standing["ends"],
        "place": ONLINE if standing["online"] else standing["place"] or "",
        "tracked": standing["child"],
    }


class ToldForm(forms.Form):
    """Why a slot is called off, or what is said with agreeing."""

    words = forms.CharField(
        label="Why is it called off?",
        help_text=f"Everybody who was to come is told. {NO_NAMES}",
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "true"}),
        required=False,
    )


class PlaceForm(forms.Form):
    """A place inspectors go to."""

    title = forms.CharField(label="What is it called?", max_length=120, error_messages={"required": "Say what it is called."})
    minutes = forms.IntegerField(
        label="Minutes to any other place",
        help_text="Between two places the larger of both counts. Leave it empty for the framework’s usual time.",
        min_value=0,
        max_value=240,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    address = forms.CharField(
        label="Where it is, and how to get in (optional)",
        help_text="Never the address of a child’s home.",
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "true"}),
        required=False,
    )


def _roles(said: str) -> list[str]:
    """Return one role a line: what an agency calls its people may hold a comma."""
    return [role.strip() for role in said.splitlines() if role.strip()]
