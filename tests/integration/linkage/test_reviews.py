"""Second looks, differences settled, decisions taken back: what stands, who may, and that nothing is lost."""

from collections.abc import Callable

import polars as pl
import pytest

from joinedup.areas.actions import add_inspectorate_member
from joinedup.audit.queries import entries, verify
from joinedup.inspections.actions import add_team_member
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection, TeamMember
from joinedup.inspections.rules import InspectionRefused
from joinedup.linkage.actions import decide, run_link
from joinedup.linkage.core.settings import LinkSettings
from joinedup.linkage.models import LinkDecision, LinkRun, LinkWithdrawal
from joinedup.linkage.pairs import evidence_of, pairs_to_decide, review_of, said_of
from joinedup.linkage.queries import decisions_of, memberships_of, pair_id, pairs_of
from joinedup.linkage.reviews.actions import look_again, settle, withdraw
from joinedup.linkage.reviews.enums import Look, PairState
from joinedup.linkage.reviews.quality import drawn_of, quality_of
from joinedup.linkage.reviews.rules import can_decide_first, can_look_again, can_settle, can_withdraw
from joinedup.linkage.reviews.standing import agreement_of, settlements_of, standing_of, standings_of
from joinedup.people.models import Person
from tests.factories.linkage import Listed
from tests.factories.people import make_person

Say = Callable[..., LinkDecision]


@pytest.fixture
def run(listed: Listed) -> LinkRun:
    return run_link(by=listed.world.lead, inspection=listed.inspection)


@pytest.fixture
def grace(listed: Listed) -> tuple[str, str]:
    """The pair of twins the model leaves to a person."""
    return listed.record_id("local_authority", "1"), listed.record_id("police", "8")


@pytest.fixture
def other(listed: Listed) -> Person:
    """An inspector of another inspectorate than the lead's."""
    return listed.world.inspectors["hmicfrs"]


@pytest.fixture
def decided(run: LinkRun, listed: Listed, grace: tuple[str, str]) -> LinkDecision:
    """Said to be two people by the lead, who asked for a second look."""
    return decide(by=listed.world.lead, run=run, pair=grace, decision="refuse", reason="Twins", second_asked=True)


@pytest.fixture
def look(run: LinkRun, grace: tuple[str, str]) -> Say:
    return lambda by, decision="accept", reason="One birth": look_again(
        by=by, run=run, pair_id=pair_id(*grace), decision=decision, reason=reason
    )


@pytest.fixture
def settling(run: LinkRun, grace: tuple[str, str]) -> Say:
    return lambda by, decision, reason="The register says so": settle(
        by=by, run=run, pair_id=pair_id(*grace), decision=decision, reason=reason
    )


def state(run: LinkRun, pair: tuple[str, str]) -> PairState:
    return standing_of(run.inspection, pair_id(*pair)).state


def test_a_second_look_that_agrees_leaves_the_decision_standing(run, decided, look, other, grace) -> None:
    assert state(run, grace) == PairState.SECOND_LOOK
    made = look(other, "refuse")
    assert (made.look, made.checks) == (Look.SECOND, decided)
    assert state(run, grace) == PairState.AGREED
    assert decisions_of(run.inspection) == [decided]


def test_while_two_differ_the_next_run_keeps_to_neither(run, decided, look, other, grace, listed) -> None:
    look(other, "accept")
    assert state(run, grace) == PairState.DIFFERING
    assert decisions_of(run.inspection) == []
    later = run_link(by=listed.world.lead, inspection=listed.inspection)
    low, high = sorted(grace)
    asked = pairs_of(later).filter((pl.col("record_id_l") == low) & (pl.col("record_id_r") == high))
    assert asked["outcome"].to_list() == ["review"]
    assert pair_id(*grace) in {pair.id for pair in pairs_to_decide(later) if pair.spoken_of and pair.decision is None}


def test_a_third_person_settles_alone(run, decided, look, settling, other, grace, listed) -> None:
    look(other, "accept")
    made = settling(listed.world.quality_assurer, "accept")
    assert (state(run, grace), decisions_of(run.inspection)) == (PairState.SETTLED, [made])
    later = run_link(by=listed.world.lead, inspection=listed.inspection)
    child = dict(memberships_of(later).select("record_id", "child_id").iter_rows())
    assert child[grace[0]] == child[grace[1]]
    assert LinkDecision.objects.count() == 3


def test_the_two_settle_only_together(run, decided, look, settling, other, grace, listed) -> None:
    look(other, "accept")
    settling(other, "refuse")
    assert state(run, grace) == PairState.DIFFERING
    settling(listed.world.lead, "refuse")
    found = standing_of(run.inspection, pair_id(*grace))
    assert (found.state, found.stands.decision) == (PairState.SETTLED, "refuse")
    assert [each.decided_by for each in settlements_of(found)] == [other, listed.world.lead]


