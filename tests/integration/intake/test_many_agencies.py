"""Two forces and two trusts in one inspection, through the real actions to who knew whom: nothing assumes one agency a sector."""

from dataclasses import dataclass, replace

import pytest
from django.urls import reverse

from joinedup.areas.actions import add_agency_member, create_agency, set_postcodes
from joinedup.areas.models import Agency
from joinedup.inspections.actions import add_team_member, move_stage, open_inspection
from joinedup.inspections.models import Inspection
from joinedup.intake.actions import accept_submission, ask_agencies, receive_submission
from joinedup.intake.burden import burdens_of
from joinedup.intake.models import DataRequest, Submission
from joinedup.intake.queries import coverage_of, events_of, issues_of, progress, records_of, requests_for
from joinedup.linkage.actions import run_link
from joinedup.linkage.queries import memberships_of
from joinedup.method.framework import Column, EventMapping, Framework, ListSpec, Sector
from joinedup.people.models import Person
from tests.factories.inspections import NOTIFIED, World, make_inspection
from tests.factories.linkage import AUTHORITY, HEAD, framework_of_people
from tests.factories.lists import csv_bytes
from tests.factories.notifying import notify
from tests.factories.people import make_person
from tests.integration.web.two_inspections import browser

pytestmark = pytest.mark.django_db

MISSING = ListSpec(
    "police-missing",
    "Missing episodes",
    "police",
    "events",
    "For the test.",
    (
        Column("id", "ID", "id", "To link", holds="own_id", required=True),
        Column("reported", "Reported", "datetime", "For the test.", required=True),
    ),
    events=(EventMapping("missing_episode", "reported"),),
)
AMELIA, LEO = AUTHORITY[1][1:], AUTHORITY[2][1:]
#: Each agency numbers its people from 7: the same number is not the same person.
PEOPLE = {
    "council": AUTHORITY,
    "county-force": [HEAD, ["7", *AMELIA], ["8", *LEO]],
    "rail-force": [HEAD, ["7", *LEO], ["9", "Nils", "Voss", "01/02/2012", "YO9 9ZZ"]],
    "hospital": [HEAD, ["7", *LEO], ["8", *AMELIA]],
    "community-trust": [HEAD, ["7", *AMELIA]],
}
SECTORS = {"council": "local_authority", "county-force": "police", "rail-force": "police"}


@dataclass
class Crowd:
    """An inspection with five agencies, two of them forces and two of them trusts."""

    world: World
    inspection: Inspection
    agencies: dict[str, Agency]
    people: dict[str, Person]

    def send(self, name: str, item: str, rows, coverage: str = "area") -> Submission:
        request = DataRequest.objects.get(inspection=self.inspection, agency=self.agencies[name], item=item)
        data = csv_bytes(rows)
        sent = receive_submission(by=self.people[name], request=request, filename="list.csv", data=data, coverage=coverage)
        return accept_submission(by=self.world.lead, submission=sent)

    def records(self, *named: str) -> set[str]:
        """Return record ids of “agency 7” and the like."""
        return {f"{self.agencies[name].key}:{own_id}" for name, own_id in (one.split() for one in named)}


def framework() -> Framework:
    base = framework_of_people()
    people = next(spec for spec in base.lists if spec.sector == "police")
    health = replace(people, id="health-people", title="People", sector="health")
    return replace(base, sectors=(*base.sectors, Sector("health", "Health")), lists=(*base.lists, health, MISSING))


