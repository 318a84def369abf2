"""What stands before an inspection's next stage, and whose it is to do."""

from collections.abc import Callable

from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import roles_of
from joinedup.people.models import Person
from joinedup.web.inspectorate import stages
from joinedup.web.inspectorate.waiting.disclosed import disclosure_left
from joinedup.web.inspectorate.waiting.fieldwork import fieldwork
from joinedup.web.inspectorate.waiting.interrupted import interrupted
from joinedup.web.inspectorate.waiting.judging import checking, judging, sent_out, signed, writing
from joinedup.web.inspectorate.waiting.lists import lists, notified, planned, selection
from joinedup.web.inspectorate.waiting.people import (
    concerns_left,
    later_left,
    lines,
    looks_again,
    open_concerns,
    timetable_left,
    to_see,
    views_left,
)
from joinedup.web.inspectorate.waiting.priorities import letter_left
from joinedup.web.inspectorate.waiting.said import LEAD, TEAM, Waiting, page_of
from joinedup.web.inspectorate.waiting.statement import statement_left
from joinedup.web.inspectorate.waiting.week import week_left

#: Stages whose moves tell of urgent concerns still open.
CLOSING_CONCERNS = (Stage.JUDGING, Stage.WRITING, Stage.CHECKING, Stage.SIGNED)


def before_next_stage(inspection: Inspection, person: Person | None = None) -> list[Waiting]:
    """Return what stands before the next stage; nothing means that it can move on.

    To a `person` the urgent concerns they may see are told of at every move from judging on: they are closed before signing.
    """
    look = _LOOKS.get(Stage(inspection.stage))
    standing = [*interrupted(inspection), *(look(inspection) if look else [])]
    if person is None or Stage(inspection.stage) not in CLOSING_CONCERNS:
        return standing
    return standing + open_concerns(person, inspection)


def work_left(person: Person, inspection: Inspection) -> list[Waiting]:
    """Return what is left for one person to do in an inspection now."""
    roles = roles_of(person, inspection)
    waiting = before_next_stage(inspection, person)
    standing = [item for item in before_next_stage(inspection) if item.whose & roles]
    mine = [*concerns_left(person, inspection), *standing, *looks_again(person, inspection), *lines(person, inspection)]
    if roles & TEAM:
        mine += [*timetable_left(person, inspection), *later_left(inspection), *to_see(person, inspection)]
    if inspection.stage == Stage.PUBLISHED:  # nothing of it holds the inspection up
        mine += [item for item in sent_out(inspection) if item.whose & roles]
    mine += [item for item in (*letter_left(inspection), *disclosure_left(inspection)) if item.whose & roles]
    mine += [
        item
        for item in (*views_left(person, inspection), *week_left(inspection), *statement_left(inspection))
        if item.whose & roles
    ]
    onward = [move for move in stages.moves(person, inspection) if not move.back]
    if not waiting and onward:
        mine.append(
            Waiting(f"Nothing stands in the way: move it on to “{onward[0].name}”", page_of("inspection", inspection), LEAD)
        )
    return mine


_LOOKS: dict[Stage, Callable[[Inspection], list[Waiting]]] = {
    Stage.PLANNED: planned,
    Stage.NOTIFIED: notified,
    Stage.LISTS: lists,
    Stage.SELECTION: selection,
    Stage.FIELDWORK: fieldwork,
    Stage.JUDGING: judging,
    Stage.WRITING: writing,
    Stage.CHECKING: checking,
    Stage.SIGNED: signed,
}
