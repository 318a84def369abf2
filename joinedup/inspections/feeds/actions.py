"""The only writers of calendar feeds."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record, record_read
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
def open_feed(*, secret: str) -> CalendarFeed | None:
    """Return the feed of a secret, the first reading of a day logged; null where there is none, or its person may have none now."""
    found = CalendarFeed.objects.select_for_update().filter(secret_sha256=_hashed(secret), stopped_at=None)
    feed = found.select_related("person", "inspection").first()
    if feed is None or not can_have_feed(feed.person, feed.inspection):
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
    feed.stopped_at = timezone.now()
    feed.save(update_fields=["stopped_at"])
    _log(by, feed, "calendar address stopped")
    return True


def _log(by: Person, feed: CalendarFeed, action: str) -> None:
    record(by=by, chain=str(feed.inspection_id), action=action, object_kind="calendar feed", object_id=str(feed.pk))


def _hashed(secret: str) -> str:
    # A long random secret needs no salt and no slow hash: there is nothing to guess.
    return hashlib.sha256(secret.encode()).hexdigest()
