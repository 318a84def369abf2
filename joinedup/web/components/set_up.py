"""What is set up before the week as both doors show and fill it in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from joinedup.inspections.setting_up import actions
from joinedup.inspections.setting_up.enums import SetUpState
from joinedup.inspections.setting_up.models import SetUpItem
from joinedup.inspections.setting_up.queries import Thing, things_of
from joinedup.inspections.setting_up.rules import states_open_to
from joinedup.web.components import forms as components
from joinedup.web.components.contacting import done
from joinedup.web.components.date_field import DayMonthYearField
from joinedup.web.components.dates import short_day

#: The moves as somebody reads them who makes one, by where a thing stands and where it goes; others by their label.
_SAID = {
    (SetUpState.ASKED, SetUpState.ASKED): "Being seen to: say who, by when",
    (SetUpState.ARRANGED, SetUpState.ASKED): "It does not work: ask again",
    (SetUpState.NOT_POSSIBLE, SetUpState.ASKED): "Ask again",
    (SetUpState.NOT_NEEDED, SetUpState.ASKED): "It is needed after all",
    (SetUpState.ARRANGED, SetUpState.ARRANGED): "Still arranged: add something",
    (SetUpState.NOT_POSSIBLE, SetUpState.NOT_POSSIBLE): "Still not possible: add something",
    (SetUpState.NOT_POSSIBLE, SetUpState.ARRANGED): "Arranged another way",
}


class SayForm(forms.Form):
    """How one thing stands."""

    to = forms.ChoiceField(label="How does it stand?", widget=forms.RadioSelect, error_messages={"required": "Say how it stands."})
    who = forms.CharField(
        label="Who sees to it (optional)",
        help_text="By post, for example estates manager. Never a name.",
        max_length=120,
        required=False,
    )
    by_when = DayMonthYearField(label="By when (optional)", required=False)
    words = forms.CharField(
        label="What inspectors need to know",
        help_text="Where to go, what to bring. What is not possible says why, and what would do instead.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, thing: Thing, open_to: list[SetUpState], data: Any = None) -> None:
        """Offer the moves open to the reader, and what was said last."""
        state = SetUpState(thing.row.state)
        super().__init__(data, initial={"who": thing.who, "by_when": thing.row.by_when})
        self.fields["to"].choices = [(to.value, _SAID.get((state, to), to.label)) for to in open_to]


class OwnThingForm(forms.Form):
    """Something inspectors need that the framework does not know."""

    agency = forms.ChoiceField(label="From which agency", error_messages={"required": "Choose the agency."})
    title = forms.CharField(
        label="What is needed",
        help_text="In a few words, for example a printer in the team’s room.",
        max_length=120,
        error_messages={"required": "Say what is needed."},
    )
    words = forms.CharField(label="What for (optional)", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    by_when = DayMonthYearField(label="By when (optional)", required=False)

    def __init__(self, agencies: list[tuple[str, str]], data: Any = None) -> None:
        """Offer the agencies that take part."""
        super().__init__(data)
        self.fields["agency"].choices = [("", "Choose one"), *agencies]


@dataclass
class Saying:
    """The page of one thing: what was said of it, and the form by which the reader says how it stands, if they may."""

    thing: Thing
    form: SayForm | None
    done: str = ""

    @property
    def errors(self) -> list[dict[str, Any]]:
        """Return the form's error summary."""
        return components.error_list(self.form) if self.form and self.form.is_bound else []


def saying(request: HttpRequest, row: SetUpItem) -> Saying:
    """Show one thing and take in what is said of it."""
    [thing], open_to = things_of(row.inspection, [row]), states_open_to(request.user, row)
    form = SayForm(thing, open_to, components.posted(request)) if open_to else None
    page = Saying(thing, form)
    if form is not None and form.is_valid():
        said = form.cleaned_data
        had = request.POST.get("had", "")
        given: dict[str, Any] = {"to": SetUpState(said["to"]), "had": int(had) if had.isdigit() else 0, "words": said["words"]}
        given["who"] = "" if said["who"].strip() == thing.who else said["who"]
        given["by_when"] = None if said["by_when"] == row.by_when else said["by_when"]
        if done(form, lambda: actions.say_set_up(by=request.user, thing=row, **given)):
            page.done = f"{thing.title}: {SetUpState(said['to']).label.lower()}."
    return page


def standing_words(thing: Thing, today: date | None = None) -> str:
    """Return who sees to a thing and by when, in a few words; "" where nobody said and nothing is due."""
    today = today or timezone.localdate()
    who = [thing.who] if thing.who else []
    if thing.row.state == SetUpState.ASKED and thing.row.by_when:
        who.append(f"was due {short_day(thing.row.by_when)}" if thing.overdue(today) else f"by {short_day(thing.row.by_when)}")
    return ", ".join(who)
