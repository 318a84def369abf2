import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, replace
from datetime import date

import html5lib
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinedup.cases.core.drawing.colours import COLOURS
from joinedup.cases.core.drawing.layout import LEFT, WIDTH, lay_out
from joinedup.cases.core.drawing.page import chronology_body, chronology_page, in_words
from joinedup.cases.core.drawing.svg import chronology_svg
from joinedup.cases.core.drawing.view import ADULTS, OWN, View, show
from joinedup.cases.core.story import child_story
from joinedup.method.days import end_of
from joinedup.method.framework import CodeSet, Column, EventMapping, Handover, ListSpec, Timescale
from joinedup.records.shape import SECTORS

SVG = "{http://www.w3.org/2000/svg}"
AS_OF = end_of(date(2024, 5, 14))
SOURCE = Column("source", "Contact Source", "code", "test", codes="source")


@dataclass(frozen=True)
class Method:
    lists: tuple
    title: str = "A made-up theme"
    code_sets: tuple = (CodeSet("source", (("1A", "Police & others"),)),)
    timescales: tuple = (
        Timescale("r", "Decision in one working day", "referral", "referral_decision", 1, "working_days", "guidance"),
    )
    taking_part: tuple = ()
    handovers: tuple = (Handover("h", "Police tell social care", "police_referral", "police", "referral", "local_authority"),)


@pytest.fixture(scope="session")
def story(told, every_list):
    contact = ListSpec(
        "la-list",
        "L",
        "local_authority",
        "events",
        "test",
        (SOURCE,),
        events=(EventMapping("contact", "d", "", (("source", "source"),)),),
    )

    def make(*events, **more):
        frame = told(*events).sort("start_earliest", "start_latest")
        return child_story("Child 4", frame, Method((contact, *every_list)), AS_OF, **more)

    return make


FULL = (
    {"agency": "la", "kind": "contact", "start": "2024-01-03", "source": "1A"},
    ("la", "referral", "2024-01-03"),
    ("la", "child_in_need", "2024-01-20"),
    ("police", "missing_episode", "2024-02-01 21:00", "2024-02-03 08:00"),
    ("police", "police_referral", "2024-03-20"),
    ("trust", "emergency_attendance", "2024-03"),
    ("la", "mace", "2024-03-25"),
    ("police", "mace", "2024-03-28"),
    {"agency": "probation", "kind": "probation_order", "start": "2023-12-04", "via": "partner"},
    ("school", "school_enrolment", "2019-09-02"),
    ("trust", "camhs_referral", "2019-01-02"),
)


def picture(story, name="chronology", **view):
    return chronology_svg(show(story, View(**view)), name)


