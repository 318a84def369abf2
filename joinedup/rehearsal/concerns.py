"""Two urgent concerns, each about what the records of a tracked child truly show: raised, answered, seen to work and closed."""

from datetime import timedelta

import polars as pl
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.cases.concerns.actions import move_concern, open_concern, raise_concern, write_down
from joinedup.cases.concerns.content import About, Receiver, Rung, Written
from joinedup.cases.concerns.enums import ConcernState
from joinedup.cases.concerns.models import Concern
from joinedup.cases.core.words import day, label
from joinedup.inspections.models import Inspection
from joinedup.method.concerns import route_of
from joinedup.people.models import Person
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.children import Story
from joinedup.training.authored import ChildFacts

IMMEDIATE, PRACTICE = "immediate-risk", "practice-raised"


def raise_concerns(cast: Cast, inspection: Inspection, stories: list[Story]) -> list[Concern]:
    """Raise an immediate risk and a concern about practice in fieldwork, and follow both until they are closed."""
    if not stories:
        return []
    worst = max(stories, key=_unanswered)
    return [_immediate(cast, inspection, worst), _practice(cast, inspection, worst)]


def _immediate(cast: Cast, inspection: Inspection, story: Story) -> Concern:
    """Ring the duty manager, put it in writing, and see what came of it."""
    who, worry = _inspector(cast), _worry(story)
    agency = _agency(cast, route_of(inspection.framework, IMMEDIATE).sector)
    coordinator = cast.coordinators[agency.key]
    rung = Rung(
        "Duty manager",
        timezone.now() - timedelta(minutes=5),
        f"{worry} Nobody we asked today could say who had seen the child since. A social worker goes there now.",
    )
    concern = raise_concern(
        by=who,
        inspection=inspection,
        route=IMMEDIATE,
        about=_about(story),
        receivers=[_receiver(inspection, IMMEDIATE, agency, coordinator)],
        rung=rung,
    )
    why = "Nobody we asked today could say who had seen the child since."
    written = Written(worry, why, "See the child today, and say who keeps seeing them.")
    concern = write_down(by=who, concern=concern, written=written)
    concern = _answered(coordinator, concern, "A social worker and a police officer saw the child at home this afternoon.")
    return _ended(cast, who, concern, f"{story.tracked.code} told us who came and whom to ring. The visit is on the record.")


def _practice(cast: Cast, inspection: Inspection, story: Story) -> Concern:
    """Tell the leaders of the agency that wrote most of the child's story what its records show, and hear what they did."""
    who, keys = _inspector(cast), story.chronology["agency"].value_counts(sort=True)["agency"].to_list()
    agency = next(cast.agencies[key] for key in keys if key in cast.agencies)
    coordinator = cast.coordinators[agency.key]
    written = Written(
        _worry(story),
        "Staff told us that nobody looks whether this happens. It may be so for other children.",
        "Look today at the last month, and tell us what you find.",
    )
    concern = raise_concern(
        by=who,
        inspection=inspection,
        route=PRACTICE,
        about=_about(story),
        receivers=[_receiver(inspection, PRACTICE, agency, coordinator)],
        written=written,
    )
    concern = _answered(coordinator, concern, "The safeguarding lead looks at this each morning from today, for every child.")
    return _ended(cast, who, concern, "We sat in on the morning check: two children were followed up the same day.")


def _answered(coordinator: Person, concern: Concern, done: str) -> Concern:
    open_concern(by=coordinator, concern=concern)
    concern = move_concern(by=coordinator, concern=concern, to=ConcernState.ACKNOWLEDGED, words={})
    return move_concern(by=coordinator, concern=concern, to=ConcernState.REPLIED, words={"done": done})


def _ended(cast: Cast, who: Person, concern: Concern, how: str) -> Concern:
    concern = move_concern(by=who, concern=concern, to=ConcernState.SEEN, words={"how": how})
    return move_concern(by=cast.lead, concern=concern, to=ConcernState.CLOSED, words={})


def _unanswered(story: Story) -> int:
    """Return how much of a child's story nobody answered: what a concern is about."""
    never = story.handovers.filter(pl.col("state") == "never_arrived").height
    return never + story.timescales.filter(pl.col("state") == "missed").height


def _worry(story: Story) -> str:
    """Say what the records truly show of the child: a message without an answer, a time not kept, or what was recorded last."""
    facts, framework = story.facts(), story.tracked.inspection.framework
    titles = {rule.id: rule.title for rule in (*framework.handovers, *framework.timescales)}
    for rows, state, said in (
        (facts.handovers, "never_arrived", "{title}: of what was sent on {day}, no record says that it arrived."),
        (facts.timescales, "missed", "{title}: begun on {day}, and not done within its time."),
    ):
        found = rows.filter(pl.col("state") == state).sort("start_earliest")
        if not found.is_empty():
            last = found.row(-1, named=True)
            return f"{story.tracked.code}. " + said.format(title=titles[last["rule"]], day=day(last["start_earliest"]))
    return _recorded_last(facts)


def _recorded_last(facts: ChildFacts) -> str:
    last = facts.events.sort("start_earliest").row(-1, named=True)
    return f"{facts.code}. The last thing on record is: {label(last['kind']).lower()}, {day(last['start_earliest'])}."


def _about(story: Story) -> About:
    child = story.tracked
    return About(code=child.code, tracked=child, child_id=child.child_id, run=child.sample.run, records=tuple(child.records))


def _receiver(inspection: Inspection, route: str, agency: Agency, person: Person) -> Receiver:
    return Receiver(agency, route_of(inspection.framework, route).receiver, person)


def _agency(cast: Cast, sector: str) -> Agency:
    return next((agency for agency in cast.agencies.values() if agency.sector == sector), next(iter(cast.agencies.values())))


def _inspector(cast: Cast) -> Person:
    """Return an inspector of the last inspectorate: not the lead, who closes it."""
    return list(cast.inspectors.values())[-1][-1]
