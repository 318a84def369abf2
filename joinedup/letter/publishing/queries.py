"""Reads for publishing: who could read early, the day proposed, what stands around a published letter."""

from datetime import date, timedelta

from django.utils import timezone

from joinedup.areas.queries import answering_for, staff_of
from joinedup.inspections.queries import agencies
from joinedup.method.calendar import add_working_days
from joinedup.people.models import Person
from joinedup.publication.elections.queries import next_free_day
from joinedup.publication.embargo.queries import readers_of

#: Working days between the copy under embargo and publication: one example, Haringey 2017-18; no official figure was found.
EMBARGO_DAYS = 2


def could_read_early(letter) -> dict[str, Person]:
    """Return who can be named as a reader under embargo, by id: people of the agencies taking part and of the inspectorates.

    Whoever is named already is left out.
    """
    named = {reader.person_id for reader in readers_of(letter.publication) if reader.ended_at is None}
    people = [member.person for agency in agencies(letter.inspection) for member in answering_for(agency)]
    people += [member.person for member in staff_of(part.id for part in letter.inspection.framework.inspectorates)]
    return {str(person.pk): person for person in people if person.pk not in named}


def proposed_day(letter, today: date | None = None) -> date:
    """Return the day proposed for publication: the calendar's, or so many working days from today where that is past.

    Never within a pre-election period of the area.
    """
    soonest = add_working_days(today or timezone.localdate(), EMBARGO_DAYS)
    planned = letter.inspection.key_dates.filter(step="publication").first()
    day = max(soonest, planned.first) if planned and planned.first - soonest < timedelta(days=366) else soonest
    return next_free_day(letter.inspection.area, day)
