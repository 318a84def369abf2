"""An inspection in fieldwork with one tracked child agencies can be asked about, and a joint audit of three questions."""

import uuid
from dataclasses import dataclass, replace
from types import SimpleNamespace

import polars as pl

from joinedup.areas.actions import add_agency_member
from joinedup.cases import actions
from joinedup.cases.asked import actions as asked
from joinedup.cases.asked.actions import ask_about_children
from joinedup.cases.asked.models import ChildRequest, FollowedChild
from joinedup.cases.audits.models import JointAudit
from joinedup.cases.models import TrackedChild
from joinedup.cases.queries import cohort_under
from joinedup.inspections.enums import Stage
from joinedup.intake.actions import accept_submission, ask_agencies, receive_submission
from joinedup.intake.models import DataRequest
from joinedup.linkage.actions import run_link
from joinedup.method.framework import AuditQuestion, Column, EventMapping, ListSpec, SourceKind
from joinedup.method.framework import ChildRequest as ChildItem
from joinedup.people.models import Person
from joinedup.records.shape import RELATION, empty
from tests.factories.cases import CHILDREN, frames_of, selection_framework
from tests.factories.inspections import World, make_inspection
from tests.factories.linkage import AUTHORITY, POLICE, framework_of_people
from tests.factories.lists import csv_bytes
from tests.factories.people import make_person

ITEMS = (
    ChildItem("part", "Your part in the joint audit", "joint_audit", "To see what you see.", due=9, at_least=3),
    ChildItem("file", "The child’s record", "case_file", "To read it.", of=("tracked", "sampled"), due=6),
    ChildItem("plan", "Latest plan", "document", "To know what was to be done.", sector="local_authority", due=6),
    ChildItem("who", "Who knows the child best", "practitioner", "To hear from them.", sector="police", due=6),
)
QUESTIONS = (
    AuditQuestion("life", "What was life like for this child?"),
    AuditQuestion("safer", "Is the child safer?", "choice", choices=(("yes", "Yes"), ("no", "No"))),
    AuditQuestion("known", "What did you know, and when?", answered="agency", sectors=("police",)),
    AuditQuestion("learned", "What was learned?", answered="together"),
)


@dataclass
class Following:
    """The inspection's world and the child tracked in it."""

    world: World
    tracked: TrackedChild

    @property
    def inspection(self):
        return self.world.inspection

    @property
    def child(self) -> FollowedChild:
        return FollowedChild.objects.get(tracked=self.tracked)

    @property
    def audit(self) -> JointAudit:
        return JointAudit.objects.get(tracked=self.tracked)

    def request(self, sector: str, item: str) -> ChildRequest:
        return ChildRequest.objects.get(child=self.child, agency=self.world.agencies[sector], item=item)

    def contributor(self, sector: str) -> Person:
        """Return somebody else of an agency, who does not coordinate."""
        person = make_person()
        add_agency_member(by=None, agency=self.world.agencies[sector], person=person, role="contributor")
        return person

    def ask(self, **more) -> list[ChildRequest]:
        return ask_about_children(by=self.world.lead, inspection=self.inspection, **more)


def following_framework():
    tiny = selection_framework()
    sources = (*tiny.sources, SourceKind("joint_audit", "The partnership's joint audit", about_child=True))
    return replace(tiny, child_requests=ITEMS, joint_audit=QUESTIONS, sources=sources)


def make_following(monkeypatch, stage: Stage = Stage.FIELDWORK) -> Following:
    """Draw a sample and choose one child; what intake and linkage would give is made up here."""
    world = make_inspection(following_framework(), Stage.SELECTION)
    members, records, events = frames_of(world)
    monkeypatch.setattr(actions, "memberships_of", lambda run: members)
    monkeypatch.setattr(actions, "records_of", lambda *_: records)
    monkeypatch.setattr(actions, "events_of", lambda *_: events)
    monkeypatch.setattr(actions, "relations_of", lambda *_: empty(RELATION))
    monkeypatch.setattr(asked, "records_pinned", lambda child: _named(records).filter(pl.col("record_id").is_in(child.records)))
    run = SimpleNamespace(pk=uuid.uuid4(), inspection=world.inspection, inspection_id=world.inspection.pk, submissions=None)
    actions.draw_cohort_sample(by=world.lead, inspection=world.inspection, run=run, seed="7")
    pair = list(world.inspectors.values())[:2]
    chosen = {"child_id": CHILDREN[3], "why": "A boy known to both.", "leads": pair}
    tracked = actions.choose_tracked(by=world.lead, inspection=world.inspection, **chosen)
    world.move_to(stage)
    return Following(world, tracked)


def _named(records: pl.DataFrame) -> pl.DataFrame:
    """Return the records each with a name of its own agency's."""
    rows = [
        row | {"own_id": row["record_id"].partition(":")[2], "names": [_name(row["sector"])]}
        for row in records.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=records.schema)


def _name(sector: str) -> dict[str, str | None]:
    given = {"police": "Marlo", "local_authority": "Marlowe"}.get(sector, "Mar")
    return {"given": given, "middle": None, "family": "Quint"}


def make_followed() -> Following:
    """Send real lists, link them, draw and choose one child whom both agencies know: nothing is made up in between."""
    world = make_inspection(_listed_framework(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    referrals = [["ID", "Referral date"], ["1", "12/09/2022"]]
    for sector, item, rows in (
        ("local_authority", "local_authority-people", AUTHORITY),
        ("local_authority", "referrals", referrals),
        ("police", "police-people", POLICE),
    ):
        request = DataRequest.objects.get(inspection=world.inspection, agency=world.agencies[sector], item=item)
        by, data = world.coordinators[sector], csv_bytes(rows)
        accept_submission(by=world.lead, submission=receive_submission(by=by, request=request, filename="list.csv", data=data))
    world.move_to(Stage.SELECTION)
    run = run_link(by=world.lead, inspection=world.inspection)
    sample = actions.draw_cohort_sample(by=world.lead, inspection=world.inspection, run=run, seed="7")
    [child] = cohort_under(sample)["child_id"].to_list()
    chosen = {"child_id": child, "why": "Known to both.", "leads": list(world.inspectors.values())[:2]}
    tracked = actions.choose_tracked(by=world.lead, inspection=world.inspection, **chosen)
    world.move_to(Stage.FIELDWORK)
    return Following(world, tracked)


def _listed_framework():
    people, base = framework_of_people(), following_framework()
    columns = (
        Column("id", "ID", "id", "To link", holds="own_id", required=True),
        Column("date", "Referral date", "date", "To date it", required=True),
    )
    told = EventMapping("referral", "date")
    referrals = ListSpec("referrals", "Referrals", "local_authority", "events", "To see who came", columns, events=(told,))
    selection = replace(base.selection, sample_size=1, tracked_min=1, tracked=1)
    return replace(base, lists=(*people.lists, referrals), selection=selection, timescales=())
