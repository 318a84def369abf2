"""What stands in the addresses of the pages a letter goes out by, and what is typed on them, for the walk over every route."""

from uuid import uuid4

from joinedup.areas.models import Area
from joinedup.letter.corrections.actions import propose_change
from joinedup.letter.corrections.queries import passages_published
from joinedup.letter.determination.queries import recipients_of
from joinedup.letter.models import Letter
from joinedup.publication.elections.queries import periods
from joinedup.publication.embargo.queries import readers_of
from joinedup.publication.recipients.queries import deliveries

NAMES = ("period_id", "recipient_id", "delivery_id", "reader_id", "correction_id", "correction_version", "corrected")


def ids_of(played) -> dict[str, object]:
    """Return the ids of what the played letter was sent with, and of a correction proposed of it."""
    letter = Letter.objects.get(pk=played.letter.pk)
    passage, _, words = passages_published(letter)[0]
    said = {"passage": passage, "text": f"{words} So it is.", "why": "A sentence was lost."}
    correction = propose_change(by=played.cast.lead, letter=letter, **said)
    return {
        "period_id": periods().first().pk,
        "recipient_id": recipients_of(letter)[0].pk,
        "delivery_id": deliveries(letter.publication)[0].pk,
        "reader_id": readers_of(letter.publication)[0].pk,
        "correction_id": correction.pk,
        "correction_version": correction.version,
        "corrected": passage,
        "early_reader": played.cast.coordinators["police"].pk,
    }


def nowhere() -> dict[str, object]:
    """Return ids of what does not exist, for a letter that is not started."""
    return {**{name: uuid4() for name in NAMES}, "early_reader": uuid4()}


def _area(ids: dict[str, object]) -> str:
    return Area.objects.get(pk=ids["area_id"]).name if "area_id" in ids else ""


def filled_in(ids: dict[str, object]) -> dict[str, dict[str, object]]:
    """Return what a reader types on each page, so complete that only a rule can refuse it."""
    days = {"first": "1", "last": "2", "day": "3", "received": "1"}
    typed = {f"{name}_{part}": value for name, day in days.items() for part, value in _parts(day).items()}
    recipient = {"name": "Police and crime commissioner", "kind": "other"}
    return {
        "inspectorate:pre-election": {"area": _area(ids), "election": "Any", "source": "A notice", **typed},
        "inspectorate:pre-election-strike": {"why": "Another area's."},
        "inspectorate:letter-recipient-new": recipient,
        "inspectorate:letter-recipient": recipient,
        "inspectorate:letter-for-children": {"text": "We came to see how safe you are."},
        "inspectorate:letter-freeze": {**typed, "hour": "9:30am"},
        "inspectorate:letter-call-off": {"why": "A fact is wrong."},
        "inspectorate:letter-withdraw-published": {"why": "It named a service."},
        "inspectorate:letter-reader-new": {"person": str(ids["early_reader"]), **typed, "hour": "9:30am"},
        "inspectorate:letter-correct": {"passage": str(ids["corrected"]), "text": "Other words.", "why": "A slip."},
        "inspectorate:letter-correction-sign": {"version": ids["correction_version"]},
    }


def _parts(day: str) -> dict[str, str]:
    return {"day": day, "month": "3", "year": "2031"}
