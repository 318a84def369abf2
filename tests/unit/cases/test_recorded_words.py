"""What a list or a statutory return said of an event, in its own headers and labels."""

import pytest

from joinedup.cases.core.words import Recorded
from joinedup.method.loader import load_framework


@pytest.mark.parametrize(
    ("list_id", "kind", "attributes", "said"),
    [
        ("annex-a-8", "looked_after", '{"legal_status":"C2"}', "Child's Legal Status: Full care order"),
        # of a return, answering a list or as its own table: the framework's code under its header, the rest under the return's
        ("annex-a-8", "looked_after", '{"return_legal_status":"V4"}', "LS: Agreed series of short-term breaks, the agreement"),
        ("ssda903-episodes", "looked_after", '{"legal_status":"C2"}', "Child's Legal Status: Full care order"),
        ("ssda903-episodes", "placement", '{"return_provider":"PR1"}', "PLACE_PROVIDER: Own provision of the local authority"),
        ("annex-a-8", "placement", '{"something_else":"x"}', "something else: x"),
    ],
)
def test_codes_are_told_by_their_labels(list_id: str, kind: str, attributes: str, said: str) -> None:
    recorded = Recorded(load_framework("jtai-2016-sexual-exploitation-missing"))
    assert recorded.words({"list": list_id, "kind": kind, "attributes": attributes}) == said


def test_a_persons_ethnicity_is_not_told_again_with_each_event() -> None:
    recorded = Recorded(load_framework("jtai-2016-sexual-exploitation-missing"))
    event = {"list": "annex-a-1", "kind": "contact", "attributes": '{"ethnicity":"a"}'}
    assert recorded.words(event) == ""
