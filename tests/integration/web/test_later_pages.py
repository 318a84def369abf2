"""What later lists would change, on its pages: told, let in or kept out, and left readable."""

import polars as pl
import pytest
from django.urls import reverse

from joinedup.audit.models import Entry
from joinedup.cases.later import queries
from joinedup.cases.later.models import LaterDecision
from tests.factories.later import drawn_from_the_authority_alone


@pytest.fixture
def later(db):
    """Two tracked children; the police have sent their lists since, and know the first."""
    drawn = drawn_from_the_authority_alone()
    drawn.one, drawn.two = drawn.track(1), drawn.track(2)
    drawn.police_send(1, 3, 4)
    drawn.link()
    return drawn


def address(drawn, name, *more):
    return reverse(f"inspectorate:{name}", args=[drawn.inspection.pk, *more])


def test_my_work_left_leads_to_what_later_lists_would_change(pages_as, later):
    lead = pages_as(later.world.lead)
    left = lead.get(reverse("inspectorate:home")).links()
    said = "Say whether what the lists tell since the draw is let in for Child 1 and Child 2"
    assert left[said] == address(later, "later")
    page = lead.get(left[said])
    police = later.world.agencies["police"].name
    assert f"{police}: 1 record more of this child." in page.text
    assert "Nothing changes Child 2." in page.text
    page = lead.post(address(later, "later"))
    assert "looked at and changes nothing" in page.text
    assert "Child 2" not in page.text
    assert LaterDecision.objects.get().tracked == later.two


def test_a_change_is_let_in_with_a_reason_and_both_grounds_are_told(pages_as, later):
    lead, here = pages_as(later.world.lead), address(later, "child-later", later.one.pk)
    page = lead.get(here)
    assert page.h1 == "Child 1: later lists"
    assert "1 event more: child protection incident (" in page.text
    assert "Say why" in lead.post(here, {"decision": "accepted", "why": ""}).text
    assert "Say whether" in lead.post(here, {"why": "Seen."}).text
    page = lead.post(here, {"decision": "accepted", "why": "The police list came on the fourth day."})
    assert "stands on the latest link run" in page.text
    assert f"Let in by {later.world.lead.name}" in page.text
    assert "The police list came on the fourth day." in page.text
    assert "The sample as drawn" in page.text
    assert Entry.objects.filter(action="later run accepted for a child").count() == 1
    assert Entry.objects.filter(action="later run beside a child read").exists()


def test_kept_out_it_no_longer_waits(pages_as, later):
    lead = pages_as(later.world.lead)
    lead.post(address(later, "child-later", later.one.pk), {"decision": "refused", "why": "Another Amelia."})
    lead.post(address(later, "later"))
    assert "Say whether what the lists tell" not in lead.get(reverse("inspectorate:home")).text
    assert "Kept out by" in lead.get(address(later, "child-later", later.one.pk)).text


def test_who_may_not_decide_sees_what_is_proposed_and_no_form(pages_as, later):
    signatory = pages_as(later.world.signatories["ofsted"])
    page = signatory.get(address(later, "child-later", later.one.pk))
    assert "1 record more of this child." in page.text
    assert "Keep the decision" not in page.text
    assert "Keep that nothing changes" not in signatory.get(address(later, "later")).text
    page = signatory.post(address(later, "child-later", later.one.pk), {"decision": "accepted", "why": "Seen."})
    assert "Only inspectors of this inspection" in page.text
    assert not LaterDecision.objects.exists()


def test_two_children_held_to_be_one_person_are_told_so(pages_as, later, monkeypatch):
    plain = queries.memberships_of
    monkeypatch.setattr(queries, "memberships_of", lambda run: plain(run).with_columns(child_id=pl.lit("everyone")))
    lead = pages_as(later.world.lead)
    assert "This run holds this child and Child 2 to be one person." in lead.get(address(later, "later")).text
    assert "to be one person" in lead.get(address(later, "child-later", later.two.pk)).text
