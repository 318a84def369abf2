"""Reads of to whom a document was sent, and from when the statement's time runs."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from joinedup.method.calendar import add_working_days, working_days_between
from joinedup.publication.models import Publication
from joinedup.publication.queries import versions_of
from joinedup.publication.recipients.models import Delivery, Step
from joinedup.publication.render.as_json import from_json


@dataclass(frozen=True)
class Sent:
    """One recipient with its three days; a day nobody has told is null."""

    delivery: Delivery
    sent: date | None
    received: date | None
    published: date | None

    @property
    def awaited(self) -> tuple[str, ...]:
        """What is not ticked off yet, in words."""
        steps = [("sent", self.sent), ("received", self.received)]
        steps += [("published by them", self.published)] if self.delivery.must_publish else []
        return tuple(what for what, day in steps if day is None)


@dataclass(frozen=True)
class StatementClock:
    """By when the written statement is due: as the letter prints it, and as counted from the day it was really received."""

    printed: date
    printed_from: date | None  # the day of receipt the letter counts from; null in letters of before version 0.7
    received_on: date | None  # ticked off since
    counted: date | None  # null until the day of receipt is known

    @property
    def due_on(self) -> date:
        """The day that holds: counted from receipt where that is known, else as printed."""
        return self.counted or self.printed

    @property
    def differs(self) -> bool:
        """Whether the printed day is another than the counted one."""
        return self.counted is not None and self.counted != self.printed


def deliveries(publication: Publication) -> QuerySet[Delivery]:
    """Return the recipients of a document, in order."""
    return publication.deliveries.order_by("position")


def deliveries_of(publication: Publication) -> list[Sent]:
    """Return whom a document was sent to, with the days that hold."""
    return [sent_of(row) for row in deliveries(publication).prefetch_related("days")]


def sent_of(delivery: Delivery) -> Sent:
    """Return one recipient with the days that hold."""
    days = {day.step: day.day for day in sorted(delivery.days.all(), key=lambda day: day.number)}
    return Sent(delivery, days.get(Step.SENT), days.get(Step.RECEIVED), days.get(Step.PUBLISHED))


def received_on(publication: Publication) -> date | None:
    """Return the day the principal authority first received a letter, in whichever version, as ticked off; null where nobody told.

    A correction is sent anew, and gives no new time.
    """
    told = [one.received for version in versions_of(publication) for one in deliveries_of(version) if one.delivery.principal]
    return next((day for day in told if day is not None), None)


def statement_clock(publication: Publication) -> StatementClock | None:
    """Return by when the written statement to a letter is due; none where it asks for none.

    The time is what the letter gives: as many working days as lie between the day it counts from and the day it prints.
    """
    document = from_json(publication.document)
    statement = document.statement
    if not statement.needed or statement.due_on is None:
        return None
    counted_from = statement.received_on or document.published_on
    days, received = working_days_between(counted_from, statement.due_on), received_on(publication)
    counted = add_working_days(received, days) if received else None
    return StatementClock(statement.due_on, statement.received_on, received, counted)
