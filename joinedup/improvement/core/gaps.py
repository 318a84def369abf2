"""What a plan still lacks before partners can approve it, and what of it is outside its date."""

from dataclasses import dataclass
from datetime import date

from joinedup.improvement.core.content import Action, Milestone, Statement, own_points

DONE, DROPPED = "done", "dropped"


@dataclass(frozen=True)
class Outside:
    """A milestone, or an action where `milestone` is nothing, whose day has passed and which is not done."""

    action: Action
    milestone: Milestone | None
    due_on: date


def gaps_of(statement: Statement) -> list[str]:
    """Return a sentence for everything that keeps the plan from being approved; empty where nothing does."""
    answered = {number for action in statement.actions if action.state != DROPPED for number in action.points}
    gaps = [
        f"Point {point.number} has no action yet. Add one, link one, or say that it is the same as another point."
        for point in own_points(statement)
        if point.number not in answered
    ]
    return gaps + [gap for action in statement.actions if action.state != DROPPED for gap in _lacks(action)]


def outside(statement: Statement, today: date) -> list[Outside]:
    """Return what is not done although its day has passed, the earliest first. What has no day is not outside it."""
    found = [row for action in statement.actions if action.state not in (DONE, DROPPED) for row in _dated(action)]
    found = [row for row in found if row.due_on < today]
    return sorted(found, key=lambda row: (row.due_on, row.action.number))


def _dated(action: Action) -> list[Outside]:
    """Return everything of an action that is not done and has a day."""
    steps = [Outside(action, one, one.due_on) for one in action.milestones if one.done_on is None and one.due_on]
    return [*steps, Outside(action, None, action.due_on)] if action.due_on else steps


def _lacks(action: Action) -> list[str]:
    lacking = [
        said
        for said, there in (
            ("the post that owns it", action.owner),
            ("the agency of that post", action.agency),
            ("the day it is to be done by", action.due_on),
            ("the difference it makes for children", action.difference),
            ("how that difference is seen", action.measure),
            ("the point it answers", action.points),
        )
        if not there
    ]
    return [f"Action {action.number} lacks {', '.join(lacking)}."] if lacking else []