@pytest.fixture
def crowd() -> Crowd:
    world = make_inspection(framework())
    agencies, people = {}, {}
    for name in PEOPLE:
        sector = SECTORS.get(name, "health")
        agencies[name] = create_agency(by=None, key=f"{name}-x", name=name.title(), sector=sector, areas=[world.area])
        people[name] = make_person()
        add_agency_member(by=None, agency=agencies[name], person=people[name], role="coordinator")
    opening = {"area": world.area, "framework": framework(), "notified_on": NOTIFIED, "agencies": agencies.values()}
    inspection = open_inspection(by=world.lead, code_word="many-hands", made_up=True, **opening)
    ofsted = world.inspectorates["ofsted"]
    add_team_member(by=world.lead, inspection=inspection, person=world.lead, inspectorate=ofsted, role="lead")
    notify(world.lead, inspection)
    move_stage(by=world.lead, inspection=inspection, to="lists")
    ask_agencies(by=world.lead, inspection=inspection)
    return Crowd(world, inspection, agencies, people)


def item_of(name: str) -> str:
    return f"{SECTORS.get(name, 'health')}-people"


def test_each_agency_is_asked_for_itself_and_sees_only_that(crowd):
    for name, agency in crowd.agencies.items():
        wanted = {item_of(name), "police-missing"} if "force" in name else {item_of(name)}
        assert {request.item for request in requests_for(agency, crowd.inspection)} == wanted
        seen = DataRequest.objects.all().visible_to(crowd.people[name])
        assert {request.agency for request in seen} == {agency}
    assert progress(crowd.inspection)["asked"] == 7


def test_people_are_held_against_the_agencys_own_list_and_no_others(crowd):
    for name in ("county-force", "rail-force"):
        crowd.send(name, "police-people", PEOPLE[name])
    rows = [["ID", "Reported"], ["8", "01/09/2022 10:00"], ["9", "02/09/2022 10:00"]]
    strangers = {
        name: [issue.value for issue in issues_of(crowd.send(name, "police-missing", rows)).filter(rule="not_on_people_list")]
        for name in ("county-force", "rail-force")
    }
    assert strangers == {"county-force": ["9"], "rail-force": ["8"]}
    events = events_of(crowd.inspection)
    assert set(events["record_id"]) == crowd.records("county-force 8", "county-force 9", "rail-force 8", "rail-force 9")
    assert events["event_id"].n_unique() == 4


def test_a_second_agencys_list_supersedes_nothing_of_the_first(crowd):
    first = crowd.send("hospital", "health-people", PEOPLE["hospital"])
    second = crowd.send("community-trust", "health-people", PEOPLE["community-trust"])
    first.refresh_from_db()
    assert (first.state, second.state, second.supersedes) == ("accepted", "accepted", None)
    assert records_of(crowd.inspection).height == 3


def test_the_same_child_is_found_across_both_forces_and_both_trusts(crowd):
    set_postcodes(by=crowd.world.lead, area=crowd.world.area, postcodes=["LS1"])
    crowd.inspection.area.refresh_from_db()
    for name, rows in PEOPLE.items():
        crowd.send(name, item_of(name), rows, coverage="wider" if name == "rail-force" else "area")
    [(wider, counts)] = coverage_of(crowd.inspection)
    assert (wider.agency.key, counts["inside"], counts["cut"]) == ("rail-force-x", 1, 1)
    run = run_link(by=crowd.world.lead, inspection=crowd.inspection)
    together = memberships_of(run).group_by("child_id").agg("record_id")["record_id"].to_list()
    clusters = {frozenset(records) for records in together}
    amelia = crowd.records("council 1", "county-force 7", "hospital 8", "community-trust 7")
    leo = crowd.records("council 2", "county-force 8", "rail-force 7", "hospital 7")
    assert {frozenset(amelia), frozenset(leo)} <= clusters
    assert sum(len(records) for records in together) == 9  # of ten people one lives elsewhere
    assert [burden.rows for burden in burdens_of(crowd.inspection)] == [1, 2, 3, 2, 2]  # by sector and name
    lead = browser(crowd.world.lead)
    for page in ("lists", "burden", "coverage", "children"):
        answer = lead.get(reverse(f"inspectorate:{page}", args=[crowd.inspection.pk]))
        assert answer.status_code == 200
        if page in ("lists", "burden"):
            assert all(agency.name in answer.content.decode() for agency in crowd.agencies.values())
