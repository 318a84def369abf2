"""Urgent concerns on pages: raised in two presses from a child's page, answered at the agency's door, closed by the lead."""

import pytest
from django.urls import reverse

from joinedup.audit.queries import entries
from joinedup.cases.asked.models import FollowedChild
from joinedup.cases.concerns.models import Concern
from joinedup.inspections.enums import Stage
from tests.factories.asked import make_following
from tests.factories.concerns import make_concern, move
from tests.factories.inspections import make_inspection
from tests.integration.cases.conftest import drawn, selecting, tracked  # noqa: F401  the tracked child they make

pytestmark = pytest.mark.django_db
RUNG = {
    "rung": "Duty manager, Jo",
    "day_day": "3",
    "day_month": "10",
    "day_year": "2022",
    "clock": "14:05",
    "said": "Alone at night. They go now.",
}
WRITTEN = {"what": "No visit since May.", "why": "Nobody sees the child.", "asked": "Look at the plan again."}


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


def new(world, **query):
    address = reverse("inspectorate:concern-new", args=[world.inspection.pk])
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def of(world, concern, door="inspectorate", page="concern"):
    return reverse(f"{door}:{page}", args=[world.inspection.pk, concern.pk])


def council(world):
    return f"{world.agencies['local_authority'].pk}:{world.coordinators['local_authority'].pk}"


def test_the_first_route_is_offered_with_the_child_filled_in(pages_as, drawn, tracked):  # noqa: F811
    page = pages_as(drawn.world.lead).get(new(drawn.world, child=tracked.pk))
    assert page.h1 == "Raise an urgent concern"
    assert "Immediate risk: Child 1" in page.text
    assert "ring 999" in page.text
    assert not [node for node in page.tree.iter("textarea") if node.get("name") == "who"]


def test_pages_of_a_sampled_child_asked_about_lead_to_a_concern_about_it(pages_as, monkeypatch):
    following = make_following(monkeypatch)
    following.ask()
    child = FollowedChild.objects.filter(tracked=None).first()
    pages, here = pages_as(following.world.lead), following.inspection.pk
    for name, pk in (("asked-sampled", child.pk), ("child-request", child.requests.first().pk)):
        led = pages.get(reverse(f"inspectorate:{name}", args=[here, pk])).links()["Raise an urgent concern"]
        assert led.endswith(f"?child={child.child_id}")


def test_by_voice_then_in_writing(pages_as, drawn, tracked):  # noqa: F811
    world = drawn.world
    pages = pages_as(world.lead)
    page = pages.post(new(world, child=tracked.pk), {**RUNG, "receiver": council(world)})
    concern = Concern.objects.get()
    assert page.h1 == "Urgent concern 1: Child 1"
    assert "Outside the time: not put in writing yet" in page.text  # it was told in 2022
    assert "why the child is not safe now" in page.text
    page = pages.post(of(world, concern, page="concern-step"), {"to": "written", **WRITTEN})
    assert "Nobody sees the child." in page.text
    assert "not put in writing yet" not in page.text


def test_another_route_about_a_child_not_on_the_lists(pages_as, world):
    pages = pages_as(world.inspectors["hmicfrs"])
    address = new(world, route="practice-raised")
    assert "more children than the one it was seen with" in pages.get(address).text
    lacking = pages.post(address, {**WRITTEN, "receiver": council(world)})
    assert "Say which child or service this is about." in lacking.text
    page = pages.post(address, {**WRITTEN, "receiver": council(world), "who": "The hostel in Mill Lane"})
    assert page.h1 == "Urgent concern 1"
    assert "The hostel in Mill Lane" in page.text


def test_the_same_page_sent_twice_raises_one_concern_and_loses_no_words(pages_as, world):
    pages, address = pages_as(world.inspectors["hmicfrs"]), new(world, route="practice-raised")
    page = next(field.get("value") for field in pages.get(address).tree.iter("input") if field.get("name") == "page")
    said = {**WRITTEN, "receiver": council(world), "who": "The hostel in Mill Lane", "page": page}
    assert pages.post(address, said).h1 == "Urgent concern 1"
    assert pages.post(address, said).h1 == "Urgent concern 1"
    changed = pages.post(address, {**said, "why": "Another child as well."})
    assert "This page has raised a concern already" in changed.text
    assert "Another child as well." in changed.text
    assert "cannot be told from others" in pages.post(address, {**said, "page": "x"}).text
    assert Concern.objects.get().entries.count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"clock": "25:00"}, "Enter the time as hours and minutes"),
        ({"day_year": "2099"}, "must lie in the past"),
        ({"receiver": ""}, "Choose who receives it."),
        ({"rung": ""}, "Say whom you rang"),
        ({"said": ""}, "Write what was said."),
    ],
)
def test_what_lacks_is_told_beside_its_field(pages_as, world, change, said):
    said_of = {**RUNG, "who": "A boy at the hostel", "receiver": council(world), **change}
    page = pages_as(world.lead).post(new(world), said_of)
    assert said in page.text
    assert not Concern.objects.exists()


