"""Who sets a signed letter for publication, calls that off, and lets it go out; and when. Pairs, as everywhere."""

from datetime import datetime

from django.utils import timezone

from joinedup.inspections.rules import InspectionRefused, check_is_lead, check_not_held
from joinedup.letter.boxes.enums import Agreement
from joinedup.letter.boxes.queries import agreement_of
from joinedup.letter.enums import LetterState
from joinedup.letter.queries import boxes_of
from joinedup.letter.rules import check_can_move, check_can_publish
from joinedup.people.refusal import passes
from joinedup.publication.elections.queries import next_free_day, period_on
from joinedup.publication.queries import newest
from joinedup.publication.rules import can_withdraw
from joinedup.records.dates import clock


def check_can_freeze(person, letter) -> None:
    """Raise InspectionRefused unless the lead inspector sets a letter for publication that every inspectorate signed."""
    check_is_lead(person, letter.inspection)
    check_can_move(letter, LetterState.FROZEN)
    check_not_held(letter.inspection)


def can_freeze(person, letter) -> bool:
    """Return whether `check_can_freeze` would pass."""
    return passes(check_can_freeze, person, letter)


def check_moment(letter, public_from: datetime) -> None:
    """Raise InspectionRefused for a moment that is past, or on a day of a pre-election period of the area."""
    if public_from <= timezone.now() and not letter.inspection.made_up:  # a made-up inspection may be played ahead of its days
        raise InspectionRefused("An embargo ends at a moment to come. To publish now, choose “Publish now”.")
    check_free_of_election(letter, timezone.localdate(public_from))


def check_free_of_election(letter, day) -> None:
    """Raise InspectionRefused for a day of a pre-election period of the area, naming the next day that is free."""
    if period := period_on(letter.inspection.area, day):
        free = next_free_day(letter.inspection.area, day)
        raise InspectionRefused(
            f"{letter.inspection.area.name} is in a pre-election period from {_day(period.first)} to {_day(period.last)}"
            f" ({period.election}): no letter is published then. The next free day is {_day(free)}."
        )


def check_can_call_off(person, letter) -> None:
    """Raise InspectionRefused unless the lead inspector calls off the publication of a letter that is under embargo."""
    check_is_lead(person, letter.inspection)
    if letter.state != LetterState.FROZEN:
        raise InspectionRefused("Only the publication of a letter under embargo can be called off.")


def can_call_off(person, letter) -> bool:
    """Return whether `check_can_call_off` would pass."""
    return passes(check_can_call_off, person, letter)


def check_can_release(person, letter) -> None:
    """Raise InspectionRefused unless the embargo of a frozen letter has ended, nobody holds it, and a lead inspector lets it go.

    What came about since it was frozen is asked anew: a pre-election period, an agreement to a box that was withdrawn.
    A made-up letter may be let go ahead of its time.
    """
    check_can_publish(person, letter)
    if letter.state != LetterState.FROZEN:
        raise InspectionRefused("This letter is not under embargo.")
    if letter.publication.public_from > timezone.now() and not letter.inspection.made_up:
        raise InspectionRefused(f"This letter is under embargo until {_moment(letter.publication.public_from)}.")
    if not letter.inspection.made_up:
        check_free_of_election(letter, timezone.localdate())  # a period may have been entered since it was frozen
    if any(agreement_of(box) in (Agreement.REFUSED, Agreement.WITHDRAWN) for box in boxes_of(letter)):
        raise InspectionRefused("Who a box tells of agrees to it no more. Call publication off and take the box out.")


def can_release(person, letter) -> bool:
    """Return whether `check_can_release` would pass."""
    return passes(check_can_release, person, letter)


def check_can_give_early(person, letter) -> None:
    """Raise InspectionRefused unless the lead inspector says who reads a letter under embargo."""
    check_is_lead(person, letter.inspection)
    if letter.state != LetterState.FROZEN:
        raise InspectionRefused("Readers are named while a letter is under embargo.")


def can_give_early(person, letter) -> bool:
    """Return whether `check_can_give_early` would pass."""
    return passes(check_can_give_early, person, letter)


def check_can_tick(person, letter) -> None:
    """Raise InspectionRefused unless the lead inspector ticks off who was sent a letter that is frozen or published."""
    check_is_lead(person, letter.inspection)
    if letter.publication_id is None:
        raise InspectionRefused("What is sent is ticked off once the letter is frozen.")


def can_tick(person, letter) -> bool:
    """Return whether `check_can_tick` would pass."""
    return passes(check_can_tick, person, letter)


def check_can_withdraw_published(person, letter) -> None:
    """Raise InspectionRefused unless the lead inspector withdraws a published letter that stands."""
    check_is_lead(person, letter.inspection)
    if letter.state != LetterState.PUBLISHED or not can_withdraw(newest(letter.publication)):
        raise InspectionRefused("Only a letter that stands published can be withdrawn.")


def can_withdraw_published(person, letter) -> bool:
    """Return whether `check_can_withdraw_published` would pass."""
    return passes(check_can_withdraw_published, person, letter)


def _day(day) -> str:
    return f"{day.day} {day:%B %Y}"


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{clock(local)} on {_day(local)}"
