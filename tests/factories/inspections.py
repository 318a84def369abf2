"""A made-up inspection with its area, agencies and team, opened through the real actions."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from joinedup.areas.actions import add_agency_member, add_inspectorate_member, create_agency, create_area, create_inspectorate
from joinedup.areas.models import Agency, Area, Inspectorate
from joinedup.inspections.actions import add_team_member, move_stage, open_inspection
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.method.framework import Framework
from joinedup.people.models import Person
from tests.factories.frameworks import tiny_framework
from tests.factories.notifying import notify
from tests.factories.people import make_person

NOTIFIED = date(2022, 10, 3)  # a Monday
_numbers = count(1)


@dataclass
class World:
    """One inspection and everybody around it."""

    inspection: Inspection
    area: Area
    lead: Person
    inspectors: dict[str, Person]  # inspectorate code → an inspector
    quality_assurer: Person
    signatories: dict[str, Person]  # inspectorate code → its signatory
    agencies: dict[str, Agency]  # sector → agency
    coordinators: dict[str, Person]  # sector → coordinator
    inspectorates: dict[str, Inspectorate] = field(default_factory=dict)

    def move_to(self, to: Stage) -> Inspection:
        """Walk the inspection forward to a stage, each step by somebody who may.

        Signed and published it stands there without a letter, for what is tested beside it.
        """
        road = list(Stage)
        for stage in road[road.index(Stage(self.inspection.stage)) + 1 : road.index(to) + 1]:
            if stage == Stage.NOTIFIED:
                notify(self.lead, self.inspection)
                continue
            by = next(iter(self.signatories.values())) if stage == Stage.SIGNED else self.lead
            past = stage in (Stage.SIGNED, Stage.PUBLISHED)
            move_stage(by=by, inspection=self.inspection, to=stage, with_letter=past)
        return self.inspection


def make_inspection(framework: Framework | None = None, stage: Stage = Stage.PLANNED) -> World:
    """Open an inspection under a framework (the tiny one by default) and bring it to a stage."""
    framework, number = framework or tiny_framework(), next(_numbers)
    area = create_area(by=None, code=f"X{number:08}", name=f"Madeupshire {number}", made_up=True)
    inspectorates = {part.id: _inspectorate(part.id, part.names[-1].text) for part in framework.inspectorates}
    agencies = {
        sector.id: create_agency(
            by=None, key=f"{sector.id}-{number}", name=f"{sector.name} {number}", sector=sector.id, areas=[area]
        )
        for sector in framework.sectors
    }
    coordinators = {sector: _coordinator(agency) for sector, agency in agencies.items()}
    inspectors = {code: _member(inspectorate) for code, inspectorate in inspectorates.items()}
    leading = next((part.id for part in framework.inspectorates if part.lead), framework.inspectorates[0].id)
    lead = _member(inspectorates[leading])
    inspection = open_inspection(
        by=lead,
        area=area,
        framework=framework,
        notified_on=NOTIFIED,
        code_word=f"willow-{number}",
        agencies=agencies.values(),
        made_up=True,
    )
    world = World(
        inspection,
        area,
        lead,
        inspectors,
        quality_assurer=_member(inspectorates[leading]),
        signatories={code: _member(inspectorate) for code, inspectorate in inspectorates.items()},
        agencies=agencies,
        coordinators=coordinators,
        inspectorates=inspectorates,
    )
    _gather_team(world, leading)
    world.move_to(stage)
    return world


def _gather_team(world: World, leading: str) -> None:
    """Put everybody into the inspection's team."""
    posts = [(world.lead, leading, "lead"), (world.quality_assurer, leading, "quality_assurer")]
    posts += [(person, code, "inspector") for code, person in world.inspectors.items()]
    posts += [(person, code, "signatory") for code, person in world.signatories.items()]
    for person, code, role in posts:
        add_team_member(
            by=world.lead, inspection=world.inspection, person=person, inspectorate=world.inspectorates[code], role=role
        )


def _inspectorate(code: str, name: str) -> Inspectorate:
    """Return the inspectorate, made where this is the first inspection of a test."""
    return Inspectorate.objects.filter(code=code).first() or create_inspectorate(by=None, code=code, name=name)


def _member(inspectorate: Inspectorate) -> Person:
    """Return a new member of an inspectorate."""
    person = make_person()
    add_inspectorate_member(by=None, inspectorate=inspectorate, person=person)
    return person


def _coordinator(agency: Agency) -> Person:
    """Return a new coordinator of an agency."""
    person = make_person()
    add_agency_member(by=None, agency=agency, person=person, role="coordinator")
    return person


def as_if_real(world: World) -> None:
    """Let an inspection stand in the days of the calendar: a made-up one may be played ahead of them."""
    world.inspection.made_up = False
    world.inspection.save(update_fields=["made_up"])
