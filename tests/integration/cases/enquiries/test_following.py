"""Following a line: who has it, what is asked and looked at for it, and what it came to."""

from uuid import uuid4

import pytest
from django.db import connection

from joinedup.audit.queries import entries
from joinedup.cases.enquiries import actions
from joinedup.cases.enquiries.enums import ENQUIRY_MOVES, EnquiryState, EntryKind, Found
from joinedup.cases.enquiries.models import Enquiry
from joinedup.cases.enquiries.queries import (
    enquiries_about,
    entries_of,
    followed_by,
    open_enquiries,
    questions_for,
    things_for,
    who_may_follow,
)
from joinedup.cases.enquiries.rules import can_assign, can_move_line, can_work_on
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.questions.actions import AskedBefore, ask_question
from tests.factories.inspections import make_inspection

BY_HAND = {"words": "Who told the school?", "rests_on": "The head said nobody did."}


@pytest.fixture
def colleague(drawn):
    """An inspector who is no lead."""
    return drawn.pair[1]


def test_a_line_added_by_hand_says_what_it_rests_on_and_where_it_goes(drawn, tracked, colleague):
    said = {**BY_HAND, "criterion": "c2", "sectors": ["police"]}
    line = actions.add_line(by=colleague, inspection=drawn.inspection, tracked=tracked, **said)
    assert (line.words, line.rests_on, line.criterion, line.sectors) == (*BY_HAND.values(), "c2", ["police"])
    assert list(enquiries_about(tracked)) == [line]
    about_all = actions.add_line(by=colleague, inspection=drawn.inspection, **BY_HAND)
    assert (about_all.number, about_all.about) == (2, "The cohort")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"words": " "}, "Write the line"),
        ({"rests_on": ""}, "what it rests on"),
        ({"criterion": "c9"}, "not a criterion"),
        ({"sectors": ["navy"]}, "not a sector"),
    ],
)
def test_a_line_that_says_nothing_or_names_what_is_not_there(drawn, change, said):
    with pytest.raises(ValueError, match=said):
        actions.add_line(by=drawn.world.lead, inspection=drawn.inspection, **(BY_HAND | change))


def test_a_line_is_never_about_another_inspections_child(drawn, tracked):
    other = make_inspection(stage=Stage.FIELDWORK)
    with pytest.raises(InspectionRefused, match="not tracked"):
        actions.add_line(by=other.lead, inspection=other.inspection, tracked=tracked, **BY_HAND)


def test_words_and_place_change_and_every_wording_stays(drawn, line, colleague):
    first = line.words
    actions.reword(by=colleague, enquiry=line, words="Who decided, and when did the family hear?")
    actions.place(by=colleague, enquiry=line, criterion="c2", sectors=["local_authority", "police"])
    line.refresh_from_db()
    assert (line.criterion, line.sectors) == ("c2", ["local_authority", "police"])
    assert [entry.words for entry in entries_of(line)][:2] == [first, line.words]
    with pytest.raises(ValueError, match="Write the line"):
        actions.reword(by=colleague, enquiry=line, words="")


def test_an_inspector_takes_a_line_and_puts_it_down(drawn, line, colleague):
    actions.assign(by=colleague, enquiry=line, people=[colleague])
    assert list(followed_by(colleague, drawn.inspection)) == [line]
    assert Enquiry.objects.get().state == EnquiryState.FOLLOWED
    actions.assign(by=colleague, enquiry=line, people=[])
    assert Enquiry.objects.get().state == EnquiryState.OPEN
    assert [[one.pk for one in entry.people.all()] for entry in entries_of(line)] == [[], [colleague.pk], []]


def test_a_leads_older_page_leaves_who_took_the_line_meanwhile(drawn, line, colleague):
    lead, other = drawn.world.lead, drawn.pair[0]
    actions.assign(by=colleague, enquiry=line, people=[colleague], had=[])
    actions.assign(by=lead, enquiry=line, people=[other], had=[])
    assert set(line.inspectors.all()) == {colleague, other}
    actions.assign(by=lead, enquiry=line, people=[other], had=[colleague, other])
    actions.assign(by=colleague, enquiry=line, people=[], had=[colleague])  # put down already
    assert list(line.inspectors.all()) == [other]
    assert [entry.kind for entry in entries_of(line)].count("assigned") == 3


