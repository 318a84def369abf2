"""After publication the partnership begins its written statement: half-filled, a scrutineer, a board, one action."""

from datetime import timedelta

from joinedup.improvement.actions import name_scrutineer
from joinedup.improvement.enums import ActionState
from joinedup.improvement.models import WrittenStatement
from joinedup.improvement.planning import Planned, add_action, add_board, add_milestone, move_action, reach_milestone
from joinedup.improvement.queries import statement_about
from joinedup.publication.models import Publication
from joinedup.rehearsal.cast import Cast


def begin_statement(cast: Cast, publication: Publication) -> WrittenStatement | None:
    """Name the scrutineer, set up a board, and plan the first action, on the first point; none where no statement is asked for."""
    statement = statement_about(publication)
    if statement is None:
        return None
    council = next(agency for agency in cast.agencies.values() if agency.sector == "local_authority")
    by, published_on = cast.coordinators[council.key], publication.published_on
    name_scrutineer(by=by, statement=statement, person=cast.scrutineer)
    board = add_board(by=by, statement=statement, name="Improvement board", chaired_by="Chief executive")
    point = statement.points.order_by("position")[0]
    others = [agency for agency in cast.agencies.values() if agency.sector in point.sectors and agency != council]
    planned = Planned(
        what=f"Agree between all partners who does what about point {point.number}, write it down and tell every team.",
        points=[point.number],
        owner="Director of children’s services",
        agency=council,
        contributors=others,
        board=board,
        begins_on=published_on,
        due_on=published_on + timedelta(days=120),
        difference="Children are helped sooner, and do not have to tell their story again.",
        measure="Ten children’s records, read by two agencies together each month.",
    )
    action = add_action(by=by, statement=statement, planned=planned)
    soon, later = published_on + timedelta(days=20), published_on + timedelta(days=80)
    first = add_milestone(by=by, action=action, what="Every partner has named who leads on this", due_on=soon)
    add_milestone(by=by, action=action, what="The agreement is written and teams are told", due_on=later)
    move_action(by=by, action=action, state=ActionState.UNDER_WAY, words="Every partner has said who leads.")
    reach_milestone(by=by, milestone=first, done_on=published_on, proof="The list of names went to the improvement board.")
    return statement
