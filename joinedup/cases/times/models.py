"""What was judged of every child of a cohort, kept sealed beside the sample it was judged from."""

import uuid

from django.db import models


class CohortJudged(models.Model):
    """The verdicts of one sample's chronologies. `edition`: which way of judging made them; a newer one works them out again.

    Begun but not `finished_at`: a job works on it, and `step` says how far it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sample = models.ForeignKey("cases.Sample", on_delete=models.PROTECT, related_name="judged")
    chronologies = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+")  # those it was judged from
    edition = models.PositiveIntegerField()
    step = models.CharField(max_length=20, default="")
    timescales = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+", null=True)
    handovers = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+", null=True)
    taking_part = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+", null=True)
    began_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("sample", "chronologies", "edition"), name="cases_one_judgement_per_cohort"),
        )

    def __str__(self) -> str:
        return f"{self.sample}, {'finished' if self.finished_at else 'under way'}"