def texts(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def links(svg):
    return [(element.get("href"), element.get("aria-label")) for element in ElementTree.fromstring(svg).iter(f"{SVG}a")]


def test_the_picture_is_told_to_those_who_cannot_see_it(story):
    root = ElementTree.fromstring(picture(story(*FULL), "c4"))
    assert root.get("role") == "group"
    ids = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    title, description = ids[root.get("aria-labelledby")], ids[root.get("aria-describedby")]
    assert title == "Chronology of Child 4"
    assert "10 events" in description
    assert "Probation about a parent’s partner" in description
    assert "1 outside timescale" in description


def test_no_script_no_style_nothing_from_elsewhere(story):
    svg = picture(story(*FULL))
    assert not re.search(r"<script|<style|style=|\son\w+=|href=\"(?!#event-\d)|@import|https?://(?!www\.w3\.org)", svg)


def test_every_mark_leads_to_its_row_in_order_of_time(story):
    told = story(*FULL)
    numbers = [int(href.removeprefix("#event-")) for href, _ in links(picture(told))]
    assert numbers == list(range(2, 12))  # the first lies before the picture
    rows = re.findall(r'<tr id="event-(\d+)"', chronology_body(told))
    assert [int(number) for number in rows] == list(range(1, 12))


def test_a_mark_says_in_words_what_it_shows(story):
    told = dict(links(picture(story(*FULL))))
    assert told["#event-5"] == ("5. Referral to children's social care: 3 January 2024. La. Outside timescale.")
    assert told["#event-3"] == (
        "3. Probation supervision of an adult in the child's life: 4 December 2023, no end recorded. "
        "Probation, about a parent’s partner."
    )
    assert "Records differ." in told["#event-10"]


def test_every_event_within_reach_is_drawn_by_its_number_and_the_rest_counted(story):
    drawn = texts(picture(story(*FULL)))
    assert [number for number in range(1, 12) if str(number) in drawn] == list(range(2, 12))
    assert "1 event before the picture begins" in chronology_body(story(*FULL))
    assert drawn.count("School place") >= 1  # began before the picture and still runs


def test_every_kind_of_an_agency_has_its_words_whole(story):
    drawn = " ".join(filter(None, texts(picture(story(*FULL)))))
    for words in (
        "Police referral to children's social care",
        "Multi-agency exploitation meeting",
        "Emergency department attendance",
    ):
        assert words in drawn


def test_dates_known_to_a_month_look_it_and_adults_are_squares(story):
    layout = lay_out(show(story(*FULL)), 0)
    loose = [mark for _, mark in layout.marks if mark.loose]
    assert [mark.event["kind"] for mark in loose] == ["emergency_attendance"]
    assert loose[0].x < loose[0].middle < loose[0].x_last
    assert [lane.note for lane in layout.lanes if lane.note] == ["about a parent’s partner"]
    assert "day not known" in chronology_body(story(*FULL))


def test_lanes_stand_in_the_order_of_sectors(story):
    sectors = [lane.sector for lane in lay_out(show(story(*FULL)), 0).lanes]
    assert sectors == ["local_authority", "police", "health", "probation", "education"]


def test_a_missing_episode_is_a_full_bar_to_scale(story):
    layout = lay_out(show(story(*FULL)), 0)
    away = [mark for _, mark in layout.marks if mark.away]
    assert [mark.event["kind"] for mark in away] == ["missing_episode"]
    hours = (away[0].x_end - away[0].x) / (layout.x(AS_OF) - LEFT) * (AS_OF - layout.first).total_seconds() / 3600
    assert hours == pytest.approx(35, abs=2)


def test_the_legend_tells_exactly_what_is_drawn(story):
    meanings = (
        "missing episode",
        "about an adult",
        "two versions",
        "something to ask",
        "not known exactly",
        "nothing recorded about",
    )
    full = " ".join(filter(None, texts(picture(story(*FULL)))))
    bare = " ".join(filter(None, texts(picture(story(("la", "contact", "2024-05-01"))))))
    assert [meaning in full for meaning in meanings] == [True] * 6
    assert not any(meaning in bare for meaning in meanings)


def test_two_versions_are_flagged_joined_and_both_kept(story):
    svg = picture(story(*FULL))
    labels = [told for _, told in links(svg) if "Multi-agency exploitation meeting" in told]
    assert len(labels) == 2
    assert all("Records differ." in told for told in labels)
    assert svg.count('stroke-dasharray="2 3"') == 2  # the line, and its sign in the legend
    assert 'Records differ</span> (with <a href="#event-11">event 11</a>)' in chronology_body(story(*FULL))


def test_an_event_added_by_hand_has_a_mark_of_its_own(story):
    told = story(*FULL)
    hand = told.chronology.with_columns(pl.when(pl.col("event_id") == "e0").then(None).otherwise("list").alias("list"))
    svg = picture(replace(told, chronology=hand))
    assert "added by hand from a case file" in texts(svg)
    assert "Added by hand." in dict(links(svg))["#event-4"]
    assert "Note, added by hand" in chronology_body(replace(told, chronology=hand))


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        ({"agencies": frozenset({"police"})}, {"missing_episode", "police_referral", "mace"}),
        ({"kinds": frozenset({"mace"})}, {"mace"}),
        ({"whose": ADULTS}, {"probation_order"}),
        ({"whose": OWN, "kinds": frozenset({"probation_order", "contact"})}, {"contact"}),
        ({"asked": True}, {"mace", "referral", "police_referral"}),
        (
            {"first": date(2024, 2, 1), "last": date(2024, 2, 29)},
            {"missing_episode", "child_in_need", "school_enrolment", "probation_order"},
        ),
    ],
)
def test_a_view_narrows_picture_and_table_alike(story, view, shown):
    told = show(story(*FULL), View(**view))
    assert {event["kind"] for _, event in told.listed} == shown
    body = chronology_body(told)
    rows = {int(number) for number in re.findall(r'<tr id="event-(\d+)"', body)}
    drawn = {int(number) for number in re.findall(r'href="#event-(\d+)" class="mark"', body)}
    assert drawn == rows
    assert f"{len(rows)} of 11 events" in in_words(told)
    for number in re.findall(r'href="#event-(\d+)"', body):
        assert int(number) in rows  # no link leads nowhere


def test_a_picture_of_a_month_has_a_mark_at_each_monday(story):
    drawn = texts(picture(story(*FULL), first=date(2024, 2, 1), last=date(2024, 2, 29)))
    assert [text for text in drawn if text and text.endswith(" Feb")] == ["5 Feb", "12 Feb", "19 Feb", "26 Feb"]
    assert "February 2024" in drawn


def test_a_stretch_after_the_story_shows_its_last_day(story):
    told = show(story(*FULL), View(first=date(2024, 8, 1), last=date(2024, 9, 1)))
    assert told.first < told.last == AS_OF


def test_a_name_with_odd_letters_breaks_nothing(story):
    svg = picture(story(*FULL, agencies={"la": "Northmere <Council> & “Co”"}))
    assert "Northmere <Council> & “Co”" in "".join(ElementTree.fromstring(svg).itertext())


