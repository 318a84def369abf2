"""A rehearsal sets the week up and keeps in touch: every post named, everything settled, one agency heard."""

import time

import pytest

from joinedup.audit.queries import verify
from joinedup.inspections.contacts.models import ContactVersion
from joinedup.inspections.contacts.queries import books_of, gaps, rung_for
from joinedup.inspections.enums import Stage
from joinedup.inspections.keeping_in_touch.enums import PointKind, TalkKind
from joinedup.inspections.keeping_in_touch.queries import (
    answered_since,
    awaiting_view_of,
    open_follow_ups,
    points_of,
    seen_differently,
)
from joinedup.inspections.setting_up.queries import tally
from joinedup.method.loader import framework_ids, load_framework
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.setting_up import keep_in_touch, set_up_agencies
from tests.factories.inspections import make_inspection

pytestmark = pytest.mark.django_db


def cast_of(world):
    agencies = {agency.key: agency for agency in world.agencies.values()}
    coordinators = {agency.key: world.coordinators[sector] for sector, agency in world.agencies.items()}
    return Cast(lead=world.lead, area=world.area, agencies=agencies, coordinators=coordinators)


@pytest.mark.parametrize("id", framework_ids())
def test_the_week_is_set_up_under_every_framework(id):
    world = make_inspection(load_framework(id), Stage.LISTS)
    talk = set_up_agencies(cast_of(world), world.inspection)
    assert gaps(world.inspection) == []
    assert {post.role.id for book in books_of(world.inspection) for post in book.posts if post.no_post} == {"business-support"}
    assert all("01632 960" in version.said["telephone"] for version in ContactVersion.objects.filter(state="stands"))
    assert rung_for(world.inspection, "immediate-risk")[0].reached
    assert set(tally(world.inspection)) == {"arranged", "not_needed"}
    assert talk.kind == TalkKind.SET_UP and set(talk.agencies.all()) == set(world.agencies.values())
    assert verify(str(world.inspection.pk)) == []


def test_agencies_are_kept_in_touch_and_one_saw_it_differently():
    world = make_inspection(stage=Stage.FIELDWORK)
    begun = time.process_time()
    first, second = keep_in_touch(cast_of(world), world.inspection)
    assert time.process_time() - begun < 1
    assert [talk.number for talk in (first, second)] == [1, 2]
    [view] = seen_differently(world.inspection)
    assert answered_since(view)
    assert [said.point.kind for said in points_of(first)][-1] == PointKind.DISPUTED
    assert not open_follow_ups(world.inspection)
    assert all(awaiting_view_of(agency, world.inspection) == [second] for agency in world.agencies.values())
    assert verify(str(world.inspection.pk)) == []