def test_only_a_lead_gives_a_line_to_others_and_only_to_inspectors(drawn, line, colleague):
    lead, other = drawn.world.lead, drawn.pair[0]
    with pytest.raises(InspectionRefused, match="Only a lead inspector gives"):
        actions.assign(by=colleague, enquiry=line, people=[other])
    actions.assign(by=lead, enquiry=line, people=[other, colleague])
    assert not can_assign(colleague, line, [colleague])  # it would take the line from the other
    assert can_assign(colleague, line, [other])
    with pytest.raises(InspectionRefused, match="Not an inspector"):
        actions.assign(by=lead, enquiry=line, people=[drawn.world.quality_assurer])
    assert [person.pk for person in who_may_follow(drawn.inspection)].count(colleague.pk) == 1


@pytest.mark.parametrize("came_from", EnquiryState)
@pytest.mark.parametrize("to", EnquiryState)
def test_every_cell_of_the_table_of_states(drawn, line, colleague, came_from, to):
    line.inspectors.set([colleague])
    Enquiry.objects.update(state=came_from)
    line.refresh_from_db()
    roles = ENQUIRY_MOVES.get((came_from, to), frozenset())
    assert can_move_line(drawn.world.lead, line, to) == bool(roles)
    assert can_move_line(colleague, line, to) == ("inspector" in roles)
    for nobody in (drawn.world.quality_assurer, drawn.world.coordinators["police"]):
        assert not can_move_line(nobody, line, to)


def test_who_does_not_follow_a_line_does_not_close_it(drawn, line, colleague):
    with pytest.raises(InspectionRefused, match="Take it yourself"):
        actions.close(by=colleague, enquiry=line, found="not_borne_out", words="Seen the same day.")
    actions.assign(by=drawn.world.lead, enquiry=line, people=[drawn.pair[0]])
    with pytest.raises(InspectionRefused, match="Only who follows"):
        actions.close(by=colleague, enquiry=line, found="not_borne_out", words="Seen the same day.")


@pytest.mark.parametrize("found", Found)
def test_closed_with_what_was_found_and_reopened_with_a_reason(drawn, line, colleague, found):
    actions.assign(by=colleague, enquiry=line, people=[colleague])
    closing = actions.close(by=colleague, enquiry=line, found=found, words=" Seen the same day. ")
    assert (closing.found, closing.words) == (found, "Seen the same day.")
    assert not open_enquiries(drawn.inspection)
    with pytest.raises(InspectionRefused, match="is closed already"):
        actions.close(by=colleague, enquiry=line, found=found, words="Again.")
    with pytest.raises(ValueError, match="Say why"):
        actions.reopen(by=colleague, enquiry=line, reason=" ")
    again = actions.reopen(by=colleague, enquiry=line, reason="The file says otherwise.")
    assert (again.state, again.found) == (EnquiryState.FOLLOWED, "")
    assert [entry.kind for entry in entries_of(line)][-2:] == [EntryKind.CLOSED, EntryKind.REOPENED]


def test_a_lead_closes_and_reopens_what_nobody_follows(drawn, line):
    actions.close(by=drawn.world.lead, enquiry=line, found="not_established", words="The file was lost.")
    assert actions.reopen(by=drawn.world.lead, enquiry=line, reason="It was found.").state == EnquiryState.OPEN
    with pytest.raises(ValueError, match="Say what was found"):
        actions.close(by=drawn.world.lead, enquiry=line, found="borne_out", words="")


def test_nothing_is_changed_on_a_closed_line(drawn, line):
    lead, police = drawn.world.lead, drawn.world.agencies["police"]
    actions.close(by=lead, enquiry=line, found="not_established", words="The file was lost.")
    line.refresh_from_db()
    assert not can_work_on(lead, line)
    for change in (
        lambda: actions.reword(by=lead, enquiry=line, words="Other words."),
        lambda: actions.assign(by=lead, enquiry=line, people=[lead]),
        lambda: actions.look_at(by=lead, enquiry=line, agency=police, words="The custody record."),
    ):
        with pytest.raises(InspectionRefused, match="Reopen it first"):
            change()


def test_a_line_is_put_to_an_agency_through_the_query_log(drawn, line, colleague):
    said = {"text": "When was the referral of Child 1 decided?", "purpose": "To know how long the family waited."}
    asked = actions.ask_agency(by=colleague, enquiry=line, agency=drawn.world.agencies["local_authority"], **said)
    assert [link.question for link in questions_for(line)] == [asked]
    assert entries_of(line).last().words.startswith(f"Question {asked.number} to ")
    with pytest.raises(AskedBefore) as found:
        actions.ask_agency(by=colleague, enquiry=line, agency=drawn.world.agencies["local_authority"], **said)
    actions.use_answer_for(by=colleague, enquiry=line, question=found.value.questions[0], words=said["text"])
    assert questions_for(line).count() == 1  # linked once


