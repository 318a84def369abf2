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
from joinedup.inspections.enums import Stage
from joinedup.method.framework import AuditQuestion, SourceKind
from joinedup.method.framework import ChildRequest as ChildItem
from joinedup.people.models import Person
from joinedup.records.shape import RELATION, empty
from tests.factories.cases import CHILDREN, frames_of, selection_framework
from tests.factories.inspections import World, make_inspection
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
