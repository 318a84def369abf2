"""The register and who may keep it."""

import pytest
from django.db import IntegrityError, transaction

from joinedup.areas.actions import (
    add_agency_member,
    add_inspectorate_member,
    create_agency,
    create_area,
    create_inspectorate,
    set_postcodes,
)
from joinedup.areas.models import Agency
from joinedup.areas.queries import agencies_of, agencies_of_person, inspectorates_of_person
from joinedup.areas.rules import RegisterRefused, can_add_colleague, can_keep_register
from joinedup.audit.queries import entries
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return create_area(by=None, code="X1", name="Madeupshire", made_up=True)


@pytest.fixture
def police(area):
    return create_agency(by=None, key="police", name="Madeupshire Police", sector="police", areas=[area])


@pytest.fixture
def inspector():
    person = make_person()
    add_inspectorate_member(by=None, inspectorate=create_inspectorate(by=None, code="ofsted", name="Ofsted"), person=person)
    return person


def test_an_area_may_have_several_agencies_and_an_agency_several_areas(area, police):
    other = create_area(by=None, code="X2", name="Elsewhere", made_up=True)
    force = create_agency(by=None, key="force", name="A wider force", sector="police", areas=[area, other])
    assert set(agencies_of(area)) == {police, force}
    assert list(agencies_of(other)) == [force]


def test_an_unknown_sector_or_role_is_refused(area, police):
    with pytest.raises(ValueError, match="fire"):
        create_agency(by=None, key="fire", name="Fire", sector="fire", areas=[area])
    with pytest.raises(ValueError, match="boss"):
        add_agency_member(by=None, agency=police, person=make_person(), role="boss")


@pytest.mark.parametrize("again", [{"key": "police"}, {"key": "police", "name": "Another"}])
def test_a_key_names_one_agency(area, police, again):
    with pytest.raises(IntegrityError), transaction.atomic():
        create_agency(by=None, **{"name": "N", "sector": "police", "areas": [area], **again})


def test_only_inspectorates_staff_keep_the_register(area, police, inspector):
    stranger = make_person()
    assert can_keep_register(inspector)
    assert not can_keep_register(stranger)
    for attempt in (
        lambda: create_area(by=stranger, code="X9", name="N"),
        lambda: create_agency(by=stranger, key="k", name="N", sector="health", areas=[area]),
        lambda: create_inspectorate(by=stranger, code="c", name="N"),
        lambda: add_agency_member(by=stranger, agency=police, person=stranger, role="coordinator"),
    ):
        with pytest.raises(RegisterRefused, match="inspectorate"):
            attempt()
    assert create_area(by=inspector, code="X9", name="N").code == "X9"


def test_a_coordinator_adds_colleagues_to_their_own_agency_only(area, police):
    coordinator, contributor = make_person(), make_person()
    add_agency_member(by=None, agency=police, person=coordinator, role="coordinator")
    add_agency_member(by=coordinator, agency=police, person=contributor, role="contributor")
    other = create_agency(by=None, key="nhs", name="A trust", sector="health", areas=[area])
    assert not can_add_colleague(coordinator, other)
    assert not can_add_colleague(contributor, police)
    assert list(agencies_of_person(contributor)) == [police]


def test_agencies_see_themselves_and_inspectorates_see_all(area, police, inspector):
    health = create_agency(by=None, key="nhs", name="A trust", sector="health", areas=[area])
    member = make_person()
    add_agency_member(by=None, agency=health, person=member, role="contributor")
    assert list(Agency.objects.visible_to(member)) == [health]
    assert set(Agency.objects.visible_to(inspector)) == {police, health}
    assert list(Agency.objects.visible_to(make_person())) == []
    assert [row.code for row in inspectorates_of_person(inspector)] == ["ofsted"]


def test_every_change_is_logged(area, police):
    assert [entry.action for entry in entries("")][-2:] == ["area created", "agency created"]


def test_an_areas_postcodes_are_kept_alike_and_each_once(area, inspector):
    set_postcodes(by=inspector, area=area, postcodes=["lk1", "LK2 4", " LK1 ", ""])
    area.refresh_from_db()
    assert area.postcodes == ["LK1", "LK2 4"]
    assert entries("").last().action == "area's postcodes set"
    with pytest.raises(ValueError, match=r"^LK1 1AA, Leeds: not a postcode district"):
        set_postcodes(by=inspector, area=area, postcodes=["LK1 1AA", "LK3", "Leeds"])
    with pytest.raises(RegisterRefused):
        set_postcodes(by=make_person(), area=area, postcodes=["LK1"])
    area.refresh_from_db()
    assert area.postcodes == ["LK1", "LK2 4"]
