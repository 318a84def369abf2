"""The only writers of contacts, and the logged reading of them."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import record, record_read
from joinedup.inspections.contacts.enums import ContactState
from joinedup.inspections.contacts.models import Contact, ContactVersion
from joinedup.inspections.contacts.queries import AtPost, Book, book_of, books_of, history_of, latest_of, rung_for
from joinedup.inspections.contacts.rules import (
    check_can_change,
    check_can_read_contacts,
    check_can_write_contacts,
    check_has_post,
)
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, check_is_inspector
from joinedup.inspections.seeing import Side
from joinedup.inspections.sides import sides_of
from joinedup.people.models import Person

_FEWEST_DIGITS: Final = 3  # 101 and 999 are numbers people ring
_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class ContactError(ValueError):
    """What was typed is no contact anybody could be reached by; the message says what lacks."""


@dataclass(frozen=True)
class Details:
    """How somebody is reached. `post` is what they are called there; `when` at which hours."""

    post: str
    name: str = ""
    telephone: str = ""
    email: str = ""
    when: str = ""


@transaction.atomic
def add_contact(
    *, by: Person, inspection: Inspection, agency: Agency, role: str, details: Details, from_day: date, page: UUID | None = None
) -> Contact:
    """Name who is reached at a post of an agency. `page` is the page's own id: sent twice, it makes one contact.

    That the agency had no such post ends with it. Raises InspectionRefused; ContactError for what nobody could be reached by.
    """
    inspection = _locked(inspection)
    check_can_write_contacts(by, inspection, agency)
    check_has_post(inspection, agency, role)
    again = _made_by(page, inspection, agency)
    if again is not None:
        return again
    said = _reachable(details)
    _end_no_post(by, inspection, agency, role, from_day)
    contact = Contact(id=page or uuid4(), inspection=inspection, agency=agency, role=role)
    contact.save(force_insert=True)
    _word(by, contact, ContactState.STANDS, said, from_day)
    return contact


@transaction.atomic
def say_no_post(*, by: Person, inspection: Inspection, agency: Agency, role: str, why: str, from_day: date) -> Contact:
    """Say that an agency has no such post, and who is reached instead. Raises InspectionRefused; ContactError without words."""
    inspection = _locked(inspection)
    check_can_write_contacts(by, inspection, agency)
    check_has_post(inspection, agency, role)
    if not why.strip():
        raise ContactError("Say why there is no such post, and who is reached instead.")
    post = next(one for one in book_of(inspection, agency).posts if one.role.id == role)
    if post.reached or any(one.version.state == ContactState.STANDS for one in post.coming):
        raise InspectionRefused("Somebody is named for this post. End that contact first.")
    if post.no_post is not None or post.coming:
        raise InspectionRefused("It was said already that there is no such post.")
    contact = Contact(inspection=inspection, agency=agency, role=role)
    contact.save(force_insert=True)
    _word(by, contact, ContactState.NO_POST, {"why": why.strip()}, from_day)
    return contact


@transaction.atomic
def change_contact(*, by: Person, contact: Contact, details: Details, from_day: date, had: int) -> ContactVersion:
    """Word a contact anew from a day on; what it said before is kept. `had` is the number of the last wording the page showed.

    Until that day the wording before it holds; it takes the place of one that was still to come.
    Raises InspectionRefused; ContactError for what nobody could be reached by, or where nothing has changed.
    """
    _locked(contact.inspection)
    check_can_change(by, contact, had)
    said, last = _reachable(details), latest_of(contact)
    if last is not None and last.state == ContactState.STANDS and last.said == said and _holds(last.from_day, from_day):
        raise ContactError("Nothing has changed.")
    return _word(by, contact, ContactState.STANDS, said, from_day)


@transaction.atomic
def end_contact(*, by: Person, contact: Contact, why: str, from_day: date, had: int) -> ContactVersion:
    """Say that a contact no longer holds, and why. Raises InspectionRefused; ContactError without a reason."""
    _locked(contact.inspection)
    check_can_change(by, contact, had)
    if not why.strip():
        raise ContactError("Say why this contact no longer holds.")
    return _word(by, contact, ContactState.ENDED, {"why": why.strip()}, from_day)


def open_books(*, by: Person, inspection: Inspection, agencies: Sequence[Agency]) -> list[Book]:
    """Return the contacts of agencies whose contacts a person may read; the reading is logged. Raises InspectionRefused."""
    for agency in agencies:
        check_can_read_contacts(by, inspection, agency)
    detail = {"agencies": [agency.key for agency in agencies]}
    chain = str(inspection.pk)
    record_read(by=by, chain=chain, action="contacts opened", object_kind="inspection", object_id=chain, detail=detail)
    return books_of(inspection, agencies)


def open_for_concern(*, by: Person, inspection: Inspection, route: str, agencies: Sequence[Agency] | None = None) -> list[AtPost]:
    """Return the posts reached by a route of urgent concern, of agencies or of every one, to the team; the reading is logged.

    Raises InspectionRefused.
    """
    check_is_inspector(by, inspection)
    posts = rung_for(inspection, route, agencies)
    detail = {"route": route, "agencies": sorted({post.agency.key for post in posts if post.reached})}
    chain = str(inspection.pk)
    record_read(by=by, chain=chain, action="contacts opened", object_kind="inspection", object_id=chain, detail=detail)
    return posts


def open_contact(*, by: Person, contact: Contact) -> list[ContactVersion]:
    """Return every wording of a contact, the latest first; the reading is logged. Raises InspectionRefused."""
    check_can_read_contacts(by, contact.inspection, contact.agency)
    record_read(by=by, chain=str(contact.inspection_id), action="contact opened", **_about(contact))
    return list(history_of(contact))


def _locked(inspection: Inspection) -> Inspection:
    """Return the inspection, its row locked, so that two who write at once come one after the other."""
    return Inspection.objects.select_for_update().get(pk=inspection.pk)


def _made_by(page: UUID | None, inspection: Inspection, agency: Agency) -> Contact | None:
    """Return the contact a page made already."""
    made = Contact.objects.filter(pk=page).first() if page else None
    if made is not None and (made.inspection_id, made.agency_id) != (inspection.pk, agency.pk):
        raise InspectionRefused("This page has added a contact already. Open a new page to add another.")
    return made


def _reachable(details: Details) -> dict[str, str]:
    """Return what was typed without what is empty. Raises ContactError where nobody could be reached by it."""
    said = {key: text.strip() for key, text in asdict(details).items() if text.strip()}
    if "post" not in said:
        raise ContactError("Enter the post: what they are called where they work.")
    if "telephone" not in said and "email" not in said:
        raise ContactError("Enter a telephone number or an email address.")
    if "telephone" in said and sum(sign.isdigit() for sign in said["telephone"]) < _FEWEST_DIGITS:
        raise ContactError("Enter a telephone number with its digits, for example 01632 960 001.")
    if "email" in said and not _ADDRESS.fullmatch(said["email"]):
        raise ContactError("Enter an email address like name@example.gov.uk.")
    return said


def _end_no_post(by: Person, inspection: Inspection, agency: Agency, role: str, from_day: date) -> None:
    """Take back, from the day somebody is named, that an agency has no such post."""
    post = next(one for one in book_of(inspection, agency).posts if one.role.id == role)
    for none in (post.no_post, *post.coming):
        if none is None or none.version.state != ContactState.NO_POST:
            continue
        if not any(end.state == ContactState.ENDED and end.from_day <= from_day for end in none.coming):
            _word(by, none.contact, ContactState.ENDED, {"why": "Somebody is named now."}, from_day)


def _holds(last: date, from_day: date) -> bool:
    """Return whether a wording of the same words, holding from a day, would change nothing: its day is past or the same."""
    return from_day == last or (last <= timezone.localdate() and from_day >= last)


def _word(by: Person, contact: Contact, state: ContactState, said: dict[str, str], from_day: date) -> ContactVersion:
    """Write the next wording of a contact and log it."""
    last = latest_of(contact)
    side = Side.TEAM if Side.TEAM in sides_of(by, contact.inspection, contact.agency) else Side.AGENCY
    version = ContactVersion(
        inspection=contact.inspection,
        contact=contact,
        number=last.number + 1 if last else 1,
        state=state,
        from_day=from_day,
        said=said,
        side=side,
        written_by=by,
    )
    version.save()
    about = _about(contact, number=version.number, state=str(state))
    record(by=by, chain=str(contact.inspection_id), action="contact written", **about)
    return version


def _about(contact: Contact, **more: object) -> dict[str, Any]:
    detail = {"agency": contact.agency.key, "role": contact.role, **more}
    return {"object_kind": "contact", "object_id": str(contact.pk), "detail": detail}
