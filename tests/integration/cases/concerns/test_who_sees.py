"""Who sees which urgent concern: the team, the agency that receives it, and of somebody at work only those it was told to."""

import pytest

from joinedup.areas.actions import add_agency_member
from joinedup.areas.models import AgencyMember
from joinedup.cases.concerns.actions import open_concern, raise_concern
from joinedup.cases.concerns.content import About, Receiver
from joinedup.cases.concerns.models import Concern
from joinedup.cases.concerns.queries import concerns_seen_by, left_to, open_concerns, received_by, waiting_at
from joinedup.cases.concerns.rules import ConcernRefused
from joinedup.inspections.enums import Stage
from tests.factories.concerns import WRITTEN, make_concern, move
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


@pytest.fixture
def contributor(world):
    """Somebody of the council who is no coordinator."""
    person = make_person()
    add_agency_member(by=None, agency=world.agencies["local_authority"], person=person, role="contributor")
    return person


def seen(world, contributor):
    people = {
        "raiser": world.inspectors["hmicfrs"],
        "lead": world.lead,
        "team": world.inspectors["ofsted"],
        "assurer": world.quality_assurer,
        "receiver": world.coordinators["local_authority"],
        "contributor": contributor,
        "other agency": world.coordinators["police"],
        "outsider": make_person(),
        "another lead": make_inspection(stage=Stage.FIELDWORK).lead,
    }
    return {who for who, person in people.items() if concerns_seen_by(person, world.inspection).exists()}


def test_the_team_and_the_agency_that_receives_it(world, contributor):
    make_concern(world)
    assert seen(world, contributor) == {"raiser", "lead", "team", "assurer", "receiver"}


def test_of_somebody_at_work_only_those_it_was_told_to(world, contributor):
    make_concern(world, "about-staff")
    assert seen(world, contributor) == {"raiser", "lead", "receiver"}


def test_of_somebody_at_work_the_receivers_coordinator_sees_nothing_unless_named(world, contributor):
    make_concern(world, "about-staff", account=False)
    assert seen(world, contributor) == {"raiser", "lead"}


def test_whoever_is_named_sees_it_and_no_longer_once_they_have_left_the_agency(world, contributor):
    named = Receiver(world.agencies["local_authority"], "Team manager", contributor)
    about = About(who="The hostel")
    raise_concern(
        by=world.lead, inspection=world.inspection, route="practice-raised", about=about, receivers=[named], written=WRITTEN
    )
    assert "contributor" in seen(world, contributor)
    assert received_by(contributor, Concern.objects.get()) == [world.agencies["local_authority"]]
    AgencyMember.objects.filter(person=contributor).delete()
    assert "contributor" not in seen(world, contributor)


def test_nobody_whose_account_is_closed_sees_one(world):
    make_concern(world)
    world.lead.is_active = False
    assert not concerns_seen_by(world.lead, world.inspection).exists()


def test_reading_one_is_refused_to_everybody_else(world):
    with pytest.raises(ConcernRefused, match="Only the people"):
        open_concern(by=world.coordinators["police"], concern=make_concern(world))


def test_what_is_left_to_whom(world):
    told, sent = make_concern(world, "immediate-risk"), make_concern(world)
    council, raiser = world.coordinators["local_authority"], world.inspectors["hmicfrs"]
    assert left_to(raiser, world.inspection) == [(told, True), (sent, False)]
    assert list(waiting_at(council, world.inspection)) == [told, sent]
    assert not waiting_at(world.coordinators["police"], world.inspection)
    replied = move(sent, council, "replied")
    assert list(waiting_at(council, world.inspection)) == [told]
    move(move(replied, raiser, "seen"), world.lead, "closed")
    assert [concern for concern, _ in left_to(world.lead, world.inspection)] == [told]
    assert list(open_concerns(raiser, world.inspection)) == [told]


def test_what_is_left_costs_as_much_for_six_concerns_as_for_one(world, django_assert_max_num_queries):
    for _ in range(6):
        make_concern(world)
    with django_assert_max_num_queries(3):  # the roles, the concerns, their steps
        assert len(left_to(world.lead, world.inspection)) == 6
