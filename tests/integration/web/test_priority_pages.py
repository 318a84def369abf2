"""Priority action through its pages, from the proposal to the agency's answer."""

import pytest
from django.urls import reverse

from joinedup.inspections.enums import Stage
from joinedup.letter.priority.actions import propose_priority
from joinedup.letter.priority.models import PriorityAction, PriorityNotice
from tests.factories.evidence import letter_framework, make_one_finding
from tests.factories.inspections import make_inspection


@pytest.fixture
def world(db):
    return make_inspection(letter_framework(), stage=Stage.FIELDWORK)


def address(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def test_it_goes_from_a_finding_to_an_agencys_answer(pages_as, world):
    inspector, signatory = pages_as(world.inspectors["hmicfrs"]), pages_as(world.signatories["ofsted"])
    assert "Go to the findings" in inspector.get(address(world, "priorities")).links()
    finding = make_one_finding(world, direction="priority")
    page = inspector.get(address(world, "priorities"))
    assert "1 finding asks for priority action" in page.text
    form = page.links()["Propose a priority action"]
    assert "Say what must be done at once." in inspector.post(form, {}).text
    said = {
        "finding": str(finding.pk),
        "agencies": [str(world.agencies["police"].pk)],
        "asks": "Look today.",
        "reasons": "Nobody knows.",
    }
    page = inspector.post(form, said)
    assert "Nobody at an agency has been told yet." in page.text
    assert "It waits for a signatory" in page.text
    priority = PriorityAction.objects.get()
    work = signatory.get(reverse("inspectorate:home")).links()
    page = signatory.get(work["Decide on priority action 1"])
    assert "Say whether it is needed." in signatory.post(address(world, "priority-decide", priority.pk), {}).text
    decided = {"needed": "yes", "reasons": "It cannot wait."}
    page = signatory.post(address(world, "priority-decide", priority.pk), decided)
    assert "Each agency addressed was told this moment" in page.text
    assert "not read yet" in page.text
    police = pages_as(world.coordinators["police"])
    page = police.get(police.get(reverse("agency:home")).links()["Priority action 1 waits for your answer"])
    assert "Look today." in page.text
    notice = reverse("agency:priority-notice", args=[world.inspection.pk, PriorityNotice.objects.get().pk])
    assert "Say what your agency has done." in police.post(notice, {}).text
    assert "What you wrote has arrived." in police.post(notice, {"words": "We looked."}).text
    page = signatory.get(address(world, "priority", priority.pk))
    assert "We looked." in page.text
    assert "Say why it is withdrawn." in signatory.post(address(world, "priority-withdraw", priority.pk), {}).text
    signatory.post(address(world, "priority-withdraw", priority.pk), {"why": "It is done."})
    assert "This priority action was withdrawn." in police.get(notice).text
    assert "withdrawn" in inspector.get(address(world, "priorities")).text.lower()
    for person in (world.coordinators["local_authority"], world.lead):
        pages_as(person).get(notice, status=404)


def test_whoever_may_not_decide_is_told_why(pages_as, world):
    finding = make_one_finding(world, direction="priority")
    said = {"asks": "Look today.", "reasons": "Nobody knows.", "agencies": [world.agencies["police"]]}
    priority = propose_priority(by=world.lead, inspection=world.inspection, finding=finding, **said)
    lead = pages_as(world.lead)
    page = lead.post(address(world, "priority-decide", priority.pk), {"needed": "no", "reasons": "No."}, status=403)
    assert "Only a signatory of this inspection can decide" in page.text
    assert "No finding asks for priority action." in lead.get(address(world, "priority-new")).text
    pages_as(world.quality_assurer).get(address(world, "priority-new"), status=403)
