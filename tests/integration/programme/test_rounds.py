"""A round from its opening to its inspections: who may, what its state allows, what is kept."""

from datetime import timedelta

import pytest
from django.db import connection

from joinedup.areas.models import Agency
from joinedup.audit.queries import entries, verify
from joinedup.inspections.models import TeamMember
from joinedup.inspections.naming import circle
from joinedup.programme.choices.queries import areas_of
from joinedup.programme.opening.actions import open_from_round
from joinedup.programme.plans.queries import goes_to
from joinedup.programme.rounds.actions import end_part, give_part, move_round, open_round
from joinedup.programme.rounds.enums import MOVES, Planning, RoundState
from joinedup.programme.rounds.models import Round, RoundMember
from joinedup.programme.rounds.queries import members_of, part_of
from joinedup.programme.rounds.rules import RoundRefused, can_move_round
from tests.factories.people import make_person
from tests.factories.programme import FIRST, LAST, make_programme, planner_of

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


@pytest.mark.parametrize("state", list(RoundState))
@pytest.mark.parametrize("to", list(RoundState))
@pytest.mark.parametrize("part", [*Planning, None])
def test_every_cell_of_the_table_of_states(state, to, part):
    made = make_programme()
    Round.objects.filter(pk=made.round.pk).update(state=state)
    person = made.runs if part == Planning.RUNS else planner_of(made)
    if part not in (Planning.RUNS, None):
        RoundMember.objects.create(round=made.round, person=person, part=part, added_by=made.runs)
    allowed = part is not None and part in MOVES.get((state, to), ())
    assert can_move_round(person, made.fresh(), to) is allowed
    if allowed:
        assert move_round(by=person, round_=made.round, to=to).state == to
    else:
        with pytest.raises(RoundRefused):
            move_round(by=person, round_=made.round, to=to)


def test_only_staff_of_its_inspectorates_open_a_round_and_take_part():
    made = make_programme()
    with pytest.raises(RoundRefused, match="works for one of the framework"):
        open_round(by=make_person(), title="Mine", framework=made.round.framework, number=1, first=FIRST, last=LAST)
    with pytest.raises(RoundRefused, match="works for one of the framework"):
        give_part(by=made.runs, round_=made.round, person=make_person(), part=Planning.PLANS)
    with pytest.raises(RoundRefused, match="Another round has this title"):
        open_round(by=made.runs, title=made.round.title, framework=made.round.framework, number=1, first=FIRST, last=LAST)


def test_a_round_is_never_left_without_somebody_who_runs_it():
    made = make_programme()
    [only] = members_of(made.round)
    with pytest.raises(RoundRefused, match="the only one who runs"):
        end_part(by=made.runs, member=only)
    other = planner_of(made)
    give_part(by=made.runs, round_=made.round, person=other, part=Planning.RUNS)
    end_part(by=other, member=only)
    assert part_of(made.runs, made.round) is None


def test_an_ended_account_has_no_part():
    made = make_programme()
    made.runs.is_active = False
    assert part_of(made.runs, made.round) is None
    assert not Round.objects.all().visible_to(made.runs).exists()


def test_nothing_in_a_round_s_chain_tells_an_area():
    made = make_programme(RoundState.SETTLED)
    made.reason(made.areas[0])
    text = " ".join(f"{one.action} {one.detail} {one.why} {one.object_id}" for one in entries(str(made.round.pk)))
    assert "areas chosen" in text
    telling = [value for area in made.areas for value in (area.name, area.code, str(area.pk))]
    assert not [value for value in telling if value in text]


def test_what_would_tell_an_area_is_sealed_with_the_round_s_own_key():
    made = make_programme(RoundState.SETTLED)
    made.reason(made.areas[0], words="A new way of sharing in the valley.")
    with connection.cursor() as cursor:
        kept = ""
        for table in ("programme_reason", "programme_choice", "programme_roundarea", "programme_areaentry", "programme_plan"):
            cursor.execute(f"SELECT * FROM {table}")
            kept += " ".join(str(bytes(v) if isinstance(v, memoryview) else v) for row in cursor.fetchall() for v in row)
    assert "in the valley" not in kept
    assert not [area.name for area in made.areas if area.name in kept]
