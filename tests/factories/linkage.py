"""An inspection that asks two sectors for lists of people, and the lists."""

from dataclasses import dataclass, replace

from joinedup.inspections.models import Inspection
from joinedup.intake.actions import accept_submission, receive_submission
from joinedup.intake.models import DataRequest
from joinedup.method.framework import Column, Framework, ListSpec
from tests.factories.frameworks import tiny_framework
from tests.factories.inspections import World
from tests.factories.lists import csv_bytes

HEAD = ["ID", "Forename", "Surname", "DOB", "Postcode"]
AUTHORITY = [
    HEAD,
    ["1", "Amelia", "Okafor", "06/05/2014", "LS1 2AB"],
    ["2", "Leo", "Okafor", "08/03/2016", "LS1 2AB"],
    ["3", "Winston", "Okafor", "02/06/1984", "LS1 2AB"],
]
POLICE = [HEAD, ["7", "Amelia", "Okafor", "06/05/2014", "LS1 2AB"], ["8", "Grace", "Okafor", "06/05/2014", "LS1 2AB"]]
#: Two more girls for the authority's list, and a twin of each for that of the police: pairs left to a person.
TWINS = [
    ["4", "Ivy", "Bello", "11/09/2012", "LS6 4QT"],
    ["5", "Nadia", "Kowalska", "23/01/2015", "LS9 8BB"],
]
TWIN_SISTERS = [
    ["9", "Ruth", "Bello", "11/09/2012", "LS6 4QT"],
    ["10", "Hanna", "Kowalska", "23/01/2015", "LS9 8BB"],
]

#: What each column of the lists holds; the rest of a column is the same for all.
HOLDS = {"ID": "own_id", "Forename": "given_names", "Surname": "family_name", "DOB": "date_of_birth", "Postcode": "postcode"}
KINDS = {"ID": "id", "DOB": "date", "Postcode": "postcode"}


@dataclass
class Listed:
    """An inspection with an accepted people list of the authority and of the police."""

    world: World

    @property
    def inspection(self) -> Inspection:
        return self.world.inspection

    def record_id(self, sector: str, own_id: str) -> str:
        return f"{self.world.agencies[sector].key}:{own_id}"

    def send(self, sector: str, rows: list[list[str]]) -> None:
        """Send a list and have it accepted."""
        request = DataRequest.objects.get(inspection=self.inspection, agency=self.world.agencies[sector], kind="list")
        by = self.world.coordinators[sector]
        sent = receive_submission(by=by, request=request, filename="people.csv", data=csv_bytes(rows))
        accept_submission(by=self.world.lead, submission=sent)


def framework_of_people() -> Framework:
    """The tiny framework, asking both sectors for people."""
    columns = tuple(
        Column(title.lower(), title, KINDS.get(title, "text"), "To link", holds=holds) for title, holds in HOLDS.items()
    )
    lists = tuple(
        ListSpec(f"{sector}-people", "People", sector, "people", "Who is known", columns, own_id_unique=sector == "local_authority")
        for sector in ("local_authority", "police")
    )
    return replace(tiny_framework(), lists=lists)
