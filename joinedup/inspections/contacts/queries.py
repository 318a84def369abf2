"""Reading contacts: the book of an agency as it stands, what is missing, whom to ring for an urgent concern."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

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
    """One contact as it is worded last."""

    contact: Contact
    version: ContactVersion

    @property
    def number(self) -> int:
        """Return the number of the wording: what a page that changes it had before it."""
        return self.version.number


@dataclass(frozen=True)
class AtPost:
    """One post at one agency: who is reached there, and, where nobody is, whether the agency said it has no such post."""

    agency: Agency
    role: ContactRole
    reached: tuple[Reached, ...] = ()
    no_post: Reached | None = None

    @property
    def is_gap(self) -> bool:
        """Return whether somebody is needed there and nobody is named."""
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


def books_of(inspection: Inspection, agencies: Iterable[Agency] | None = None) -> list[Book]:
    """Return the contacts of an inspection's agencies, of those given or of every one, by sector and name."""
    wanted = list(agencies_in(inspection) if agencies is None else agencies)
    latest = _latest(inspection)
    return [_book(inspection, agency, [one for one in latest if one.contact.agency_id == agency.pk]) for agency in wanted]


def book_of(inspection: Inspection, agency: Agency) -> Book:
    """Return the contacts of one agency."""
    return books_of(inspection, [agency])[0]


def gaps(inspection: Inspection) -> list[AtPost]:
    """Return every post somebody is needed for and nobody is named at, by agency."""
    return [post for book in books_of(inspection) for post in book.gaps]


def rung_for(inspection: Inspection, route: str, agencies: Iterable[Agency] | None = None) -> list[AtPost]:
    """Return the posts that are reached by a route of urgent concern, with whom to ring there, or that nobody is named yet."""
    return [post for book in books_of(inspection, agencies) for post in book.posts if route in post.role.concerns]


def history_of(contact: Contact) -> QuerySet[ContactVersion]:
    """Return every wording of a contact, the latest first, with who wrote it."""
    return ContactVersion.objects.filter(contact=contact).select_related("written_by").order_by("-number")


def latest_of(contact: Contact) -> ContactVersion | None:
    """Return how a contact is worded last; none before it is worded."""
    return history_of(contact).first()


def holds_from(version: ContactVersion, today: date) -> bool:
    """Return whether a wording holds on a day: it may be written down before it does."""
    return version.from_day <= today


def role_of(inspection: Inspection, agency: Agency, role: str) -> ContactRole | None:
    """Return a post of the framework that agencies of this sector have; none where there is no such post."""
    return next((one for one in _roles(inspection, agency) if one.id == role), None)


def _roles(inspection: Inspection, agency: Agency) -> list[ContactRole]:
    return of_sector(contact_roles_of(inspection.framework), agency.sector)


def _latest(inspection: Inspection) -> list[Reached]:
    """Return each contact with its last wording, in the order they were made: one query."""
    rows = ContactVersion.objects.filter(inspection=inspection).select_related("contact__agency", "written_by")
    last = {row.contact_id: row for row in rows.order_by("contact__made_at", "contact", "number")}
    return [Reached(row.contact, row) for row in last.values()]


def _book(inspection: Inspection, agency: Agency, latest: list[Reached]) -> Book:
    posts = tuple(_post(agency, role, latest) for role in _roles(inspection, agency))
    return Book(agency, posts, tuple(one for one in latest if one.version.state == ContactState.ENDED))


def _post(agency: Agency, role: ContactRole, latest: list[Reached]) -> AtPost:
    here = [one for one in latest if one.contact.role == role.id]
    standing = tuple(one for one in here if one.version.state == ContactState.STANDS)
    none = next((one for one in here if one.version.state == ContactState.NO_POST), None)
    return AtPost(agency, role, standing, None if standing else none)
