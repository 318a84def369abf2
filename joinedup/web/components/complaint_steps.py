"""What can be done about a complaint now, by whoever made it, its reader and whom it was shared with: a form for each step."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpRequest, QueryDict

from joinedup.inspections.complaints import actions, rules
from joinedup.inspections.complaints.enums import OPEN, OUTCOMES, Came, ComplaintEntryKind, ComplaintParty, ComplaintState
from joinedup.inspections.complaints.models import Complaint
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person
from joinedup.web.components.forms import error_list

#: Key → heading, button, what its words are called, what helps to write them. In the order they are offered.
STEPS: Final[dict[str, tuple[str, str, str, str]]] = {
    "acknowledged": (
        "Acknowledge it",
        "Acknowledge",
        "What you say with it (optional)",
        "By when they hear more.",
    ),
    "looked_into": ("Look into it", "Say what is looked into", "What will be looked into", "Whoever complained reads this."),
    "upheld": ("Answer: upheld", "Answer: upheld", "What was found, and what is put right", ""),
    "partly_upheld": ("Answer: partly upheld", "Answer: partly upheld", "What was found, and what is put right", ""),
    "not_upheld": ("Answer: not upheld", "Answer: not upheld", "What was found, and why it is not upheld", ""),
    "reviewed": ("Answer the review", "Answer the review", "What was found on looking again", "Nothing follows this in Joinedup."),
    "team": ("Answer for the team", "Send it to the reader", "What happened, as you saw it", "The reader alone sees this."),
    "review_asked": ("Ask for a review", "Ask for a review", "Why it should be looked at again", "Another reader does, once."),
    "added": ("Add something", "Add it", "What you add", "The reader sees it."),
    "asked": ("Ask whoever complained", "Ask", "Your question", "They answer here."),
    "noted": ("Note something", "Note it", "Your note", "Readers alone see this."),
    "share": ("Show it to somebody of the team", "Show it to them", "Why they must read it", "Never to the person it is about."),
    "held": ("Hold publication", "Hold publication", "Why publication must wait", "The team is told that it is held, never why."),
    "lifted": ("Lift the hold", "Lift the hold", "Why publication need not wait any longer", ""),
    "given_back": ("Give it back", "Give it back", "Why somebody else should read it", "You read no more of it."),
    "withdrawn": ("Withdraw it", "Withdraw it", "Why it is withdrawn", "It stays listed, and nothing more is done about it."),
}
#: Whose own page offers the first step open.
_OPEN_FIRST: Final = ("acknowledged", "looked_into", "reviewed", "team")


@dataclass(frozen=True)
class Step:
    """One step somebody can take now: its form, under what heading, with what on the button; `first`: it stands open."""

    to: str
    heading: str
    button: str
    form: "StepForm"
    first: bool


class StepForm(forms.Form):
    """The words of one step, and what else it needs."""

    def __init__(self, key: str, data: QueryDict | None, *, told_by: bool, people: list[Person]) -> None:
        """Ask for the words of a step; for who told the reader; for how a review ends; for whom to show it to."""
        super().__init__(data, auto_id=f"id_{key}_%s")
        _, _, label, hint = STEPS[key]
        if key == "share":
            choices = [("", "Choose"), *((str(person.pk), person.name) for person in people)]
            missing = {"required": "Choose whom to show it to."}
            self.fields["person"] = forms.ChoiceField(label="Whom", choices=choices, error_messages=missing)
        if key == "reviewed":
            endings = [(state.value, state.label) for state in OUTCOMES]
            missing = {"required": "Choose how the review ends."}
            self.fields["outcome"] = forms.ChoiceField(
                label="How does it end?", choices=endings, widget=forms.RadioSelect, error_messages=missing
            )
        self.fields["words"] = forms.CharField(
            label=label,
            help_text=hint,
            required=key != "acknowledged",
            widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
            error_messages={"required": f"{label}: write it."},
        )
        if told_by:
            missing = {"required": "Say who told you so, when and how."}
            self.fields["told_by"] = forms.CharField(label="Who told you so, when and how?", max_length=300, error_messages=missing)


def steps_for(person: Person, complaint: Complaint, request: HttpRequest) -> list[Step]:
    """Return what a person can do about a complaint now; of the one posted (`to`) the form is filled in."""
    can = _possible(person, complaint)
    posted: Any = request.POST if request.method == "POST" else None
    people = rules.people_to_share_with(person, complaint) if "share" in can else []
    found = []
    for key in (key for key in STEPS if key in can):
        spoken_for = complaint.came != Came.DOOR and key in ("withdrawn", "review_asked")
        form = StepForm(key, posted if posted and posted.get("to") == key else None, told_by=spoken_for, people=people)
        heading, button, *_ = STEPS[key]
        found.append(Step(key, heading, button, form, first=not found and key in _OPEN_FIRST))
    return found


def take(person: Person, complaint: Complaint, step: Step) -> None:
    """Take a step whose form is valid. Raises InspectionRefused."""
    given, about = step.form.cleaned_data, {"by": person, "complaint": complaint}
    words = given["words"]
    match step.to:
        case "share":
            chosen = {str(one.pk): one for one in rules.people_to_share_with(person, complaint)}
            actions.share(**about, person=chosen[given["person"]], why=words)
        case "held":
            actions.hold_publication(**about, why=words)
        case "lifted":
            actions.lift_hold(**about, why=words)
        case "given_back":
            actions.give_back(**about, why=words)
        case "added" | "asked" | "noted" | "team":
            actions.say(**about, kind=ComplaintEntryKind(step.to), words=words)
        case _:
            more = {"told_by": given.get("told_by", ""), "outcome": given.get("outcome", "")}
            actions.move_complaint(**about, to=ComplaintState(step.to), words=words, **more)


def _possible(person: Person, complaint: Complaint) -> set[str]:
    own = ComplaintParty.COMPLAINANT in rules.parties_of(person, complaint) and complaint.came == Came.DOOR
    found = {state.value for state in ComplaintState if rules.can_move(person, complaint, state)}
    others = {
        "team": rules.can_say_for_team(person, complaint),
        "added": own and rules.can_add(person, complaint),
        "asked": rules.can_ask(person, complaint),
        "noted": rules.reads(person, complaint),
        "share": rules.reads(person, complaint) and complaint.state in OPEN,
        "held": rules.can_hold(person, complaint),
        "lifted": rules.can_lift(person, complaint),
        "given_back": rules.can_give_back(person, complaint),
    }
    return found | {key for key, holds in others.items() if holds}


def posted_step(request: HttpRequest, complaint: Complaint) -> tuple[bool, list[Step], str]:
    """Take the step that was posted, if one was and it can be taken; return whether, the steps there are, and why not."""
    offered = steps_for(request.user, complaint, request)  # type: ignore[arg-type]  # the page lets in who is signed in
    chosen = next((one for one in offered if one.form.is_bound), None)
    if chosen is None:
        gone = request.method == "POST"
        return False, offered, "This has moved on meanwhile. Look where it stands now." if gone else ""
    if not chosen.form.is_valid():
        return False, offered, ""
    try:
        take(request.user, complaint, chosen)  # type: ignore[arg-type]  # as above
    except InspectionRefused as reason:
        return False, offered, str(reason)
    return True, offered, ""


def on_page(request: HttpRequest, offered: list[Step], refused: str) -> dict[str, Any]:
    """Return what a page shows of its steps: their forms, what is wrong with the one sent, and what was typed where it is lost."""
    errors: list[dict[str, Any]] = [{"text": refused}] if refused else []
    errors += [error for one in offered if one.form.is_bound for error in error_list(one.form)]
    return {"steps": offered, "errors": errors, "typed": request.POST.get("words", "") if refused else ""}