def test_a_question_of_another_inspection_is_not_used(drawn, line):
    other = make_inspection(stage=Stage.FIELDWORK)
    asked = ask_question(
        by=other.lead, inspection=other.inspection, agency=other.agencies["police"], text="Who chairs?", purpose="To know."
    )
    with pytest.raises(InspectionRefused, match="another inspection"):
        actions.use_answer_for(by=drawn.world.lead, enquiry=line, question=asked, words="Who chairs?")


def test_a_thing_to_look_at_is_noted_and_ticked_off_once(drawn, line, colleague):
    police = drawn.world.agencies["police"]
    thing = actions.look_at(by=colleague, enquiry=line, agency=police, words=" The custody record of 3 May. ")
    assert (thing.words, thing.seen_at) == ("The custody record of 3 May.", None)
    assert actions.looked_at(by=drawn.pair[0], thing=thing).seen_by == drawn.pair[0]
    older = things_for(line).get()
    older.seen_by = older.seen_at = None  # as another page still shows it
    with pytest.raises(InspectionRefused, match="already"):
        actions.looked_at(by=colleague, thing=older)
    assert actions.looked_at(by=drawn.pair[0], thing=older).seen_by == drawn.pair[0] == things_for(line).get().seen_by
    with pytest.raises(ValueError, match="what to look at"):
        actions.look_at(by=colleague, enquiry=line, agency=police, words="")
    with pytest.raises(InspectionRefused, match="takes no part"):
        actions.look_at(by=colleague, enquiry=line, agency=make_inspection().agencies["police"], words="A file.")


def test_what_is_said_of_a_line_is_sealed_and_the_log_holds_none_of_it(drawn, line):
    secret = "the aunt in the blue house"
    actions.reword(by=drawn.world.lead, enquiry=line, words=secret)
    with connection.cursor() as cursor:
        cursor.execute("select words from cases_enquiry")
        [[sealed]] = cursor.fetchall()
    assert secret.encode() not in bytes(sealed)
    assert not any(secret in entry.detail for entry in entries(str(drawn.inspection.pk)))


def test_reading_lines_is_for_the_team_and_logged(drawn, line):
    assert actions.open_lines(by=drawn.world.quality_assurer, inspection=drawn.inspection, lines=[line]) == [line]
    last = entries(str(drawn.inspection.pk)).order_by("seq").last()
    assert (last.action, last.reading) == ("lines of enquiry read", True)
    assert "Child 1" in last.detail
    stranger = drawn.world.coordinators["police"]
    with pytest.raises(InspectionRefused):
        actions.open_lines(by=stranger, inspection=drawn.inspection, lines=[line])
    assert not Enquiry.objects.all().visible_to(stranger)
    assert Enquiry.objects.all().visible_to(drawn.world.quality_assurer).get() == line


def test_stages_before_selection_and_after_signing_take_no_line(line, drawn):
    early = make_inspection(stage=Stage.LISTS)
    with pytest.raises(InspectionRefused, match="from selection"):
        actions.add_line(by=early.lead, inspection=early.inspection, **BY_HAND)
    drawn.world.move_to(Stage.SIGNED)
    line.refresh_from_db()
    assert not can_work_on(drawn.world.lead, line)


def test_a_page_sent_twice_opens_one_line(drawn, tracked):
    page, said = str(uuid4()), {"words": "Who told the school?", "rests_on": "The head said nobody did."}
    by, inspection = drawn.world.lead, drawn.inspection
    first = actions.add_line(by=by, inspection=inspection, page=page, **said)
    assert actions.add_line(by=by, inspection=inspection, page=page, **said) == first
    assert first.entries.count() == 1
    assert actions.add_line(by=by, inspection=inspection, page=str(uuid4()), **said) != first
    for other in ({"words": "Who rang?"}, {"rests_on": "A teacher said so."}, {"by": drawn.pair[0]}):
        with pytest.raises(InspectionRefused, match="has opened a line of enquiry already"):
            actions.add_line(**{"by": by, "inspection": inspection, "page": page, **said, **other})
    with pytest.raises(InspectionRefused, match="cannot be told from others"):
        actions.add_line(by=by, inspection=inspection, page="x", **said)
