"""The tracked children at a glance: what is under way about each, in the order of their codes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from joinedup.cases.audits.enums import AuditState
from joinedup.cases.audits.models import JointAudit
from joinedup.cases.enquiries.actions import close
from joinedup.cases.enquiries.enums import Found
from joinedup.cases.tracking.actions import save_part
from joinedup.inspections.enums import Stage
from tests.factories.cases import selection_framework
from tests.factories.concerns import about_tracked, make_concern
from tests.factories.enquiries import line_by_hand, plain_child
from tests.factories.evidence import make_note
from tests.factories.inspections import make_inspection
from tests.integration.web.conftest import squeeze


@pytest.fixture
def world(db):
    world = make_inspection(selection_framework(), Stage.FIELDWORK)
    plain_child(world, 1)
    return world


def at(world):
    return reverse("inspectorate:tracked", args=[world.inspection.pk])


def busy(world, number):
    """Add a child about whom there is a note, a line of enquiry, an urgent concern and a joint audit."""
    child = plain_child(world, number)
    make_note(world, tracked=child)
    line_by_hand(world, child)
    make_concern(world, about=about_tracked(child))
    JointAudit.objects.create(inspection=world.inspection, tracked=child)
    return child


def cards(page):
    return [squeeze("".join(card.itertext())) for card in page.tree.iter("section") if card.get("class") == "app-children__child"]


def test_a_card_tells_how_the_work_on_a_child_stands_and_leads_there(pages_as, world):
    child = busy(world, 2)
    page = pages_as(world.lead).get(at(world))
    quiet, told = cards(page)
    for words in ("Child 1", "None yet", "None open", "Not asked for", "Not begun", "For range."):
        assert words in quiet
    assert "Urgent concern" not in quiet
    for words in ("Child 2", "1 note", "Line 1 open", "Urgent concern 1 is open", "Each agency writes its part"):
        assert words in told
    for person in child.leads.all():
        assert person.name in told
    for name in ("chronology", "record", "joint-audit", "child-enquiries"):
        assert reverse(f"inspectorate:{name}", args=[world.inspection.pk, child.pk]) in page.links().values()


def test_what_is_closed_begun_or_back_is_told(pages_as, world):
    child = busy(world, 2)
    close(by=world.lead, enquiry=child.enquiries.get(), found=Found.NOT_BORNE_OUT, words="The head rang the school nurse.")
    save_part(by=child.leads.first(), tracked=child, section="life", said={"words": "Glad of school."})
    JointAudit.objects.update(state=AuditState.RETURNED)
    _, told = cards(pages_as(world.lead).get(at(world)))
    for words in ("None open", "Tracking record: Child 2Begun", "Returned to the inspectors; not compared with your view yet"):
        assert words in told


def test_children_stand_in_the_order_of_their_codes_and_seven_cost_as_many_queries_as_two(pages_as, world):
    busy(world, 2)
    lead = pages_as(world.lead)
    lead.get(at(world))
    with CaptureQueriesContext(connection) as two:
        lead.get(at(world))
    for number in range(7, 2, -1):
        busy(world, number)
    with CaptureQueriesContext(connection) as seven:
        page = lead.get(at(world))
    assert [card[:7] for card in cards(page)] == [f"Child {number}" for number in range(1, 8)]
    assert len(seven) == len(two)