def test_a_limit_in_hours_is_told_to_the_minute(story):
    told = story(
        ("police", "missing_episode", "2024-01-15 21:00", "2024-01-16 09:30"),
        ("la", "return_interview", "2024-01-19 15:10"),
    )
    interview = Timescale("i", "Interview", "missing_episode", "return_interview", 72, "hours", "guidance", start_at="end")
    hours = replace(told.framework, timescales=(interview,))
    page = chronology_page(child_story(told.code, told.chronology, hours, AS_OF), made_up=True)
    assert "Due by 19 January 2024, 09:30, recorded 19 January 2024, 15:10." in page
    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    duty = document.find(".//section[@aria-labelledby='times']//tbody/tr")
    told = {one.get("data-label"): "".join(one.itertext()) for one in duty}
    assert (told["From"], told["Due by"]) == ("16 January 2024, 09:30 (event 1)", "19 January 2024, 09:30")
    assert (told["Done"], told["State"]) == ("19 January 2024, 15:10", "outside timescale")


def test_two_spells_at_once_are_something_to_ask_about(story):
    told = story(("la", "looked_after", "2024-01-15"), ("la", "looked_after", "2024-03-04"))
    review = Timescale("v", "Review", "looked_after", "looked_after_review", 20, "working_days", "law", unless=("looked_after",))
    page = chronology_page(
        child_story(told.code, told.chronology, replace(told.framework, timescales=(review,)), AS_OF), made_up=True
    )
    assert "<h3>Two spells overlap</h3>" in page
    assert page.count("Due by ") == 1


KINDS = st.sampled_from(["contact", "referral", "missing_episode", "looked_after", "school_absence"])
STARTS = st.dates(date(2021, 1, 1), date(2024, 5, 14)).map(date.isoformat)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(["la", "police"]), KINDS, STARTS, st.none() | STARTS), max_size=25))
def test_no_two_marks_of_a_lane_lie_on_each_other_and_all_stay_inside(story, events):
    ordered = [(agency, kind, start, end if end and end > start else None) for agency, kind, start, end in events]
    told = story(*ordered)
    below = 0
    for lane in lay_out(show(told), 0).lanes:
        assert lane.top >= below
        for row in lane.rows:
            for mark in row.marks:
                assert LEFT <= mark.x <= mark.x_last <= WIDTH
                assert row.top < mark.y < row.top + row.height
                for other in row.marks:
                    if other.line == mark.line and other is not mark:
                        assert other.reach[1] <= mark.reach[0] or mark.reach[1] <= other.reach[0]
        below = lane.top + lane.height
    ElementTree.fromstring(picture(told))


def contrast(colour):
    """WCAG 2.2's contrast of a colour against white."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


@pytest.mark.parametrize("sector", SECTORS)
def test_white_numbers_can_be_read_on_every_sectors_colour(sector):
    assert contrast(COLOURS[sector]) >= 4.5


def test_the_page_is_sound_html_and_tells_all_that_is_drawn(story):
    agencies = {"la": "Northmere <Council>", "police": "Northmere Police"}
    page = chronology_page(story(*FULL, agencies=agencies, why="For range."), made_up=True, heading="Heron")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document = parser.parse(page)
    assert document.find("head/title").text == "Child 4: chronology (made-up)"
    rows = document.findall(".//section[@aria-labelledby='events']//tbody/tr")
    assert len(rows) == len(FULL)
    assert "Contact Source: Police &amp; others" in page
    assert "Northmere &lt;Council&gt;" in page
    assert "Why this child: For range." in page
    assert "No such child lives anywhere" in page
    assert "style=" not in page


def test_the_page_asks_but_does_not_judge(story):
    page = chronology_page(story(*FULL), made_up=False)
    assert "Everything on this page is made up" not in page
    assert '<li>Decision in one working day. Due by 4 January 2024, not on the lists. (<a href="#event-5">event 5</a>)</li>' in page
    assert "<h3>No record that it arrived</h3>" in page
    assert "Police 28 March 2024: 3 days apart." in page
    assert not re.search(r"breach|fail|\blate\b|offender|score", page, re.IGNORECASE)


def test_a_child_of_whom_nothing_is_recorded_has_a_page_too(story):
    page = chronology_page(story(), made_up=False)
    html5lib.HTMLParser(strict=True).parse(page)
    assert "0 events recorded by 0 agencies" in page


@pytest.mark.parametrize(
    ("events", "said"),
    [
        (
            [("la", "missing_episode", "2024-05-03", "2024-05-04"), ("police", "missing_episode", "2024-05-03 09:00")],
            "Missing episode. La records that it ended 4 May 2024; Police records no end. (<a",
        ),
        (
            [("la", "missing_episode", "2024-05-03", "2024-05-04"), ("police", "missing_episode", "2024-05-03", "2024-05-07")],
            "La dates its end 4 May 2024, Police 7 May 2024: 3 days apart.",
        ),
        (
            [("la", "referral", "2024-05-03"), ("police", "police_referral", "2024-05-06")],
            "By its date Police sent it 6 May 2024, 3 days after La recorded that it came, 3 May 2024.",
        ),
    ],
)
def test_two_records_of_one_event_are_told_side_by_side(story, events, said):
    page = chronology_page(story(*events), made_up=False)
    assert "<h3>Records differ</h3>" in page
    assert said in page


def test_a_stretch_without_any_record_is_hatched_and_told(story):
    svg = picture(story(("la", "contact", "2024-01-01"), ("la", "contact", "2024-04-01")))
    assert "Nothing on the lists received for 90 days" in svg
    assert "90 days nothing recorded" in texts(svg)
