"""The only writers of what is done with a signed letter: frozen, called off, published, withdrawn. Letting go: `releasing`."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.actions import LetterError, LetterHasGaps
from joinedup.letter.determination.queries import principal_recipient, recipients_of
from joinedup.letter.document import compose
from joinedup.letter.enums import LetterState
from joinedup.letter.models import Letter
from joinedup.letter.publishing.releasing import locked, log_letter, made_public
from joinedup.letter.publishing.rules import (
    check_can_call_off,
    check_can_freeze,
    check_can_give_early,
    check_can_tick,
    check_can_withdraw_published,
    check_free_of_election,
    check_moment,
)
from joinedup.letter.publishing.tasks import release_letters
from joinedup.letter.queries import inspectorates_to_sign
from joinedup.letter.review import blocking_gaps, is_current
from joinedup.letter.rules import check_can_publish
from joinedup.people.models import Person
from joinedup.publication import actions as publications
from joinedup.publication.document import CannotPublish, UnprintableText
from joinedup.publication.embargo import actions as embargo
from joinedup.publication.embargo.models import EmbargoReader
from joinedup.publication.models import Publication
from joinedup.publication.queries import newest
from joinedup.publication.recipients import actions as recipients
from joinedup.publication.recipients.models import Delivery


@transaction.atomic
def publish_letter(*, by, letter, published_on: date, received_on: date | None = None) -> Publication:
    """Freeze a signed letter in four forms and publish it at once, and open the survey; return the Publication.

    `received_on`: the day the principal authority receives it; where none is given, the day of publication. Raise
    InspectionRefused or LetterError. The inspection is locked too: a hold comes before publication, or after it.
    """
    letter = locked(letter)
    check_can_publish(by, letter)
    if letter.state == LetterState.FROZEN:
        raise InspectionRefused("This letter is under embargo. It is let go when that ends, or its publication is called off.")
    _freeze(by, letter, published_on, received_on, None)
    return made_public(by, letter)


@transaction.atomic
def freeze_letter(*, by, letter, public_from: datetime, received_on: date) -> Publication:
    """Freeze a signed letter under embargo: nobody but named readers reads it before the moment, everybody from then on.

    The letter is sent to its recipients meanwhile; the statement's time is counted from `received_on`, the day the principal
    authority receives it. Raise InspectionRefused or LetterError.
    """
    letter = locked(letter)
    check_can_freeze(by, letter)
    check_moment(letter, public_from)
    published_on = timezone.localdate(public_from)
    if received_on > published_on:
        raise LetterError("The principal authority receives the letter before everybody does, or on the same day.")
    made = _freeze(by, letter, published_on, received_on, public_from)
    letter.state = LetterState.FROZEN
    letter.save(update_fields=["state", "publication"])
    log_letter(by, letter, "letter frozen under embargo", publication=str(made.pk), until=public_from.isoformat())
    transaction.on_commit(release_letters.using(run_after=public_from).enqueue)
    return made


@transaction.atomic
def call_off(*, by, letter, why: str) -> Letter:
    """Call the publication of a letter under embargo off: it is a signed letter again, and what was frozen is kept, marked so."""
    letter = locked(letter)
    check_can_call_off(by, letter)
    if not why.strip():
        raise LetterError("Say why publication is called off.")
    publications.call_off(by=by, publication=letter.publication, why=why)
    letter.publication, letter.state = None, LetterState.SIGNED
    letter.save(update_fields=["state", "publication"])
    log_letter(by, letter, "letter publication called off", why=why)
    return letter


@transaction.atomic
def withdraw_letter(*, by, letter, why: str) -> Publication:
    """Withdraw a published letter: its address says so and why, to everybody.

    Raise InspectionRefused, PublicationRefused, or LetterError for a reason nobody could read.
    """
    letter = locked(letter)
    check_can_withdraw_published(by, letter)
    if not why.strip():
        raise LetterError("Say why the letter is withdrawn: everybody reads it.")
    try:
        withdrawn = publications.withdraw(by=by, publication=newest(letter.publication), why=why.strip())
    except UnprintableText as fault:
        raise LetterError(str(fault)) from fault
    log_letter(by, letter, "published letter withdrawn", publication=str(withdrawn.pk))
    return withdrawn


@transaction.atomic
def name_reader(*, by, letter, person: Person, reads_from: datetime) -> EmbargoReader:
    """Let somebody read a letter under embargo from a moment on, each reading logged. Raise InspectionRefused."""
    letter = locked(letter)
    check_can_give_early(by, letter)
    return embargo.name_reader(by=by, publication=letter.publication, person=person, reads_from=reads_from)


@transaction.atomic
def end_reader(*, by, letter, reader: EmbargoReader) -> EmbargoReader:
    """Let somebody read a letter under embargo no longer. Raise InspectionRefused."""
    check_can_give_early(by, letter)
    return embargo.end_reader(by=by, reader=reader)


@transaction.atomic
def tick_off(*, by, letter, delivery: Delivery, days: Mapping[str, date | None], **addresses: str) -> Delivery:
    """Say on which days a recipient was sent the letter, received it and published it. Raise InspectionRefused."""
    check_can_tick(by, letter)
    return recipients.tick_off(by=by, delivery=delivery, days=days, **addresses)


def _freeze(by, letter, published_on: date, received_on: date | None, public_from: datetime | None) -> Publication:
    """Freeze a letter nothing stands against any more, with whom it is sent to; raise LetterError."""
    if gaps := blocking_gaps(letter):
        raise LetterHasGaps(gaps)
    if not is_current(letter) or inspectorates_to_sign(letter):
        raise LetterError("Not every inspectorate has signed these exact words. Offer the letter for signature again.")
    check_free_of_election(letter, published_on)
    document = compose(letter, published_on, received_on)
    try:
        made = publications.publish(by=by, document=document, area=letter.inspection.area, public_from=public_from)
    except CannotPublish as fault:
        raise LetterError(str(fault)) from fault
    principal = principal_recipient(letter)
    recipients.list_recipients(
        by=by,
        publication=made,
        recipients=[
            (row.name, row.must_publish, row == principal, row.postal_address, row.web_address) for row in recipients_of(letter)
        ],
    )
    letter.publication = made
    return made