def test_a_decision_taken_back_is_kept_and_what_came_before_stands(run, listed, grace) -> None:
    lead = listed.world.lead
    before = decide(by=lead, run=run, pair=grace, decision="cannot_tell", reason="No school yet")
    made = decide(by=lead, run=run, pair=grace, decision="accept", reason="Same")
    taken = withdraw(by=lead, run=run, made=made, reason=" Wrong child ")
    assert decisions_of(run.inspection) == [before]
    assert LinkDecision.objects.count() == 2
    assert (LinkWithdrawal.objects.get().reason, taken.withdrawn_by) == ("Wrong child", lead)
    withdraw(by=lead, run=run, made=before, reason="Nor that")
    assert state(run, grace) == PairState.UNDECIDED
    [pair] = [pair for pair in pairs_to_decide(run) if set(pair.record_ids) == set(grace)]
    assert [each.decision for each in said_of(lead, pair, run)] == ["accept", "cannot_tell"]


def test_what_was_taken_back_is_not_applied_again(run, listed, grace) -> None:
    made = decide(by=listed.world.lead, run=run, pair=grace, decision="accept", reason="Same")
    between = run_link(by=listed.world.lead, inspection=listed.inspection)
    withdraw(by=listed.world.lead, run=between, made=made, reason="A slip")
    later = run_link(by=listed.world.lead, inspection=listed.inspection)
    assert pairs_of(later).filter(pl.col("reason").str.starts_with("a person")).is_empty()
    assert pairs_of(between).filter(pl.col("reason").str.starts_with("a person")).height == 1


def test_taking_back_a_second_look_asks_for_another(run, decided, look, other, grace) -> None:
    made = look(other)
    withdraw(by=other, run=run, made=made, reason="Looked at the wrong line")
    assert state(run, grace) == PairState.SECOND_LOOK
    look(other, "refuse")
    assert state(run, grace) == PairState.AGREED


def test_each_step_is_logged_without_a_word_of_why(run, decided, look, settling, other, listed) -> None:
    look(other)
    settling(listed.world.quality_assurer, "accept", "Their mother says so")
    withdraw(by=other, run=run, made=LinkDecision.objects.get(look=Look.SECOND), reason="Hm")
    logged = {entry.action: entry for entry in entries(str(run.inspection_id))}
    assert {"pair decided", "pair looked at again", "difference settled", "decision taken back"} <= set(logged)
    assert "mother" not in "".join(entry.detail + entry.why for entry in logged.values())
    assert verify(str(run.inspection_id)) == []


def test_the_second_look_is_for_another_inspectorate(run, decided, listed, other, grace) -> None:
    found = standing_of(run.inspection, pair_id(*grace))
    assert can_look_again(other, run, found)
    for person in (listed.world.lead, listed.world.quality_assurer, listed.world.coordinators["police"], make_person()):
        assert not can_look_again(person, run, found)


def test_in_a_team_of_one_inspectorate_a_colleague_looks_again(run, decided, listed, grace) -> None:
    TeamMember.objects.filter(inspection=run.inspection).exclude(inspectorate__code="ofsted").delete()
    found = standing_of(run.inspection, pair_id(*grace))
    assert can_look_again(listed.world.quality_assurer, run, found)
    assert not can_look_again(listed.world.lead, run, found)


@pytest.mark.parametrize(("who", "says"), [("lead", "somebody else's"), ("assurer", "another inspectorate")])
def test_whoever_is_too_near_is_told_why(run, decided, look, listed, who: str, says: str) -> None:
    person = listed.world.lead if who == "lead" else listed.world.quality_assurer
    with pytest.raises(InspectionRefused, match=says):
        look(person)


def test_nobody_decides_over_a_second_look_or_a_difference(run, decided, look, other, grace, listed) -> None:
    for person in (other, listed.world.quality_assurer):
        with pytest.raises(InspectionRefused, match="awaits a second look"):
            decide(by=person, run=run, pair=grace, decision="accept", reason="Sure")
    assert can_decide_first(listed.world.lead, run, standing_of(run.inspection, pair_id(*grace)))
    look(other)
    with pytest.raises(InspectionRefused, match="Two people differ"):
        decide(by=listed.world.lead, run=run, pair=grace, decision="accept", reason="Sure")


def test_there_must_be_something_to_look_at_or_settle(run, look, settling, other, listed, grace) -> None:
    with pytest.raises(InspectionRefused, match="does not await"):
        look(other)
    with pytest.raises(InspectionRefused, match="no difference"):
        settling(other, "accept")
    assert not can_settle(other, run, standing_of(run.inspection, pair_id(*grace)))


@pytest.mark.parametrize("which", ["look", "settle", "withdraw"])
def test_each_needs_a_reason(run, decided, look, settling, other, listed, which: str) -> None:
    if which == "settle":
        look(other)
    tries = {
        "look": lambda: look(other, "accept", " "),
        "settle": lambda: settling(listed.world.quality_assurer, "accept", ""),
        "withdraw": lambda: withdraw(by=listed.world.lead, run=run, made=decided, reason="  "),
    }
    before = LinkDecision.objects.count()
    with pytest.raises(InspectionRefused, match="Say why"):
        tries[which]()
    assert (LinkDecision.objects.count(), LinkWithdrawal.objects.count()) == (before, 0)


