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


def test_the_earlier_chronology_stays_readable_on_a_page_of_its_own(pages_as, later):
    lead, here = pages_as(later.world.lead), address(later, "child-later", later.one.pk)
    lead.post(here, {"decision": "accepted", "why": "It was late."})
    links = lead.get(here).links()
    page = lead.get(links["The chronology as drawn"])
    assert page.h1 == "Child 1: earlier chronology"
    assert "as it stood when the sample was drawn" in page.text
    assert "Child protection incident" not in page.text
    [let_in] = [href for text, href in links.items() if text.startswith("The chronology as let in")]
    page = lead.get(let_in)
    assert f"as {later.world.lead.name} let it in" in page.text
    assert "hild protection incident" in page.text
    assert "which stands on the same lists" in page.text
    assert Entry.objects.filter(action="earlier chronology read", reading=True).count() == 2
    lead.get(address(later, "child-later-earlier", later.one.pk, 9), status=404)


def test_what_was_wrongly_let_in_is_taken_back_with_a_reason(pages_as, later):
    lead, here = pages_as(later.world.lead), address(later, "child-later", later.one.pk)
    lead.post(here, {"decision": "accepted", "why": "It was late."})
    leads_back = lead.get(here).links()["It was wrongly let in: take it back"]
    page = lead.get(leads_back)
    assert page.h1 == "Child 1: take back what was let in"
    assert "1 record more of this child." in page.text
    assert "Say why." in lead.post(leads_back, {"why": ""}).text
    page = lead.post(leads_back, {"why": "Another Amelia."})
    assert "Child 1 stands on what it stood on before." in page.text
    assert f"Taken back by {later.world.lead.name}" in page.text
    assert "1 event fewer" in page.text
    assert "take it back" not in " ".join(page.links())
    assert "Let it in" in page.text
    lead.post(leads_back, {"why": "Again."}, status=403)


def test_reading_what_a_child_stands_on_is_logged_also_where_nothing_waits(pages_as, later):
    lead, here = pages_as(later.world.lead), address(later, "child-later", later.one.pk)
    lead.post(here, {"decision": "accepted", "why": "It was late."})
    before = Entry.objects.filter(action="what a child stands on read").count()
    lead.get(here)
    assert Entry.objects.filter(action="what a child stands on read", reading=True).count() == before + 1


def test_later_lists_are_brought_in_for_the_cohort_and_each_page_says_which_it_stands_on(pages_as, later):
    lead, times = pages_as(later.world.lead), address(later, "timescales")
    page = lead.get(times)
    here = page.links()["Later lists of the cohort"]
    assert here == address(later, "cohort-later")
    assert "Say why." in lead.post(here, {"why": ""}).text
    page = lead.post(here, {"why": "The police came on day four."})
    assert f"They stand on the later lists {later.world.lead.name} brought in" in page.text
    assert page.links()["As drawn"] == times
    assert "up to" in lead.get(page.links()["The sampled children"]).text
    assert "They stand on the lists as they were when the sample was drawn" in lead.get(times).text
    assert "The police came on day four." in lead.get(here).text
    for number in range(1, 5):
        child = address(later, "sampled-child", number)
        assert "as they were when the sample was drawn" in lead.get(child).text
        assert f"later lists {later.world.lead.name} brought in" in lead.get(f"{child}?lists=1").text


def test_reading_the_list_of_sampled_children_is_logged(pages_as, later):
    pages_as(later.world.lead).get(address(later, "sampled"))
    assert Entry.objects.filter(action="sampled children read", reading=True).count() == 1
