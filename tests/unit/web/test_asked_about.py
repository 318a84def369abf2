"""How a question about a child stands, in words that keep asked, answered and asked again apart."""

from datetime import UTC, datetime

import pytest

from joinedup.areas.models import Agency
from joinedup.linkage.models import LinkDecision, LinkWithdrawal, NotKnownQuestion
from joinedup.web.components.asked_about import asked_in_words, in_one_line

DAY = datetime(2022, 10, 5, 9, 0, tzinfo=UTC)
DUE = datetime(2022, 10, 6, 16, 0, tzinfo=UTC)


def question(state: str, answer: str = "", **more: object) -> NotKnownQuestion:
    return NotKnownQuestion(
        number=4, code="Child 4", state=state, answer=answer, answered_at=DAY if answer else None, due_at=DUE, **more
    )


@pytest.mark.parametrize(
    ("state", "answer", "words"),
    [
        ("asked", "", "Asked, not answered yet: due 6 October 2022 at 5pm"),
        ("answered", "not_known", "Confirmed not known on 5 October 2022"),
        ("answered", "recording_error", "Recording error, said on 5 October 2022"),
        ("answered", "found", "A record found on 5 October 2022: whether it is this child’s is not decided yet"),
        ("asked_again", "not_known", "Confirmed not known on 5 October 2022 (asked again since)"),
        ("withdrawn", "", "Withdrawn"),
    ],
)
def test_each_state_has_words_of_its_own(state, answer, words):
    assert asked_in_words(question(state, answer)) == words


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("accept", "held to be this child’s"),
        ("refuse", "held to be somebody else’s"),
        ("cannot_tell", "whether it is this child’s cannot be told"),
    ],
)
def test_what_was_decided_of_a_found_record_is_said(decision, words):
    made = LinkDecision(decision=decision)
    made._state.fields_cache["withdrawal"] = None  # looked up, and there is none
    assert asked_in_words(question("answered", "found", decision=made)).endswith(words)


def test_a_decision_taken_back_is_said_to_be():
    made = LinkDecision(decision="accept")
    made.withdrawal = LinkWithdrawal()
    assert asked_in_words(question("answered", "found", decision=made)).endswith("the decision was taken back")


def test_one_line_tells_number_agency_child_and_how_it_stands():
    line = in_one_line(question("answered", "not_known", agency=Agency(name="Wenshire Constabulary")))
    assert line == "Question 4, Wenshire Constabulary, Child 4: confirmed not known on 5 October 2022"
