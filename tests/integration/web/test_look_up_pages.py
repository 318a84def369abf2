"""Looking children up, through both doors: who meets what, and what is taken in."""

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from joinedup.inspections.enums import Stage
from joinedup.linkage.look_up.models import LookUp, LookUpAnswer
from tests.factories.look_up import LookingUp, make_looking_up
from tests.integration.web.two_inspections import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def looking() -> LookingUp:
    return make_looking_up()


def page(looking, route, person, **posted):
    client, address = browser(person), reverse(route, args=[looking.inspection.pk])
    return client.post(address, posted, follow=True) if posted else client.get(address)


def lead(looking):
    return looking.world.lead


def police(looking):
    return looking.world.coordinators["police"]


def text(response) -> str:
    return response.content.decode()


def test_the_lead_links_asks_and_sees_how_answers_stand(looking):
    assert "Link the authority’s lists first" in text(page(looking, "inspectorate:look-up", lead(looking)))
    assert page(looking, "inspectorate:look-up", lead(looking), go="1").status_code == 403
    looking.link()
    assert "Ask the agencies about the cohort" in text(page(looking, "inspectorate:look-up", lead(looking)))
    shown = text(page(looking, "inspectorate:look-up", lead(looking), go="1"))
    assert "asked about 2 children" in shown
    assert looking.world.agencies["police"].name in shown
    assert "Ask the agencies about the cohort" not in shown


def test_an_inspector_who_does_not_lead_sees_but_cannot_ask(looking):
    looking.link()
    inspector = next(person for person in looking.world.inspectors.values())
    assert "A lead inspector asks them" in text(page(looking, "inspectorate:look-up", inspector))
    assert page(looking, "inspectorate:look-up", inspector, go="1").status_code == 403
    assert not LookUp.objects.exists()


def test_the_agency_sees_its_children_and_answers(looking):
    looking.ask()
    shown = page(looking, "agency:look-up", police(looking))
    assert "Amelia Okafor" in text(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    assert "2 of 2 still to answer for" in text(page(looking, "agency:requests", police(looking)))
    answered = page(looking, "agency:look-up", police(looking), codes=["C-001", "C-002"], said="not_known", how="By name.")
    assert "Your answer about 2 children has arrived." in text(answered)
    assert "You have answered for all 2" in text(answered)
    assert LookUpAnswer.objects.count() == 2


def test_what_lacks_is_said_beside_its_field(looking):
    looking.ask()
    answered = text(page(looking, "agency:look-up", police(looking), said="not_known"))
    assert "Tick the children you answer for." in answered
    assert "Say where and how you searched." in answered
    assert not LookUpAnswer.objects.exists()


def test_the_workbook_holds_the_children_as_text(looking):
    looking.ask()
    book = CalamineWorkbook.from_filelike(BytesIO(page(looking, "agency:look-up-workbook", police(looking)).getvalue()))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0] == ["Inspection's code", "Given names", "Family name", "Date of birth", "Sex", "Postcode"]
    assert sorted(row[1] for row in rows[1:]) == ["Amelia", "Leo"]


@pytest.mark.parametrize("route", ["agency:look-up", "agency:look-up-workbook"])
def test_nobody_else_meets_the_children(looking, route):
    assert page(looking, route, police(looking)).status_code == 404  # nobody was asked about yet
    looking.ask()
    world = looking.world
    for person in (world.lead, world.coordinators["local_authority"], *world.inspectors.values()):
        assert page(looking, route, person).status_code == 404
    assert page(looking, route, None).status_code == 302


def test_once_the_letter_is_signed_the_agency_meets_the_children_no_more(looking):
    looking.ask()
    looking.world.move_to(Stage.CHECKING)
    assert "Amelia Okafor" in text(page(looking, "agency:look-up", police(looking)))
    assert "Children we ask about" in text(page(looking, "agency:requests", police(looking)))
    looking.world.move_to(Stage.SIGNED)
    for route in ("agency:look-up", "agency:look-up-workbook"):
        assert page(looking, route, police(looking)).status_code == 404
    assert "Children we ask about" not in text(page(looking, "agency:requests", police(looking)))


def test_the_first_page_of_the_lead_says_what_waits(looking):
    address = reverse("inspectorate:inspection", args=[looking.inspection.pk])
    assert "have not been asked about the cohort yet" in text(browser(lead(looking)).get(address))
    looking.ask()
    assert "2 children to answer for" in text(browser(lead(looking)).get(address))
