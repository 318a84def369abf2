"""Who leads on a child, on its page: named anew by a lead inspector, and those before still told."""

import pytest
from django.urls import reverse

from joinedup.cases.models import LeadsChange
from tests.factories.tracking import make_tracking


@pytest.fixture
def tracking(db):
    tracking = make_tracking()
    tracking.here = reverse("inspectorate:child-leads", args=[tracking.inspection.pk, tracking.child.pk])
    # Hers is the leading inspectorate, as the lead inspector's.
    tracking.third = tracking.world.lead
    return tracking


def test_the_record_leads_to_who_leads_and_a_lead_inspector_names_others(pages_as, tracking):
    lead = pages_as(tracking.world.lead)
    record = lead.get(reverse("inspectorate:record", args=[tracking.inspection.pk, tracking.child.pk]))
    assert record.links()["Who leads, and who led before"] == tracking.here
    page = lead.get(tracking.here)
    assert page.h1 == "Child 1: who leads"
    said = {"leads": [str(tracking.his.pk), str(tracking.third.pk)], "why": "He is on leave."}
    said["had"] = page.tree.find(".//main").find(".//input[@name='had']").get("value")
    assert "Say why others lead." in lead.post(tracking.here, {**said, "why": ""}).text
    page = lead.post(tracking.here, said)
    assert "He is on leave." in page.text
    assert "chosen with the child by" in page.text
    assert set(tracking.child.leads.all()) == {tracking.his, tracking.third}
    assert (
        "changed who leads since" in lead.post(tracking.here, {**said, "leads": [str(tracking.hers.pk), str(tracking.his.pk)]}).text
    )


def test_others_of_the_team_read_who_leads_and_change_nothing(pages_as, tracking):
    signatory = pages_as(tracking.world.signatories["ofsted"])
    page = signatory.get(tracking.here)
    assert "Only a lead inspector of this inspection can do this." in page.text
    assert "Change who leads" not in page.text
    said = {"leads": [str(tracking.his.pk), str(tracking.third.pk)], "why": "He is on leave.", "had": ""}
    signatory.post(tracking.here, said, status=403)
    assert not LeadsChange.objects.exists()
