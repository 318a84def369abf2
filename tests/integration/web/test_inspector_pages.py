"""The register of inspectors, the calendars of others, and standing back, through their pages."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from joinedup.areas.actions import create_area, create_inspectorate
from joinedup.audit.models import Entry
from joinedup.inspections.models import Inspection, TeamMember
from joinedup.programme.calendars.models import OtherInspection
from joinedup.programme.inspectors.actions import declare
from joinedup.programme.inspectors.models import Away, DeclaredInterest, Inspector, OfficeMember, Training
from tests.factories.inspections import make_inspection
from tests.factories.inspectors import make_member, make_register

pytestmark = pytest.mark.django_db
WORDS = "I worked in its front door until 2021."
HEAD = "inspectorate,kind,title,area,force,health,first,last,source,address\n"


def at(route, *parts):
    return reverse(f"inspectorate:{route}", args=parts)


def day(name, value):
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}


@pytest.fixture
def register():
    return make_register()


@pytest.fixture
def area():
    return create_area(by=None, code="X70007701", name="Hollin Cross", made_up=True)


@pytest.fixture
def office(pages_as, register):
    return pages_as(register.office)


@pytest.fixture
def own(pages_as, register):
    return pages_as(register.person)


def test_an_office_begins_grows_and_shrinks(pages_as, register):
    body = create_inspectorate(by=None, code="new-body", name="New Body")
    first, second = make_member(body), make_member(body)
    pages = pages_as(first)
    assert "has no programme office here yet" in pages.get(at("inspectors")).text
    pages.post(at("inspectors-office", body.pk), {"person": str(first.pk)})
    pages_as(second).get(at("inspectors-office", body.pk), status=404)
    page = pages.post(at("inspectors-office", body.pk), {"person": str(first.pk)})
    assert "works in the programme office already" in page.text
    row = OfficeMember.objects.get(person=first)
    page = pages.post(at("inspectors-office", body.pk), {"leaves": str(row.pk)})
    assert "is the only one" in page.text
    pages.post(at("inspectors-office", body.pk), {"person": str(second.pk)})
    pages.post(at("inspectors-office", body.pk), {"leaves": str(row.pk)})
    assert {one.person for one in OfficeMember.objects.filter(inspectorate=body, ended_at=None)} == {second}
    pages.get(at("inspectors-office", register.inspectorate.pk), status=404)


def test_an_inspector_is_entered_changed_and_taken_off(office, register):
    person = make_member(register.inspectorate)
    facts = {"grade": "new", "specialisms": ["health"], "base": "London", "days": ["monday", "tuesday"]}
    page = office.post(at("inspectors-new", register.inspectorate.pk), {"person": str(person.pk), "grade": "new"})
    assert page.title.startswith("Error: ") and "Choose what they inspect." in page.text
    page = office.post(at("inspectors-new", register.inspectorate.pk), {"person": str(person.pk), **facts})
    assert page.h1 == person.name and "Monday, Tuesday" in page.text
    row = Inspector.objects.get(person=person)
    office.post(at("inspector-add", row.pk, "facts"), {**facts, "may_lead": "on"})
    assert "may lead an inspection" in office.get(at("inspector", row.pk)).text
    office.post(at("inspector-add", row.pk, "training"), {"title": "Joint work", **day("done_on", date(2026, 1, 5))})
    (training,) = Training.objects.filter(inspector=row)
    office.post(at("inspector", row.pk), {"do": "training", "key": str(training.pk)})
    assert "Joint work" not in office.get(at("inspector", row.pk)).text
    office.post(at("inspector-add", row.pk, "leaving"), day("on", date(2026, 1, 5)))
    office.get(at("inspector-add", row.pk, "facts"), status=404)
    assert "off the register from 5 January 2026" in office.get(at("inspectors")).text


def test_an_inspector_keeps_their_own_and_nobody_elses(own, office, pages_as, register):
    entry = register.inspector.pk
    assert "Your own entry" in own.get(at("inspectors")).text
    page = own.post(
        at("inspector-add", entry, "away"), {"kind": "leave", **day("first", date(2026, 4, 2)), **day("last", date(2026, 4, 1))}
    )
    assert "The last day comes before the first." in page.text
    own.post(
        at("inspector-add", entry, "away"), {"kind": "leave", **day("first", date(2026, 4, 2)), **day("last", date(2026, 4, 9))}
    )
    away = Away.objects.get(inspector=entry)
    assert "2 April 2026 to 9 April 2026" in office.get(at("inspector", entry)).text
    own.post(at("inspector", entry), {"do": "away", "key": str(away.pk)})
    own.post(at("inspector", entry), {"do": "away", "key": str(away.pk)}, status=404)
    for thing in ("facts", "training", "leaving", "nonsense"):
        own.get(at("inspector-add", entry, thing), status=404)
    stranger = pages_as(make_register().office)
    for address in (at("inspector", entry), at("inspector-add", entry, "away"), at("inspectors-new", register.inspectorate.pk)):
        stranger.get(address, status=404)
    office.get(at("inspector-add", entry, "interest"), status=404)


def test_an_interest_is_declared_read_decided_and_ended(own, office, register, area):
    entry = register.inspector.pk
    page = own.post(at("inspector-add", entry, "interest"), {"kind": "former_employer", "words": WORDS})
    assert "Name the area, or the agency: one of the two." in page.text
    page = own.post(at("inspector-add", entry, "interest"), {"kind": "former_employer", "words": WORDS, "area": str(area.pk)})
    assert WORDS in page.text and "not decided yet" in page.text
    assert page.response.headers["Cache-Control"] == "no-store"
    assert not Entry.objects.filter(action="declaration read").exists()
    assert WORDS in office.get(at("inspector", entry)).text
    assert Entry.objects.filter(action="declaration read").count() == 1
    row = DeclaredInterest.objects.get(inspector=entry)
    own.get(at("interest-decide", row.pk), status=404)
    assert WORDS in office.get(at("interest-decide", row.pk)).text
    page = office.post(at("interest-decide", row.pk), {"holds": "warns", "why": "Long ago."})
    assert "Is weighed, and does not keep them away" in page.text and "Long ago." in page.text
    page = own.post(at("inspector", entry), {"do": "confirm"})
    assert "You last said that all is declared" in page.text
    page = own.post(at("inspector", entry), {"do": "interest", "key": str(row.pk)})
    assert "None is declared." in page.text


def test_a_team_asks_before_somebody_with_an_interest_joins(pages_as):
    world = make_inspection()
    body = world.inspectorates["ofsted"]
    register = make_register(body)
    interest = declare(by=register.person, inspector=register.inspector, kind="home", words="I live there.", area=world.area)
    member = body.members.get(person=register.person)
    lead, said = pages_as(world.lead), {"member": str(member.pk), "role": "inspector"}
    page = lead.post(at("team", world.inspection.pk), said)
    assert "declared an interest that keeps them away: lives there, or did." in page.text and "I live there" not in page.text
    pages_as(register.office).post(at("interest-decide", interest.pk), {"holds": "warns", "why": "Another end of it."})
    page = lead.post(at("team", world.inspection.pk), said)
    assert "shall they join all the same?" in page.text
    lead.post(at("team", world.inspection.pk), {**said, "asked": "1", "although": "on"})
    assert TeamMember.objects.filter(inspection=world.inspection, person=register.person).exists()


def test_somebody_stands_back_and_it_is_lifted(pages_as):
    world = make_inspection()
    her = world.inspectors["hmicfrs"]
    pages, lead = pages_as(her), pages_as(world.lead)
    address = at("stand-back", world.inspection.pk)
    page = pages.post(address, {"person": str(her.pk), "kind": "family"})
    assert "Say what ties them to it" in page.text
    pages.post(address, {"person": str(her.pk), "kind": "family", "why": "My sister manages its front door."})
    pages.get(address, status=404)
    assert not Inspection.objects.visible_to(her).exists()
    assert "My sister manages its front door." in lead.get(address).text
    other = pages_as(world.inspectors["ofsted"])
    page = other.get(address)
    assert "My sister" not in page.text and her.name in page.text  # the words could tell the area to who may not know it
    row = world.inspection.recusals.get()
    lead.post(address, {"do": "lift", "recusal": str(row.pk), "lift_why": "Another sister."})
    assert "Another sister." in lead.get(address).text


def test_a_calendar_is_taken_in_whole_and_struck_out(office, own, area):
    good = HEAD + f"Ofsted,ilacs,Children’s services,{area.code},,,2026-02-02,06/02/2026,Plan,\n"

    def send(text, pages=office, holds="inspections"):
        file = SimpleUploadedFile("plan.csv", text.encode(), "text/csv")
        return pages.post(at("calendars-take", holds), {"file": file})

    page = send(good + "Ofsted,ilacs,Visit,X9,,,2026-02-02,2026-02-06,Plan,\n")
    assert "The register has no area with the code “X9”." in page.text and not OtherInspection.objects.exists()
    assert "The file is empty." in send("").text
    page = send(good)
    assert "Taken in: 1 new, 0 were there already." in page.text and "Hollin Cross" in page.text
    assert "Children’s services" in own.get(at("calendars")).text
    for address in (at("calendars-take", "inspections"), at("calendars-take", "nonsense")):
        own.get(address, status=404)
    row = OtherInspection.objects.get()
    own.get(at("calendars-strike", "inspections", row.pk), status=404)
    page = office.post(at("calendars-strike", "inspections", row.pk), {"why": "Put off."})
    assert "Put off." in page.text
    page = send(
        f"title,area,first,last,source\nEaster,,2026-03-30,2026-04-10,DfE\nInset,{area.code},2026-05-11,2026-05-15,Council\n",
        holds="holidays",
    )
    assert "everywhere" in page.text and "Inset" in page.text


def test_agencies_see_none_of_it(pages_as):
    world = make_inspection()
    police = pages_as(world.coordinators["police"])
    for route in ("inspectors", "calendars"):
        police.get(at(route), status=404)
    police.get(at("stand-back", world.inspection.pk), status=404)
