"""What a partnership fills in about its written statement."""

from collections.abc import Iterable
from typing import Any

from django import forms

from joinedup.areas.models import Agency
from joinedup.areas.queries import agencies_of
from joinedup.improvement.core.content import PROSE, Action, Point, Statement, own_points
from joinedup.improvement.enums import ActionState
from joinedup.improvement.models import Board, WrittenStatement
from joinedup.improvement.planning import Planned
from joinedup.web.components.date_field import DayMonthYearField

_SHORT = 90


def short(text: str) -> str:
    """Return the beginning of a text, whole words, enough to tell it from others."""
    if len(text) <= _SHORT:
        return text
    return f"{text[:_SHORT].rsplit(' ', 1)[0].rstrip('.,;:')}…"


class ActionForm(forms.Form):
    """An action of the plan: what, on which points, who, by when, what it changes for children."""

    what = forms.CharField(
        label="What is done",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say what is done."},
    )
    points = forms.MultipleChoiceField(
        label="Which points of the letter it answers", required=False, widget=forms.CheckboxSelectMultiple
    )
    owner = forms.CharField(
        label="The post that owns it",
        help_text="A post, never a name: Director of children’s services",
        required=False,
        max_length=200,
    )
    agency = forms.ChoiceField(label="The agency of that post", required=False)
    contributors = forms.MultipleChoiceField(
        label="Which agencies also contribute", required=False, widget=forms.CheckboxSelectMultiple
    )
    board = forms.ChoiceField(label="The board or group that oversees it", required=False)
    begins_on = DayMonthYearField(label="The day it begins", required=False)
    due_on = DayMonthYearField(label="The day it is to be done by", help_text="For example, 27 3 2027", required=False)
    difference = forms.CharField(
        label="What it changes for children",
        help_text="What a child would notice.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
    )
    measure = forms.CharField(
        label="How that is seen",
        help_text="By what you will know, without counting what staff do.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
    )

    based_on = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, statement: WrittenStatement, content: Statement, *given: Any, **named: Any) -> None:
        """Offer the points that stand for themselves, the area's agencies and the partnership's boards."""
        super().__init__(*given, **named)
        self._agencies = {agency.key: agency for agency in agencies_of(statement.area)}
        self._boards = {str(board.pk): board for board in statement.boards.order_by("name")}
        names = [(key, agency.name) for key, agency in self._agencies.items()]
        self._offer("points", [(one.number, f"{one.number}: {short(one.text)}") for one in own_points(content)])
        self._offer("agency", [("", "Not said yet"), *names])
        self._offer("contributors", names)
        self._offer("board", [("", "None"), *((key, board.name) for key, board in self._boards.items())])

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # a choice field's

    def planned(self) -> Planned:
        """Return what is filled in."""
        said = self.cleaned_data
        agencies: dict[str, Agency] = self._agencies
        boards: dict[str, Board] = self._boards
        plain = {name: said[name] for name in ("what", "points", "owner", "begins_on", "due_on", "difference", "measure")}
        named = [agencies[key] for key in said["contributors"]]
        return Planned(**plain, agency=agencies.get(said["agency"]), contributors=named, board=boards.get(said["board"]))


def filled_in(action: Action) -> dict[str, Any]:
    """Return an action as its form shows it."""
    names = ("what", "points", "owner", "agency", "contributors", "board", "begins_on", "due_on", "difference", "measure")
    return {name: getattr(action, name) for name in names}


class MilestoneForm(forms.Form):
    """A further step of an action."""

    what = forms.CharField(label="The next milestone", max_length=500, error_messages={"required": "Say what the milestone is."})
    due_on = DayMonthYearField(label="The day it is to be reached by", required=False)


class ReachedForm(forms.Form):
    """That a milestone is reached."""

    done_on = DayMonthYearField(label="The day it was reached", error_messages={"required": "Enter the day it was reached."})
    proof = forms.CharField(
        label="By what is that seen?",
        help_text="A document and where it lies, or what somebody saw.",
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "true"}),
        error_messages={"required": "Say by what it is seen."},
    )


class StateForm(forms.Form):
    """How far an action has come."""

    state = forms.ChoiceField(label="Where it stands", choices=ActionState.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="How it goes on",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say in a line how it goes on."},
    )


class SameForm(forms.Form):
    """Whether a point out of the prose says the same as one of the letter's own list."""

    same_as = forms.ChoiceField(label="Is this the same as another point?", widget=forms.RadioSelect, required=False)
    words = forms.CharField(label="Why, in a line", required=False)

    def __init__(self, content: Statement, point: Point, *given: Any, **named: Any) -> None:
        """Offer the points of the letter's own lists; the one that rests on the same finding stands first."""
        super().__init__(*given, **named)
        others = [one for one in own_points(content) if one.number != point.number and one.kind != PROSE]
        others.sort(key=lambda one: one.number != point.likely_same)
        offered = [(one.number, f"The same as {one.number}: {short(one.text)}") for one in others]
        self.fields["same_as"].choices = [("none", "No, it needs an action of its own"), *offered]  # type: ignore[attr-defined]  # a choice field's

    def chosen(self) -> str:
        """Return the number of the other point; "" for none."""
        return self.cleaned_data["same_as"].replace("none", "")


class BoardForm(forms.Form):
    """A board or group of the partnership's own."""

    name = forms.CharField(label="Name of the board or group", max_length=200)
    chaired_by = forms.CharField(label="The post that chairs it", required=False, max_length=200)


class ScrutineerForm(forms.Form):
    """Who scrutinises the statement."""

    email = forms.EmailField(
        label="Email address of the scrutineer", help_text="They need an account here, and work for none of you."
    )


class VoiceForm(forms.Form):
    """What children said has changed."""

    asked_on = DayMonthYearField(label="The day children were asked", error_messages={"required": "Enter the day they were asked."})
    how = forms.CharField(
        label="How they were asked",
        help_text="For example: two groups at school, eleven children, with their youth worker. No names.",
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "true"}),
    )
    changed = forms.CharField(
        label="What they said has changed",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
        error_messages={"required": "Write what they said has changed, or that nothing has."},
    )
    unchanged = forms.CharField(
        label="What they said has not changed", required=False, widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"})
    )


class WorkbookForm(forms.Form):
    """A workbook that was filled in elsewhere."""

    workbook = forms.FileField(
        label="The filled-in workbook",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Choose the workbook.", "empty": "The file is empty."},
    )


class StepForm(forms.Form):
    """A step of the statement, with words where it needs them."""

    words = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}))

    def __init__(self, label: str, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["words"].label = label