def test_about_staff_needs_somebody_outside_their_own_line(pages_as, world):
    pages, address = pages_as(world.lead), new(world, route="about-staff")
    own = str(world.agencies["local_authority"].pk)
    said = {**WRITTEN, "who": "A girl at the hostel", "receiver": own, "role": "a social worker", "works_for": own}
    assert "own agency alone must not receive this" in pages.post(address, said).text
    assert "the same receiver again" in pages.post(address, {**said, "second": own}).text
    page = pages.post(address, {**said, "second": str(world.agencies["police"].pk), "name": "Quentin Averill"})
    assert "Said of somebody at work: a social worker" in page.text
    assert "Quentin Averill (Designated officer of the local authority)" in page.text
    pages_as(world.inspectors["hmicfrs"]).get(of(world, Concern.objects.get()), status=404)


def test_steps_are_those_the_reader_can_take(pages_as, world):
    concern = move(make_concern(world), world.coordinators["local_authority"], "replied")
    page = pages_as(world.inspectors["ofsted"]).get(of(world, concern))
    assert "Seen to work" in page.text
    assert "Close it" not in page.text
    lead = pages_as(world.lead)
    assert "Close it" in lead.get(of(world, concern)).text
    refused = pages_as(world.inspectors["ofsted"]).post(of(world, concern, page="concern-step"), {"to": "closed"}, status=403)
    assert "not yours to do" in refused.text
    lacking = lead.post(of(world, concern, page="concern-step"), {"to": "seen", "how": ""})
    assert "How we know the child is safer: write it." in lacking.text
    page = lead.post(of(world, concern, page="concern-step"), {"to": "seen", "how": "The child said so."})
    assert "The child said so." in page.text


def test_the_list_shows_open_ones_first_and_keeps_those_ended(pages_as, world):
    make_concern(world)
    move(make_concern(world), world.lead, "withdrawn")
    page = pages_as(world.lead).get(reverse("inspectorate:concerns", args=[world.inspection.pk]))
    assert page.text.index("Open") < page.text.index("Closed or withdrawn")
    assert "Withdrawn" in page.text


def test_at_the_agencys_door_it_is_acknowledged_and_replied_to(pages_as, world):
    concern = make_concern(world)
    pages = pages_as(world.coordinators["local_authority"])
    home = pages.get(reverse("agency:home"))
    assert "Urgent Concern 1 waits for your answer: not acknowledged yet, due" in home.text
    assert home.links()["Concern 1 waits for your answer"] == of(world, concern, "agency")
    assert "1 waits for your answer" in pages.get(reverse("agency:requests", args=[world.inspection.pk])).text
    page = pages.get(of(world, concern, "agency"))
    assert "The hostel in Mill Lane" in page.text
    assert "Who told you so" not in page.text
    assert "What you say" in page.text and "What the receiver says" not in page.text
    assert "What the receiver says" in pages_as(world.lead).get(of(world, concern)).text  # who writes down what they heard
    pages.post(of(world, concern, "agency"), {"to": "acknowledged", "words": ""})
    lacking = pages.post(of(world, concern, "agency"), {"to": "replied", "done": ""})
    assert "What was done: write it." in lacking.text
    page = pages.post(of(world, concern, "agency"), {"to": "replied", "done": "A social worker saw the child."})
    assert "A social worker saw the child." in page.text
    assert "in time" in page.text
    late = pages.post(of(world, concern, "agency"), {"to": "acknowledged"})
    assert "This has moved on meanwhile" in late.text
    assert "Answered" in pages.get(reverse("agency:concerns", args=[world.inspection.pk])).text
    assert "Concern 1 waits" not in pages.get(reverse("agency:home")).text


def test_what_is_outstanding_names_a_concern_to_those_who_may_see_it_alone(pages_as, world):
    address = reverse("inspectorate:outstanding", args=[world.inspection.pk])
    concern = make_concern(world, "about-staff")
    assert "Urgent concern 1: not acknowledged yet, due" in pages_as(world.lead).get(address).text
    assert "Urgent concern" not in pages_as(world.inspectors["ofsted"]).get(address).text
    move(concern, world.coordinators["local_authority"], "acknowledged")
    assert "Urgent concern 1: no reply yet, due" in pages_as(world.lead).get(address).text


