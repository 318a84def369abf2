"""The grid, its gaps and the team meeting, through the pages."""

import pytest
from django.urls import reverse

from joinedup.evidence.looking.models import Gap
from joinedup.evidence.meetings.models import TeamMeeting
from joinedup.inspections.enums import Stage
from joinedup.web.inspectorate.waiting import work_left
from tests.factories.evidence import make_note
from tests.factories.inspections import make_inspection
from tests.factories.looking import give_gap, hold, see
from tests.factories.tracking import make_tracking

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


def at(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def test_the_grid_begins_with_what_is_thin_and_who_could_look(pages_as, world):
    see(world, "c1 local_authority tracking strength", "c1 local_authority meeting concern")
    page = pages_as(world.lead).get(at(world, "grid"))
    assert page.text.index("What is thin for tomorrow") < page.text.index("Every criterion, by sector")
    assert f"Police: empty. Could look: {world.inspectors['hmicfrs'].name}." in page.text
    assert "1 strength, 1 concern" in page.text and "Differing: strengths and concerns" in page.text
    assert "As a whole: triangulated." in page.text
    assert "Not asked about" in page.text
    assert page.response.headers["Cache-Control"] == "no-store"


def test_the_grid_is_a_table_with_headers_for_its_rows_and_columns(pages_as, world):
    tree = pages_as(world.lead).get(at(world, "grid")).tree
    [table] = tree.iter("table")
    assert [head.get("scope") for head in table.find("thead").iter("th")] == ["col", "col", "col"]
    assert [head.get("scope") for body in table.iter("tbody") for head in body.iter("th")] == ["rowgroup", "row", "row"]


def test_nothing_thin_is_said_so(pages_as, world):
    cells = ["c1+c2 local_authority {} strength", "c2 police {} strength"]
    see(world, *(cell.format(source) for cell in cells for source in ("tracking", "meeting")))
    page = pages_as(world.lead).get(at(world, "grid"))
    assert "Every criterion is seen from several sides" in page.text


def test_a_cell_opens_its_notes(pages_as, world):
    see(world, "c1 local_authority tracking strength")
    pages = pages_as(world.lead)
    href = pages.get(at(world, "grid")).links()["1 strength, Local authority"]
    page = pages.get(href)
    assert page.h1 == "Local authority: what was seen"
    assert "The child was seen the same day." in page.text and "Thin: one kind of source" in page.text
    assert "No note here yet." in pages.get(at(world, "grid-cell", "c2", "police")).text
    pages.get(at(world, "grid-cell", "c9", "police"), status=404)
    pages.get(at(world, "grid-cell", "c1", "circus"), status=404)


def test_a_note_for_restricted_eyes_is_other_on_every_page_of_the_grid(pages_as, world):
    make_note(world, text="The search is on Friday.", eyes="restricted")
    hold(world)
    pages = pages_as(world.lead)
    page = pages.get(at(world, "grid"))
    assert "Other: 1 note for restricted eyes" in page.text and "1 strength" not in page.text
    for shown in (pages.get(at(world, "grid-cell", "c2", "police")), pages.get(at(world, "team-meetings"))):
        assert "search" not in shown.text and "Note 1" not in shown.text
    own = pages_as(world.inspectors["hmicfrs"])
    assert "1 strength" in own.get(at(world, "grid")).text
    assert "The search is on Friday." in own.get(at(world, "grid-cell", "c2", "police")).text


def test_a_gap_is_given_from_the_grid_stands_on_my_work_left_and_is_looked_at(pages_as, world):
    looks = world.inspectors["hmicfrs"]
    pages = pages_as(world.lead)
    pages.get(at(world, "gap-new"), criterion="c2", sector="police")
    when = {"day_day": "19", "day_month": "10", "day_year": "2022"}
    page = pages.post(at(world, "gap-new"), {"criterion": "c2", "sector": "police", "person": str(looks.pk), **when})
    assert page.h1 == "A gap to look at" and f"Given to {looks.name} for 19 Oct" in page.text
    gap = Gap.objects.get()
    assert "Agencies talk to each other. (Police)" in "".join(item.sentence for item in work_left(looks, world.inspection))
    assert f"{looks.name} looks on 19 Oct" in pages.get(at(world, "grid")).text
    his = pages_as(looks)
    assert "Looked at" in his.post(at(world, "gap", gap.pk), {"to": "looked", "words": "Two files."}).text
    gap.refresh_from_db()
    assert gap.state == "looked"
    assert "Look by" not in "".join(item.sentence for item in work_left(looks, world.inspection))


def test_a_gap_needs_something_to_look_at_and_somebody(pages_as, world):
    page = pages_as(world.lead).post(at(world, "gap-new"), {})
    assert {"Choose who looks.", "Enter the day.", "Choose a criterion or a child."} <= set(page.links())


def test_a_gap_given_twice_is_refused_on_the_page(pages_as, world):
    gap = give_gap(world)
    said = {"criterion": gap.criterion, "sector": gap.sector, "person": str(gap.person_id)}
    page = pages_as(world.lead).post(at(world, "gap-new"), {**said, "day_day": "19", "day_month": "10", "day_year": "2022"})
    assert "is to look at this already" in page.text


def test_a_gap_is_passed_on_and_dropped_with_a_reason(pages_as, world):
    gap, pages = give_gap(world), pages_as(world.lead)
    when = {"day_day": "20", "day_month": "10", "day_year": "2022"}
    other = world.inspectors["ofsted"]
    assert f"Passed on to {other.name}" in pages.post(at(world, "gap", gap.pk), {"person": str(other.pk), **when}).text
    assert "Choose who looks." in pages.post(at(world, "gap", gap.pk), {"person": "", **when}).text
    assert "Say why nobody is to look at it." in pages.post(at(world, "gap", gap.pk), {"to": "dropped", "words": ""}).text
    assert "moved on" in pages.post(at(world, "gap", gap.pk), {"to": "given"}, status=403).text
    page = pages.post(at(world, "gap", gap.pk), {"to": "dropped", "words": "Seen in the audit."})
    assert "Not to be looked at" in page.text and "Seen in the audit." in page.text


def test_a_child_without_a_note_is_a_gap(pages_as):
    tracking = make_tracking()
    pages = pages_as(tracking.world.lead)
    page = pages.get(at(tracking.world, "grid"))
    assert f"{tracking.child.code}: no note." in page.text
    give_gap(tracking.world, tracked=tracking.child)
    assert tracking.child.code in pages.get(at(tracking.world, "gap", Gap.objects.get().pk)).text


def test_a_signatory_reads_and_gives_nothing(pages_as, world):
    gap, pages = give_gap(world), pages_as(world.signatories["ofsted"])
    assert "Give it to somebody" not in pages.get(at(world, "grid")).text
    assert "Pass it on" not in pages.get(at(world, "gap", gap.pk)).text
    pages.get(at(world, "gap-new"), status=403)
    page = pages.get(at(world, "team-meetings"))
    assert not [button for button in page.tree.find(".//main").iter("button") if "Begin" in "".join(button.itertext())]


def test_a_team_meeting_from_beginning_to_record(pages_as, world):
    pages = pages_as(world.lead)
    assert "No note." in pages.get(at(world, "team-meetings")).text
    assert "Team meeting 1" in pages.post(at(world, "team-meeting-begin")).text
    meeting = TeamMeeting.objects.get()
    make_note(world)
    page = pages.get(at(world, "team-meetings"))
    assert "Note 1" in page.text and "Agencies talk to each other." in page.text
    gap = give_gap(world)
    assert gap.person.name in pages.get(at(world, "team-meetings")).text
    assert "Say what was decided." in pages.post(at(world, "team-meeting-decide", meeting.pk), {"words": ""}).text
    assert "Read on." in pages.post(at(world, "team-meeting-decide", meeting.pk), {"words": "Read on."}).text
    assert "Choose who was there." in pages.post(at(world, "team-meeting-close", meeting.pk), {}).text
    there = [str(world.lead.pk), str(gap.person_id)]
    record = pages.post(at(world, "team-meeting-close", meeting.pk), {"there": there})
    away = next(person.name for person in world.inspectors.values() if str(person.pk) not in there)
    for words in (
        "Read on.",
        world.lead.name,
        "Who was absent",
        "note 1",
        "now: to be looked at",
        "Police: thin",
        "Local authority: empty",
    ):
        assert words in record.text
    listed = pages.get(at(world, "team-meetings")).text
    assert "Team meeting 1" in listed and f"absent: {away}" in listed
    pages.post(at(world, "team-meeting-decide", meeting.pk), {"words": "More."}, status=403)


def test_once_the_letter_is_signed_a_meeting_is_offered_to_close_alone(pages_as, world):
    hold(world)
    world.inspection.stage = Stage.SIGNED
    world.inspection.save()
    text = pages_as(world.lead).get(at(world, "team-meetings")).text
    assert "Close the meeting" in text and "Write the decision down" not in text


def test_a_meeting_being_held_has_a_page_too(pages_as, world):
    page = pages_as(world.lead).get(at(world, "team-meeting", hold(world).pk))
    assert "It is being held" in page.text and "Nothing was written down." in page.text
