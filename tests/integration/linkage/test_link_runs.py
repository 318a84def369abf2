"""Link runs on a real database: what is kept, who may, what happens when it breaks, and that nothing moves."""

import polars as pl
import pytest

from joinedup.audit.queries import entries, verify
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.linkage import actions
from joinedup.linkage.actions import complete_link, decide, run_link, start_link
from joinedup.linkage.enums import LINKING, RUN_MOVES, Decision, RunState
from joinedup.linkage.models import LinkDecision, LinkRun
from joinedup.linkage.not_known.queries import knowing_of
from joinedup.linkage.queries import (
    RunUnfinished,
    decisions_of,
    latest_run,
    linked_records_of,
    memberships_of,
    pair_id,
    pairs_for_review,
    pairs_of,
    runs_seen_by,
)
from joinedup.linkage.rules import can_decide, can_finish, can_link
from joinedup.linkage.tasks import link_in_background
from joinedup.records.shape import MEMBERSHIP
from tests.factories.linkage import POLICE, Listed
from tests.factories.people import make_person


def together(run: LinkRun, one: str, other: str) -> bool:
    child = dict(memberships_of(run).select("record_id", "child_id").iter_rows())
    return child[one] == child[other]


@pytest.fixture
def run(listed: Listed) -> LinkRun:
    return run_link(by=listed.world.lead, inspection=listed.inspection)


@pytest.fixture
def amelia(listed: Listed) -> tuple[str, str]:
    return listed.record_id("local_authority", "1"), listed.record_id("police", "7")


def test_a_run_finds_the_same_child_on_two_lists(run: LinkRun, amelia: tuple[str, str]) -> None:
    assert run.state == RunState.FINISHED
    assert memberships_of(run).schema == pl.Schema(MEMBERSHIP)
    assert together(run, *amelia)
    assert (run.record_count, run.people, run.children) == (5, 4, 3)
    assert run.joined == pairs_of(run).filter(pl.col("outcome") == "joined").height >= 1
    assert latest_run(run.inspection) == run


def test_who_knew_is_told_by_records(run: LinkRun, amelia: tuple[str, str]) -> None:
    child = memberships_of(run).filter(pl.col("record_id") == amelia[0])["child_id"].item()
    knew = knowing_of(run, "sector").known.filter(pl.col("child_id") == child)
    assert knew.select("place", "records").rows() == [("local_authority", 1), ("police", 1)]


def test_only_agencies_whose_id_is_declared_unique_are_taken_so(run: LinkRun, listed: Listed) -> None:
    assert run.settings["unique_ids"] == [listed.world.agencies["local_authority"].key]


def test_the_row_says_nothing_of_a_child(run: LinkRun, amelia: tuple[str, str]) -> None:
    held = str(LinkRun.objects.filter(pk=run.pk).values().get())
    assert "Okafor" not in held
    assert amelia[0] not in held


def test_each_run_is_logged(run: LinkRun) -> None:
    actions_logged = [entry.action for entry in entries(str(run.inspection_id))]
    assert {"link run started", "link run finished"} <= set(actions_logged)
    assert verify(str(run.inspection_id)) == []


def test_the_same_records_give_the_same_bytes(run: LinkRun, listed: Listed) -> None:
    again = run_link(by=listed.world.lead, inspection=listed.inspection)
    assert again.pk != run.pk
    assert (again.memberships.sha256, again.pairs.sha256) == (run.memberships.sha256, run.pairs.sha256)


def test_a_later_list_does_not_move_an_earlier_run(run: LinkRun, listed: Listed, amelia: tuple[str, str]) -> None:
    listed.send("police", POLICE[:1] + POLICE[2:])
    later = run_link(by=listed.world.lead, inspection=listed.inspection)
    assert linked_records_of(later).height == 4
    assert linked_records_of(run).height == 5
    assert together(LinkRun.objects.get(pk=run.pk), *amelia)
    assert latest_run(run.inspection) == later


def test_a_run_that_breaks_is_written_down(listed: Listed, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("Amelia Okafor")

    monkeypatch.setattr(actions, "link", breaks)
    started = start_link(by=listed.world.lead, inspection=listed.inspection)
    with pytest.raises(RuntimeError):
        complete_link(by=listed.world.lead, run=started)
    started.refresh_from_db()
    assert (started.state, started.failure) == (RunState.FAILED, actions.BROKEN)
    assert latest_run(listed.inspection) is None
    with pytest.raises(RunUnfinished):
        memberships_of(started)


def test_a_job_done_twice_changes_nothing(listed: Listed) -> None:
    started = start_link(by=listed.world.lead, inspection=listed.inspection)
    link_in_background.call(str(started.pk), str(listed.world.lead.pk))
    first = LinkRun.objects.get(pk=started.pk)
    link_in_background.call(str(started.pk), str(listed.world.lead.pk))
    assert LinkRun.objects.get(pk=started.pk).finished_at == first.finished_at
    assert first.progress == 1.0


def test_progress_is_seen_while_it_runs(listed: Listed, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, float]] = []
    show = actions._show

    def look(run: LinkRun, step: str, part: float) -> None:
        show(run, step, part)
        seen.append(LinkRun.objects.values_list("step", "progress").get(pk=run.pk))

    monkeypatch.setattr(actions, "_show", look)
    run_link(by=listed.world.lead, inspection=listed.inspection)
    assert [part for _, part in seen] == sorted(part for _, part in seen)
    assert seen[-1][1] == 1.0


