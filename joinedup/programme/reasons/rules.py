"""Who gives reasons and who withdraws them. Each check raises RoundRefused with a sentence; its twin answers yes or no."""

from datetime import date

from joinedup.people.models import Person
from joinedup.people.refusal import passes
from joinedup.programme.reasons.enums import ReasonKind
from joinedup.programme.reasons.models import Reason
from joinedup.programme.rounds.enums import RoundState
from joinedup.programme.rounds.models import Round
from joinedup.programme.rounds.rules import RoundRefused, check_can_plan


def check_can_give_reason(person: Person, round_: Round) -> None:
    """Refuse whoever does not plan the round, and one that is closed."""
    check_can_plan(person, round_)


def can_give_reason(person: Person, round_: Round) -> bool:
    """Return whether `check_can_give_reason` would pass."""
    return passes(check_can_give_reason, person, round_)


def check_reason(round_: Round, kind: ReasonKind, *, words: str, source: str, dated: date, expires: date) -> None:
    """Refuse a reason without words or source, one that runs out before it is dated, and a late ministers' request.

    Ministers' requests are always followed, so once areas are agreed one comes in by the urgent slot.
    """
    if not words.strip():
        raise RoundRefused("Say what the reason is.")
    if not source.strip():
        raise RoundRefused("Say where it comes from.")
    if expires < dated:
        raise RoundRefused("The day it runs out comes after the day it is of.")
    if kind == ReasonKind.MINISTERS and round_.state not in (RoundState.GATHERING, RoundState.CHOOSING):
        raise RoundRefused(
            "The areas of this round are agreed. Put the area in urgently: that keeps ministers’ request as its reason."
        )


def check_can_withdraw(person: Person, reason: Reason) -> None:
    """Refuse whoever may not read its words, and one withdrawn already."""
    check_can_plan(person, reason.round)
    if not Reason.objects.filter(pk=reason.pk).readable_by(person).exists():
        raise RoundRefused("Only those who may read a reason can withdraw it.")
    if reason.withdrawn_at is not None:
        raise RoundRefused("This reason was withdrawn already.")


def can_withdraw(person: Person, reason: Reason) -> bool:
    """Return whether `check_can_withdraw` would pass."""
    return passes(check_can_withdraw, person, reason)
