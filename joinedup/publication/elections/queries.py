"""Reads of pre-election periods, and the next day on which a letter may be published."""

from datetime import date, timedelta

from django.db.models import QuerySet

from joinedup.areas.models import Area
from joinedup.method.calendar import is_working_day
from joinedup.publication.elections.models import PreElectionPeriod


def periods() -> QuerySet[PreElectionPeriod]:
    """Return every period ever entered, the latest first, those struck out too."""
    return PreElectionPeriod.objects.select_related("area", "entered_by").order_by("-first", "area__name")


def standing(area: Area) -> QuerySet[PreElectionPeriod]:
    """Return the periods of an area that stand, in order of days."""
    return PreElectionPeriod.objects.filter(area=area, struck_at=None).order_by("first")


def period_on(area: Area, day: date) -> PreElectionPeriod | None:
    """Return the period of an area a day falls in, or none."""
    return standing(area).filter(first__lte=day, last__gte=day).order_by("-last").first()


def next_free_day(area: Area, day: date) -> date:
    """Return the first working day from `day` on that lies in no pre-election period of the area; `day` itself where it is one."""
    taken = [(period.first, period.last) for period in standing(area).filter(last__gte=day)]
    while not is_working_day(day) or any(first <= day <= last for first, last in taken):
        day += timedelta(days=1)
    return day
