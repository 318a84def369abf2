"""Who knew these children, through the pages: the picture and its lists, one child by code, the question and its answer."""

import pytest
from django.urls import reverse

from joinedup.areas.actions import create_agency
from joinedup.audit.models import Entry
from joinedup.evidence.models import Note
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import InspectionAgency
from joinedup.intake.actions import ask_agencies
from joinedup.linkage.actions import run_link
from joinedup.linkage.models import LinkDecision, NotKnownQuestion
from joinedup.linkage.not_known.actions import answer_question, ask_again, withdraw_question
from joinedup.linkage.queries import latest_run, memberships_of
from tests.factories.inspections import make_inspection
from tests.factories.judging import open_views
from tests.factories.linkage import AUTHORITY, POLICE, Listed, framework_of_people

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("Okafor", "Amelia", "Leo", "Grace", "Winston")


@pytest.fixture
def listed(db) -> Listed:
    """The council's and the police's lists linked: Leo and his father are on the council's alone, Grace on the police's."""
    world = make_inspection(framework_of_people(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    listed = Listed(world)
    listed.send("local_authority", AUTHORITY)
    listed.send("police", POLICE)
    run_link(by=world.lead, inspection=world.inspection)
    return listed


@pytest.fixture
def lead(pages_as, listed):
    return pages_as(listed.world.lead)


@pytest.fixture
def officer(pages_as, listed):
    return pages_as(listed.world.coordinators["police"])


@pytest.fixture
def leo(listed) -> str:
    members = dict(memberships_of(latest_run(listed.inspection)).select("record_id", "child_id").iter_rows())
    return members[listed.record_id("local_authority", "2")]


@pytest.fixture
def winston(listed) -> str:
    members = dict(memberships_of(latest_run(listed.inspection)).select("record_id", "child_id").iter_rows())
    return members[listed.record_id("local_authority", "3")]


def here(listed, page: str, *more: object, **query: object) -> str:
    text = "&".join(f"{name}={value}" for name, value in query.items())
    return reverse(f"inspectorate:{page}", args=[listed.inspection.pk, *more]) + (f"?{text}" if text else "")


def at_the_door(listed, *more: object) -> str:
    return reverse(f"agency:not-known{'-question' if more else ''}", args=[listed.inspection.pk, *more])


@pytest.fixture
def asked(lead, listed, leo) -> NotKnownQuestion:
    """The police are asked about Leo, through the page."""
    agency = listed.world.agencies["police"]
    page = lead.post(here(listed, "not-known-ask", agency.pk, child=leo), {"why": "Your list does not hold this child."})
    assert f"1 question sent to {agency.name}." in page.text
    return NotKnownQuestion.objects.get()


def test_the_picture_counts_children_and_says_the_same_in_its_table(lead, listed):
    page = lead.get(here(listed, "children"))
    assert "Every child on the lists: 3" in page.text
    assert page.text.count("Known to Local authority and Police.") >= 1
    drawn = list(page.tree.iter(f"{SVG}a"))
    assert len(drawn) == 3  # one way each: both, the council alone, the police alone
    assert all(link.get("href").startswith(here(listed, "known")) for link in drawn)
    assert not [name for name in NAMES if name in page.text]


def test_by_agency_the_places_are_agencies(lead, listed):
    page = lead.get(here(listed, "children", by="agency", of="everybody"))
    assert f"Known to {listed.world.agencies['police'].name}." in page.text


def test_what_an_address_asks_in_vain_is_left_aside(lead, listed):
    for query in ({"of": "nonsense", "by": "nonsense"}, {"of": "sampled"}):
        assert "Every child on the lists: 3" in lead.get(here(listed, "children", **query)).text


def test_a_list_of_an_agency_that_has_not_come_is_said_to_lack(pages_as, db):
    world = make_inspection(framework_of_people(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    alone = Listed(world)
    alone.send("local_authority", AUTHORITY)
    run_link(by=world.lead, inspection=world.inspection)
    assert "No list of people has come from Police" in pages_as(world.lead).get(here(alone, "children")).text


@pytest.mark.parametrize("page", ["children", "known", "known-adults"])
def test_by_sector_too_a_second_agency_whose_list_has_not_come_is_named(lead, listed, page):
    second = create_agency(
        by=None, key="second-force", name="Police of the Second Force", sector="police", areas=[listed.world.area]
    )
    InspectionAgency.objects.create(inspection=listed.inspection, agency=second)
    told = lead.get(here(listed, page, by="sector")).text
    assert "No list of people has come from Police of the Second Force" in told
    assert "so nothing can be said of whom it knows" in told


@pytest.mark.parametrize(
    ("query", "children"),
    [({}, 3), ({"only": "one"}, 2), ({"only": "more", "than": "3"}, 0), ({"set": "0" * 16}, 0), ({"than": "x", "by": "sector"}, 3)],
)
def test_children_are_listed_by_how_they_are_known(lead, listed, query, children):
    assert f"{children} child" in lead.get(here(listed, "known", **query)).text


def test_a_line_of_the_picture_leads_to_its_children(lead, listed, leo):
    page = lead.get(here(listed, "children", by="agency"))
    alone = f"Known to {listed.world.agencies['local_authority'].name}."
    [link] = [link for link in page.tree.iter(f"{SVG}a") if link.get("aria-label").endswith(alone)]
    found = lead.get(link.get("href"))
    assert here(listed, "known-child", leo) in found.links().values()
    assert "1 child." in found.text


def test_a_child_is_shown_by_code_and_the_look_is_logged(lead, listed, leo):
    page = lead.get(here(listed, "known-child", leo))
    assert page.h1 == f"Child {leo[:8]}"
    assert "No record in the lists" in page.text
    assert "Not asked" in page.text
    assert not [name for name in NAMES if name in page.text]
    assert "OFFICIAL-SENSITIVE" in page.response.content.decode()
    assert Entry.objects.filter(action="who knew a child opened", object_id=leo).exists()


def test_an_adult_has_no_childs_page_but_can_be_opened(lead, listed, winston):
    lead.get(here(listed, "known-child", winston), status=404)
    page = lead.get(here(listed, "known-person", winston))
    assert page.h1 == f"What agencies wrote of Adult {winston[:8]}"
    assert "Winston Okafor" in page.text
    assert not [name for name in NAMES if name in page.title]
    entry = Entry.objects.get(action="person opened")
    assert (entry.object_id, entry.reading, entry.actor) == (winston, True, str(listed.world.lead.pk))


def test_nobody_is_found_under_an_id_no_run_holds(lead, listed):
    for page in ("known-child", "known-person"):
        lead.get(here(listed, page, "0" * 16), status=404)


def test_adults_of_unseen_children_are_told_even_where_there_are_none(lead, listed):
    assert "None: every child" in lead.get(here(listed, "known-adults")).text


def test_before_the_lists_are_linked_there_is_nothing_to_list(pages_as, db):
    world = make_inspection(framework_of_people(), Stage.LISTS)
    alone = Listed(world)
    for page in ("known", "known-adults"):
        pages_as(world.lead).get(here(alone, page), status=404)


def test_how_many_questions_go_out_is_said_before_they_do(lead, listed, leo):
    page = lead.get(here(listed, "not-known-ask", listed.world.agencies["police"].pk, child=leo))
    assert "1 question: “Is this child known to you?”" in page.text
    assert f"Child {leo[:8]}" in page.text
    assert "Send 1 question" in page.text
    assert not NotKnownQuestion.objects.exists()


def test_an_agency_that_holds_the_child_is_not_asked(lead, listed, leo):
    address = here(listed, "not-known-ask", listed.world.agencies["local_authority"].pk, child=leo)
    assert "There is nobody left to ask about" in lead.get(address).text
    assert "nobody left to ask" in lead.post(address, {"why": "Why"}, status=403).text


def test_an_agency_of_another_inspection_cannot_be_asked(lead, listed, leo):
    lead.get(here(listed, "not-known-ask", make_inspection().agencies["police"].pk, child=leo), status=404)


def test_a_question_needs_its_reason(lead, listed, leo):
    page = lead.post(here(listed, "not-known-ask", listed.world.agencies["police"].pk, child=leo), {"why": ""})
    assert page.title.startswith("Error: ")
    assert "the agency reads it beside the question" in page.text


def test_the_agency_reads_who_the_child_is_and_each_opening_is_logged(officer, listed, asked):
    listing = officer.get(at_the_door(listed))
    assert asked.code in listing.text
    assert not [name for name in NAMES if name in listing.text]
    page = officer.get(at_the_door(listed, asked.pk))
    assert "Leo Okafor" in page.text
    assert "8 March 2016" in page.text
    assert listed.world.agencies["local_authority"].name not in page.text
    assert not [name for name in NAMES if name in page.title + at_the_door(listed, asked.pk)]
    assert Entry.objects.filter(action="question about a child opened", object_id=str(asked.pk)).count() == 1
    assert "no-store" in page.response.headers["Cache-Control"]


@pytest.mark.parametrize("ended", ["withdrawn", "asked again", "signed"])
def test_who_the_child_is_is_shown_only_while_the_agency_may_answer(officer, listed, asked, ended):
    """What is left is the code and why it was asked: no name, no birth date, and no opening in the log."""
    lead, coordinator = listed.world.lead, listed.world.coordinators["police"]
    if ended == "withdrawn":
        withdraw_question(by=lead, question=asked, why="Asked by mistake.")
    elif ended == "asked again":
        answered = answer_question(by=coordinator, question=asked, answer="not_known", said="Searched for Leo Okafor.")
        ask_again(by=lead, question=answered, why="Another surname.")
    else:
        listed.world.move_to(Stage.SIGNED)
    page = officer.get(at_the_door(listed, asked.pk))
    assert asked.code in page.text
    assert "Your list does not hold this child." in page.text
    assert not [name for name in (*NAMES, "8 March 2016") if name in page.text]
    assert not Entry.objects.filter(action="question about a child opened", object_id=str(asked.pk)).exists()


def test_what_waits_stands_on_the_agencys_first_pages(officer, listed, asked):
    for page in (reverse("agency:home"), reverse("agency:requests", args=[listed.inspection.pk])):
        assert "Is this child known to you? 1 question waits for your answer" in officer.get(page).text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Say whether the child is known to you."),
        ({"answer": "found"}, "Enter your own number of the record."),
        ({"answer": "recording_error"}, "Say what happened."),
        ({"answer": "not_known"}, "Say where you looked, and how."),
    ],
)
def test_an_answer_that_lacks_something_says_what(officer, listed, asked, said, sentence):
    page = officer.post(at_the_door(listed, asked.pk), said)
    assert page.title.startswith("Error: ")
    assert sentence in page.text
    assert NotKnownQuestion.objects.get().state == "asked"


def test_the_query_log_leads_to_the_questions_own_page(lead, officer, listed, asked):
    log = {door: reverse(f"{door}:questions", args=[listed.inspection.pk]) for door in ("inspectorate", "agency")}
    said = f"Is {asked.code} known to you?"
    assert lead.get(log["inspectorate"]).links()[said] == here(listed, "not-known-question", asked.pk)
    assert officer.get(log["agency"]).links()[said] == at_the_door(listed, asked.pk)


def test_an_answer_arrives_and_cannot_be_given_twice(officer, listed, asked):
    page = officer.post(at_the_door(listed, asked.pk), {"answer": "not_known", "said": "Searched all systems.", "hours": "0.5"})
    assert f"Your answer about {asked.code} has arrived." in page.text
    again = officer.post(at_the_door(listed, asked.pk), {"answer": "found", "found_under": "9"})
    assert "cannot become" in again.text
    assert "Searched all systems." in again.text


def test_no_other_agency_has_such_a_question(pages_as, listed, asked):
    council = pages_as(listed.world.coordinators["local_authority"])
    council.get(at_the_door(listed, asked.pk), status=404)
    assert "You are not asked about any child." in council.get(at_the_door(listed)).text


def test_asked_is_said_otherwise_than_answered(lead, officer, listed, asked, leo):
    assert "Asked, not answered yet" in lead.get(here(listed, "known-child", leo)).text
    assert "1 question waits for its answer" in lead.get(here(listed, "not-known")).text
    officer.post(at_the_door(listed, asked.pk), {"answer": "not_known", "said": "Searched all systems."})
    assert "Confirmed not known on" in lead.get(here(listed, "known-child", leo)).text
    assert "Every question is answered or withdrawn." in lead.get(here(listed, "not-known")).text


def test_an_inspector_decides_about_what_was_found(lead, officer, listed, asked):
    officer.post(at_the_door(listed, asked.pk), {"answer": "found", "found_under": "9"})
    page = lead.get(here(listed, "not-known-question", asked.pk))
    assert "whether it is this child’s is not decided yet" in page.text
    lacking = lead.post(here(listed, "not-known-decide", asked.pk), {"decision": "accept"})
    assert "Say why, so that somebody else can follow the decision." in lacking.text
    kept = lead.post(here(listed, "not-known-decide", asked.pk), {"decision": "accept", "reason": "Same mother."})
    assert "held to be this child’s" in kept.text
    assert LinkDecision.objects.get().reason == "Same mother."


def test_what_was_found_is_work_left_until_somebody_decides(lead, officer, listed, asked):
    officer.post(at_the_door(listed, asked.pk), {"answer": "found", "found_under": "9"})
    listed.world.move_to(Stage.FIELDWORK)
    overview = reverse("inspectorate:inspection", args=[listed.inspection.pk])
    assert "Say whether 1 record agencies found is the child’s" in lead.get(overview).text
    lead.post(here(listed, "not-known-decide", asked.pk), {"decision": "refuse", "reason": "Another mother."})
    assert "agencies found" not in lead.get(overview).text


def test_a_number_written_otherwise_is_found_on_the_list(lead, officer, listed, asked):
    officer.post(at_the_door(listed, asked.pk), {"answer": "found", "found_under": "07"})
    assert "Not on a list yet" not in lead.get(here(listed, "not-known-question", asked.pk)).text
    lead.post(here(listed, "not-known-decide", asked.pk), {"decision": "refuse", "reason": "Another mother."})
    made = LinkDecision.objects.get()
    assert listed.record_id("police", "7") in (made.record_id_l, made.record_id_r)


def test_a_number_on_no_list_is_said_and_decided_again_when_a_list_holds_it_otherwise(lead, officer, listed, asked):
    officer.post(at_the_door(listed, asked.pk), {"answer": "found", "found_under": "99"})
    assert "Not on a list yet" in lead.get(here(listed, "not-known-question", asked.pk)).text
    lead.post(here(listed, "not-known-decide", asked.pk), {"decision": "accept", "reason": "Same mother."})
    overview = reverse("inspectorate:inspection", args=[listed.inspection.pk])
    listed.send("police", [*POLICE, ["0099", "Theodore", "Achebe", "01/02/2015", "M1 1AE"]])
    run_link(by=listed.world.lead, inspection=listed.inspection)
    listed.world.move_to(Stage.FIELDWORK)
    assert "Say whether 1 record agencies found is the child’s" in lead.get(overview).text  # the decision named no record


def test_a_record_held_to_be_the_childs_and_on_no_list_is_work_left(lead, officer, listed, asked):
    officer.post(at_the_door(listed, asked.pk), {"answer": "found", "found_under": "99"})
    lead.post(here(listed, "not-known-decide", asked.pk), {"decision": "accept", "reason": "Same mother."})
    listed.world.move_to(Stage.FIELDWORK)
    overview = reverse("inspectorate:inspection", args=[listed.inspection.pk])
    assert "1 record agencies found is not on a list yet" in lead.get(overview).text


def test_a_question_is_asked_again_or_withdrawn_with_a_reason(lead, listed, asked):
    world = listed.world
    assert "Say why it is withdrawn." in lead.post(here(listed, "not-known-withdraw", asked.pk), {"why": ""}).text
    lead.post(here(listed, "not-known-again", asked.pk), {"why": "Too soon."}, status=403)
    answer_question(by=world.coordinators["police"], question=asked, answer="not_known", said="Searched.")
    assert "Say why you ask again." in lead.post(here(listed, "not-known-again", asked.pk), {"why": ""}).text
    page = lead.post(here(listed, "not-known-again", asked.pk), {"why": "Another surname."})
    assert "The question this follows" in page.text
    newest = NotKnownQuestion.objects.get(follows=asked)
    assert "It is kept." in lead.post(here(listed, "not-known-withdraw", newest.pk), {"why": "Settled by telephone."}).text


def note_on(question) -> dict[str, str | list[str]]:
    said = {"text": "Police did not know of the child.", "source": "meeting", "sector": "police", "criteria": ["c2"]}
    day = {"seen_on_day": "3", "seen_on_month": "10", "seen_on_year": "2022"}
    return {**said, **day, "direction": "concern", "question": str(question.pk)}


def test_a_note_on_an_unanswered_question_is_refused_in_words(lead, listed, asked):
    page = lead.post(here(listed, "note-new"), note_on(asked))
    assert page.title.startswith("Error: ")
    assert "Only an answered question can support a note or a finding." in page.text
    assert not Note.objects.exists()


def test_a_note_says_on_which_answer_it_rests_and_keeps_it_when_reworded(lead, listed, asked):
    answer_question(by=listed.world.coordinators["police"], question=asked, answer="not_known", said="Searched.")
    page = lead.post(here(listed, "note-new"), note_on(asked))
    assert f"It rests on Question 1, {listed.world.agencies['police'].name}, {asked.code}: confirmed not known on" in page.text
    note = Note.objects.get()
    form = lead.get(here(listed, "note-revise", note.pk))
    chosen = [option.get("value") for option in form.tree.iter("option") if option.get("selected") is not None]
    assert str(asked.pk) in chosen
    lead.post(here(listed, "note-revise", note.pk), note_on(asked) | {"question": ""})
    assert Note.objects.get().current.question is None


def test_the_trace_under_a_finding_shows_the_answer(lead, listed, asked):
    answer_question(by=listed.world.coordinators["police"], question=asked, answer="not_known", said="Searched.")
    lead.post(here(listed, "note-new"), note_on(asked))
    listed.world.move_to(Stage.FIELDWORK)
    open_views(listed.world)
    finding = {"text": "Police did not know.", "criterion": "c2", "direction": "improve", "notes": [str(Note.objects.get().pk)]}
    page = lead.post(here(listed, "finding-new"), finding)
    assert "confirmed not known on" in page.text
    assert here(listed, "not-known-question", asked.pk) in page.links().values()
    ask_again(by=listed.world.lead, question=NotKnownQuestion.objects.get(), why="Another surname.")
    assert "asked again since" in lead.get(page.response.request["PATH_INFO"]).text
