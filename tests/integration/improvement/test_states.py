"""The table of a statement's states, cell by cell, for everybody; and what else stands in a step's way."""

from itertools import product

import pytest

from joinedup.areas.actions import add_agency_member, create_agency
from joinedup.improvement.actions import acknowledge, approve, close, follow_correction, give_back, put_to_scrutiny, send, take_back
from joinedup.improvement.core.as_json import version_of
from joinedup.improvement.enums import MOVES, Party, StatementState
from joinedup.improvement.models import WrittenStatement
from joinedup.improvement.planning import ChangedMeanwhile, add_action, add_board, change_action, mark_of, set_same
from joinedup.improvement.queries import content_of
from joinedup.improvement.rules import StatementRefused, can_move, can_write
from joinedup.publication.actions import correct
from joinedup.publication.render.as_json import from_json as letter_from_json
from tests.factories.improvement import bring_to, make_partnership, plan_all, planned
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
S = StatementState

#: Whose the steps are, said once more and by hand: a cell that is not here is refused for everybody.
TABLE = {
    (S.DRAFT, S.APPROVED): {"council", "police", "health"},
    (S.APPROVED, S.DRAFT): {"council", "police", "health", "probation"},
    (S.APPROVED, S.SENT): {"council", "police", "health", "probation"},
    (S.SENT, S.ACKNOWLEDGED): {"inspector"},
    (S.ACKNOWLEDGED, S.PUT_TO_SCRUTINY): {"council", "police", "health", "probation"},
    (S.PUT_TO_SCRUTINY, S.ACKNOWLEDGED): {"scrutineer"},
    (S.PUT_TO_SCRUTINY, S.CLOSED): {"scrutineer"},
}


@pytest.fixture
def made():
    return make_partnership()


def everybody(made):
    council, police, health, probation = (made.coordinators[one] for one in ("local_authority", "police", "health", "probation"))
    known = {"council": council, "police": police, "health": health, "probation": probation}
    return {**known, "scrutineer": made.scrutineer, "inspector": made.inspector, "stranger": make_person()}


def test_every_cell_of_the_table_for_everybody(made):
    plan_all(made)
    people = everybody(made)
    for before, after in product(S, S):
        WrittenStatement.objects.filter(pk=made.statement.pk).update(state=before)
        may = {name for name, person in people.items() if can_move(person, made.now(), after)}
        assert may == TABLE.get((before, after), set()), f"{before} to {after}"
    assert set(TABLE) == set(MOVES)
    assert set(MOVES.values()) == set(Party)


def test_the_whole_way_through_the_actions(made):
    statement = bring_to(made, S.CLOSED)
    told = [(move.before, move.after) for move in statement.moves.all()]
    assert told == list(zip(list(S), list(S)[1:], strict=False))


def test_an_account_that_ended_may_do_nothing(made):
    plan_all(made)
    made.council.is_active = False
    made.council.save()
    assert not can_write(made.council, made.now())


@pytest.mark.parametrize("state", S)
def test_when_the_plan_can_be_changed(made, state):
    WrittenStatement.objects.filter(pk=made.statement.pk).update(state=state)
    assert can_write(made.council, made.now()) == (state not in (S.PUT_TO_SCRUTINY, S.CLOSED))
    assert not can_write(made.scrutineer, made.now())
    assert not can_write(made.inspector, made.now())


def test_each_statutory_partner_approves_once_and_the_last_makes_it_approved(made):
    plan_all(made)
    for sector in ("local_authority", "police"):
        approve(by=made.coordinators[sector], statement=made.now(), agency=made.agencies[sector])
        assert made.now().state == S.DRAFT
    with pytest.raises(StatementRefused, match="approved for police of Madeupshire already"):
        approve(by=made.coordinators["police"], statement=made.now(), agency=made.agencies["police"])
    with pytest.raises(StatementRefused, match="Only a coordinator of that"):
        approve(by=made.council, statement=made.now(), agency=made.agencies["health"])
    approve(by=made.coordinators["health"], statement=made.now(), agency=made.agencies["health"])
    assert made.now().state == S.APPROVED


