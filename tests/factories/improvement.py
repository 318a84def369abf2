"""Written statements, opened through the real action from a published letter."""

from dataclasses import dataclass, replace
from datetime import date

from joinedup.areas.actions import add_agency_member, add_inspectorate_member, create_agency, create_area, create_inspectorate
from joinedup.areas.models import Agency, Area
from joinedup.improvement.actions import acknowledge, approve, name_scrutineer, open_statement, put_to_scrutiny, send
from joinedup.improvement.enums import StatementState
from joinedup.improvement.models import WrittenStatement
from joinedup.improvement.planning import Planned, add_action
from joinedup.improvement.queries import partners_of
from joinedup.people.models import Person
from joinedup.publication.actions import publish
from joinedup.publication.document import Box, Document
from tests.factories.documents import make_document, make_passage
from tests.factories.people import make_person

SECTORS = ("local_authority", "police", "health", "probation")


@dataclass
class Partnership:
    """An area with four agencies, a coordinator in each, a scrutineer and an inspector; and the statement its letter asks for."""

    area: Area
    agencies: dict[str, Agency]  # by sector
    coordinators: dict[str, Person]
    scrutineer: Person
    inspector: Person
    statement: WrittenStatement

    @property
    def council(self) -> Person:
        """The council's coordinator."""
        return self.coordinators["local_authority"]

    def now(self) -> WrittenStatement:
        """Return the statement as it stands now."""
        return WrittenStatement.objects.get(pk=self.statement.pk)


def letter_with_prose() -> Document:
    """Return a letter with two bullets, a weakness in the prose beside one of them, another on its own, and a box."""
    document = make_document()
    beside = replace(make_passage(6, "Some discussions come days late."), direction="improve", findings=("finding-2",))
    alone = replace(make_passage(7, "Health staff are seldom there."), direction="improve", sectors=("health",))
    box = Box("b2", "improvement", "Case study", "A late call", (replace(make_passage(8, "Nobody rang."), direction="improve"),))
    improve, main = document.sections[3], document.sections[4]
    bullets = tuple(replace(passage, direction="improve") for passage in improve.blocks)
    sections = list(document.sections)
    sections[3], sections[4] = replace(improve, blocks=bullets), replace(main, blocks=(*main.blocks, beside, alone, box))
    return replace(document, sections=tuple(sections))


def make_partnership(document: Document | None = None, code: str = "X99999998") -> Partnership:
    """Return a partnership whose letter is published."""
    area = create_area(by=None, code=code, name="Madeupshire", made_up=True)
    agencies = {
        sector: create_agency(
            by=None, key=f"{sector.replace('_', '-')}-{code.lower()}", name=f"{sector} of Madeupshire", sector=sector, areas=[area]
        )
        for sector in SECTORS
    }
    coordinators = {sector: make_person(f"Coordinator, {sector}") for sector in SECTORS}
    for sector, person in coordinators.items():
        add_agency_member(by=None, agency=agencies[sector], person=person, role="coordinator")
    inspector = make_person("Inspector")
    add_inspectorate_member(
        by=None, inspectorate=create_inspectorate(by=None, code=f"ofsted-{code.lower()}", name="Ofsted"), person=inspector
    )
    publication = publish(by=inspector, document=document or letter_with_prose(), area=area)
    statement = open_statement(by=inspector, publication=publication)
    scrutineer = make_person("Scrutineer")
    name_scrutineer(by=coordinators["local_authority"], statement=statement, person=scrutineer)
    return Partnership(area, agencies, coordinators, scrutineer, inspector, statement)


def plan_all(made: Partnership) -> None:
    """Give every point one whole action."""
    for point in made.statement.points.all():
        add_action(by=made.council, statement=made.statement, planned=planned(made, point.number))


def planned(made: Partnership, *points: str, **said: object) -> Planned:
    """Return a whole action on the points."""
    whole = {
        "what": "Meet every morning and say who does what.",
        "owner": "Head of the front door",
        "agency": made.agencies["local_authority"],
        "contributors": [made.agencies["police"]],
        "due_on": date(2026, 9, 1),
        "difference": "Children wait for nobody.",
        "measure": "Looked at in ten records a month.",
    }
    return Planned(points=points, **{**whole, **said})


def bring_to(made: Partnership, state: StatementState) -> WrittenStatement:
    """Bring a planned statement to a state, through the real actions."""
    order = list(StatementState)
    steps = [
        lambda: [
            approve(by=made.coordinators[sector], statement=made.now(), agency=found[0])
            for sector, found in partners_of(made.now()).items()
        ],
        lambda: send(by=made.council, statement=made.now()),
        lambda: acknowledge(by=made.inspector, statement=made.now()),
        lambda: put_to_scrutiny(by=made.council, statement=made.now(), words="Children are seen sooner."),
        lambda: close_it(made),
    ]
    plan_all(made)
    for step in steps[: order.index(state)]:
        step()
    return made.now()


def close_it(made: Partnership) -> WrittenStatement:
    """Close a statement that is with its scrutineer."""
    from joinedup.improvement.actions import close

    return close(by=made.scrutineer, statement=made.now(), words="I read ten records.")
