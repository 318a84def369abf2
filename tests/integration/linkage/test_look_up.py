"""Agencies are asked about the cohort by code, and answer; who may do what, and what a run makes of it."""

from collections import Counter

import pytest

from joinedup.audit.models import Entry
from joinedup.cases.actions import ask_about_cohort
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.enums import SENDING
from joinedup.linkage.actions import decide
from joinedup.linkage.look_up import actions, queries, rules
from joinedup.linkage.look_up.enums import Answer, Standing
from joinedup.linkage.look_up.models import LookUpAnswer
from joinedup.linkage.pairs import pairs_to_decide
from joinedup.linkage.queries import linked_records_of, memberships_of
from tests.factories.linkage import AUTHORITY
from tests.factories.look_up import LookingUp, make_looking_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def looking() -> LookingUp:
    return make_looking_up()


def police(looking):
    return looking.world.agencies["police"]


def coordinator(looking):
    return looking.world.coordinators["police"]


def seen(looking):
    return actions.open_asked(by=coordinator(looking), inspection=looking.inspection, agency=police(looking))


def code_of(looking, given):
    return next(child.code for child in seen(looking) if child.given == given)


def say(looking, codes, said=Answer.NOT_KNOWN, how="Searched by name."):
    by, agency = coordinator(looking), police(looking)
    return actions.answer(by=by, inspection=looking.inspection, agency=agency, codes=codes, said=said, how=how)


def standings(looking):
    return {child.given: child.standing for child in seen(looking)}


def test_the_cohort_is_asked_about_and_nobody_else(looking):
    made = looking.ask()
    assert made.children == 2  # the adult of the list was not referred
    assert [(child.given, child.family, child.born) for child in sorted(seen(looking), key=lambda one: one.given)] == [
        ("Amelia", "Okafor", "6 May 2014"), ("Leo", "Okafor", "8 March 2016"),
    ]  # fmt: skip


def test_only_the_lead_asks_and_only_once(looking):
    run = looking.link()
    for person in (*looking.world.inspectors.values(), coordinator(looking)):
        with pytest.raises(InspectionRefused):
            ask_about_cohort(by=person, run=run)
    ask_about_cohort(by=looking.world.lead, run=run)
    with pytest.raises(InspectionRefused, match="have been asked"):
        ask_about_cohort(by=looking.world.lead, run=run)


def test_nothing_is_asked_after_selection():
    looking = make_looking_up()
    run = looking.link()
    looking.world.move_to(Stage.FIELDWORK)
    with pytest.raises(InspectionRefused, match="while lists come in"):
        ask_about_cohort(by=looking.world.lead, run=run)


@pytest.mark.parametrize("who", ["lead", "council"])
def test_only_the_agency_asked_opens_its_children(looking, who):
    looking.ask()
    world = looking.world
    person = world.lead if who == "lead" else world.coordinators["local_authority"]
    for agency in world.agencies.values():
        assert not rules.is_asked(person, looking.inspection, agency)
        with pytest.raises(InspectionRefused):
            actions.open_asked(by=person, inspection=looking.inspection, agency=agency)


@pytest.mark.parametrize("stage", list(Stage))
def test_the_agency_opens_its_children_only_while_it_may_answer(looking, stage):
    looking.ask()
    looking.inspection.stage = stage
    assert rules.is_asked(coordinator(looking), looking.inspection, police(looking)) is (stage in SENDING)
    assert rules.can_answer(coordinator(looking), looking.inspection, police(looking)) is (stage in SENDING)


def test_each_opening_is_written_down_without_a_name(looking):
    looking.ask()
    seen(looking)
    entry = Entry.objects.filter(action="children asked about opened").get()
    assert (entry.actor, entry.reading) == (str(coordinator(looking).pk), True)
    assert "Amelia" not in entry.detail


def test_an_answer_is_kept_and_a_later_one_stands(looking):
    looking.ask()
    both = [child.code for child in seen(looking)]
    say(looking, both, Answer.CANNOT_TELL)
    say(looking, both[:1])
    assert sorted(standings(looking).values()) == [Standing.CANNOT_TELL, Standing.NOT_KNOWN]
    assert LookUpAnswer.objects.count() == 3


def test_a_record_sent_counts_for_more_than_an_answer(looking):
    looking.ask()
    say(looking, [child.code for child in seen(looking)])
    looking.answer([["7", "Amelia", "Okafor", "06/05/2014", "LS1 2AB", code_of(looking, "Amelia")]])
    assert standings(looking) == {"Amelia": Standing.KNOWN, "Leo": Standing.NOT_KNOWN}
    assert queries.tally(queries.look_up_of(looking.inspection)) == [
        (police(looking), Counter({Standing.KNOWN: 1, Standing.NOT_KNOWN: 1}))
    ]


@pytest.mark.parametrize(
    ("codes", "how", "words"), [([], "By name.", "Choose"), (["C-001"], " ", "how you searched"), (["C-099"], "By name.", "C-099")]
)
def test_an_answer_that_says_nothing_is_refused(looking, codes, how, words):
    looking.ask()
    with pytest.raises(InspectionRefused, match=words):
        say(looking, codes, how=how)
    assert not LookUpAnswer.objects.exists()


def test_a_run_joins_by_code_and_keeps_nobody_else(looking):
    looking.ask()
    amelia = code_of(looking, "Amelia")
    looking.answer(
        [
            ["7", "Amelia", "Okafor", "06/05/2014", "LS1 2AB", amelia],
            ["8", "Leo", "Okafor", "08/03/2016", "LS1 2AB", ""],  # the same child, but not asked for by this row
            ["9", "Grace", "Stone", "01/02/2010", "LS9 9ZZ", "C-555"],
        ]
    )
    run = looking.link()
    people = dict(memberships_of(run).select("record_id", "child_id").iter_rows())
    here = looking.listed.record_id
    assert set(people) == {here("local_authority", row[0]) for row in AUTHORITY[1:]} | {here("police", "7")}
    assert people[here("police", "7")] == people[here("local_authority", "1")]
    assert set(linked_records_of(run)["record_id"]) == set(people)


def test_a_difference_of_identity_waits_for_a_person_who_decides(looking):
    looking.ask()
    looking.answer([["8", "Grace", "Okafor", "06/05/2014", "LS1 2AB", code_of(looking, "Amelia")]])
    run = looking.link()
    here = looking.listed.record_id
    pair = pairs_to_decide(run)[0]
    assert set(pair.record_ids) == {here("local_authority", "1"), here("police", "8")}
    decide(by=looking.world.lead, run=run, pair=pair.record_ids, decision="accept", reason="The force asked: a name at birth.")
    people = dict(memberships_of(looking.link()).select("record_id", "child_id").iter_rows())
    assert people[here("police", "8")] == people[here("local_authority", "1")]


def test_a_framework_that_matches_lists_asks_nobody_beforehand(listed):
    with pytest.raises(InspectionRefused, match="lists are matched"):
        rules.check_can_ask_about(listed.world.lead, listed.inspection)
