"""What is written at each step of an urgent concern, on the inspectors' side and at the agencies' door alike."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpRequest, QueryDict

from joinedup.cases.concerns import actions, rules
from joinedup.cases.concerns.content import Written
from joinedup.cases.concerns.enums import TOLD_BY, WORDS, ConcernState, EntryKind, Party
from joinedup.cases.concerns.models import Concern
from joinedup.people.models import Person

#: What is asked for at each step: the heading, the button, the label of each field, and what helps to fill in the first.
STEPS: Final[dict[str, tuple[str, str, str]]] = {
    "written": ("Put it in writing", "Send it in writing", ""),
    "acknowledged": ("Acknowledge it", "Acknowledge", "If you like: who deals with it now."),
    "replied": ("Reply: what was done", "Send the reply", "What was done, by whom and when. Write the child’s code, never a name."),
    "seen": ("Seen to work", "It is seen to work", "What the child, the family or somebody who sees the child told you, and when."),
    "not_yet": ("Not yet seen to work", "It is not seen to work yet", "What is still missing. The time to reply begins anew."),
    "closed": ("Close it", "Close it", "For example, the family has moved and the new authority has taken over."),
    "withdrawn": ("Withdraw it", "Withdraw it", "What was wrong, and how you know. It stays listed with all that was said."),
    "added": ("Add something", "Add it", "Who was rung again, what has changed."),
}
#: What a step's words are called for a receiver who writes them at their own door.
_OWN_WORDS: Final = {EntryKind.ACKNOWLEDGED: "What you say"}
#: What a concern that was closed asks for before it is opened again.
_AGAIN: Final = ("Open it again", "Open it again", "What has shown since that it does not work. The time to reply begins anew.")
#: In the order they are offered: what is likeliest to be done next comes first.
_ORDER: Final = (
    EntryKind.WRITTEN,
    EntryKind.ACKNOWLEDGED,
    EntryKind.SEEN,
    EntryKind.REPLIED,
    EntryKind.NOT_YET,
    EntryKind.CLOSED,
    EntryKind.WITHDRAWN,
    EntryKind.ADDED,
)


@dataclass(frozen=True)
class Step:
    """One step somebody can take now: its form, under what heading, with what on the button."""

    to: str
    heading: str
    button: str
    form: "StepForm"


class StepForm(forms.Form):
    """The words of one step."""

    def __init__(self, kind: EntryKind, data: QueryDict | None = None, *, heard: bool = False, needed: bool = True) -> None:
        """Ask for the words of `kind`; `heard`: the team writes down what it was told; not `needed`: they may lack."""
        super().__init__(data, auto_id=f"id_{kind.value}_%s")
        for place, (key, label) in enumerate(WORDS[kind].items()):
            self.fields[key] = forms.CharField(
                label=label,
                required=needed,
                help_text="" if place else STEPS[kind.value][2],
                widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
                error_messages={"required": f"{label}: write it."},
            )
        if heard:
            self.fields[TOLD_BY[0]] = forms.CharField(
                label="Who told you so, when and how?",
                max_length=300,
                error_messages={"required": "Say who told you so, when and how."},
            )


def steps_for(person: Person, concern: Concern, request: HttpRequest | None = None) -> list[Step]:
    """Return what a person can do about a concern now; of the one posted (`to`) the form is filled in."""
    parties = rules.parties_of(person, concern)
    can = {EntryKind(state.value) for state in rules.moves_open_to(person, concern)}
    can |= {EntryKind.WRITTEN} if rules.can_write_down(person, concern) else set()
    can |= {EntryKind.ADDED} if rules.can_add(person, concern) else set()
    first = EntryKind.CLOSED if concern.state == ConcernState.SEEN else EntryKind.WRITTEN
    steps = sorted(can, key=lambda kind: (kind != first, _ORDER.index(kind)))
    return [_step(kind, concern, request, receiver=Party.RECEIVER in parties) for kind in steps]


def not_taken(request: HttpRequest) -> list[str]:
    """Return what was typed into a step that cannot be taken any more, to be given back on the page."""
    fields = {name for words in WORDS.values() for name in words} | {TOLD_BY[0]}
    return [text for name, text in request.POST.items() if name in fields and text.strip()]


def take(person: Person, concern: Concern, step: Step) -> None:
    """Take a step whose form is valid. Raises InspectionRefused."""
    said = dict(step.form.cleaned_data)
    if step.to == EntryKind.WRITTEN:
        actions.write_down(by=person, concern=concern, written=Written(**said))
    elif step.to == EntryKind.ADDED:
        actions.add_words(by=person, concern=concern, **said)
    else:
        told_by = said.pop(TOLD_BY[0], "")
        actions.move_concern(by=person, concern=concern, to=ConcernState(step.to), words=said, told_by=told_by)


def _step(kind: EntryKind, concern: Concern, request: HttpRequest | None, *, receiver: bool) -> Step:
    posted: Any = request.POST if request and request.method == "POST" and request.POST.get("to") == kind.value else None
    again = kind == EntryKind.NOT_YET and concern.state == ConcernState.CLOSED
    heading, button, help_text = _AGAIN if again else STEPS[kind.value]
    needed = kind != EntryKind.ACKNOWLEDGED and not (kind == EntryKind.CLOSED and concern.state == ConcernState.SEEN)
    heard = kind in (EntryKind.ACKNOWLEDGED, EntryKind.REPLIED) and not receiver
    form = StepForm(kind, posted, heard=heard, needed=needed)
    if receiver and kind in _OWN_WORDS:
        form.fields["words"].label = _OWN_WORDS[kind]
    next(iter(form.fields.values())).help_text = help_text
    return Step(kind.value, heading, button, form)
