"""Nothing is linked across inspections, and no address offers it."""

import pytest

from joinedup.inspections.enums import Stage
from joinedup.intake.actions import ask_agencies
from joinedup.linkage.actions import run_link
from joinedup.linkage.queries import linked_records_of, memberships_of, pairs_of
from tests.factories.inspections import make_inspection
from tests.factories.linkage import AUTHORITY, POLICE, Listed, framework_of_people
from tests.integration.web.routes import served


def listed() -> Listed:
    world = make_inspection(framework_of_people(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    made = Listed(world)
    made.send("local_authority", AUTHORITY)
    made.send("police", POLICE)
    return made


@pytest.mark.django_db
def test_a_run_holds_the_records_of_its_own_inspection_alone():
    first, second = listed(), listed()  # the same families, in two areas
    for one in (first, second):
        own = {agency.key for agency in one.world.agencies.values()}
        run = run_link(by=one.world.lead, inspection=one.inspection)
        assert set(linked_records_of(run)["agency"]) <= own
        assert {record.partition(":")[0] for record in memberships_of(run)["record_id"]} <= own
        sides = pairs_of(run)
        assert {record.partition(":")[0] for record in [*sides["record_id_l"], *sides["record_id_r"]]} <= own


def test_no_address_takes_two_inspections():
    for route, pattern, _ in served():
        assert pattern.count("inspection_id") <= 1, route
