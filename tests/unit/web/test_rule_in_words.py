"""The cohort rule and the strata of every framework read as words, whatever codes stand behind them."""

from dataclasses import replace

import pytest

from joinedup.method.framework import CodeSet, Column, EventMapping, ListSpec
from joinedup.method.loader import framework_ids, load_framework
from joinedup.web.inspectorate.rule_in_words import cohort_rule, strata_in_words, stratum_in_words
from tests.factories.frameworks import tiny_framework

RISK = CodeSet("risk", (("a", "At risk"), ("b", "Not at risk")), lettered=True)
REFERRALS = ListSpec(
    "referrals",
    "Referrals",
    "local_authority",
    "events",
    "To know",
    (Column("day", "Day", "date", "To know"), Column("risk", "Risk", "code", "To know", codes="risk")),
    events=(EventMapping("referral", "day", attributes=(("at_risk", "risk"),)),),
)


@pytest.fixture
def framework():
    tiny = tiny_framework()
    rule = replace(tiny.selection, strata=("age_band", "at_risk"), cohort_attributes=(("at_risk", ("a",)),))
    return replace(tiny, code_sets=(RISK,), lists=(*tiny.lists, REFERRALS), selection=rule)


def test_a_code_is_said_as_the_list_calls_it(framework):
    assert stratum_in_words(framework, "13 to 15 · a") == "13 to 15 · At risk"
    assert cohort_rule(framework) == (
        "Children aged 0 to 17 on the day of notification, on the lists of the local authority with one of these in the 6 months "
        "before: referral to children's social care. Only where “Risk” is “At risk”."
    )


def test_strata_are_named_by_their_columns(framework):
    assert strata_in_words(framework) == "age band and “Risk”"


@pytest.mark.parametrize("stratum", ["13 to 15", "13 to 15 · a · b", "13 to 15 · unknown"])
def test_what_no_code_set_knows_is_shown_as_it_is(framework, stratum):
    assert stratum_in_words(framework, stratum) == stratum


@pytest.mark.parametrize("framework_id", framework_ids())
def test_every_frameworks_rule_is_one_or_two_sentences(framework_id):
    told = cohort_rule(load_framework(framework_id))
    assert told.startswith("Children aged ")
    assert told.endswith(".")
    assert "_" not in told
