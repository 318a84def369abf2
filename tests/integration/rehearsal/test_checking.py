"""A rehearsal has the draft read from outside the team and by every agency, and changes what was accepted."""

import pytest

from joinedup.areas.actions import add_inspectorate_member
from joinedup.inspections.actions import move_stage
from joinedup.inspections.enums import Stage
from joinedup.letter.accuracy.enums import Decision, ReplyState
from joinedup.letter.accuracy.queries import gaps_of, latest_check, points_sent, replies_to, told_in
from joinedup.letter.actions import reword_passage
from joinedup.letter.models import Letter
from joinedup.letter.quality.queries import queries_of, readers_of
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.checking import check_letter
from tests.factories.disclosure import checked
from tests.factories.evidence import letter_framework, make_letter, make_passage
from tests.factories.inspections import World, make_inspection
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def cast_of(world: World) -> Cast:
    """Return the world's people as a rehearsal's, with two readers from outside the team."""
    readers = [make_person(), make_person()]
    for person in readers:
        add_inspectorate_member(by=None, inspectorate=world.inspectorates["ofsted"], person=person)
    coordinators = {world.agencies[sector].key: person for sector, person in world.coordinators.items()}
    return Cast(lead=world.lead, area=world.area, coordinators=coordinators, readers=readers)


@pytest.mark.parametrize("named", [True, False])
def test_the_draft_is_checked_from_outside_and_by_every_agency(named):
    world = make_inspection(letter_framework(), stage=Stage.WRITING)
    letter = make_letter(world)
    passage = make_passage(world, letter)
    if named:
        reword_passage(by=world.lead, passage=passage, text="Officers and the local authority met every child they heard of.")
    move_stage(by=world.lead, inspection=world.inspection, to=Stage.CHECKING)
    letter, cast = Letter.objects.select_related("inspection").get(pk=checked(world, letter).pk), cast_of(world)
    check_letter(cast, letter)
    assert [row.person for row in readers_of(world.inspection)] == [cast.quality_reader]
    assert [query.state for query in queries_of(letter)] == ["closed"]
    check = latest_check(letter)
    assert check.answered_at is not None
    states = {reply.agency.sector: reply.state for reply in replies_to(check)}
    asked = ReplyState.SENT if named else ReplyState.NO_COMMENTS
    assert states == dict.fromkeys(states, ReplyState.NO_COMMENTS) | {"local_authority": asked, "police": ReplyState.SENT}
    decisions = {point.reply.agency.sector: point.decision for point in points_sent(letter)}
    assert decisions == {"police": Decision.NOT_ACCEPTED} | ({"local_authority": Decision.ACCEPTED} if named else {})
    assert len(told_in(check)) == len(decisions)
    assert gaps_of(letter, check.due_on) == []
    text = letter.passages.get().text
    assert (world.agencies["local_authority"].name in text) == named
    assert "the local authority" not in text