def test_a_plan_with_gaps_is_not_approved(made):
    with pytest.raises(StatementRefused, match="Point 1 has no action yet"):
        approve(by=made.council, statement=made.now(), agency=made.agencies["local_authority"])
    plan_all(made)
    add_action(by=made.council, statement=made.statement, planned=planned(made, "1", owner="", due_on=None))
    with pytest.raises(StatementRefused, match="Action 6 lacks the post that owns it, the day it is to be done by"):
        approve(by=made.council, statement=made.now(), agency=made.agencies["local_authority"])


def test_a_change_of_the_plan_voids_what_partners_approved(made):
    bring_to(made, S.APPROVED)
    add_action(by=made.council, statement=made.now(), planned=planned(made, "1"))
    assert made.now().state == S.DRAFT
    assert not made.now().approvals.filter(voided_at=None).exists()
    assert made.now().approvals.count() == 3
    with pytest.raises(StatementRefused, match="cannot go from there"):
        send(by=made.council, statement=made.now())


def test_an_action_is_not_written_over_words_its_writer_never_saw(made):
    plan_all(made)
    action = made.now().actions.first()
    opened = mark_of(action)
    assert mark_of(action) == opened
    change_action(by=made.council, action=action, planned=planned(made, "1", what="Meet once a month."), based_on=opened)
    for changes in ({"what": "Meet each day."}, {"what": "Meet once a month.", "owner": "Chief nurse"}):
        with pytest.raises(ChangedMeanwhile, match="nothing is lost"):
            change_action(by=made.council, action=action, planned=planned(made, "1", **changes), based_on=opened)
    assert made.now().actions.first().what == "Meet once a month."
    now = mark_of(made.now().actions.first())
    change_action(by=made.council, action=action, planned=planned(made, "1", "2", what="Meet once a month."), based_on=now)
    assert mark_of(made.now().actions.first()) != now


def test_a_board_that_no_action_names_voids_nothing(made):
    bring_to(made, S.APPROVED)
    add_board(by=made.council, statement=made.now(), name="Exploitation group")
    assert send(by=made.council, statement=made.now()).kind == "submitted"


def test_it_is_acknowledged_once(made):
    bring_to(made, S.ACKNOWLEDGED)
    with pytest.raises(StatementRefused):
        acknowledge(by=made.inspector, statement=made.now())
    put_to_scrutiny(by=made.council, statement=made.now(), words="Done.")
    with pytest.raises(StatementRefused, match="acknowledged already"):
        acknowledge(by=made.scrutineer, statement=made.now())


def test_the_scrutineer_gives_back_with_words_or_closes(made):
    bring_to(made, S.PUT_TO_SCRUTINY)
    with pytest.raises(StatementRefused, match="still to be seen"):
        give_back(by=made.scrutineer, statement=made.now(), words=" ")
    give_back(by=made.scrutineer, statement=made.now(), words="Show me the audits.")
    put_to_scrutiny(by=made.council, statement=made.now(), words="Here they are.")
    with pytest.raises(StatementRefused, match="This step is for"):
        close(by=made.council, statement=made.now(), words="Done.")
    assert close(by=made.scrutineer, statement=made.now(), words="Seen.").state == S.CLOSED


def test_without_a_scrutineer_it_is_not_closed(made):
    bring_to(made, S.ACKNOWLEDGED)
    made.now().scrutineers.update(ended_at="2026-01-01T00:00:00Z")
    with pytest.raises(StatementRefused, match="Name a scrutineer first"):
        put_to_scrutiny(by=made.council, statement=made.now(), words="Done.")


