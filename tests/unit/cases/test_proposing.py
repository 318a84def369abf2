"""Reading the lists again: the same proposal stays itself, whatever ids a later list gives, and a changed one is told as such."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from joinedup.cases.core.prompts import Prompt
from joinedup.cases.core.proposing import Resting, facts_of, read_again, resting

KINDS = st.sampled_from(("outside_timescale", "gap", "records_differ"))


def fact(name, kind="referral", start="2024-01-03", agency="la"):
    edges = {"start_earliest": start, "start_latest": start, "end_earliest": None, "end_latest": None}
    return {"event_id": name, "kind": kind, "agency": agency, **edges}


FIRST = (fact("e1"),)


def about(prompt="p1", sentence="Due by 4 January, recorded 9 January.", facts=FIRST, kind="outside_timescale", rule="r"):
    return Resting(prompt, kind, rule, sentence, tuple(facts))


def test_the_same_facts_under_other_ids_are_the_same_proposal():
    again = about(prompt="p2", facts=(fact("e77"),))
    assert read_again([about()], [again]).same == ((0, 0),)


def test_an_answer_that_turns_up_changes_what_it_rests_on():
    answered = about(sentence="Due by 4 January, recorded 8 January.", facts=(fact("e1"), fact("e2", start="2024-01-08")))
    assert read_again([about()], [answered]).changed == ((0, 0),)


def test_a_sentence_alone_that_reads_otherwise_is_a_change():
    assert read_again([about()], [about(sentence="Due by 5 January, recorded 9 January.")]).changed == ((0, 0),)


def test_one_corrected_date_of_two_versions_is_a_change_and_not_a_new_proposal():
    before = about("p1", "3 days apart", (fact("e1"), fact("e2", agency="police")), "records_differ", "start")
    corrected = (fact("e8"), fact("e9", agency="police", start="2024-01-05"))
    now = about("p9", "2 days apart", corrected, "records_differ", "start")
    assert read_again([before], [now]).changed == ((0, 0),)


def test_another_rule_or_kind_is_another_proposal():
    for other in (about(rule="other"), about(kind="gap")):
        reading = read_again([about()], [other])
        assert (reading.gone, reading.new) == ((0,), (0,))


def test_what_the_records_no_longer_show_is_gone():
    assert read_again([about()], []).gone == (0,)


def test_two_alike_are_told_apart_by_what_is_surest():
    one, two = about(), about("p2", facts=(fact("e5", start="2024-03-01"),), sentence="Due by 4 March.")
    reading = read_again([one, two], [two, one])
    assert reading.same == ((0, 1), (1, 0))


FACTS = st.builds(
    fact, st.uuids().map(str), KINDS, st.sampled_from(("2024-01-03", "2024-01-04")), st.sampled_from(("la", "police"))
)
RESTING = st.builds(
    Resting, st.sampled_from("abc"), KINDS, st.just("r"), st.sampled_from(("one", "two")), st.lists(FACTS, max_size=2).map(tuple)
)


@given(st.lists(RESTING, max_size=6), st.lists(RESTING, max_size=6))
def test_every_proposal_of_then_and_of_now_is_accounted_for_once(before, now):
    reading = read_again(before, now)
    pairs = reading.same + reading.changed
    assert sorted([*(one for one, _ in pairs), *reading.gone]) == list(range(len(before)))
    assert sorted([*(other for _, other in pairs), *reading.new]) == list(range(len(now)))
    for one, other in pairs:
        assert (before[one].kind, before[one].rule) == (now[other].kind, now[other].rule)
    for one, other in reading.same:
        assert before[one].sentence == now[other].sentence


@given(st.lists(RESTING, max_size=6))
def test_nothing_is_new_changed_or_gone_where_nothing_happened(proposals):
    renamed = [
        replace(one, prompt=f"{one.prompt}'", facts=tuple(f | {"event_id": f"{f['event_id']}'"} for f in one.facts))
        for one in proposals
    ]
    reading = read_again(proposals, renamed)
    assert len(reading.same) == len(proposals)


def test_facts_are_those_of_the_events_named_in_their_order(told):
    line = told(("la", "referral", "2024-05-03"), ("police", "mace", "2024-05-04 14:30"))
    prompt = Prompt("p", "records_differ", "start", ("e1", "e0"), "One says so, the other not.", "Which?")
    found = resting(prompt, line).facts
    assert [one["event_id"] for one in found] == ["e1", "e0"]
    assert found[0]["start_earliest"] == "2024-05-04T13:30:00+00:00"
    assert found[0]["end_latest"] is None


def test_an_event_that_is_no_longer_there_is_left_out(told):
    assert facts_of(told(("la", "referral", "2024-05-03")), ("e0", "e9")) == facts_of(
        told(("la", "referral", "2024-05-03")), ("e0",)
    )
