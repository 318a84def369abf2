"""Facts about an area. All writing goes through `areas.register.actions`."""

from django.db import models


class AreaFacts(models.Model):
    """What is published of an area, or made up of a made-up one: the fields of `areas.core.register.Authority`."""

    area = models.OneToOneField("areas.Area", on_delete=models.PROTECT, related_name="facts", primary_key=True)
    dfe_code = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    region = models.CharField(max_length=60)
    force = models.CharField(max_length=120)
    icbs = models.JSONField(default=list)
    probation_region = models.CharField(max_length=60, blank=True)
    youth_service = models.CharField(max_length=200, blank=True)
    neighbours = models.JSONField(default=list)  # codes, nearest first
    children = models.PositiveIntegerField(null=True)
    rural = models.CharField(max_length=30, blank=True)
    short = models.CharField(max_length=4, blank=True)  # letters on its tile
    tile = models.JSONField(null=True)  # [column, row] on the map of tiles
    names = models.JSONField(default=list)  # [name, code, first, last, kind]
    general_knowledge = models.JSONField(default=list)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "facts of areas"

    def __str__(self) -> str:
        return str(self.area)