def test_what_was_typed_for_a_concern_that_moved_on_is_given_back(pages_as, world):
    withdrawn = move(make_concern(world), world.lead, "withdrawn")
    said = {"to": "replied", "done": "A social worker saw the child."}
    council_page = pages_as(world.coordinators["local_authority"]).post(of(world, withdrawn, "agency"), said)
    assert "What you wrote is not saved" in council_page.text
    assert "A social worker saw the child." in council_page.text
    said = {"to": "seen", "how": "The child said so."}
    team_page = pages_as(world.lead).post(of(world, withdrawn, page="concern-step"), said, status=403)
    assert "The concern has moved on" in team_page.text
    assert "The child said so." in team_page.text


def test_what_was_typed_is_given_back_to_whoever_was_signed_out(pages_as, world):
    concern, lead, agency = make_concern(world), pages_as(world.lead), pages_as(world.coordinators["local_authority"])
    lead.client.logout()
    agency.client.logout()
    said = {**WRITTEN, "receiver": council(world), "who": "The hostel"}
    page = lead.post(new(world, route="practice-raised"), said, status=401)
    assert "No visit since May." in page.text
    assert council(world) not in page.text
    step = {"to": "added", "words": "Rang again."}
    assert "Rang again." in lead.post(of(world, concern, page="concern-step"), step, status=401).text
    reply = {"to": "replied", "done": "Seen today."}
    assert "Seen today." in agency.post(of(world, concern, "agency"), reply, status=401).text


def test_no_other_agency_hears_of_it(pages_as, world):
    concern = make_concern(world)
    pages = pages_as(world.coordinators["police"])
    pages.get(of(world, concern, "agency"), status=404)
    assert "No urgent concern has been raised with you." in pages.get(reverse("agency:concerns", args=[world.inspection.pk])).text
    assert "Urgent" not in pages.get(reverse("agency:home")).text


def test_the_lead_is_told_at_once_of_what_is_outside_its_time(pages_as, world):
    concern = make_concern(world, "immediate-risk")
    Concern.objects.filter(pk=concern.pk).update(written_due_at=concern.raised_at, acknowledge_due_at=concern.raised_at)
    for person in (world.lead, world.inspectors["hmicfrs"]):
        text = pages_as(person).get(reverse("inspectorate:home")).text
        assert "Urgent concern 1: outside the time, not put in writing yet" in text
    assert "Urgent concern 1" not in pages_as(world.inspectors["ofsted"]).get(reverse("inspectorate:home")).text
    overview = pages_as(world.lead).get(reverse("inspectorate:inspection", args=[world.inspection.pk])).text
    assert "Urgent concerns that are open" in overview
    assert "not acknowledged yet" in overview


@pytest.mark.parametrize("stage", [Stage.JUDGING, Stage.WRITING, Stage.CHECKING])
def test_every_move_from_judging_on_tells_of_open_concerns(pages_as, world, stage):
    make_concern(world, "about-staff")
    world.move_to(stage)
    lead = reverse("inspectorate:inspection", args=[world.inspection.pk])
    assert "Urgent concern 1 is open: to be closed before the letter is signed" in pages_as(world.lead).get(lead).text
    assert "Urgent concern 1" not in pages_as(world.inspectors["ofsted"]).get(lead).text
    if stage != Stage.CHECKING:
        onward = pages_as(world.lead).post(
            reverse("inspectorate:move", args=[world.inspection.pk]), {"to": list(Stage)[list(Stage).index(stage) + 1]}
        )
        assert "Urgent concern 1 is open" in onward.text


def test_fieldwork_does_not_wait_for_them(pages_as, world):
    make_concern(world)
    text = pages_as(world.lead).get(reverse("inspectorate:inspection", args=[world.inspection.pk])).text
    assert "to be closed before" not in text
    assert "Urgent concerns that are open" in text


@pytest.mark.parametrize("door", ["inspectorate", "agency"])
def test_the_list_of_concerns_is_logged_as_read(pages_as, world, door):
    make_concern(world)
    reader = world.lead if door == "inspectorate" else world.coordinators["local_authority"]
    pages_as(reader).get(reverse(f"{door}:concerns", args=[world.inspection.pk]))
    assert "urgent concerns listed" in [entry.action for entry in entries(str(world.inspection.pk)) if entry.reading]
