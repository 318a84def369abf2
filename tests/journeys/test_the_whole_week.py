"""A whole made-up inspection, from the call on a Tuesday to the final feedback on a Friday, in five people's own browsers.

A lead inspector, two inspectors of different inspectorates, and the coordinators of a council and a police force. Everything
they do is done on the pages, every move of stage on its own: nothing comes in by a helper. The week lies in the past, so that
what needs its day to have come can be written down; lists are small (six children), and only one child is followed.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.journeys import whole_week
from tests.journeys.conftest import Visitor
from tests.journeys.whole_week import AREA, CODE_WORD, COUNCIL, POLICE

pytestmark = pytest.mark.browser
DIRECTOR = "Director of children’s services"
JOINT = whole_week.CRITERIA[0]  # the criterion both inspectorates are asked about


@dataclass
class Week:
    """Everybody at their browsers, the days of the calendar, the files agencies hold, and where each door is."""

    lead: Visitor
    first: Visitor
    second: Visitor
    council: Visitor
    police: Visitor
    days: dict[str, date]
    files: dict[str, Path]
    home: str = ""  # of the inspection, at the inspectors' door
    door: str = ""  # of the inspection, at the agencies' door

    def at(self, who, part: str) -> None:
        """Send an inspector to a part of the inspection."""
        who.goes_to(f"{self.home}{part}")

    def at_door(self, who, part: str = "") -> None:
        """Send a coordinator to a part of what is asked of their agency."""
        who.goes_to(f"{self.door}{part}")


@pytest.fixture
def week(visitor, tmp_path):
    """Five people, each with a browser of their own. A one-time code works once: each signs in once."""
    people = {}
    for who in ("lead", "first", "second", "council", "police"):
        people[who] = visitor()
        people[who].signs_in(f"{who}@wholeweek")
    framework = whole_week.framework_of_the_week()
    days = whole_week.days_of(framework, whole_week.day_of_call(framework))
    return Week(**people, days=days, files=whole_week.write_lists(tmp_path))


def test_the_whole_week(week):
    # Tuesday: the inspection is a code word until the call reaches the director.
    before_the_call(week)
    pack_is_made(week)
    area_is_telephoned(week)
    # Tuesday and Wednesday: what is needed is asked for, and comes in.
    agencies_are_asked(week)
    coordinators_name_contacts_and_rooms(week)
    lists_are_sent(week)
    set_up_is_discussed(week)
    deferral_is_asked_for_and_refused(week)
    # Thursday and Friday: the lists are linked, children are chosen, the week is planned.
    lists_are_linked(week)
    child_is_chosen(week)
    slots_are_asked_for(week)
    clash_is_mended(week)
    coordinators_answer(week)
    # Monday to Thursday: fieldwork.
    inspectors_agree(week)
    notes_are_written_from_slots(week)
    team_meets(week)
    agencies_are_kept_in_touch(week)
    # Friday: the views open, the final feedback is given.
    own_views_are_written(week)
    views_are_opened(week)
    final_feedback_is_given(week)
    stage_moves(week, "Judging")
    week_is_looked_back_on(week)


def before_the_call(week):
    """Whoever does not need the area reads a code word; the agencies find nothing at their door."""
    week.first.goes_to("/inspectorate/")
    week.first.clicks(week.first.page.locator("main a.app-inspection", has_text=CODE_WORD))
    week.home = week.first.page.url.removeprefix(week.first.installation.address)
    assert week.first.heading == CODE_WORD
    assert AREA not in week.first.page.content()
    week.first.pictures("whole-week-code-word")
    week.council.goes_to("/agency/")
    assert "No inspection asks anything" in week.council.reads()


def pack_is_made(week):
    """The lead names a colleague who needs to know the area, and makes the pack in one action."""
    lead = week.lead
    week.at(lead, "")
    lead.follows("Notify the area", role="button")
    lead.follows("Name somebody")
    selects_holding(lead, "Who needs to know the area?", "Inspector, Ofsted")
    lead.fills("Why do they need to know?", "Books the rooms, and cannot without knowing where.")
    lead.presses("Name them")
    week.at(week.second, "area/")
    assert AREA in week.second.reads()
    week.at(lead, "notification/")
    lead.presses("Make the notification pack")
    lead.pictures("whole-week-pack")


def area_is_telephoned(week):
    """A call that reaches nobody changes nothing; the one that reaches the director moves the inspection on."""
    for minute, reached in (("9:02", "No"), ("9:17", "Yes")):
        week.at(week.lead, "notification/call/")
        calls(week.lead, week.days["notification"], minute, reached)
    assert AREA in week.lead.page.content()
    week.at(week.first, "")
    assert AREA in week.first.heading
    week.police.goes_to("/agency/")
    week.police.follows(f"Inspection of {AREA}")
    week.door = week.police.page.url.removeprefix(week.police.installation.address)
    week.police.follows("Letter of notification")
    week.police.pictures("whole-week-pack-at-the-agency", phone=True)


def calls(lead, on, minute, reached):
    lead.ticks(reached)
    lead.fills("Which post did you ask for?", DIRECTOR)
    selects_holding(lead, "Who telephoned?", "Lead inspector, Ofsted")
    fills_in_day(lead, "The day of the call", on)
    lead.fills("The minute the call began", minute)
    if reached == "Yes":
        lead.fills("What was said?", "That the area is inspected, on what, by whom, and when inspectors come.")
        lead.fills("What did they ask?", "Whether coordinators could be named by the evening.")
        lead.pictures("whole-week-call")
    lead.presses("Keep the call")


def agencies_are_asked(week):
    """Lists and what is to be set up are asked for, each once; the lead moves the inspection to its next stage."""
    week.at(week.lead, "lists/")
    week.lead.presses("Ask the agencies")
    week.at(week.lead, "setting-up/")
    week.lead.clicks(week.lead.page.get_by_role("button", name="Ask the agencies for"))
    stage_moves(week, "Lists")


def coordinators_name_contacts_and_rooms(week):
    """Each coordinator says whom to reach and what is arranged; one thing is not possible."""
    said = (
        (
            week.council,
            COUNCIL,
            "Director, chief officer or chair",
            DIRECTOR,
            "Rooms",
            "Arranged",
            "Two rooms at the civic centre.",
        ),
        (week.police, POLICE, "Duty manager", "Duty inspector", "Network", "Not possible", "No guests. A hotspot is lent out."),
    )
    for who, agency, role, post, thing, stands, words in said:
        week.at_door(who, "contacts/")
        who.clicks(who.page.locator("main a", has_text=f"Name somebody: {role}, {agency}"))
        who.fills("What they are called there", post)
        who.fills("Telephone", "01632 960017")
        who.presses("Save")
        who.pictures("whole-week-contacts")
        week.at_door(who, "setting-up/")
        who.follows(thing)
        who.ticks(stands)
        who.fills("What inspectors need to know", words)
        who.presses("Save")
    week.at(week.lead, "contacts/")
    assert "Duty inspector" in week.lead.reads()
    week.at(week.lead, "outstanding/")
    week.lead.pictures("whole-week-outstanding")


def lists_are_sent(week):
    """Each coordinator sends what was asked for; the lead accepts what came."""
    for who, item, file in (
        (week.council, "People", "council people"),
        (week.council, "Referrals", "council referrals"),
        (week.police, "People", "police people"),
        (week.police, "Incidents", "police incidents"),
    ):
        week.at_door(who)
        who.follows(item, exact=True)
        unfolds(who, "Send without looking first")
        who.page.set_input_files("main input[type=file]", str(week.files[file]))
        who.ticks("This authority’s area alone")
        who.presses("Send")
        assert who.heading.startswith("Receipt")
    week.at(week.lead, "lists/")
    week.lead.pictures("whole-week-lists")
    for row in range(4):
        week.at(week.lead, "lists/")
        week.lead.clicks(week.lead.page.locator("main tbody th a").nth(row))
        week.lead.presses("Accept as it is")


def set_up_is_discussed(week):
    """The set-up discussion is written down; the police read it at their door and say that they have nothing to add."""
    week.at(week.lead, "agency-meetings/")
    week.lead.follows("Write down a set-up discussion", role="button")
    writes_down(week.lead, week.days["selection"], "The week", "Where inspectors meet staff, and when.", disputed="")
    answers(week, "Read, nothing to add", "")


def writes_down(lead, on, topic, words, *, disputed):
    lead.ticks(POLICE)
    fills_in_day(lead, "On what day", on)
    lead.fills("At what time", "14:05")
    lead.fills("Who was there for the inspectorates", "Lead inspector")
    lead.fills("Who was there for the agencies", "Superintendent")
    lead.fills(topic, words)
    lead.fills("What was agreed", "The force sends its rota by noon.")
    lead.fills("What is disputed, and by whom", disputed)
    lead.presses("Keep this record")


def answers(week, kind, words):
    week.at_door(week.police, "meetings/")
    week.police.clicks(week.police.page.locator("main li a, main table a, main dt a").first)
    week.police.ticks(kind)
    week.police.fills("How you saw it", words)
    week.police.presses("Send it to the inspectors")


def deferral_is_asked_for_and_refused(week):
    """The director asks by telephone that fieldwork be put off; an inspector writes it down, the lead refuses and says why."""
    week.at(week.second, "interruptions/ask/deferral/")
    week.second.selects("Who asks for it?", COUNCIL)
    week.second.fills("By which post?", DIRECTOR)
    fills_in_day(week.second, "The day it was asked for", week.days["selection"])
    week.second.fills("On what grounds?", "The head of the front door is on leave that week.")
    fills_in_day(week.second, "From which day?", week.days["fieldwork"])
    week.second.presses("Write it down")
    week.at(week.lead, "interruptions/")
    week.lead.follows("Deferral")
    week.lead.pictures("whole-week-deferral")
    week.lead.ticks("Refused")
    week.lead.fills("Why, in a sentence or two", "A deputy leads the front door that week.")
    week.lead.presses("Keep the decision")
    assert "A deputy leads the front door that week." in week.lead.reads()


def lists_are_linked(week):
    stage_moves(week, "Selection")
    week.at(week.lead, "children/")
    week.lead.presses("Link the lists")
    week.lead.page.get_by_text("What each holds").first.wait_for()  # the page reads itself again until the lists are linked
    week.lead.looks()
    week.lead.pictures("whole-week-who-knew")


def child_is_chosen(week):
    """The sample is drawn; one child is followed, by two inspectors of different inspectorates."""
    week.at(week.lead, "selection/")
    week.lead.presses("Draw the sample")
    week.lead.pictures("whole-week-selection")
    week.lead.follows("Choose a child to track", role="button")
    week.lead.page.locator("main input[type=radio]").first.check()
    week.lead.fills("Why this child?", "For range.")
    week.lead.ticks("Inspector, HMICFRS")
    week.lead.ticks("Inspector, Ofsted")
    week.lead.presses("Track this child")
    assert week.lead.heading == "Tracked children"
    stage_moves(week, "Fieldwork")


def slots_are_asked_for(week):
    """The lead asks the council for one slot and the police for another, at one hour, and goes along to both."""
    asks_for_slot(week, "interview", "Inspector, HMICFRS", "Police", POLICE, "Custody sergeant", "How children are met in custody.")
    asks_for_slot(week, "observe", "Inspector, Ofsted", "Local authority", COUNCIL, "Team manager", "The daily meeting.")


def asks_for_slot(week, activity, inspector, sector, agency, role, what):
    week.at(week.lead, "timetable/slots/new/")
    week.lead.page.locator("[name=activity]").select_option(activity)
    fills_in_day(week.lead, "Day", week.days["fieldwork"])
    week.lead.ticks("Morning")
    week.lead.fills("Begins (optional)", "10:00")
    week.lead.fills("Ends (optional)", "11:00")
    week.lead.ticks(inspector)
    week.lead.page.locator("[name=sector]").select_option(label=sector)
    week.lead.fills("What is it about? (optional)", what)
    week.lead.page.get_by_label(agency, exact=True).check()
    week.lead.fills(f"{agency}: which of its staff, by role", role)
    week.lead.page.locator("[name=criteria]").first.check()
    week.lead.presses(week.lead.page.locator("main form button[type=submit]").first.inner_text())
    assert week.lead.heading.startswith("Slot ")


def clash_is_mended(week):
    """The timetable says that the lead would be in two places at once; the lead leaves one slot to the other inspector."""
    lead = week.lead
    week.at(lead, "timetable/")
    assert "Lead inspector, Ofsted is in two slots at once" in lead.reads()
    assert "Two at once" not in lead.page.locator("main tbody tr", has_text="Inspector, HMICFRS").first.inner_text()
    lead.pictures("whole-week-clash", at="#week")
    lead.clicks(lead.page.locator("main .app-week-slot a", has_text="Observe").first)
    lead.follows("Change it", role="button")
    lead.page.get_by_label("Lead inspector, Ofsted", exact=True).uncheck()
    lead.fills("Why is it changed? (optional)", "One inspector is enough.")
    lead.presses(lead.page.locator("main form button[type=submit]").first.inner_text())
    week.at(lead, "timetable/")
    assert "Nothing clashes." in lead.reads()


def coordinators_answer(week):
    """Each coordinator says where it is and who comes, by role."""
    for who, place in ((week.police, "Park Road station, 4 Park Road"), (week.council, "Civic centre, 1 Market Street")):
        week.at_door(who, "timetable/")
        assert "1 slot waits for your answer" in who.reads()
        who.clicks(who.page.locator("main h4 a").first)
        who.fills("A place that is not in the list", place)
        who.pictures("whole-week-offer-at-the-agency", phone=True, at="main form [name=on]")
        who.presses("Send the offer")


def inspectors_agree(week):
    """Each inspector agrees to the slot they asked for: the week stands."""
    for who, number in ((week.first, 0), (week.second, 1)):
        week.at(who, "timetable/list/")
        who.clicks(who.page.locator("main .app-slot a").nth(number))
        who.presses("Agree to it")
    week.at(week.lead, "timetable/")
    week.lead.pictures("whole-week-timetable", at="#week")


def notes_are_written_from_slots(week):
    """A slot opens a note with its source, sector, day and hour filled in; then it is said to have taken place."""
    for who, number, direction, words in (
        (week.first, 0, "Strength", "The custody sergeant rang the duty social worker before the interview began."),
        (week.second, 1, "Concern", "At the daily meeting nobody spoke for the school."),
    ):
        week.at(who, "timetable/list/")
        who.clicks(who.page.locator("main .app-slot a").nth(number))
        slot = who.page.url.removeprefix(who.installation.address)
        who.follows("Write a note of it")
        who.fills("What did you see, hear or read?", words)
        for box in who.page.locator("[name=criteria]").all():
            box.check()
        who.ticks(direction)
        who.pictures("whole-week-note-from-slot")
        who.presses("Save the note")
        who.goes_to(slot)
        who.presses("It took place")


def team_meets(week):
    week.at(week.lead, "team-meetings/")
    week.lead.presses("Begin today’s team meeting")
    week.lead.fills("What was decided?", "The school is asked first thing.")
    week.lead.presses("Write the decision down")
    for name in ("Inspector, HMICFRS", "Inspector, Ofsted"):
        week.lead.ticks(name)
    week.lead.presses("Close the meeting")
    assert "The school is asked first thing." in week.lead.reads()


def agencies_are_kept_in_touch(week):
    """The police say at their door that they saw the meeting differently; the record stays, their words stand beside it."""
    week.at(week.lead, "agency-meetings/")
    week.lead.follows("Write down a keep-in-touch meeting", role="button")
    writes_down(week.lead, week.days["fieldwork"], "How the week goes", "Staff were free when asked for.", disputed="The rota.")
    talk = week.lead.page.url.removeprefix(week.lead.installation.address)
    answers(week, "We saw it differently", "The rota was sent at ten.")
    week.lead.goes_to(talk)
    assert "The rota was sent at ten." in week.lead.reads()
    week.lead.pictures("whole-week-talk", at="main h2")


def own_views_are_written(week):
    """Each inspectorate writes its own view of what it is asked about, before it hears the other's."""
    for who, words in (
        (week.first, "Custody rings social care before it speaks to a child."),
        (week.second, "Schools are not heard."),
    ):
        week.at(who, "own-views/")
        while who.page.get_by_role("button", name="Write the next one").count():
            who.follows("Write the next one", role="button")
            who.ticks("Strength" if who is week.first else "To improve")
            who.fills("Your view, in a sentence or two", words)
            who.page.locator("[name=notes]").first.check()
            who.presses("Save")
            week.at(who, "own-views/")
    week.first.pictures("whole-week-own-views")


