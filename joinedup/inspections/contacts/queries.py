"""Reading contacts: the book of an agency as it holds today, what is missing, whom to ring for an urgent concern.

A wording may be written down before its day comes. Until then the one before it holds, and it stands beside it as coming.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.inspections.contacts.enums import ContactState
from joinedup.inspections.contacts.models import Contact, ContactVersion
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies as agencies_in
from joinedup.method.framework import ContactRole
from joinedup.method.setting_up import contact_roles_of, of_sector
from joinedup.people.models import Person


@dataclass(frozen=True)
class Reached:
    """One contact by the wording that holds on a day; where none holds yet, by the first to come.

    `coming`: what will hold after it, the next first. `number`: of its last wording, which a page that changes it had before it.
    """

    contact: Contact
    version: ContactVersion
    number: int
    coming: tuple[ContactVersion, ...] = ()


@dataclass(frozen=True)
class AtPost:
    """One post at one agency: who is reached there, and, where nobody is, whether the agency said it has no such post.

    `coming`: contacts that do not hold yet.
    """

    agency: Agency
    role: ContactRole
    reached: tuple[Reached, ...] = ()
    no_post: Reached | None = None
    coming: tuple[Reached, ...] = ()

    @property
    def is_gap(self) -> bool:
        """Return whether somebody is needed there and nobody is reached, though somebody may be from a day to come."""
        return self.role.needed and not self.reached and self.no_post is None


@dataclass(frozen=True)
class Book:
    """The contacts of one agency, by post in the framework's order. `ended`: those that no longer hold."""

    agency: Agency
    posts: tuple[AtPost, ...]
    ended: tuple[Reached, ...] = field(default=())

    @property
    def gaps(self) -> list[AtPost]:
        """Return the posts nobody is named for."""
        return [post for post in self.posts if post.is_gap]


def contacts_seen_by(person: Person, inspection: Inspection) -> QuerySet[Contact]:
    """Return an inspection's contacts as far as a person may see them."""
    seen: QuerySet[Contact] = Contact.objects.all().visible_to(person).filter(inspection=inspection)
    return seen.select_related("agency", "inspection")


def books_of(inspection: Inspection, agencies: Iterable[Agency] | None = None, *, on: date | None = None) -> list[Book]:
    """Return the contacts of an inspection's agencies, of those given or of every one, by sector and name.

    `on`: the day they hold on; today in London where none is given.
    """
    wanted = list(agencies_in(inspection) if agencies is None else agencies)
    today = on or timezone.localdate()
    found = _standing(inspection, today)
    mine = {agency.pk: [one for one in found if one.contact.agency_id == agency.pk] for agency in wanted}
    return [_book(inspection, agency, mine[agency.pk], today) for agency in wanted]


def book_of(inspection: Inspection, agency: Agency, *, on: date | None = None) -> Book:
    """Return the contacts of one agency, as they hold on a day or today."""
    return books_of(inspection, [agency], on=on)[0]


def gaps(inspection: Inspection) -> list[AtPost]:
    """Return every post somebody is needed for and nobody is named at, by agency."""
    return [post for book in books_of(inspection) for post in book.gaps]


def rung_for(
    inspection: Inspection, route: str, agencies: Iterable[Agency] | None = None, *, on: date | None = None
) -> list[AtPost]:
    """Return the posts reached by a route of urgent concern, with whom to ring there today, or that nobody is named yet."""
    return [post for book in books_of(inspection, agencies, on=on) for post in book.posts if route in post.role.concerns]


def history_of(contact: Contact) -> QuerySet[ContactVersion]:
    """Return every wording of a contact, the latest first, with who wrote it."""
    return ContactVersion.objects.filter(contact=contact).select_related("written_by").order_by("-number")


def latest_of(contact: Contact) -> ContactVersion | None:
    """Return how a contact is worded last; none before it is worded."""
    return history_of(contact).first()


def holding(versions: Sequence[ContactVersion], today: date) -> tuple[ContactVersion | None, tuple[ContactVersion, ...]]:
    """Return of a contact's wordings, the first first, the one that holds on a day, if any, and those still to come.

    Of wordings whose day has come the one written last holds. What is written takes the place of what was still to come then,
    but for an end, which leaves what comes before it.
    """
    kept: list[ContactVersion] = []
    for version in versions:
        kept = [one for one in kept if not _replaced(one, version)] + [version]
    begun = [one for one in kept if one.from_day <= today]
    coming = sorted((one for one in kept if one.from_day > today), key=lambda one: one.from_day)
    return (begun[-1] if begun else None), tuple(coming)


def _replaced(one: ContactVersion, later: ContactVersion) -> bool:
    """Return whether a wording never comes to hold, since a later one was written before its day came."""
    if one.from_day <= timezone.localdate(later.written_at):
        return False
    stays = later.state == ContactState.ENDED != one.state and one.from_day < later.from_day
    return not stays


def role_of(inspection: Inspection, agency: Agency, role: str) -> ContactRole | None:
    """Return a post of the framework that agencies of this sector have; none where there is no such post."""
    return next((one for one in _roles(inspection, agency) if one.id == role), None)


def _roles(inspection: Inspection, agency: Agency) -> list[ContactRole]:
    return of_sector(contact_roles_of(inspection.framework), agency.sector)


def _standing(inspection: Inspection, today: date) -> list[Reached]:
    """Return each contact as it holds on a day, in the order they were made: one query."""
    rows = ContactVersion.objects.filter(inspection=inspection).select_related("contact__agency", "written_by")
    ordered = rows.order_by("contact__made_at", "contact", "number")
    found = []
    for _, group in groupby(ordered, key=lambda row: row.contact_id):
        versions = list(group)
        holds, coming = holding(versions, today)
        said = (holds, *coming) if holds else coming
        found.append(Reached(versions[-1].contact, said[0], versions[-1].number, said[1:]))
    return found


def _book(inspection: Inspection, agency: Agency, found: list[Reached], today: date) -> Book:
    posts = tuple(_post(agency, role, found, today) for role in _roles(inspection, agency))
    return Book(agency, posts, tuple(one for one in found if one.version.state == ContactState.ENDED))


def _post(agency: Agency, role: ContactRole, found: list[Reached], today: date) -> AtPost:
    here = [one for one in found if one.contact.role == role.id and one.version.state != ContactState.ENDED]
    now = [one for one in here if one.version.from_day <= today]
    reached = tuple(one for one in now if one.version.state == ContactState.STANDS)
    none = next((one for one in now if one.version.state == ContactState.NO_POST), None)
    return AtPost(agency, role, reached, None if reached else none, tuple(one for one in here if one not in now))
