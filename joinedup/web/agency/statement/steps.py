"""The steps a reader may take with a statement now: each a form with its own words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from joinedup.improvement import actions, rules
from joinedup.improvement.enums import StatementState
from joinedup.improvement.models import WrittenStatement
from joinedup.improvement.queries import partners_of
from joinedup.people.models import Person
from joinedup.web.agency.statement.forms import StepForm


@dataclass(frozen=True)
class Kind:
    """One kind of step. `to`: the state it leads to, or none where it leads to none of its own."""

    name: str
    title: str
    hint: str
    label: str
    button: str
    to: StatementState | None = None
    before: StatementState | None = None
    do: Callable[..., Any] | None = None


@dataclass(frozen=True)
class Step:
    """One step on the page."""

    key: str
    kind: Kind
    title: str
    form: StepForm
    agency: Any = None


S = StatementState
KINDS = (
    Kind(
        "send",
        "Send it to the inspectorates",
        "A copy is frozen as it stands now. It is all that inspectors see.",
        "A word to the inspectorates, if you like",
        "Send the statement",
        S.SENT,
        S.APPROVED,
        actions.send,
    ),
    Kind(
        "take-back",
        "Take it back to a draft",
        "What the partners approved then stands no more.",
        "Why",
        "Take it back",
        S.DRAFT,
        S.APPROVED,
        actions.take_back,
    ),
    Kind(
        "acknowledged",
        "The inspectorates acknowledged it",
        "The letter is not on this installation: write down that their answer came.",
        "How and when it came",
        "It is acknowledged",
        S.ACKNOWLEDGED,
        S.SENT,
        actions.acknowledge,
    ),
    Kind(
        "share",
        "Share how it goes on with the inspectorates",
        "A copy is frozen, with your remarks and what children said.",
        "What you share, and why",
        "Share a copy",
        None,
        None,
        actions.share,
    ),
    Kind(
        "put-to-scrutiny",
        "Ask the scrutineer to close it",
        "Nothing can be changed while the scrutineer has it.",
        "What has changed for children, and how you know",
        "Ask the scrutineer",
        S.PUT_TO_SCRUTINY,
        S.ACKNOWLEDGED,
        actions.put_to_scrutiny,
    ),
    Kind(
        "give-back",
        "Give it back to the partnership",
        "They go on with it.",
        "What is still to be seen",
        "Give it back",
        S.ACKNOWLEDGED,
        S.PUT_TO_SCRUTINY,
        actions.give_back,
    ),
    Kind(
        "close",
        "Close the statement",
        "It is kept and changes no more.",
        "What you saw that lets you close it",
        "Close the statement",
        S.CLOSED,
        S.PUT_TO_SCRUTINY,
        actions.close,
    ),
)
APPROVE = Kind("approve", "", "You approve the plan word for word as it stands. A later change takes this back.", "", "Approve")


def steps_for(request: HttpRequest, statement: WrittenStatement) -> list[Step]:
    """Return the steps the reader may take; the one that was sent carries what was typed."""
    sent = request.POST.get("step") if request.method == "POST" else None
    person = request.user
    steps = [
        Step(f"approve-{agency.key}", APPROVE, f"Approve for {agency.name}", _form("", False, None), agency)
        for agencies in partners_of(statement).values()
        for agency in agencies
        if rules.can_approve(person, statement, agency)
    ]
    return steps + [
        Step(kind.name, kind, kind.title, _form(kind.label, sent == kind.name, request))
        for kind in KINDS
        if _may(person, statement, kind)
    ]


def take(by: Person, statement: WrittenStatement, step: Step, read: str) -> None:
    """Take a step whose form is valid, having read that version of the plan; raise StatementRefused."""
    if step.agency:
        actions.approve(by=by, statement=statement, agency=step.agency, read=read)
    elif step.kind.do:
        step.kind.do(by=by, statement=statement, words=step.form.cleaned_data["words"])


def _may(person: Person, statement: WrittenStatement, kind: Kind) -> bool:
    if kind.to is None:
        return rules.can_share(person, statement)
    if statement.state != kind.before:
        return False
    if kind.name == "acknowledged" and statement.publication_id is not None:
        return False
    return rules.can_move(person, statement, kind.to)


def _form(label: str, sent: bool, request: HttpRequest | None) -> StepForm:
    return StepForm(label, request.POST) if sent and request is not None else StepForm(label, auto_id=False)
