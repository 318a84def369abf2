"""The only writers of to whom a document was sent."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.db import transaction

from joinedup.audit.actions import record
from joinedup.publication.models import Publication
from joinedup.publication.recipients.models import Delivery, DeliveryDay, Step
from joinedup.publication.recipients.queries import Sent, sent_of
from joinedup.publication.rules import PublicationRefused

ADDRESSES: Final = ("postal_address", "web_address")


@transaction.atomic
def list_recipients(*, by, publication: Publication, recipients: Iterable[tuple[str, bool, bool, str, str]]) -> list[Delivery]:
    """Write down whom a frozen document goes to: (name, must publish, principal authority, postal address, web address)."""
    rows = [
        Delivery(
            publication=publication,
            position=place,
            name=name,
            must_publish=publishes,
            principal=principal,
            postal_address=postal,
            web_address=web,
        )
        for place, (name, publishes, principal, postal, web) in enumerate(recipients, 1)
    ]
    made = Delivery.objects.bulk_create(rows)
    _log(by, publication, "recipients listed", recipients=len(made))
    return made


@transaction.atomic
def tick_off(*, by, delivery: Delivery, days: Mapping[str, date | None], **addresses: str) -> Delivery:
    """Say on which days a recipient was sent the document, received and published it; a day taken back is null.

    `postal_address` and `web_address` may be put right too. Raise PublicationRefused where the days cannot follow each other.
    """
    locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
    stands = sent_of(locked)
    held = {Step.SENT: stands.sent, Step.RECEIVED: stands.received, Step.PUBLISHED: stands.published}
    new = {Step(step): day for step, day in days.items() if held[Step(step)] != day}
    _check_order(Sent(locked, *({**held, **new}[step] for step in Step)))
    number = locked.days.count()
    for place, (step, day) in enumerate(new.items(), number + 1):
        DeliveryDay(delivery=locked, number=place, step=step, day=day, said_by=by).save()
    changed = [name for name in ADDRESSES if name in addresses and getattr(locked, name) != addresses[name].strip()]
    for name in changed:
        setattr(locked, name, addresses[name].strip())
    if changed:
        locked.save(update_fields=changed)
    if new or changed:
        told = {str(step): day.isoformat() if day else None for step, day in new.items()}
        _log(by, locked.publication, "recipient ticked off", recipient=str(locked.pk), addresses=len(changed), **told)
    return locked


def _check_order(one: Sent) -> None:
    """Raise PublicationRefused for a document received before it was sent, or published by a recipient before they had it."""
    if one.received and one.sent and one.received < one.sent:
        raise PublicationRefused(f"{one.delivery.name} cannot have received the letter before it was sent.")
    if one.published and one.received and one.published < one.received:
        raise PublicationRefused(f"{one.delivery.name} cannot have published the letter before it received it.")


def _log(by, publication: Publication, action: str, **detail) -> None:
    record(by=by, chain="", action=action, object_kind="publication", object_id=str(publication.pk), detail=detail)
