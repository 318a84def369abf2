"""An inspection whose sample is drawn from the authority's lists alone; the police send theirs later."""

from dataclasses import dataclass, replace

from joinedup.cases.actions import choose_tracked, draw_cohort_sample
from joinedup.cases.models import Sample, TrackedChild
from joinedup.cases.queries import cohort_under
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.intake.actions import accept_submission, ask_agencies, receive_submission
from joinedup.intake.models import DataRequest
from joinedup.linkage.actions import run_link
from joinedup.linkage.models import LinkRun
from joinedup.linkage.queries import latest_run
from joinedup.method.framework import Column, EventMapping, Framework, ListSpec
from tests.factories.inspections import NOTIFIED, World, make_inspection
from tests.factories.linkage import HEAD, framework_of_people
from tests.factories.lists import csv_bytes

_NAMES = ("Amelia Okafor", "Leo Bello", "Ivy Kowalska", "Noah Siddiqui", "Grace Brennan", "Omar Haddad")
#: Six children of the authority, each referred once.
PEOPLE = [[str(n), *name.split(), f"0{n}/05/2012", f"LS{n} 2AB"] for n, name in enumerate(_NAMES, 1)]
_REFERRED = [[str(n), f"{n:02}/{NOTIFIED.month - 1:02}/{NOTIFIED.year}"] for n in range(1, 7)]


def framework_of_events() -> Framework:
    """Lists of people and of events of both sectors; a cohort of those referred, four sampled."""
    tiny = framework_of_people()
    own = Column("id", "ID", "id", "To join", holds="own_id", required=True)
    day = Column("date", "Date", "date", "To place it", required=True)
    lists = (
        ListSpec(
            "la-referrals", "Referrals", "local_authority", "events", "test", (own, day), events=(EventMapping("referral", "date"),)
        ),
        ListSpec(
            "police-incidents",
            "Incidents",
            "police",
            "events",
            "test",
            (own, day),
            events=(EventMapping("police_incident", "date"),),
        ),
    )
    rule = replace(
        tiny.selection, cohort_kinds=("referral",), sample_size=4, shortlist_size=3, tracked_min=1, tracked=2, tracked_max=3
    )
    return replace(tiny, lists=(*tiny.lists, *lists), selection=rule)


@dataclass
class Drawn:
    """The inspection after the draw."""

    world: World

    @property
    def inspection(self) -> Inspection:
        return self.world.inspection

    @property
    def sample(self) -> Sample:
        return Sample.objects.get(inspection=self.inspection)

    def send(self, sector: str, list_id: str, rows: list[list[str]]) -> None:
        """Send a list and have it accepted."""
        request = DataRequest.objects.get(inspection=self.inspection, agency=self.world.agencies[sector], item=list_id)
        by = self.world.coordinators[sector]
        sent = receive_submission(by=by, request=request, filename=f"{list_id}.csv", data=csv_bytes(rows))
        accept_submission(by=self.world.lead, submission=sent)

    def police_send(self, *known: int) -> None:
        """Have the police know some of the six children, each from one incident."""
        self.send("police", "police-people", [HEAD, *[["P" + PEOPLE[n - 1][0], *PEOPLE[n - 1][1:]] for n in known]])
        self.send(
            "police", "police-incidents", [["ID", "Date"], *[["P" + row[0], row[1]] for row in _REFERRED if int(row[0]) in known]]
        )

    def link(self) -> LinkRun:
        return run_link(by=self.world.lead, inspection=self.inspection)

    def child(self, number: int) -> str:
        """Return the child_id of one of the six."""
        key = self.world.agencies["local_authority"].key
        frame = cohort_under(self.sample)
        return next(child for child, records in frame.select("child_id", "records").iter_rows() if f"{key}:{number}" in records)

    def track(self, number: int) -> TrackedChild:
        return choose_tracked(
            by=self.world.lead,
            inspection=self.inspection,
            child_id=self.child(number),
            why="For range.",
            leads=list(self.world.inspectors.values())[:2],
        )


def linked_from_the_authority_alone() -> Drawn:
    """The authority has sent its lists and they are linked; the police are awaited, and nothing is drawn."""
    world = make_inspection(framework_of_events(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    drawn = Drawn(world)
    drawn.send("local_authority", "local_authority-people", [HEAD, *PEOPLE])
    drawn.send("local_authority", "la-referrals", [["ID", "Date"], *_REFERRED])
    world.move_to(Stage.SELECTION)
    drawn.link()
    return drawn


def drawn_from_the_authority_alone() -> Drawn:
    """The same, and the sample is drawn."""
    drawn = linked_from_the_authority_alone()
    run = latest_run(drawn.inspection)
    draw_cohort_sample(by=drawn.world.lead, inspection=drawn.inspection, run=run, seed="7")
    return drawn
