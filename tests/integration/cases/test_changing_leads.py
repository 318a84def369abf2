"""Other inspectors lead on a tracked child: who led before stays, with why, by whom and when."""

import pytest

from joinedup.audit.queries import entries
from joinedup.cases import actions
from joinedup.cases.enums import TrackedState
from joinedup.cases.leads.actions import change_leads, open_leads
from joinedup.cases.leads.models import LeadsChange
from joinedup.cases.leads.rules import can_change_leads
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from tests.factories.people import make_person
from tests.factories.tracking import make_tracking


@pytest.fixture
def tracking(db):
    tracking = make_tracking()
    # Hers is the leading inspectorate, as the lead inspector's.
    tracking.third = tracking.world.lead
    return tracking


def change(tracking, *leads, why="She has left the team.", by=None, had=None):
    return change_leads(by=by or tracking.world.lead, tracked=tracking.child, leads=leads, why=why, had=had)


def test_others_lead_and_who_led_before_stays_readable(tracking):
    change(tracking, tracking.his, tracking.third)
    change(tracking, tracking.hers, tracking.his, why="Back again.")
    assert set(tracking.child.leads.all()) == {tracking.hers, tracking.his}
    told = open_leads(by=tracking.hers, tracked=tracking.child)
    pairs = [(tracking.hers, tracking.his), (tracking.his, tracking.third), (tracking.hers, tracking.his)]
    assert [row.names for row in told] == [tuple(sorted(one.name for one in pair)) for pair in pairs]
    assert [row.why for row in told] == ["", "She has left the team.", "Back again."]
    assert told[0].since == tracking.child.chosen_at
    logged = [one for one in entries(str(tracking.inspection.pk)) if one.action == "leads of a child changed"]
    assert len(logged) == 2
    assert "left the team" not in logged[0].detail
    assert any(one.action == "who leads read" and one.reading for one in entries(str(tracking.inspection.pk)))


def test_before_any_change_those_it_was_chosen_with_are_told(tracking):
    [chosen] = open_leads(by=tracking.hers, tracked=tracking.child)
    assert chosen.names == tuple(sorted((tracking.hers.name, tracking.his.name)))
    assert chosen.by == tracking.world.lead


def test_two_of_different_inspectorates_lead_after_a_change_as_before(tracking):
    for leads in (
        [],
        [tracking.hers],
        [tracking.hers, tracking.third],
        [tracking.world.signatories["ofsted"], tracking.his],
        [make_person(), tracking.his],
    ):
        with pytest.raises(InspectionRefused):
            change(tracking, *leads)
    with pytest.raises(InspectionRefused, match="two at most"):
        change(tracking, tracking.hers, tracking.his, tracking.third)
    with pytest.raises(InspectionRefused, match="lead on Child 1 already"):
        change(tracking, tracking.his, tracking.hers)
    with pytest.raises(InspectionRefused, match="Say why others lead"):
        change(tracking, tracking.his, tracking.third, why="  ")
    assert not LeadsChange.objects.exists()


def test_a_change_made_since_the_page_was_opened_is_looked_at_first(tracking):
    had = [str(tracking.hers.pk), str(tracking.his.pk)]
    change(tracking, tracking.his, tracking.third, had=had)
    with pytest.raises(InspectionRefused, match="changed who leads since you opened this page"):
        change(tracking, tracking.hers, tracking.his, had=had)
    assert LeadsChange.objects.count() == 1


def test_only_a_lead_inspector_changes_who_leads_and_until_the_letter_is_signed(tracking):
    for person in (tracking.hers, tracking.world.signatories["ofsted"], tracking.world.coordinators["police"]):
        assert not can_change_leads(person, tracking.child)
        with pytest.raises(InspectionRefused, match="Only a lead inspector"):
            change(tracking, tracking.his, tracking.third, by=person)
    actions.move_tracked(by=tracking.world.lead, tracked=tracking.child, to=TrackedState.LEFT_OUT, why="Moved away.")
    with pytest.raises(InspectionRefused, match="left out"):
        change(tracking, tracking.his, tracking.third)
    actions.move_tracked(by=tracking.world.lead, tracked=tracking.child, to=TrackedState.TRACKED, why="Back.")
    tracking.world.move_to(Stage.SIGNED)
    with pytest.raises(InspectionRefused, match="until the letter is signed"):
        change(tracking, tracking.his, tracking.third)
