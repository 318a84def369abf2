"""The library's letters. What the reader read is kept beside what a person decided of it; all writing goes through `actions`."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.audit.kept import Kept, Unchanged
from joinedup.library.letters.enums import LetterState


class LibraryLetter(Kept):
    """One published letter in the library: imported from a PDF (`publication` is none), or published here.

    What is unknown of an imported letter is empty or none. Its area's name is the letter's own; `area` is set where the register
    knows a place of that name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.OneToOneField("publication.Publication", on_delete=models.PROTECT, related_name="in_library", null=True)
    file = models.CharField(max_length=200, blank=True)  # of an imported letter: its PDF's name
    sha256 = models.CharField(max_length=64)  # of the PDF, or of the published document
    title = models.CharField(max_length=300)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="library_letters", null=True)
    area_name = models.CharField(max_length=120, blank=True)
    theme = models.CharField(max_length=200, blank=True)
    inspectorates = models.JSONField(default=list)  # names, as the letter gives them
    published_on = models.DateField(null=True)
    fieldwork_from = models.DateField(null=True)
    fieldwork_to = models.DateField(null=True)
    address = models.URLField(max_length=500, blank=True)  # where an imported letter was published, as far as a person gave it
    made_up = models.BooleanField(default=False)
    structure = models.JSONField(default=dict)  # of an imported letter: `core.stored.to_data`; empty for our own
    state = models.CharField(max_length=12, choices=LetterState.choices, default=LetterState.TO_CHECK)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-published_on", "area_name", "entered_at")
        constraints = (models.UniqueConstraint(fields=("sha256",), condition=~Q(state="taken_out"), name="library_letter_once"),)

    def __str__(self) -> str:
        return f"Library letter {self.pk}"


class LetterCheck(Unchanged):
    """What a person decided of one letter: a field set right, a doubt found to be as read, the letter accepted or left out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(LibraryLetter, on_delete=models.PROTECT, related_name="checks")
    field = models.CharField(max_length=40, blank=True)  # empty: the letter as a whole
    doubt = models.CharField(max_length=500, blank=True)  # the reader's sentence that was looked at
    read = models.JSONField(null=True)  # what stood there before
    value = models.JSONField(null=True)  # what stands there now
    state = models.CharField(max_length=12, choices=LetterState.choices, blank=True)  # where the letter went, if anywhere
    why = models.TextField(blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    checked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("checked_at",)

    def __str__(self) -> str:
        return f"Check of library letter {self.letter_id}"
