"""What inspectors fill in to raise an urgent concern."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils import timezone

from joinedup.areas.enums import AgencyRole
from joinedup.areas.models import Agency
from joinedup.areas.queries import answering_for
from joinedup.cases.concerns.content import Receiver, Rung, SpokenOf, Written
from joinedup.cases.concerns.enums import WORDS, EntryKind
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.method.framework import ConcernRoute
from joinedup.web.components.date_field import DayMonthYearField
from joinedup.web.components.dates import LONDON

_TIME: Final = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)
_ELSEWHERE: Final = "elsewhere"


def receivers_for(inspection: Inspection, route: ConcernRoute) -> dict[str, Receiver]:
    """Return who may receive a concern by a route, value → receiver: people with an account first, the route's sector first.

    Of each agency the post itself too: it has no account, so the team tells it and writes down what it says.
    """
    taking_part = sorted(agencies(inspection), key=lambda agency: agency.sector != route.sector)
    members = [(agency, member) for agency in taking_part for member in _members(agency)]
    people = {f"{agency.pk}:{member.person_id}": Receiver(agency, route.receiver, member.person) for agency, member in members}
    posts = {str(agency.pk): Receiver(agency, route.receiver) for agency in taking_part}
    return posts | people if route.about_staff else people | posts


def _members(agency: Agency) -> Any:
    return sorted(answering_for(agency), key=lambda member: (member.role != AgencyRole.COORDINATOR, member.person.name))


def _told(receiver: Receiver) -> str:
    agency = receiver.agency.name if receiver.agency else ""
    if receiver.person is None:
        return f"{receiver.post}, {agency}: no account here"
    return receiver.person.name if agency in receiver.person.name else f"{receiver.person.name} ({agency})"


def _words(label: str, lacks: str, rows: int = 4, help_text: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "spellcheck": "true"})
    return forms.CharField(label=label, help_text=help_text, widget=area, error_messages={"required": lacks})


class ConcernForm(forms.Form):
    """One urgent concern by one route: whom it is about where no page said so, who receives it, and the first step."""

    def __init__(self, inspection: Inspection, route: ConcernRoute, data: QueryDict | None = None, *, known: bool) -> None:
        """Ask whom it is about unless that is `known`."""
        super().__init__(data)
        self.route, self.receivers = route, receivers_for(inspection, route)
        self.agencies = {str(agency.pk): agency for agency in agencies(inspection)}
        if not known:
            self.fields["who"] = _words("Which child, or which service?", "Say which child or service this is about.", 2)
            self.fields[
                "who"
            ].help_text = "What the receiver needs to find them. It is sealed and shown to the people it is for alone."
        if route.about_staff:
            self._ask_about_the_person()
        self._ask_who_receives_it()
        self._ask_for_voice() if route.voice_first else self._ask_in_writing()

    def _ask_who_receives_it(self) -> None:
        choices = [(value, _told(receiver)) for value, receiver in self.receivers.items()]
        lacks = {"required": "Choose who receives it."}
        field = forms.ChoiceField(label="Who receives it?", choices=[("", "Choose one"), *choices], error_messages=lacks)
        field.initial = "" if self.route.about_staff else next(iter(self.receivers), "")
        self.fields["receiver"] = field
        if self.route.about_staff:
            self.fields["second"] = forms.ChoiceField(
                label="Who outside the person’s own line receives it too?",
                help_text="Needed where the person works for the agency above.",
                choices=[("", "Nobody else"), *choices],
                required=False,
            )
        self.fields["name"] = forms.CharField(
            label="Their name, if they have no account here",
            help_text="It is sealed.",
            max_length=120,
            required=False,
        )

    def _ask_about_the_person(self) -> None:
        self.fields["role"] = forms.CharField(
            label="In which role does the person work?",
            help_text="The role only, for example “a teaching assistant”. Never their name, here or below.",
            max_length=200,
            error_messages={"required": "Say in which role the person works. Never write their name."},
        )
        self.fields["works_for"] = forms.ChoiceField(
            label="Whom do they work for?",
            choices=[
                ("", "Choose one"),
                *((key, each.name) for key, each in self.agencies.items()),
                (_ELSEWHERE, "Another employer"),
            ],
            error_messages={"required": "Say whom they work for."},
        )

    def _ask_for_voice(self) -> None:
        now, titles = timezone.localtime(timezone=LONDON), WORDS[EntryKind.RUNG]
        lacks = {"required": "Say whom you rang, by name and post."}
        self.fields["rung"] = forms.CharField(label="Whom did you ring?", help_text="Name and post.", error_messages=lacks)
        self.fields["day"] = DayMonthYearField(label="On what day?", initial=now.date())
        self.fields["clock"] = forms.CharField(
            label="At what time?",
            help_text="For example, 14:05",
            initial=f"{now:%H:%M}",
            error_messages={"required": "Enter the time, for example 14:05."},
        )
        hint = "What you told them, what they said, and what they will do first. Write the child’s code, never a name."
        self.fields["said"] = _words(titles["said"], "Write what was said.", 5, hint)

    def _ask_in_writing(self) -> None:
        titles = WORDS[EntryKind.WRITTEN]
        code = "Write the child’s code, never a name." if not self.route.about_staff else "Never a name of anybody."
        self.fields["what"] = _words(titles["what"], "Write what you saw or heard.", 6, code)
        self.fields["why"] = _words(titles["why"], "Write why it cannot wait.", 3)
        self.fields["asked"] = _words(titles["asked"], "Write what you ask them to do.", 3)

    def clean_clock(self) -> time:
        """Return the time of day; refuse what is none."""
        found = _TIME.fullmatch(self.cleaned_data["clock"].strip())
        if not found:
            raise forms.ValidationError("Enter the time as hours and minutes, for example 14:05.")
        return time(int(found[1]), int(found[2]))

    def clean(self) -> dict[str, Any]:
        """Refuse a call that has not been made yet, and the same receiver twice."""
        said = super().clean() or {}
        if said.get("day") and said.get("clock"):
            said["at"] = datetime.combine(said["day"], said["clock"], tzinfo=LONDON)
            if said["at"] > timezone.now():
                self.add_error("clock", "The call must lie in the past.")
        if said.get("second") and said["second"] == said.get("receiver"):
            self.add_error("second", "This is the same receiver again. Choose somebody outside the person’s own line.")
        return said

    @property
    def content(self) -> dict[str, Any]:
        """Return what `raise_concern` takes, of a valid form."""
        said: Mapping[str, Any] = self.cleaned_data
        chosen = [self.receivers[value] for value in (said["receiver"], said.get("second")) if value]
        named = [Receiver(one.agency, one.post, one.person, "" if one.person else said["name"]) for one in chosen[:1]]
        voice, staff = self.route.voice_first, self.route.about_staff
        return {
            "route": self.route.id,
            "receivers": [*named, *chosen[1:]],
            "rung": Rung(said["rung"], said["at"], said["said"]) if voice else None,
            "written": None if voice else Written(said["what"], said["why"], said["asked"]),
            "spoken_of": SpokenOf(said["role"], self.agencies.get(said["works_for"])) if staff else None,
        }
