"""What a later run changes about a child, in words by agency; and the form by which a person decides."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django import forms

from joinedup.cases.core.later import Change, Told
from joinedup.cases.later.enums import Later
from joinedup.cases.later.models import LaterDecision
from joinedup.records.kinds import event_kinds
from joinedup.web.components.dates import moment
from joinedup.web.components.words import count, listed, plain

_ASKED: Final = {Later.ACCEPTED: "Let it in: this child stands on the later records from now on", Later.REFUSED: "Keep it out"}


class DecideLaterForm(forms.Form):
    """Whether a change is let in, and why."""

    decision = forms.ChoiceField(
        label="What do you decide for this child?",
        choices=list(_ASKED.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the change is let in or kept out."},
    )
    why = forms.CharField(
        label="Why?",
        help_text="So that somebody else can follow it. Write no name.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why, so that somebody else can follow the decision."},
    )


@dataclass(frozen=True)
class Decided:
    """A decision as the page lists it: what, by whom, when, why, and what it changed."""

    number: int
    let_in: bool
    what: str
    by: str
    when: str
    why: str
    words: list[str]


def change_in_words(change: Change, names: Mapping[str, str]) -> list[str]:
    """Return what would change, one sentence for each agency's records and events; nothing where nothing does."""
    gone = [record for record in change.records_gone if record not in change.elsewhere]
    return [
        *_records(change.records_added, names, "more of this child"),
        *_records(change.elsewhere, names, "fewer: held to be another person"),
        *_records(gone, names, "fewer: no longer on its lists"),
        *_events(change.events_added, names, "more"),
        *_events(change.events_gone, names, "fewer"),
    ]


def one_person(codes: Sequence[str]) -> list[str]:
    """Return the sentence that warns where a run holds other tracked children to be the same person; none where it does not."""
    return (
        [f"This run holds this child and {listed(codes)} to be one person. It cannot be let in while both are tracked."]
        if codes
        else []
    )


def decided_in_words(row: LaterDecision, names: Mapping[str, str]) -> Decided:
    """Return a decision with what it was about."""
    words = change_in_words(Change.from_json(row.change), names)
    return Decided(
        row.number,
        row.decision == Later.ACCEPTED,
        _DECIDED[Later(row.decision)],
        row.decided_by.name,
        moment(row.decided_at),
        row.why,
        words,
    )


def _records(records: Iterable[str], names: Mapping[str, str], said: str) -> Iterable[str]:
    by_agency = Counter(record.split(":", 1)[0] for record in records)
    for agency, many in sorted(by_agency.items()):
        yield f"{names.get(agency, agency)}: {count(many, 'record')} {said}."


def _events(events: Iterable[Told], names: Mapping[str, str], said: str) -> Iterable[str]:
    """Yield per agency how many events more or fewer, and their kinds with days, up to four."""
    by_agency: dict[str, list[Told]] = {}
    for event in events:
        by_agency.setdefault(event.agency, []).append(event)
    for agency, told in sorted(by_agency.items()):
        shown = [_one(event) for event in told[:_SHOWN]] + ([f"{len(told) - _SHOWN} others"] if len(told) > _SHOWN else [])
        yield f"{names.get(agency, agency)}: {count(len(told), 'event')} {said}: {listed(shown)}."


def _one(event: Told) -> str:
    kind = event_kinds()[event.kind].label if event.kind in event_kinds() else plain(event.kind)
    about = f" of the child’s {plain(event.via)}" if event.via else ""
    return f"{kind[:1].lower()}{kind[1:]}{about} ({event.when or event.day})"


_SHOWN: Final = 4
_DECIDED: Final = {Later.ACCEPTED: "Let in", Later.REFUSED: "Kept out", Later.TAKEN_BACK: "Taken back"}