@pytest.mark.parametrize("stage", list(Stage))
def test_lists_are_linked_while_they_come_and_no_later(listed: Listed, stage: Stage) -> None:
    listed.inspection.stage = stage
    assert can_link(listed.world.lead, listed.inspection) is (stage in LINKING)


def test_nobody_outside_the_team_links(listed: Listed) -> None:
    for person in (make_person(), listed.world.coordinators["police"]):
        assert not can_link(person, listed.inspection)
        with pytest.raises(InspectionRefused, match="team"):
            start_link(by=person, inspection=listed.inspection)
    assert not LinkRun.objects.exists()


def test_nothing_is_linked_before_a_list_is_accepted(asked: Listed) -> None:
    with pytest.raises(InspectionRefused, match="No list of people"):
        run_link(by=asked.world.lead, inspection=asked.inspection)


@pytest.mark.parametrize("state", list(RunState))
@pytest.mark.parametrize("to", list(RunState))
def test_states_move_as_the_table_says(state: RunState, to: RunState) -> None:
    assert can_finish(LinkRun(state=state), to) is ((state, to) in RUN_MOVES)


def test_only_the_team_sees_runs_and_decisions(run: LinkRun, listed: Listed, amelia: tuple[str, str]) -> None:
    made = decide(by=listed.world.lead, run=run, pair=amelia, decision="refuse", reason="Two girls")
    for person, sees in ((listed.world.lead, True), (listed.world.coordinators["police"], False), (make_person(), False)):
        assert (run in runs_seen_by(person, run.inspection)) is sees
        assert (made in LinkDecision.objects.all().visible_to(person)) is sees
    listed.world.lead.is_active = False
    assert not LinkRun.objects.all().visible_to(listed.world.lead)


def test_a_refusal_parts_the_next_run_not_this_one(run: LinkRun, listed: Listed, amelia: tuple[str, str]) -> None:
    decide(by=listed.world.lead, run=run, pair=amelia[::-1], decision="refuse", reason="Another birthday on the file")
    assert together(run, *amelia)
    later = run_link(by=listed.world.lead, inspection=listed.inspection)
    assert not together(later, *amelia)
    said = pairs_of(later).filter(pl.col("reason") == "a person said they are two")
    assert said["outcome"].to_list() == ["rejected"]


def test_the_latest_decision_stands(run: LinkRun, listed: Listed, amelia: tuple[str, str]) -> None:
    for said in (Decision.REFUSE, Decision.CANNOT_TELL, Decision.ACCEPT):
        decide(by=listed.world.lead, run=run, pair=amelia, decision=said, reason="Looked again")
    assert [each.decision for each in decisions_of(run.inspection)] == [Decision.ACCEPT]
    assert LinkDecision.objects.count() == 3
    later = run_link(by=listed.world.lead, inspection=listed.inspection)
    assert together(later, *amelia)


def test_pairs_for_review_carry_what_was_decided(run: LinkRun, listed: Listed) -> None:
    waiting = pairs_for_review(run)
    assert waiting.height == run.for_review
    for one, other in waiting.select("record_id_l", "record_id_r").iter_rows():
        decide(by=listed.world.lead, run=run, pair=(one, other), decision="cannot_tell", reason="No address")
    assert set(pairs_for_review(run)["decision"]) <= {"cannot_tell"}


def test_ids_and_reasons_are_sealed(run: LinkRun, listed: Listed, amelia: tuple[str, str]) -> None:
    made = decide(by=listed.world.lead, run=run, pair=amelia, decision="accept", reason="Same mother")
    held = str(LinkDecision.objects.filter(pk=made.pk).values("pair_id", "decision", "run_id").get())
    assert amelia[0] not in held
    again = LinkDecision.objects.get(pk=made.pk)
    assert ((again.record_id_l, again.record_id_r), again.reason) == (tuple(sorted(amelia)), "Same mother")
    assert again.pair_id == pair_id(*amelia) == pair_id(*amelia[::-1])


@pytest.mark.parametrize(
    ("more", "says"),
    [({"reason": " "}, "Say why"), ({"pair": ("x:1", "x:2")}, "no such pair")],
)
def test_decisions_need_a_reason_and_a_pair(
    run: LinkRun, listed: Listed, amelia: tuple[str, str], more: dict[str, object], says: str
) -> None:
    with pytest.raises(InspectionRefused, match=says):
        decide(**({"by": listed.world.lead, "run": run, "pair": amelia, "decision": "accept", "reason": "Sure"} | more))


def test_nobody_decides_on_an_unfinished_run_or_from_outside(listed: Listed, run: LinkRun) -> None:
    started = start_link(by=listed.world.lead, inspection=listed.inspection)
    assert not can_decide(listed.world.lead, started)
    assert can_decide(listed.world.lead, run)
    assert not can_decide(listed.world.coordinators["police"], run)
