"""What every writer of a statement does: lock it, log it, and take approvals back when the plan changes."""

from typing import Any

from django.utils import timezone

from joinedup.audit.actions import record
from joinedup.improvement.enums import StatementState
from joinedup.improvement.models import StatementMove, WrittenStatement
from joinedup.improvement.rules import check_can_write
from joinedup.people.models import Person


def locked(statement: WrittenStatement) -> WrittenStatement:
    """Return the statement as it stands now, locked until the transaction ends."""
    found = WrittenStatement.objects.select_for_update(of=("self",)).select_related("publication", "area")
    return found.get(pk=statement.pk)


def changing_plan(by: Person, statement: WrittenStatement) -> WrittenStatement:
    """Lock a statement whose plan is to change; what partners approved of a draft is taken back. Raise StatementRefused."""
    statement = locked(statement)
    check_can_write(by, statement)
    void_approvals(statement)
    if statement.state == StatementState.APPROVED:
        moved(by, statement, StatementState.DRAFT, "The plan was changed after it was approved.")
    return statement


def void_approvals(statement: WrittenStatement) -> None:
    """Take standing approvals of a plan back that is not sent yet; they are kept, with the moment."""
    if statement.state in (StatementState.DRAFT, StatementState.APPROVED):
        statement.approvals.filter(voided_at=None).update(voided_at=timezone.now())


def moved(by: Person | None, statement: WrittenStatement, to: StatementState, words: str = "") -> None:
    """Move a statement on, with its row and its line in the log. Whether it may is asked before."""
    before, statement.state = statement.state, to
    statement.save(update_fields=["state"])
    StatementMove.objects.create(statement=statement, before=before, after=to, words=words, **who(by))
    log(by, statement, "statement moved", before=str(before), after=str(to))


def who(by: Person | None) -> dict[str, Any]:
    """Return who did something and when, as rows keep it."""
    return {"by": by, "by_words": who_words(by), "at": timezone.now()}


def who_words(by: Person | None) -> str:
    """Return a person's name as it stands beside what they did."""
    return (by.name or by.email) if by else "Joinedup"


def log(by: Person | None, statement: WrittenStatement, action: str, **detail: Any) -> None:
    """Log a write: ids, numbers and states, never the words."""
    record(by=by, chain="", action=action, object_kind="written statement", object_id=str(statement.pk), detail=detail)
