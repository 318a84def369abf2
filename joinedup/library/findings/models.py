"""Entries: what letters found, as printed. Written once and never changed: an entry's id is its public address."""

import uuid

from django.db import models

from joinedup.audit.kept import Unchanged
from joinedup.library.findings.enums import Aspect, EntryKind
from joinedup.library.letters.models import LibraryLetter

_FIRST_WORDS = 14


class Entry(Unchanged):
    """One finding of one letter, in its own words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(LibraryLetter, on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveSmallIntegerField()  # in the letter, from 1
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    section = models.CharField(max_length=300, blank=True)  # the heading it stands under, as printed
    heading = models.CharField(max_length=500, blank=True)  # the subhead, or the box's own title
    quote = models.TextField()  # whole, as printed; a box's paragraphs are parted by line ends
    page = models.PositiveSmallIntegerField(null=True)  # of the PDF it was read from; none for our own letters
    passage = models.CharField(max_length=60, blank=True)  # of our own letters: the passage's or box's id, kept by a correction

    class Meta:
        ordering = ("letter", "position")
        constraints = (models.UniqueConstraint(fields=("letter", "position"), name="library_entry_position_once"),)

    def __str__(self) -> str:
        return f"Entry {self.pk}"

    @property
    def first_words(self) -> str:
        """Return how it begins, enough to know it by."""
        words = self.quote.split()
        return " ".join(words[:_FIRST_WORDS]) + ("…" if len(words) > _FIRST_WORDS else "")

    @property
    def sectors(self) -> list[str]:
        """Return the sectors it is about; read from `abouts`, which `entries()` fetches with it."""
        return self._values(Aspect.SECTOR)

    @property
    def topics(self) -> list[str]:
        """Return the ids of the topics it is about (`core.subjects`)."""
        return self._values(Aspect.TOPIC)

    @property
    def criteria(self) -> list[str]:
        """Return the ids of the framework's criteria it answers: our own letters only."""
        return self._values(Aspect.CRITERION)

    def _values(self, aspect: Aspect) -> list[str]:
        return [about.value for about in self.abouts.all() if about.aspect == aspect]


class About(Unchanged):
    """One thing an entry is about."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="abouts")
    aspect = models.CharField(max_length=12, choices=Aspect.choices)
    value = models.CharField(max_length=100)

    class Meta:
        ordering = ("entry", "aspect", "id")
        indexes = (models.Index(fields=("aspect", "value"), name="library_about_value"),)
        constraints = (models.UniqueConstraint(fields=("entry", "aspect", "value"), name="library_about_once"),)

    def __str__(self) -> str:
        return f"{self.aspect} of entry {self.entry_id}"