def test_taken_back_needs_words(made):
    bring_to(made, S.APPROVED)
    with pytest.raises(StatementRefused, match="Say why"):
        take_back(by=made.council, statement=made.now(), words="")
    assert take_back(by=made.council, statement=made.now(), words="A date is wrong.").state == S.DRAFT


def test_only_what_the_prose_says_can_be_the_same_as_another(made):
    points = {point.number: point for point in made.statement.points.all()}
    with pytest.raises(StatementRefused, match="keeps an action of its own"):
        set_same(by=made.council, point=points["1"], same_as="2")
    add_action(by=made.council, statement=made.statement, planned=planned(made, "M1"))
    set_same(by=made.council, point=points["M1"], same_as="1", words="The same meetings.")
    assert [point.number for point in made.now().actions.get().points.all()] == ["1"]
    with pytest.raises(StatementRefused, match="not itself"):
        set_same(by=made.council, point=points["M2"], same_as="M1")


def add_agency(made, sector):
    agency = create_agency(
        by=None, key=f"second-{sector}".replace("_", "-"), name=f"Second {sector}", sector=sector, areas=[made.area]
    )
    person = make_person()
    add_agency_member(by=None, agency=agency, person=person, role="coordinator")
    return agency, person


def test_every_council_and_every_force_approves_and_of_health_one_agency(made):
    plan_all(made)
    force, second = add_agency(made, "police")
    trust, nurse = add_agency(made, "health")
    for sector in ("local_authority", "police", "health"):
        approve(by=made.coordinators[sector], statement=made.now(), agency=made.agencies[sector])
    assert made.now().state == S.DRAFT
    with pytest.raises(StatementRefused, match="approved for health already"):
        approve(by=nurse, statement=made.now(), agency=trust)
    approve(by=second, statement=made.now(), agency=force)
    assert made.now().state == S.APPROVED


def test_a_stale_page_approves_no_plan_that_changed_since(made):
    plan_all(made)
    read = version_of(content_of(made.now()))
    change_action(by=made.council, action=made.now().actions.first(), planned=planned(made, "1", what="Meet once a month."))
    with pytest.raises(StatementRefused, match="changed since you opened this page"):
        approve(by=made.council, statement=made.now(), agency=made.agencies["local_authority"], read=read)


def corrected_letter(made, before: str, after: str):
    """Return the letter's corrected version, with one passage worded otherwise."""
    text = made.statement.publication.document
    assert before in text
    document = letter_from_json(text.replace(before, after))
    return correct(by=made.inspector, publication=made.statement.publication, document=document, why="It said too much.")


def test_a_corrected_letter_is_what_the_points_say_then_each_once(made):
    plan_all(made)
    approve(by=made.council, statement=made.now(), agency=made.agencies["local_authority"])
    count = made.statement.points.count()
    newer = corrected_letter(made, "Health staff are seldom there.", "Health staff are sometimes not there.")
    follow_correction(by=made.inspector, publication=newer)
    texts = list(made.now().points.values_list("text", flat=True))
    assert len(texts) == count
    assert "Health staff are sometimes not there." in texts and "Health staff are seldom there." not in texts
    assert not made.now().approvals.filter(voided_at=None).exists()
    assert made.now().letter["address"] == newer.slug
    assert all(point.actions.exists() for point in made.now().points.all())


def test_an_approved_plan_comes_back_when_the_letter_is_corrected_and_a_closed_one_stays(made):
    bring_to(made, S.APPROVED)
    newer = corrected_letter(made, "Health staff are seldom there.", "Health staff are sometimes not there.")
    WrittenStatement.objects.filter(pk=made.statement.pk).update(state=S.CLOSED)
    follow_correction(by=made.inspector, publication=newer)
    assert "Health staff are seldom there." in made.now().points.values_list("text", flat=True)
    WrittenStatement.objects.filter(pk=made.statement.pk).update(state=S.APPROVED)
    follow_correction(by=made.inspector, publication=newer)
    assert made.now().state == S.DRAFT
    assert made.now().moves.last().by_words == "Joinedup"
