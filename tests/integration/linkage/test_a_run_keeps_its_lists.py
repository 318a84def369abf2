"""A list accepted while a run waits or after it moves nothing of the run: its links, its picture and the sample drawn from it."""

from dataclasses import replace

import pytest

from joinedup.cases.actions import draw_cohort_sample
from joinedup.cases.queries import cohort_under, lists_received
from joinedup.inspections.enums import Stage
from joinedup.intake.actions import accept_submission, ask_agencies, receive_submission
from joinedup.intake.models import DataRequest
from joinedup.intake.queries import submissions_of
from joinedup.linkage.actions import complete_link, run_link, start_link
from joinedup.linkage.not_known.queries import knowing_of
from joinedup.linkage.queries import linked_records_of
from tests.factories import lists
from tests.factories.inspections import World, make_inspection
from tests.factories.linkage import AUTHORITY
from tests.factories.look_up import REFERRALS, look_up_framework

pytestmark = pytest.mark.django_db

FATHER_OF = [["Child's ID", "Other person's ID", "Relation"], ["1", "3", "Parent"]]
PEOPLE, REFERRED, RELATED = "local_authority-people", "referrals", "relations"


@pytest.fixture
def world() -> World:
    """People and referrals of the authority are accepted: two children, both referred, and Amelia's father as her relation."""
    looked_up = look_up_framework()
    related = replace(lists.RELATIONS, id=RELATED, sector="local_authority")
    codes = (*looked_up.code_sets, lists.RELATION)
    framework = replace(looked_up, linkage_mode="lists", lists=(*looked_up.lists, related), code_sets=codes)
    world = make_inspection(framework, Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    for item, rows in ((PEOPLE, AUTHORITY), (REFERRED, REFERRALS), (RELATED, FATHER_OF)):
        send(world, item, rows)
    return world


def send(world: World, item: str, rows: list[list[str]]) -> None:
    request = DataRequest.objects.get(inspection=world.inspection, item=item)
    by = world.coordinators["local_authority"]
    sent = receive_submission(by=by, request=request, filename=f"{item}.csv", data=lists.csv_bytes(rows))
    accept_submission(by=world.lead, submission=sent)


def send_everything_anew(world: World) -> None:
    """Leo and his referral are gone from the lists, and the father is no longer named."""
    send(world, PEOPLE, [AUTHORITY[0], AUTHORITY[1], AUTHORITY[3]])
    send(world, REFERRED, REFERRALS[:2])
    send(world, RELATED, [FATHER_OF[0]])


def test_a_list_accepted_while_a_run_waits_is_not_linked_by_it(world):
    started = start_link(by=world.lead, inspection=world.inspection)
    send_everything_anew(world)
    run = complete_link(by=world.lead, run=started)
    assert linked_records_of(run).height == 3
    assert run_link(by=world.lead, inspection=world.inspection).record_count == 2


def test_a_list_accepted_later_does_not_move_the_picture(world):
    run = run_link(by=world.lead, inspection=world.inspection)
    before = knowing_of(run)
    assert before.lives.height == 1
    send_everything_anew(world)
    after = knowing_of(run)
    assert after.lives.equals(before.lives)
    assert after.known.equals(before.known)
    assert knowing_of(run_link(by=world.lead, inspection=world.inspection)).lives.is_empty()


def test_a_list_accepted_later_does_not_move_the_sample_drawn_from_the_run(world):
    run = run_link(by=world.lead, inspection=world.inspection)
    world.move_to(Stage.SELECTION)
    sample = draw_cohort_sample(by=world.lead, inspection=world.inspection, run=run, seed="7")
    send_everything_anew(world)
    sample.refresh_from_db()
    assert cohort_under(sample).height == sample.children == 2


def test_a_list_a_run_was_not_made_of_is_not_held_to_be_received(world):
    every = submissions_of(world.inspection)
    assert REFERRED in lists_received(world.inspection)
    without = [str(one.pk) for one in every if one.list_id != REFERRED]
    assert lists_received(world.inspection, without) == [PEOPLE, RELATED]
    with_all = [str(one.pk) for one in every]
    send_everything_anew(world)
    assert lists_received(world.inspection, with_all) == [PEOPLE, REFERRED, RELATED]
