"""What a later run changes, as it is kept: dates as exactly as they are known, and no more exactly."""

import pytest

from joinedup.cases.core.later import Change, change
from joinedup.web.inspectorate.later_in_words import change_in_words


@pytest.mark.parametrize(
    ("start", "said"),
    [("2024-05", "(May 2024)"), ("2024", "(2024)"), ("2024-05-03", "(3 May 2024)"), ("2024-05-03 14:30", "14:30)")],
)
def test_an_event_known_to_a_month_is_not_told_to_the_day(told, start, said):
    later = told(("la", "referral", start))
    found = Change.from_json(change([], told(), [], later, []).as_json())
    [sentence] = change_in_words(found, {})
    assert said in sentence


def test_what_was_kept_before_dates_were_told_in_words_still_reads():
    old = {"agency": "la", "kind": "referral", "day": "2024-05-03", "via": None}
    kept = {"records_added": [], "records_gone": [], "elsewhere": [], "events_added": [old], "events_gone": []}
    [sentence] = change_in_words(Change.from_json(kept), {})
    assert sentence == "la: 1 event more: referral to children's social care (2024-05-03)."
