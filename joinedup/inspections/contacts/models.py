"""Contacts at agencies and every wording of each. All writing goes through `contacts.actions`.

In clear stand the agency, the post and the days; names, telephone numbers and addresses are personal data and sealed.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Kept, KeptRows, Unchanged, UnchangedRows
from joinedup.inspections.contacts.enums import ContactState
from joinedup.inspections.seeing import Side, seen_by
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON


class ContactQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "ContactQuerySet":
        """Return the contacts of inspections whose team a person is on, and those of an agency they answer for."""
        return self.filter(seen_by(person))


class ContactVersionQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "ContactVersionQuerySet":
        """Return the wordings of the contacts a person may see."""
        return self.filter(seen_by(person, "contact__agency"))


class Contact(Kept):
    """One way to reach a post of the framework at an agency. An agency may have several for one post."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="contacts")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=60)  # id of a post in the framework
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ("made_at",)

    def __str__(self) -> str:
        return f"{self.role}, {self.agency}"


class ContactVersion(Unchanged):
    """One wording of a contact, from a day on. `said`: post, name, telephone, email, when, why; each may lack."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()  # 1 for the first
    state = models.CharField(max_length=10, choices=ContactState.choices)
    from_day = models.DateField()
    said = SealedJSON(default=dict)
    side = models.CharField(max_length=10, choices=Side.choices)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = ContactVersionQuerySet.as_manager()

    class Meta:
        ordering = ("contact", "number")
        constraints = (models.UniqueConstraint(fields=("contact", "number"), name="inspections_contact_version_once"),)

    def __str__(self) -> str:
        return f"Wording {self.number} of {self.contact_id}"
