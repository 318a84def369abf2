"""The only writers of calendar feeds."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import Actor, record, record_read
from joinedup.inspections.feeds.models import CalendarFeed
from joinedup.inspections.feeds.rules import can_have_feed, check_can_have_feed
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person

#: Octets of a secret: more than anybody can try.
OCTETS = 32


@transaction.atomic
def make_feed(*, by: Person, inspection: Inspection) -> str:
    """Make a new secret address for a person's calendar of an inspection, and stop the one before. Return the secret.

    It is told this once: nothing that is kept leads back to it. Raises InspectionRefused.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_have_feed(by, inspection)
    _stop(by, inspection)
    secret = secrets.token_urlsafe(OCTETS)
    feed = CalendarFeed.objects.create(inspection=inspection, person=by, secret_sha256=_hashed(secret))
    _log(by, feed, "calendar address made")
    return secret


@transaction.atomic
def stop_feed(*, by: Person, inspection: Inspection) -> None:
    """Stop a person's own feed: its address answers nobody from now on. Raises InspectionRefused where none runs."""
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if not _stop(by, inspection):
        raise InspectionRefused("No calendar address is in use.")


@transaction.atomic
def stop_feeds_of(*, by: Actor | None, person: Person, why: str) -> int:
    """Stop every address of a person that they may not have (any more), and return how many: their account or their place ended."""
    found = CalendarFeed.objects.select_for_update(of=("self",)).filter(person=person, stopped_at=None).select_related("inspection")
    ended = [feed for feed in found if not can_have_feed(person, feed.inspection)]
    for feed in ended:
        _end(feed, by=by, why=why)
    return len(ended)


def stop_feeds_on_ending(*, person: Person, by: Actor | None, why: str, **_: object) -> None:
    """Hear that an account was ended or somebody left an agency, and stop what they may have no more."""
    stop_feeds_of(by=by, person=person, why=why)


@transaction.atomic
def open_feed(*, secret: str) -> CalendarFeed | None:
    """Return the feed of a secret, the first reading of a day logged; null where there is none.

    One whose person may have none now is stopped for good: being let in again later wakes no old address.
    """
    found = CalendarFeed.objects.select_for_update().filter(secret_sha256=_hashed(secret), stopped_at=None)
    feed = found.select_related("person", "inspection").first()
    if feed is None:
        return None
    if not can_have_feed(feed.person, feed.inspection):
        _end(feed, by=None, why="Read by somebody who may have no calendar of this inspection any more.")
        return None
    now = timezone.now()
    if feed.read_at is None or timezone.localdate(feed.read_at) != timezone.localdate(now):
        who = {"by": feed.person, "chain": str(feed.inspection_id)}
        record_read(**who, action="calendar address read", object_kind="calendar feed", object_id=str(feed.pk))
    feed.read_at = now
    feed.save(update_fields=["read_at"])
    return feed


def _stop(by: Person, inspection: Inspection) -> bool:
    """Stop a person's feed and log it; return whether one ran."""
    feed = CalendarFeed.objects.filter(inspection=inspection, person=by, stopped_at=None).first()
    if feed is None:
        return False
    _end(feed, by=by)
    return True


def _end(feed: CalendarFeed, *, by: Actor | None, why: str = "") -> None:
    feed.stopped_at = timezone.now()
    feed.save(update_fields=["stopped_at"])
    _log(by, feed, "calendar address stopped", why)


def _log(by: Actor | None, feed: CalendarFeed, action: str, why: str = "") -> None:
    record(by=by, chain=str(feed.inspection_id), action=action, object_kind="calendar feed", object_id=str(feed.pk), why=why)


def _hashed(secret: str) -> str:
    # A long random secret needs no salt and no slow hash: there is nothing to guess.
    return hashlib.sha256(secret.encode()).hexdigest()
