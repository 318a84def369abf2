"""Inspectors see of a written statement what was sent and shared, acknowledge it once, and find it again at a later inspection."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from joinedup.areas.actions import add_agency_member
from joinedup.audit.models import Entry
from joinedup.cases.models import Enquiry
from joinedup.improvement.actions import open_statement, share
from joinedup.improvement.enums import StatementState
from joinedup.improvement.models import Copy
from joinedup.improvement.queries import partners_of
from joinedup.inspections.enums import Stage
from joinedup.letter.models import Letter
from joinedup.publication.actions import publish
from tests.factories.improvement import Partnership, bring_to, letter_with_prose
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person
from tests.integration.web.two_inspections import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.SELECTION)


def with_statement(world, published_on):
    """Publish a letter of the inspection's area; return its partnership."""
    publication = publish(
        by=world.lead, document=replace(letter_with_prose(), published_on=published_on), area=world.inspection.area
    )
    statement = open_statement(by=world.lead, publication=publication)
    agencies = {agency.sector: agency for agency in world.agencies.values()}
    for sector, found in partners_of(statement).items():
        agencies[sector] = found[0]
    coordinators = {}
    for sector, agency in agencies.items():
        coordinators[sector] = make_person(f"Another of {sector}")
        add_agency_member(by=None, agency=agency, person=coordinators[sector], role="coordinator")
    return Partnership(world.inspection.area, agencies, coordinators, make_person(), world.lead, statement)


def own(world):
    """Let a letter with a statement be this inspection's own."""
    made = with_statement(world, date(2026, 3, 5))
    Letter.objects.create(inspection=world.inspection, started_by=world.lead, publication=made.statement.publication)
    return made


def page(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def test_until_it_is_sent_inspectors_read_nothing_of_it(world):
    made = own(world)
    bring_to(made, StatementState.APPROVED)
    text = browser(world.lead).get(page(world, "statement")).content.decode()
    assert "has not sent its written statement yet" in text
    assert "It is due" in text
    assert "Meet every morning" not in text
    assert not Copy.objects.exists()


def test_what_was_sent_is_read_logged_and_acknowledged_once(world):
    made = own(world)
    bring_to(made, StatementState.SENT)
    lead, copy = browser(world.lead), Copy.objects.get()
    assert "acknowledge it" in lead.get(reverse("inspectorate:home")).content.decode()
    text = lead.get(page(world, "statement-copy", copy.pk)).content.decode()
    assert "Meet every morning and say who does what." in text
    assert Entry.objects.filter(action="statement read", actor=str(world.lead.pk)).count() == 1
    assert lead.post(page(world, "statement"), {"words": "Thank you."}).status_code == 302
    assert made.now().state == StatementState.ACKNOWLEDGED
    assert lead.post(page(world, "statement")).status_code == 403
    assert "Thank you." in lead.get(page(world, "statement")).content.decode()


def test_only_a_lead_inspector_acknowledges_it(world):
    made = own(world)
    bring_to(made, StatementState.SENT)
    for person in (world.inspectors["ofsted"], world.signatories["hmicfrs"], world.quality_assurer):
        theirs = browser(person)
        assert "Acknowledge the statement" not in theirs.get(page(world, "statement")).content.decode()
        refused = theirs.post(page(world, "statement"), {"words": "Thank you."})
        assert (refused.status_code, "Only a lead inspector" in refused.content.decode()) == (403, True)
    assert made.now().state == StatementState.SENT
    assert "Acknowledge the statement" in browser(world.lead).get(page(world, "statement")).content.decode()


def test_what_goes_on_is_read_only_once_it_is_shared(world):
    made = own(world)
    bring_to(made, StatementState.SENT)
    assert Copy.objects.count() == 1
    share(by=made.coordinators["local_authority"], statement=made.now(), words="After half a year.")
    text = browser(world.lead).get(page(world, "statement")).content.decode()
    assert "After half a year." in text


def test_a_copy_of_another_inspection_does_not_exist(world):
    made = own(world)
    bring_to(made, StatementState.SENT)
    other = make_inspection(stage=Stage.SELECTION)
    address = reverse("inspectorate:statement-copy", args=[other.inspection.pk, Copy.objects.get().pk])
    assert browser(other.lead).get(address).status_code == 404


def test_an_earlier_letter_and_statement_stand_at_the_next_inspection(world):
    made = with_statement(world, date(2015, 3, 5))
    bring_to(made, StatementState.SENT)
    lead, address = browser(world.lead), page(world, "earlier")
    text = lead.get(address).content.decode()
    assert "Health staff are seldom there." in text
    assert "Meet every morning" in text
    point = f"{made.statement.publication.slug}/M2"
    assert lead.post(address, {"point": point}).status_code == 302
    line = Enquiry.objects.get()
    assert "Health staff are seldom there." in line.words
    assert "Point M2 of the letter published 5 March 2015" in str(line.rests_on)
    assert lead.post(address, {"point": "another/1"}).status_code == 403


def test_a_letter_without_a_statement_gives_its_points_all_the_same(world):
    with_statement(world, date(2015, 3, 5))
    text = browser(world.lead).get(page(world, "earlier")).content.decode()
    assert "No written statement was sent here" in text
    assert "Health staff are seldom there." in text


def test_the_inspections_own_letter_is_no_earlier_one(world):
    with_statement(world, date(2099, 3, 5))
    assert "No earlier letter of this area" in browser(world.lead).get(page(world, "earlier")).content.decode()
