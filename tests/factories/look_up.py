"""An inspection that looks children up: the authority has sent its lists, the police are to be asked."""

from dataclasses import dataclass, replace

from joinedup.cases.actions import ask_about_cohort
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.intake.actions import accept_submission, ask_agencies, receive_submission
from joinedup.intake.models import DataRequest
from joinedup.linkage.actions import run_link
from joinedup.linkage.look_up.models import LookUp
from joinedup.linkage.models import LinkRun
from joinedup.method.framework import Column, EventMapping, Framework, ListSpec
from tests.factories.inspections import World, make_inspection
from tests.factories.linkage import AUTHORITY, HEAD, Listed, framework_of_people
from tests.factories.lists import csv_bytes

REFERRALS = [["ID", "Referred"], ["1", "05/09/2022"], ["2", "12/09/2022"]]
CODED = [*HEAD, "Code"]


@dataclass
class LookingUp:
    """The inspection's world, and what stands after each step."""

    listed: Listed

    @property
    def world(self) -> World:
        return self.listed.world

    @property
    def inspection(self) -> Inspection:
        return self.listed.inspection

    def link(self) -> LinkRun:
        return run_link(by=self.world.lead, inspection=self.inspection)

    def ask(self) -> LookUp:
        """Link the authority's list and ask the police about the two children referred."""
        return ask_about_cohort(by=self.world.lead, run=self.link())

    def answer(self, rows: list[list[str]]) -> None:
        """Let the police send records, each [id, forename, surname, birth date, postcode, code], and have them accepted."""
        self.listed.send("police", [CODED, *rows])


def look_up_framework() -> Framework:
    """The framework of people, looked up: the police answer by code, the authority also sends referrals."""
    people = framework_of_people()
    authority, police = people.lists
    code = Column("code", "Code", "id", "To know who was asked about", holds="known_id:look_up")
    own = Column("id", "ID", "id", "To link", holds="own_id", required=True)
    referred = Column("referred", "Referred", "date", "To find the cohort", required=True)
    referrals = ListSpec(
        "referrals", "Referrals", "local_authority", "events", "Who was referred", (own, referred),
        events=(EventMapping("referral", "referred"),),
    )  # fmt: skip
    coded = replace(police, columns=(*police.columns, code))
    return replace(people, linkage_mode="look_up", lists=(authority, referrals, coded))


def make_looking_up(stage: Stage = Stage.LISTS) -> LookingUp:
    """Return the inspection with the authority's lists accepted."""
    world = make_inspection(look_up_framework(), stage)
    ask_agencies(by=world.lead, inspection=world.inspection)
    looking = LookingUp(Listed(world))
    _send(world, "local_authority-people", AUTHORITY)
    _send(world, "referrals", REFERRALS)
    return looking


def _send(world: World, item: str, rows: list[list[str]]) -> None:
    request = DataRequest.objects.get(inspection=world.inspection, item=item)
    by = world.coordinators["local_authority"]
    sent = receive_submission(by=by, request=request, filename=f"{item}.csv", data=csv_bytes(rows))
    accept_submission(by=world.lead, submission=sent)