def views_are_opened(week):
    week.at(week.lead, "own-views/opening/")
    week.lead.fills("Why do the views open now?", "Both inspectorates have written.")
    week.lead.presses("Open the views now")
    week.lead.follows("Referrals about harm")
    for words in ("Custody rings social care before it speaks to a child.", "Schools are not heard."):
        assert words in week.lead.reads()


def final_feedback_is_given(week):
    """A finding is made of both views, fed back on Friday, and what the police said to it is written down."""
    lead, on = week.lead, week.days["feedback"]
    week.at(lead, f"together/{JOINT}/")
    lead.follows("Make a finding", role="button")
    lead.fills("What do you find?", "Police and social care talk before a child is spoken to; schools are not heard.")
    lead.ticks("To improve")
    for box in lead.page.locator("[name=notes]").all():
        box.check()
    lead.presses("Make the finding")
    week.at(lead, "feedback/")
    lead.follows("Prepare the meeting", role="button")
    lead.presses(lead.page.locator("main form button[type=submit]").first.inner_text())
    fills_in_day(lead, "The day it was held", on)
    for name in ("Lead inspector, Ofsted", "Inspector, HMICFRS"):
        lead.ticks(name)
    lead.fills(f"Who was there for {COUNCIL}", DIRECTOR)
    lead.fills(f"Who was there for {POLICE}", "Superintendent")
    lead.presses("The meeting was held")
    lead.follows("Write down what was said back")
    lead.selects("Which agency?", POLICE)
    lead.ticks("Disputed")
    lead.fills("In its words", "A school liaison officer was there on Tuesday.")
    lead.presses("Keep what was said")
    assert "A school liaison officer was there on Tuesday." in lead.reads()
    lead.pictures("whole-week-feedback-held", at="main .app-feedback")


def week_is_looked_back_on(week):
    """The inspection's page counts the working days from the call to the feedback; an agency sees what was asked of it."""
    week.at(week.first, "")
    assert "working days after notification" in week.first.reads()
    week.first.pictures("whole-week-judging")
    week.at_door(week.council, "burden/")
    week.council.pictures("whole-week-burden-at-the-agency")


def stage_moves(week, to):
    """The lead presses the move on the inspection's page, and again where things are left undone that they know of."""
    week.at(week.lead, "")
    week.lead.presses(f"Move on to “{to}”")
    if week.lead.heading.startswith("Move on to"):
        week.lead.presses("Move on all the same")
    assert f"The inspection is now at “{to}”." in week.lead.page.inner_text("body")


def fills_in_day(who, group, on):
    who.fills_day(group, str(on.day), str(on.month), str(on.year))


def selects_holding(who, label, text):
    """Choose the first option whose words hold `text`."""
    field = who.page.get_by_label(label, exact=True)
    field.select_option(label=field.locator("option", has_text=text).first.inner_text())


def unfolds(who, summary):
    who.page.locator("main summary", has_text=summary).first.click()
