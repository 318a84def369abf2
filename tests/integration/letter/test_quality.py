"""Somebody outside the team reads the draft; every query is answered and closed, one by one, before it can be offered."""

import itertools

import pytest

from joinedup.audit.queries import entries
from joinedup.inspections.actions import add_team_member, move_stage
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.actions import LetterHasGaps, offer_for_signature, reword_passage, sign_off
from joinedup.letter.quality import actions, queries, rules
from joinedup.letter.quality.enums import QUERY_MOVES, QueryState, QueryStep, Side
from joinedup.letter.quality.models import QualityQuery
from joinedup.letter.review import current_version, gaps_of
from tests.factories.checking import a_query, outside_reader
from tests.factories.disclosure import checked
from tests.factories.evidence import letter_framework, make_letter, make_passage
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(letter_framework(), stage=Stage.WRITING)


@pytest.fixture
def letter(world):
    letter = make_letter(world)
    make_passage(world, letter)
    move_stage(by=world.lead, inspection=world.inspection, to=Stage.CHECKING)
    return checked(world, letter)


@pytest.fixture
def reader(world, letter):
    return outside_reader(world)


def outsider(world):
    """Somebody of the lead inspectorate who is not on the team and reads nothing yet."""
    return queries.could_read(world.inspection).exclude(person=world.quality_assurer).first().person


def test_a_lead_appoints_only_somebody_who_neither_writes_nor_signs(world, letter):
    for person in (world.lead, world.inspectors["hmicfrs"], world.signatories["ofsted"]):
        with pytest.raises(InspectionRefused, match="writes or signs"):
            actions.appoint_reader(by=world.lead, inspection=world.inspection, person=person)
    with pytest.raises(InspectionRefused, match="works for none"):
        actions.appoint_reader(by=world.lead, inspection=world.inspection, person=make_person())
    reader = outside_reader(world)
    assert [row.person for row in queries.readers_of(world.inspection)] == [reader]
    with pytest.raises(InspectionRefused, match="already"):
        actions.appoint_reader(by=world.lead, inspection=world.inspection, person=reader)


def test_nobody_else_appoints(world, letter):
    for by in (world.inspectors["hmicfrs"], world.signatories["ofsted"], world.coordinators["police"], make_person()):
        assert not rules.can_appoint(by, world.inspection)
    assert rules.can_appoint(world.lead, world.inspection)


def test_a_reader_sees_the_draft_of_this_inspection_and_nothing_of_another(world, letter, reader):
    other = make_inspection(letter_framework(), stage=Stage.WRITING)
    assert queries.reading_for(reader) == [world.inspection]
    assert rules.can_read_draft(reader, letter)
    assert not rules.can_read_draft(reader, make_letter(other))
    assert not rules.can_read_draft(world.lead, letter)


def test_a_reading_ends_and_so_it_does_when_the_reader_comes_to_write(world, letter, reader):
    row = queries.readers_of(world.inspection).get()
    actions.end_reading(by=world.lead, reader=row)
    assert not rules.can_read_draft(reader, letter)
    with pytest.raises(InspectionRefused, match="ended already"):
        actions.end_reading(by=world.lead, reader=row)
    again = outside_reader(world)
    ofsted = world.inspectorates["ofsted"]
    add_team_member(by=world.lead, inspection=world.inspection, person=again, inspectorate=ofsted, role="inspector")
    assert not rules.can_read_draft(again, letter)
    assert queries.reading_for(again) == []


def test_each_reading_is_logged_with_its_version(world, letter, reader):
    actions.open_draft(by=reader, letter=letter)
    last = list(entries(str(world.inspection.pk)))[-1]
    assert (last.action, last.actor) == ("draft read for its quality", str(reader.pk))
    assert current_version(letter) in last.detail


def test_a_changed_comma_is_a_draft_nobody_outside_has_read(world, letter, reader):
    assert "Nobody outside the team has read this draft yet." in [gap.sentence for gap in gaps_of(letter)]
    version = current_version(letter)
    actions.say_read(by=reader, letter=letter, version=version)
    assert not [gap for gap in gaps_of(letter) if "outside the team" in gap.sentence]
    passage = letter.passages.get()
    reword_passage(by=world.lead, passage=passage, text=passage.text.rstrip(".") + ", then.")
    assert [gap.blocks for gap in gaps_of(letter) if "has changed since" in gap.sentence] == [False]
    with pytest.raises(InspectionRefused, match="changed while you read"):
        actions.say_read(by=reader, letter=letter, version=version)


