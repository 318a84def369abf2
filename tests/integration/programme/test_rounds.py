"""A round from its opening to its inspections: who may, what its state allows, what is kept."""

from datetime import timedelta

import pytest

from joinedup.areas.models import Agency
from joinedup.audit.queries import verify
from joinedup.inspections.models import TeamMember
from joinedup.inspections.naming import circle
from joinedup.programme.choices.queries import areas_of
from joinedup.programme.opening.actions import open_from_round
from joinedup.programme.plans.queries import goes_to
from joinedup.programme.rounds.enums import RoundState
from joinedup.programme.rounds.rules import RoundRefused
from tests.factories.programme import make_programme

pytestmark = pytest.mark.django_db


def test_a_round_goes_all_the_way_to_an_inspection():
    made = make_programme(RoundState.SETTLED)
    places = list(areas_of(made.round))
    assert len(places) == 2
    assert all(place.week is not None and place.week.weekday() == 0 for place in places)
    assert {row.lead for row in goes_to(made.round)} == {True, False}
    place = places[0]
    inspection = open_from_round(by=made.runs, place=place, agencies=Agency.objects.filter(areas=place.area))
    assert inspection.code_word == place.code_word
    assert place.week <= inspection.fieldwork_from <= place.week + timedelta(days=4)
    team = TeamMember.objects.filter(inspection=inspection)
    assert {(row.person_id, row.role) for row in team} == {
        (row.person_id, "lead" if row.lead else "inspector") for row in goes_to(made.round).filter(place=place)
    }
    assert made.runs in {one.person for one in circle(inspection)}
    assert verify(str(made.round.pk)) == []
    with pytest.raises(RoundRefused, match="opened as an inspection already"):
        open_from_round(by=made.runs, place=areas_of(made.round).get(pk=place.pk), agencies=[])
