"""Second looks blind to the first, differences, decisions taken back, checks of the links, and how good they are: as pages."""

import pytest
from django.urls import reverse

from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.intake.actions import ask_agencies
from joinedup.linkage.actions import decide, run_link
from joinedup.linkage.models import LinkDecision, LinkRun, LinkWithdrawal
from joinedup.linkage.pairs import pairs_to_decide, review_of
from joinedup.linkage.queries import latest_run
from joinedup.linkage.reviews.actions import look_again
from tests.factories.inspections import make_inspection
from tests.factories.linkage import AUTHORITY, POLICE, Listed, framework_of_people

pytestmark = pytest.mark.django_db
TWINS = {"decision": "refuse", "reason": "Twins: the midwife wrote of two girls."}
ONE = {"decision": "accept", "reason": "One birth only, says the school."}


@pytest.fixture
def listed(db):
    """A linked inspection: a girl the council and the police know, and her twin, are a doubtful pair."""
    world = make_inspection(framework_of_people(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    listed = Listed(world)
    listed.send("local_authority", AUTHORITY)
    listed.send("police", POLICE)
    run = run_link(by=world.lead, inspection=world.inspection)
    LinkRun.objects.filter(pk=run.pk).update(settings=run.settings | {"second_look": 0.0})
    return listed


@pytest.fixture
def run(listed) -> LinkRun:
    return latest_run(listed.inspection)


@pytest.fixture
def doubtful(run):
    return pairs_to_decide(run)[0]


@pytest.fixture
def other(listed, pages_as):
    """The pages as an inspector of another inspectorate than the lead's sees them."""
    return pages_as(listed.world.inspectors["hmicfrs"])


@pytest.fixture
def lead(listed, pages_as):
    return pages_as(listed.world.lead)


@pytest.fixture
def decided(listed, run, doubtful) -> LinkDecision:
    return decide(by=listed.world.lead, run=run, pair=doubtful.record_ids, second_asked=True, **TWINS)


def pair_of(listed, pair, show: str = "") -> str:
    path = reverse("inspectorate:pair", args=[listed.inspection.pk, pair.id])
    return f"{path}?show={show}" if show else path


def lists_of(listed, show: str) -> str:
    return f"{reverse('inspectorate:pairs', args=[listed.inspection.pk])}?show={show}"


def quality_of(listed) -> str:
    return reverse("inspectorate:quality", args=[listed.inspection.pk])


def test_the_page_says_why_a_pair_weighs_what_it_weighs(lead, listed, doubtful):
    text = lead.get(pair_of(listed, doubtful)).text
    assert "The forenames differ: much less likely one person" in text
    assert "Both dates of birth are the same: much more likely one person" in text
    assert f"Together From −3.2 a person is asked, from 0.0 the two are joined. {doubtful.weight:+.1f}" in text.replace("−0", "-0")


def test_a_run_that_kept_no_evidence_says_so(lead, listed, run, doubtful):
    LinkRun.objects.filter(pk=run.pk).update(evidence=None)
    assert "was not kept with this link run" in lead.get(pair_of(listed, doubtful)).text


def test_asking_a_colleague_is_kept_with_the_decision(lead, listed, doubtful):
    lead.post(pair_of(listed, doubtful), {**TWINS, "second_asked": "on"})
    assert LinkDecision.objects.get().second_asked


def test_the_second_look_shows_nothing_of_the_first(other, listed, run, doubtful, decided):
    listing = other.get(lists_of(listed, "second-look"))
    assert "Second look (1)" in listing.text
    assert "Decided; your second look" in listing.text
    page = other.get(pair_of(listed, doubtful, "second-look"))
    assert "A colleague has decided on this pair." in page.text
    assert not [said for said in ("midwife", "What was said so far", listed.world.lead.name) if said in page.text]
    assert "Ask a colleague" not in page.text
    everything = other.get(lists_of(listed, "decided")).text
    assert "Decided; your second look" in everything
    assert "Two people" not in everything


def test_not_even_a_later_run_lets_it_slip(other, listed, doubtful, decided):
    later = run_link(by=listed.world.lead, inspection=listed.inspection)
    assert later.pk != decided.run_id
    text = other.get(pair_of(listed, doubtful, "second-look")).text
    assert "A colleague said" not in text
    assert "colleague said" not in other.get(lists_of(listed, "decided")).text


def test_a_second_look_that_agrees_is_said_to_and_then_shows_both(other, listed, doubtful, decided):
    page = other.post(pair_of(listed, doubtful, "second-look"), TWINS)
    assert "Your second look is kept. You two agree." in page.text
    text = other.get(pair_of(listed, doubtful)).text
    assert text.count("midwife") == 2
    assert "Second look, without seeing the first decision" in text


def test_the_first_decider_sees_that_it_is_awaited_and_is_not_offered_it(lead, listed, doubtful, decided):
    assert "Second look (0)" in lead.get(lists_of(listed, "second-look")).text
    assert "Two people; awaits a second look" in lead.get(lists_of(listed, "mine")).text
    assert "Decide again" in lead.get(pair_of(listed, doubtful)).text


def test_a_colleague_of_the_same_inspectorate_is_told_to_wait(pages_as, listed, doubtful, decided):
    assurer = pages_as(listed.world.quality_assurer)
    page = assurer.get(pair_of(listed, doubtful))
    assert "awaits a second look by somebody of another inspectorate" in page.text
    assert "awaits a second look" in assurer.post(pair_of(listed, doubtful), ONE, status=403).text


def test_a_difference_is_listed_and_settled_by_a_third(lead, other, pages_as, listed, doubtful, decided):
    assert "You two differ." in other.post(pair_of(listed, doubtful, "second-look"), ONE).text
    assert "Two differ (1)" in lead.get(lists_of(listed, "differing")).text
    third = pages_as(listed.world.quality_assurer)
    page = third.get(pair_of(listed, doubtful, "differing"))
    assert "the next link run keeps to neither" in page.text
    assert "Settle the difference" in page.text
    third.post(pair_of(listed, doubtful, "differing"), ONE)
    assert "Settled: the same person" in lead.get(lists_of(listed, "decided")).text
    assert LinkDecision.objects.count() == 3


def test_a_decision_is_taken_back_with_a_reason_and_stays_to_be_read(lead, listed, doubtful):
    lead.post(pair_of(listed, doubtful), TWINS)
    page = lead.get(pair_of(listed, doubtful))
    [address] = [href for text, href in page.links().items() if text.startswith("Take back this decision")]
    assert "Twins" in lead.get(address).text
    assert lead.post(address, {"why": " "}).title.startswith("Error: ")
    assert not LinkWithdrawal.objects.exists()
    after = lead.post(address, {"why": "Looked at the wrong line."})
    assert "The decision is taken back." in after.text
    assert "Taken back" in after.text
    assert "Looked at the wrong line." in after.text
    assert "To decide (2)" in lead.get(lists_of(listed, "undecided")).text


def test_taking_back_is_for_who_decided_or_a_lead(other, pages_as, listed, run, doubtful, decided):
    address = reverse("inspectorate:decision-withdraw", args=[listed.inspection.pk, doubtful.id, decided.pk])
    assert "Only whoever made a decision" in other.get(address, status=403).text
    pages_as(listed.world.coordinators["police"]).get(address, status=404)
    nowhere = reverse("inspectorate:decision-withdraw", args=[listed.inspection.pk, "0" * 16, decided.pk])
    pages_as(listed.world.lead).get(nowhere, status=404)
    made = look_again(by=listed.world.inspectors["hmicfrs"], run=run, pair_id=doubtful.id, **ONE)
    by_lead = reverse("inspectorate:decision-withdraw", args=[listed.inspection.pk, doubtful.id, made.pk])
    pages_as(listed.world.lead).get(by_lead)


def test_whoever_checks_the_links_is_not_told_what_the_model_did(lead, listed, run):
    joined = next(pair for pair in review_of(run).drawn if pair.outcome == "joined")
    text = lead.get(lists_of(listed, "check")).text
    assert not [word for word in ("Everything else", "alike", "Joined") if word in text]
    assert "Check the next pair" in text
    page = lead.get(pair_of(listed, joined, "check"))
    assert "Leave this pair and go to the next" not in page.links()
    assert "It is not said here whether the model joined it." in page.text
    assert "Why the model holds them" not in page.text
    after = lead.post(pair_of(listed, joined, "check"), ONE)
    assert "checked." in after.text
    assert "The model holds them to be one person." in lead.get(pair_of(listed, joined)).text


def test_one_goes_on_to_the_next_of_the_same_list_and_back_when_it_is_done(lead, listed, run):
    drawn = review_of(run).drawn
    assert len(drawn) > 1
    for pair in drawn:
        page = lead.post(pair_of(listed, pair, "check"), ONE)
    assert page.h1 == "Doubtful pairs"
    assert "None at the moment." in page.text


def test_a_second_look_and_a_difference_are_work_left(lead, other, listed, run, doubtful, decided):
    home = reverse("inspectorate:home")
    assert "Look again at 1 pair of records a colleague decided" in other.get(home).links()
    assert "Look again" not in lead.get(home).text
    other.post(pair_of(listed, doubtful, "second-look"), ONE)
    assert "Two people differ on 1 pair of records" in lead.get(home).links()
    assert "Look again" not in other.get(home).text
    Inspection.objects.filter(pk=listed.inspection.pk).update(stage=Stage.WRITING)
    assert "differ on" not in lead.get(home).text


def test_a_pair_can_be_left_for_later(lead, listed, run):
    first, second = pairs_to_decide(run)[:2]
    links = lead.get(pair_of(listed, first)).links()
    assert links["Leave this pair and go to the next"] == pair_of(listed, second, "undecided")
    assert "Leave this pair and go to the next" not in lead.get(pair_of(listed, second)).links()


@pytest.mark.parametrize("show", ["undecided", "second-look", "differing", "mine", "decided", "check", "no-such-list"])
def test_every_list_names_nobody(lead, listed, decided, show):
    page = lead.get(lists_of(listed, show))
    assert "OFFICIAL-SENSITIVE" in page.response.content.decode()
    assert not [name for name in ("Amelia", "Grace", "Okafor") if name in page.text]


def test_quality_is_unknown_until_somebody_looks(lead, listed, run):
    text = lead.get(quality_of(listed)).text
    assert f"0 of {len(review_of(run).drawn)} drawn pairs looked at." in text
    assert "Of the links made, rightnot known yet" in text
    assert "Too few records share an NHS number" in text
    assert "No drawn pair has been looked at twice yet." in text
    assert listed.world.agencies["police"].name in text
    assert not [name for name in ("Amelia", "Grace", "Okafor") if name in text]


def test_quality_follows_what_was_checked_and_how_two_agree(lead, other, listed, run, doubtful):
    LinkRun.objects.filter(pk=run.pk).update(settings=run.settings | {"second_look": 1.0})
    for pair in review_of(run).drawn:
        lead.post(pair_of(listed, pair, "check"), ONE)
    other.post(pair_of(listed, doubtful, "second-look"), TWINS)
    text = lead.get(quality_of(listed)).text
    assert "Of the links made, right100 %" in text
    assert "0 % (0 to 79 %)" in text
    assert "FirstSecond: the same person" in text


def test_an_earlier_run_can_be_looked_at_and_another_inspections_cannot(lead, listed, run):
    run_link(by=listed.world.lead, inspection=listed.inspection)
    page = lead.get(quality_of(listed))
    assert f"?run={run.pk}" in page.links().values()
    assert lead.get(quality_of(listed), run=str(run.pk)).h1 == "How good the links are"
    for wrong in ("nonsense", "0" * 8 + "-0000-4000-8000-" + "0" * 12):
        lead.get(quality_of(listed), status=404, run=wrong)


def test_a_run_from_before_and_an_inspection_without_one_say_so(pages_as, lead, listed, run):
    LinkRun.objects.filter(pk=run.pk).update(quality={}, drawn=None)
    assert "made before links were measured" in lead.get(quality_of(listed)).text
    early = make_inspection(framework_of_people(), Stage.LISTS)
    path = reverse("inspectorate:quality", args=[early.inspection.pk])
    assert "have not been linked yet" in pages_as(early.lead).get(path).text


def test_after_fieldwork_everything_is_read_and_nothing_said(lead, listed, doubtful, decided):
    Inspection.objects.filter(pk=listed.inspection.pk).update(stage=Stage.WRITING)
    page = lead.get(pair_of(listed, doubtful))
    assert not [text for text in page.links() if text.startswith("Take back")]
    assert "midwife" in page.text
    address = reverse("inspectorate:decision-withdraw", args=[listed.inspection.pk, doubtful.id, decided.pk])
    lead.post(address, {"why": "Hm"}, status=403)