def test_an_open_query_blocks_offering_until_its_reader_closes_it(world, letter, reader):
    query = a_query(reader, letter, "Who was asked?")
    with pytest.raises(LetterHasGaps, match="Quality query 1 is open"):
        offer_for_signature(by=world.lead, letter=checked(world, letter))
    actions.move_query(by=world.inspectors["hmicfrs"], query=query, to=QueryState.ANSWERED, words="Twelve officers.")
    with pytest.raises(LetterHasGaps, match="has not closed it"):
        offer_for_signature(by=world.lead, letter=checked(world, letter))
    actions.move_query(by=reader, query=query, to=QueryState.CLOSED)
    assert offer_for_signature(by=world.lead, letter=checked(world, letter)).version


def test_a_query_raised_on_an_offered_letter_keeps_it_from_being_signed(world, letter, reader):
    offered = offer_for_signature(by=world.lead, letter=checked(world, letter))
    a_query(reader, offered)
    with pytest.raises(LetterHasGaps, match="Quality query 1"):
        sign_off(by=world.signatories["ofsted"], letter=offered, post="Director")


def test_a_query_keeps_the_passage_as_it_stood_even_when_that_is_taken_out(world, letter, reader):
    passage = letter.passages.get()
    query = actions.raise_query(by=reader, letter=letter, words="Which week?", passage=passage)
    said = passage.text
    reword_passage(by=world.lead, passage=passage, text="Other words stand here now.")
    assert QualityQuery.objects.get(pk=query.pk).passage_text == said


@pytest.mark.parametrize(("here", "to"), list(itertools.product(QueryState, QueryState)))
def test_the_table_of_queries_cell_by_cell(world, letter, reader, here, to):
    """Every cell with everybody: exactly the side the table names gets through."""
    query = a_query(reader, letter)
    QualityQuery.objects.filter(pk=query.pk).update(state=here)
    sides = {reader: Side.READER, world.lead: Side.TEAM, world.inspectors["hmicfrs"]: Side.TEAM}
    nobody = [world.signatories["ofsted"], world.quality_assurer, world.coordinators["police"], make_person()]
    query = queries.queries_of(letter).get()
    for person in (*sides, *nobody):
        allowed = (here, to) in QUERY_MOVES and QUERY_MOVES[here, to] == sides.get(person)
        assert rules.can_move_query(person, query, to) == allowed
    side = QUERY_MOVES.get((here, to))
    mover = next((person for person, of in sides.items() if of == side), world.lead)
    if side is None:
        with pytest.raises(InspectionRefused):
            actions.move_query(by=mover, query=query, to=to, words="Said.")
    else:
        actions.move_query(by=mover, query=query, to=to, words="Said.")
        assert queries.queries_of(letter).get().state == to


def test_what_was_said_stands_in_order(world, letter, reader):
    query = a_query(reader, letter, "Which week?")
    for by, to, words in (
        (world.lead, QueryState.ANSWERED, "The second."),
        (reader, QueryState.OPEN, "Of which month?"),
        (world.lead, QueryState.ANSWERED, "Of May."),
        (reader, QueryState.CLOSED, ""),
    ):
        actions.move_query(by=by, query=query, to=to, words=words)
    told = [(entry.kind, entry.words) for entry in queries.entries_of(query)]
    assert told == [
        (QueryStep.RAISED, "Which week?"),
        (QueryStep.ANSWERED, "The second."),
        (QueryStep.AGAIN, "Of which month?"),
        (QueryStep.ANSWERED, "Of May."),
        (QueryStep.CLOSED, ""),
    ]


@pytest.mark.parametrize(("to", "sentence"), [(QueryState.ANSWERED, "Write the answer"), (QueryState.OPEN, "leaves open")])
def test_words_are_asked_for(world, letter, reader, to, sentence):
    with pytest.raises(ValueError, match=sentence):
        actions.move_query(by=world.lead, query=a_query(reader, letter), to=to, words=" ")
    with pytest.raises(ValueError, match="Write what you ask"):
        actions.raise_query(by=reader, letter=letter, words=" ")


def test_a_passage_of_another_letter_is_refused(world, letter, reader):
    other = make_inspection(letter_framework(), stage=Stage.WRITING)
    passage = make_passage(other, make_letter(other))
    with pytest.raises(InspectionRefused, match="not in this letter"):
        actions.raise_query(by=reader, letter=letter, words="Why?", passage=passage)


def test_queries_are_seen_by_team_and_reader_alone(world, letter, reader):
    query = a_query(reader, letter)
    for person in (reader, world.lead, world.signatories["ofsted"]):
        assert list(queries.queries_seen_by(person, letter)) == [query]
        assert actions.open_query(by=person, query=query) == query
    for person in (world.coordinators["police"], make_person()):
        assert not queries.queries_seen_by(person, letter)
        with pytest.raises(InspectionRefused, match="Only this inspection's team"):
            actions.open_query(by=person, query=query)
