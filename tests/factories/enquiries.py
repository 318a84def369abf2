"""Lines of enquiry, made through the real actions from the small inspection of `tests.factories.cases`."""

from dataclasses import dataclass
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import polars as pl

from joinedup.cases import actions as cases
from joinedup.cases.core.chronology import CHRONOLOGY
from joinedup.cases.enquiries import actions
from joinedup.cases.enquiries.enums import ProposalState
from joinedup.cases.enquiries.models import Enquiry, LineProposal
from joinedup.cases.enquiries.queries import last_decision, waiting
from joinedup.cases.models import Sample, TrackedChild
from joinedup.cases.queries import chronologies_under
from joinedup.inspections.enums import Stage
from joinedup.linkage.models import LinkRun
from joinedup.records.artefacts import to_parquet
from joinedup.records.shape import RELATION, empty
from joinedup.vault import files
from tests.factories.cases import CHILDREN, frames_of, selection_framework
from tests.factories.inspections import World, make_inspection


def the_proposal(tracked: TrackedChild) -> LineProposal:
    """Return the one thing the small inspection's lists give cause to ask about a child."""
    [one] = waiting(tracked.inspection).filter(tracked=tracked)
    return one


def make_line(drawn, tracked: TrackedChild, by=None) -> Enquiry:
    """Accept what is proposed about a child, and return the line."""
    proposal = the_proposal(tracked)
    actions.decide(by=by or drawn.world.lead, proposal=proposal, decision=ProposalState.ACCEPTED)
    return last_decision(proposal).enquiry


def tell_again(sample: Sample, lines: pl.DataFrame) -> None:
    """Let the chronologies of a sample be these from now on, as an accepted later list would."""
    data = to_parquet(lines.select(list(CHRONOLOGY)), [])
    sample.chronologies = files.store(scope=sample.inspection_id, kind="chronologies", data=data)
    sample.save(update_fields=["chronologies"])


def under_other_ids(sample: Sample) -> pl.DataFrame:
    """Return the sample's chronologies as the same lists sent again would give them: every event under another id."""
    return chronologies_under(sample).with_columns(("x" + pl.col("event_id")).alias("event_id"))


def with_an_answer(sample: Sample, child_id: str, after_days: int) -> pl.DataFrame:
    """Return the sample's chronologies with a decision on a child's referral, so many days after it."""
    lines = chronologies_under(sample)
    referral = lines.filter((pl.col("child_id") == child_id) & (pl.col("kind") == "referral"))
    later = [pl.col(edge) + timedelta(days=after_days) for edge in ("start_earliest", "start_latest")]
    answer = referral.with_columns(pl.lit("referral_decision").alias("kind"), ("d" + pl.col("event_id")).alias("event_id"), *later)
    return pl.concat([lines, answer.select(lines.columns)])


def plain_child(world: World, number: int) -> TrackedChild:
    """Return a tracked child of whom the lists tell nothing, for what is about the child's code alone."""
    nothing = pl.DataFrame(schema=CHRONOLOGY)
    kept = files.store(scope=world.inspection.pk, kind="chronologies", data=to_parquet(nothing, []))
    drawn = {
        "run": uuid4(),
        "size": 1,
        "children": 1,
        "received": [],
        "artefact": kept,
        "chronologies": kept,
        "drawn_by": world.lead,
    }
    sample = Sample.objects.filter(inspection=world.inspection).first() or Sample.objects.create(
        inspection=world.inspection, **drawn
    )
    child = TrackedChild(
        inspection=world.inspection, sample=sample, number=number, code=f"Child {number}", child_id=f"{number:016x}"
    )
    child.records, child.facts, child.why, child.chosen_by = (
        [],
        {"age": 9, "age_band": "5-9", "sex": "male"},
        "For range.",
        world.lead,
    )
    child.save(force_insert=True)
    child.leads.set(list(world.inspectors.values())[:2])
    return child


def line_by_hand(world: World, tracked: TrackedChild | None) -> Enquiry:
    """Add a line as the world's lead inspector."""
    said = {"words": "Who told the school?", "rests_on": "The head said nobody did."}
    return actions.add_line(by=world.lead, inspection=world.inspection, tracked=tracked, **said)


@dataclass
class Following:
    """An inspection with two tracked children; of each, two referrals undecided and a gap between them are proposed."""

    world: World
    tracked: list[TrackedChild]

    @property
    def inspection(self):
        return self.world.inspection

    @property
    def inspector(self):
        """One who is no lead inspector, and leads on both children."""
        return self.world.inspectors["hmicfrs"]


def make_following(stage: Stage = Stage.FIELDWORK) -> Following:
    """Draw a sample from lists that were received and choose two children, so that lines of enquiry are proposed."""
    world = make_inspection(selection_framework(), Stage.SELECTION)
    members, records, events = frames_of(world)
    earlier = events.filter(pl.col("kind") == "referral").with_columns(
        ("z" + pl.col("event_id")).alias("event_id"),
        *(pl.col(edge) - timedelta(days=90) for edge in ("start_earliest", "start_latest")),
    )
    given = {
        "memberships_of": lambda run: members,
        "records_of": lambda *_: records,
        "events_of": lambda *_: pl.concat([events, earlier]),
        "relations_of": lambda *_: empty(RELATION),
        "lists_received": lambda *_: ["referrals"],
    }
    with patch.multiple(cases, **given):
        run = LinkRun(inspection=world.inspection)
        cases.draw_cohort_sample(by=world.lead, inspection=world.inspection, run=run, seed="7")
    leads = list(world.inspectors.values())[:2]
    tracked = [
        cases.choose_tracked(by=world.lead, inspection=world.inspection, child_id=child, why="For range.", leads=leads)
        for child in CHILDREN[:2]
    ]
    world.move_to(stage)
    return Following(world, [TrackedChild.objects.get(pk=child.pk) for child in tracked])