def test_a_decision_is_taken_back_by_who_made_it_or_a_lead_and_once(run, decided, look, other, listed) -> None:
    second = look(other)
    assert can_withdraw(listed.world.lead, run, second)
    assert not can_withdraw(other, run, decided)
    assert not can_withdraw(make_person(), run, decided)
    withdraw(by=other, run=run, made=second, reason="Hm")
    with pytest.raises(InspectionRefused, match="already"):
        withdraw(by=other, run=run, made=second, reason="Hm")


def test_after_fieldwork_nothing_more_is_said(run, decided, look, listed, other) -> None:
    Inspection.objects.filter(pk=run.inspection_id).update(stage=Stage.WRITING)
    late = LinkRun.objects.get(pk=run.pk)
    assert not can_withdraw(listed.world.lead, late, decided)
    with pytest.raises(InspectionRefused, match="until fieldwork ends"):
        look_again(by=other, run=late, pair_id=decided.pair_id, decision="accept", reason="Hm")


def test_the_share_of_a_run_is_looked_at_again_unasked(run, listed, grace) -> None:
    for share, awaited in ((1.0, PairState.SECOND_LOOK), (0.0, PairState.DECIDED)):
        LinkRun.objects.filter(pk=run.pk).update(settings=run.settings | {"second_look": share})
        decide(by=listed.world.lead, run=run, pair=grace, decision="refuse", reason="Twins")
        assert state(run, grace) == awaited
    assert run.settings["second_look"] == LinkSettings().second_look


def test_a_run_older_than_the_share_has_todays(run, listed, grace) -> None:
    LinkRun.objects.filter(pk=run.pk).update(settings={k: v for k, v in run.settings.items() if k != "second_look"})
    decide(by=listed.world.lead, run=run, pair=grace, decision="refuse", reason="Twins")
    assert state(run, grace) in (PairState.DECIDED, PairState.SECOND_LOOK)


def test_agreement_counts_what_chance_drew_and_not_what_was_asked(run, decided, look, other) -> None:
    LinkRun.objects.filter(pk=run.pk).update(settings=run.settings | {"second_look": 0.0})
    look(other)
    assert agreement_of(standings_of(run.inspection).values()).alike.of == 0
    LinkRun.objects.filter(pk=run.pk).update(settings=run.settings | {"second_look": 1.0})
    found = agreement_of(standings_of(run.inspection).values())
    assert (found.counts, found.alike.hits) == ({("refuse", "accept"): 1}, 0)


def test_only_the_team_sees_what_was_taken_back(run, decided, listed) -> None:
    taken = withdraw(by=listed.world.lead, run=run, made=decided, reason="Hm")
    for person, sees in ((listed.world.lead, True), (listed.world.coordinators["police"], False), (make_person(), False)):
        assert (taken in LinkWithdrawal.objects.all().visible_to(person)) is sees


def test_every_pair_people_look_at_has_its_evidence(run) -> None:
    found = review_of(run)
    assert found.doubtful
    assert found.drawn
    for pair in (*found.doubtful, *found.drawn):
        steps = evidence_of(run, pair)
        assert steps["step"][0] == "prior"
        assert steps["bits"].fill_null(0).sum() + steps["rarity"].sum() == pytest.approx(pair.weight, abs=1e-5)
        assert found.find(pair.id).record_ids == pair.record_ids
    assert found.find("0" * 16) is None


def test_a_run_from_before_keeps_none_and_says_so(run) -> None:
    LinkRun.objects.filter(pk=run.pk).update(evidence=None, drawn=None, quality={})
    old = LinkRun.objects.get(pk=run.pk)
    found = review_of(old)
    assert found.drawn == []
    assert evidence_of(old, found.doubtful[0]).is_empty()
    assert quality_of(old, {}) is None


def test_quality_counts_the_run_once_and_adds_what_people_said(run, listed) -> None:
    first = quality_of(run, standings_of(run.inspection))
    assert (first.drawn, first.looked) == (drawn_of(run).height, 0)
    assert all(band.share.share is None for band in first.bands)
    assert sum(group.records for group in first.groups if group.by == "agency") == run.record_count
    assert first.precision is None
    for pair in review_of(run).drawn:
        decide(by=listed.world.lead, run=run, pair=pair.record_ids, decision="accept", reason="Same")
    later = quality_of(run, standings_of(run.inspection))
    assert later.looked == later.drawn
    assert all(band.share.share == 1 for band in later.bands)
    assert later.precision.value == 1
    assert later.recall is None


def test_the_row_of_a_run_holds_counts_and_nothing_of_a_child(run, grace) -> None:
    held = str(run.quality)
    assert grace[0] not in held
    assert "Okafor" not in held
    assert pair_id(*grace) not in held


def test_a_new_member_of_another_inspectorate_may_look(run, decided, listed, grace) -> None:
    person, body = make_person(), listed.world.inspectorates["hmicfrs"]
    add_inspectorate_member(by=None, inspectorate=body, person=person)
    found = standing_of(run.inspection, pair_id(*grace))
    assert not can_look_again(person, run, found)
    add_team_member(by=listed.world.lead, inspection=run.inspection, person=person, inspectorate=body, role="inspector")
    assert can_look_again(person, run, found)
