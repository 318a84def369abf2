"""Contacts, the setting-up list and agendas: the packaged ones are sound, and what nobody could answer is refused."""

from dataclasses import replace

import pytest

from joinedup.method.canonical import from_json, to_json
from joinedup.method.check_setting_up import check_setting_up
from joinedup.method.framework import AgendaPoint, ContactRole, SettingUpItem
from joinedup.method.loader import framework_ids, load_framework
from joinedup.method.setting_up import contact_roles_of, keep_in_touch_of, of_sector, set_up_agenda_of, setting_up_of
from joinedup.method.summary import summary
from tests.factories.frameworks import tiny_framework

ROLE = ContactRole("duty-manager", "Duty manager", "A child at risk.", sectors=("police",), concerns=("immediate-risk",))
ITEM = SettingUpItem("rooms", "Rooms", "A lockable room.", before=2)
POINT = AgendaPoint("week", "The week", "What works.")


@pytest.mark.parametrize("id", framework_ids())
def test_every_packaged_framework_says_whom_to_reach_by_each_route_of_concern(id):
    framework = load_framework(id)
    reached = {route for role in framework.contact_roles for route in role.concerns}
    assert reached == {route.id for route in framework.concerns}
    assert "designated-officer" in {role.id for role in framework.contact_roles}
    assert {"rooms", "passes", "network", "case-systems", "interpreters", "parking", "accessibility"} <= {
        item.id for item in framework.setting_up
    }
    assert framework.set_up_agenda and framework.keep_in_touch
    assert {"setting_up", "keep_in_touch"} <= {value.key for value in framework.open_values}


@pytest.mark.parametrize("id", framework_ids())
def test_every_agency_of_a_framework_is_reached_and_asked(id):
    framework = load_framework(id)
    for sector in framework.sectors:
        roles = {role.id for role in of_sector(framework.contact_roles, sector.id)}
        assert {"coordinator", "chief-officer"} <= roles
        assert {"rooms", "passes"} <= {item.id for item in of_sector(framework.setting_up, sector.id)}


def test_a_framework_that_lays_none_down_takes_the_standard_ones():
    tiny, packaged = tiny_framework(), load_framework(framework_ids()[0])
    assert (tiny.contact_roles, tiny.setting_up, tiny.set_up_agenda, tiny.keep_in_touch) == ((), (), (), ())
    assert contact_roles_of(tiny) == packaged.contact_roles
    assert setting_up_of(tiny) == packaged.setting_up
    assert set_up_agenda_of(tiny) == packaged.set_up_agenda
    assert keep_in_touch_of(tiny) == packaged.keep_in_touch


def test_a_framework_lays_its_own_down():
    own = replace(tiny_framework(), contact_roles=(ROLE,), setting_up=(ITEM,), set_up_agenda=(POINT,), keep_in_touch=(POINT,))
    assert contact_roles_of(own) == (ROLE,)
    assert setting_up_of(own) == (ITEM,)
    assert set_up_agenda_of(own) == keep_in_touch_of(own) == (POINT,)
    assert from_json(to_json(own)) == own
    assert list(check_setting_up(own)) == []
    assert any(line == "Arranged before: rooms" for line in summary(own))


def test_agencies_of_a_sector_are_asked_what_is_theirs_and_what_is_everybodys():
    assert of_sector((ROLE,), "police") == [ROLE]
    assert of_sector((ROLE,), "health") == []
    assert of_sector((ITEM,), "health") == [ITEM]


@pytest.mark.parametrize(
    ("change", "at", "reason"),
    [
        ({"contact_roles": (replace(ROLE, purpose=" "),)}, "contact_roles[duty-manager].purpose", "must not be empty"),
        ({"contact_roles": (replace(ROLE, sectors=("fire",)),)}, "contact_roles[duty-manager].sectors", "not a sector"),
        ({"contact_roles": (replace(ROLE, concerns=("smoke",)),)}, "contact_roles[duty-manager].concerns", "not a route"),
        ({"contact_roles": (ROLE, ROLE)}, "contact_roles[duty-manager]", "stands 2 times"),
        ({"setting_up": (replace(ITEM, title=""),)}, "setting_up[rooms].title", "must not be empty"),
        ({"setting_up": (replace(ITEM, before=-1),)}, "setting_up[rooms].before", "cannot be negative"),
        ({"setting_up": (replace(ITEM, sectors=("fire",)),)}, "setting_up[rooms].sectors", "not a sector"),
        ({"keep_in_touch": (replace(POINT, prompt=""),)}, "keep_in_touch[week].prompt", "must not be empty"),
        ({"set_up_agenda": (POINT, POINT)}, "set_up_agenda[week]", "stands 2 times"),
    ],
)
def test_what_nobody_could_answer_is_refused(change, at, reason):
    [(found, said)] = check_setting_up(replace(tiny_framework(), **change))
    assert found == at
    assert reason in said


def test_a_sector_the_framework_leaves_out_is_no_fault():
    assert list(check_setting_up(replace(tiny_framework(), contact_roles=(replace(ROLE, sectors=("probation",)),)))) == []
