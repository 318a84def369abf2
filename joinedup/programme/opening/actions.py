"""The only writer of which inspection an area of a round became."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from joinedup.areas.models import Agency
from joinedup.inspections.actions import add_team_member, open_inspection
from joinedup.inspections.enums import Role
from joinedup.inspections.models import Inspection
from joinedup.inspections.naming import needs_area
from joinedup.inspections.notifying.actions import name_into_circle
from joinedup.inspections.queries import roles_of
from joinedup.method.programme import notified_for
from joinedup.people.models import Person
from joinedup.programme.choices.models import RoundArea
from joinedup.programme.opening.rules import check_can_open_from
from joinedup.programme.plans.queries import team_of
from joinedup.programme.rounds.actions import locked, log
from joinedup.programme.rounds.enums import KNOW
from joinedup.programme.rounds.queries import members_of

#: Why those who plan a round are in the circle of each of its inspections: they chose its area.
PLANS = "Plans the round this inspection belongs to."


@transaction.atomic
def open_from_round(*, by: Person, place: RoundArea, agencies: Iterable[Agency], notified_on: date | None = None) -> Inspection:
    """Open the inspection of an area of a round: under its code word, the round's framework, with the team that is planned.

    Without `notified_on` the day that leads to fieldwork in its week. Those who plan the round are named into the circle, so that
    the inspection's own list says everybody who knows. Raises RoundRefused, and whatever `open_inspection` raises.
    """
    round_ = locked(place.round)
    place = RoundArea.objects.select_related("area", "round").get(pk=place.pk)
    check_can_open_from(by, place)
    inspection = open_inspection(
        by=by,
        area=place.area,
        framework=round_.framework,
        notified_on=notified_on or notified_for(round_.framework, place.week),
        code_word=place.code_word,
        agencies=agencies,
        made_up=round_.made_up,
    )
    place.inspection = inspection
    place.save(update_fields=["inspection"])
    for one in team_of(place):
        role = Role.LEAD if one.lead else Role.INSPECTOR
        if role not in roles_of(one.person, inspection):
            add_team_member(by=by, inspection=inspection, person=one.person, inspectorate=one.inspectorate, role=role)
    for member in members_of(round_):
        if member.part in KNOW and member.person.is_active and not needs_area(member.person, inspection):
            name_into_circle(by=by, inspection=inspection, person=member.person, why=PLANS)
    log(by, round_, "inspection opened from the round", place=place.code_word, inspection=str(inspection.pk))
    return inspection
