"""The links between words of a letter and the evidence beneath them. All writing goes through `letter.spans`."""

import uuid

from django.db import models

from joinedup.vault.fields import SealedText


class PassageSpan(models.Model):
    """Words of a passage that stand on evidence: their place in characters, and the words themselves.

    `whole`: it is the whole passage, whatever that says, and repeats no words. `broken`: its words are gone or changed; `start`
    and `end` say where they were, until somebody links them anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    passage = models.ForeignKey("letter.Passage", on_delete=models.PROTECT, related_name="spans")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = SealedText(default="")
    whole = models.BooleanField(default=False)
    broken = models.BooleanField(default=False)

    class Meta:
        ordering = ("passage", "-whole", "start", "end", "id")

    def __str__(self) -> str:
        return f"Words {self.start} to {self.end}"


class SpanRest(models.Model):
    """What words stand on: one finding or one note, in the wording whose hash this is."""

    span = models.ForeignKey(PassageSpan, on_delete=models.PROTECT, related_name="rests")
    finding = models.ForeignKey("evidence.Finding", on_delete=models.PROTECT, related_name="+", null=True)
    note = models.ForeignKey("evidence.Note", on_delete=models.PROTECT, related_name="+", null=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("span", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(finding=None, note__isnull=False) | models.Q(finding__isnull=False, note=None),
                name="letter_words_stand_on_a_finding_or_a_note",
            ),
            models.UniqueConstraint(fields=("span", "finding"), name="letter_words_stand_on_a_finding_once"),
            models.UniqueConstraint(fields=("span", "note"), name="letter_words_stand_on_a_note_once"),
        )

    def __str__(self) -> str:
        return f"{self.span_id} on {self.finding_id or self.note_id}"
