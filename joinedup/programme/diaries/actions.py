"""The only writers of diary feeds."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import Actor, record, record_read
from joinedup.people.models import Person
from joinedup.programme.diaries.models import DiaryFeed
from joinedup.programme.diaries.rules import check_has_diary, has_diary
from joinedup.programme.rounds.rules import RoundRefused

#: Octets of a secret: more than anybody can try.
OCTETS = 32


@transaction.atomic
def make_feed(*, by: Person) -> str:
    """Make a new secret address for a person's diary, and stop the one before. Return the secret.

    It is told this once: nothing that is kept leads back to it. Raises RoundRefused.
    """
    Person.objects.select_for_update().get(pk=by.pk)
    check_has_diary(by)
    _stop(by)
    secret = secrets.token_urlsafe(OCTETS)
    feed = DiaryFeed.objects.create(person=by, secret_sha256=_hashed(secret))
    _log(by, feed, "diary address made")
    return secret


@transaction.atomic
def stop_feed(*, by: Person) -> None:
    """Stop a person's own feed: its address answers nobody from now on. Raises RoundRefused where none runs."""
    Person.objects.select_for_update().get(pk=by.pk)
    if not _stop(by):
        raise RoundRefused("No diary address is in use.")


@transaction.atomic
def open_feed(*, secret: str) -> DiaryFeed | None:
    """Return the feed of a secret, the first reading of a day logged; null where there is none.

    One whose person may have none now is stopped for good: being let in again later wakes no old address.
    """
    found = DiaryFeed.objects.select_for_update(of=("self",)).filter(secret_sha256=_hashed(secret), stopped_at=None)
    feed = found.select_related("person").first()
    if feed is None:
        return None
    if not has_diary(feed.person):
        _end(feed, by=None, why="Read by somebody who works for no inspectorate any more.")
        return None
    now = timezone.now()
    if feed.read_at is None or timezone.localdate(feed.read_at) != timezone.localdate(now):
        about = {"object_kind": "diary feed", "object_id": str(feed.pk)}
        record_read(by=feed.person, chain="", action="diary address read", **about)
    feed.read_at = now
    feed.save(update_fields=["read_at"])
    return feed


@transaction.atomic
def stop_on_ending(*, person: Person, by: Actor | None, why: str, **_: object) -> None:
    """Hear that an account was ended, and stop its diary's address."""
    for feed in DiaryFeed.objects.select_for_update(of=("self",)).filter(person=person, stopped_at=None):
        if not has_diary(person):
            _end(feed, by=by, why=why)


def _stop(by: Person) -> bool:
    """Stop a person's feed and log it; return whether one ran."""
    feed = DiaryFeed.objects.filter(person=by, stopped_at=None).first()
    if feed is None:
        return False
    _end(feed, by=by)
    return True


def _end(feed: DiaryFeed, *, by: Actor | None, why: str = "") -> None:
    feed.stopped_at = timezone.now()
    feed.save(update_fields=["stopped_at"])
    _log(by, feed, "diary address stopped", why)


def _log(by: Actor | None, feed: DiaryFeed, action: str, why: str = "") -> None:
    record(by=by, chain="", action=action, object_kind="diary feed", object_id=str(feed.pk), why=why)


def _hashed(secret: str) -> str:
    # A long random secret needs no salt and no slow hash: there is nothing to guess.
    return hashlib.sha256(secret.encode()).hexdigest()
