"""Deciding what is proposed, following a line and closing it, through the pages."""

import pytest
from django.urls import reverse

from joinedup.audit.models import Entry
from joinedup.cases.enquiries import actions
from joinedup.cases.enquiries.models import Enquiry, LineDecision, LineProposal
from joinedup.cases.enquiries.queries import waiting
from joinedup.cases.queries import chronologies_under
from joinedup.evidence.enquiring.queries import notes_for
from joinedup.evidence.models import Note
from joinedup.inspections.enums import Stage
from joinedup.intake.models import Question
from joinedup.web.inspectorate.waiting import before_next_stage, work_left
from tests.factories.enquiries import line_by_hand, make_following, tell_again, with_an_answer
from tests.factories.evidence import make_note
from tests.factories.inspections import make_inspection


@pytest.fixture
def following(db):
    return make_following()


@pytest.fixture
def child(following):
    return following.tracked[0]


@pytest.fixture
def line(following, child):
    """A line about the first child, followed by the inspector."""
    made = line_by_hand(following.world, child)
    actions.assign(by=following.inspector, enquiry=made, people=[following.inspector])
    return made


def at(following, name, *more):
    return reverse(f"inspectorate:{name}", args=[following.inspection.pk, *more])


def proposed_of(following, child):
    return list(waiting(following.inspection).filter(tracked=child))


def test_what_is_proposed_stands_on_one_page_under_whom_it_is_about(pages_as, following):
    page = pages_as(following.inspector).get(at(following, "proposals"))
    assert page.h1 == "Proposed lines of enquiry"
    assert [page.text.count(words) for words in ("Nothing on the lists received tells", "16 were outside the limit")] == [
        4,
        2,
    ]  # told once, and once to be put in other words
    assert Entry.objects.filter(action="proposed lines of enquiry read", reading=True).count() == 1


def test_each_is_accepted_reworded_or_refused_and_the_rest_waits_on(pages_as, following, child):
    one, two, three = proposed_of(following, child)
    said = {
        f"decision_{one.pk.hex}": "accepted",
        f"decision_{two.pk.hex}": "edited",
        f"words_{two.pk.hex}": "Who saw the child?",
        f"decision_{three.pk.hex}": "refused",
        f"reason_{three.pk.hex}": "Nothing was open then.",
    }
    page = pages_as(following.inspector).post(at(following, "proposals"), said)
    assert "1 line accepted as proposed; 1 line accepted in other words; 1 line refused." in page.text
    assert {row.decision for row in LineDecision.objects.all()} == {"accepted", "edited", "refused"}
    assert waiting(following.inspection).count() == 4
    own = pages_as(following.inspector).get(at(following, "child-enquiries", child.pk))
    assert "Who saw the child?" in own.text
    assert "Nothing was open then." in own.text


def test_what_a_colleague_decided_meanwhile_is_named_and_what_was_typed_given_back(pages_as, following, child):
    one, two, _ = proposed_of(following, child)
    actions.decide(by=following.world.lead, proposal=one, decision="accepted")
    said = {
        f"decision_{one.pk.hex}": "refused",
        f"reason_{one.pk.hex}": "Seen at home that day.",
        f"decision_{two.pk.hex}": "accepted",
    }
    reader = pages_as(following.inspector)
    page = reader.post(at(following, "proposals"), said)
    assert "Not kept: decided by somebody else meanwhile" in page.text
    assert f"{following.world.lead.name}, " in page.text
    assert "You chose: refused. You wrote: Seen at home that day." in page.text
    assert [row.decision for row in LineDecision.objects.filter(proposal=one)] == ["accepted"]
    assert LineDecision.objects.get(proposal=two).decided_by == following.inspector
    again = reader.post(at(following, "proposals"), {f"decision_{two.pk.hex}": "accepted"})
    assert "Not kept" not in again.text  # the same page sent twice
    assert Enquiry.objects.count() == 2


def test_decided_at_the_very_moment_nothing_is_kept_and_everything_typed_stands_there(pages_as, following, child, monkeypatch):
    one, two, _ = proposed_of(following, child)
    several = actions.decide_several

    def a_moment_later(**how):
        monkeypatch.setattr(actions, "decide_several", several)
        actions.decide(by=following.world.lead, proposal=one, decision="accepted")
        return several(**how)

    monkeypatch.setattr(actions, "decide_several", a_moment_later)
    said = {f"decision_{row.pk.hex}": "refused" for row in (one, two)}
    said |= {f"reason_{one.pk.hex}": "Seen at home.", f"reason_{two.pk.hex}": "Seen at school."}
    page = pages_as(following.inspector).post(at(following, "proposals"), said)
    assert "You wrote: Seen at home." in page.text
    assert "Seen at school." in page.text
    assert LineDecision.objects.count() == 1


def test_a_refusal_without_a_reason_saves_nothing_and_says_where(pages_as, following, child):
    one, two, _ = proposed_of(following, child)
    said = {
        f"decision_{one.pk.hex}": "accepted",
        f"decision_{two.pk.hex}": "refused",
        f"words_{two.pk.hex}": two.words,
    }
    page = pages_as(following.inspector).post(at(following, "proposals"), said)
    assert page.title.startswith("Error")
    assert page.links()["Say why this is no line of enquiry."] == f"#id_reason_{two.pk.hex}"
    assert not LineDecision.objects.exists()
    said |= {f"decision_{two.pk.hex}": "edited"}
    assert "in your words" in pages_as(following.inspector).post(at(following, "proposals"), said).text


def test_nothing_chosen_is_nothing_decided(pages_as, following):
    page = pages_as(following.inspector).post(at(following, "proposals"), {})
    assert "Nothing was decided" in page.text


def test_the_page_narrows_to_a_child_to_mine_and_to_the_cohort(pages_as, following, child):
    reader = pages_as(following.world.lead)
    assert "The cohort" in reader.get(at(following, "proposals"), child="cohort").text
    assert "Child 2" not in [h.text for h in reader.get(at(following, "proposals"), child=child.pk).tree.iter("h2")]
    assert "Nothing waits" in reader.get(at(following, "proposals"), child="mine").text
    assert "Nothing waits" not in pages_as(following.inspector).get(at(following, "proposals"), child="mine").text


def test_all_of_one_kind_become_a_line_each(pages_as, following, child):
    reader = pages_as(following.inspector)
    assert "Accept all 2 of “Outside timescale” about Child 1" in reader.get(at(following, "proposals")).text
    shown = [str(one.pk) for one in waiting(following.inspection)]
    said = {"about": str(child.pk), "kind": "outside_timescale", "whose": str(child.pk), "shown": shown}
    page = reader.post(at(following, "proposals-kind"), said)
    assert "2 lines accepted as proposed." in page.text
    assert Enquiry.objects.filter(tracked=child).count() == 2
    reader.post(at(following, "proposals-kind"), {"about": "cohort", "kind": "outside_timescale", "shown": shown})
    assert Enquiry.objects.filter(tracked=None).count() == 1
    page = reader.post(at(following, "proposals-kind"), {"about": "nobody", "kind": "gap", "shown": shown})
    assert Enquiry.objects.count() == 3


def test_the_last_decision_leads_on_to_the_lines(pages_as, following):
    said = {f"decision_{one.pk.hex}": "accepted" for one in waiting(following.inspection)}
    page = pages_as(following.inspector).post(at(following, "proposals"), said)
    assert page.h1 == "Lines of enquiry"
    assert "7 lines accepted as proposed." in page.text


def test_a_changed_proposal_tells_what_was_said_before(pages_as, following, child):
    gap = next(one for one in proposed_of(following, child) if one.kind == "gap")
    for one in proposed_of(following, child):
        decision, words = ("refused", "Seen at home.") if one == gap else ("accepted", "")
        actions.decide(by=following.inspector, proposal=one, decision=decision, words=words)
    latest = chronologies_under(child.sample)["start_earliest"].max()
    tell_again(child.sample, with_an_answer(child.sample, child.child_id, after_days=9))
    assert latest is not None
    page = pages_as(following.inspector).post(at(following, "proposals-look"))
    assert "newly proposed" in page.text
    assert "What it rests on has changed" in page.text
    assert "takes up line" in page.text


def test_signatories_read_but_decide_nothing(pages_as, following):
    signatory = following.world.signatories["hmicfrs"]
    page = pages_as(signatory).get(at(following, "proposals"))
    assert "Save what I decided" not in page.text
    one = LineProposal.objects.first()
    page = pages_as(signatory).post(at(following, "proposals"), {f"decision_{one.pk.hex}": "accepted"}, status=403)
    assert "Only an inspector" in page.text


def test_a_line_is_added_by_hand(pages_as, following, child):
    reader = pages_as(following.inspector)
    said = {
        "tracked": str(child.pk),
        "words": "Who told the school?",
        "rests_on": "The head said nobody did.",
        "sectors": ["police"],
    }
    page = reader.post(at(following, "enquiry-new"), {**said, "criterion": "c2"})
    assert page.h1 == "Line 1: Child 1"
    assert "The head said nobody did." in page.text
    loud = [
        node for node in page.tree.iter("a") if "govuk-button" in (node.get("class") or "") and "secondary" not in node.get("class")
    ]
    assert [node.text.strip() for node in loud if "warning" not in node.get("class")] == ["Write a note for it"]
    assert "Police" in page.text
    page = reader.post(at(following, "enquiry-new"), {"words": "Who?"})
    assert page.links()["Say what it rests on."] == "#id_rests_on"


def test_lines_are_listed_and_narrowed(pages_as, following, child, line):
    cohort = line_by_hand(following.world, None)
    actions.close(by=following.world.lead, enquiry=cohort, found="not_established", words="No figures.")
    reader = pages_as(following.inspector)

    def listed(**how):
        return [h.text for head in reader.get(at(following, "enquiries"), **how).tree.iter("h3") for h in head.iter("a")]

    assert listed() == ["Line 1: Child 1"]
    assert listed(show="closed") == ["Line 2: The cohort"]
    assert listed(show="all") == ["Line 1: Child 1", "Line 2: The cohort"]
    assert listed(show="mine") == ["Line 1: Child 1"]
    assert listed(show="all", child="cohort") == ["Line 2: The cohort"]
    assert listed(show="all", child=str(following.tracked[1].pk)) == []


def test_a_page_about_the_cohort_stands_in_the_plain_frame(pages_as, following):
    line = line_by_hand(following.world, None)
    page = pages_as(following.inspector).get(at(following, "enquiry", line.pk))
    assert page.h1 == "Line 1: The cohort"
    assert "Child 1" not in page.text


def test_taking_and_putting_down_a_line(pages_as, following, child):
    line = line_by_hand(following.world, child)
    reader = pages_as(following.inspector)
    assert "You follow Line 1." in reader.post(at(following, "enquiry-take", line.pk), {"take": "1"}).text
    assert "You no longer follow" in reader.post(at(following, "enquiry-take", line.pk), {"take": "0"}).text


def test_only_a_lead_says_that_others_follow_it(pages_as, following, line):
    other = following.world.inspectors["ofsted"]
    page = pages_as(following.inspector).post(at(following, "enquiry-assign", line.pk), {"people": [str(other.pk)]})
    assert "Only a lead inspector gives it to others." in page.text
    leads, where = pages_as(following.world.lead), at(following, "enquiry-assign", line.pk)
    page = leads.post(where, {**hidden(leads.get(where)), "people": [str(other.pk)]})
    assert list(Enquiry.objects.get(pk=line.pk).inspectors.all()) == [other]
    assert other.name in page.text


def test_words_criterion_and_sectors_are_changed_together(pages_as, following, line):
    reader = pages_as(following.inspector)
    where = at(following, "enquiry-change", line.pk)
    reader.post(where, {**hidden(reader.get(where)), "words": line.words, "criterion": "c1", "sectors": ["police"]})
    sent = {**hidden(reader.get(where)), "words": "Who rang?", "criterion": "c1", "sectors": ["police"]}
    page = reader.post(where, sent)
    assert [entry.kind for entry in line.entries.order_by("said_at")] == ["opened", "assigned", "placed", "reworded"]
    assert "Who rang?" in page.text
    assert "Children are seen." in page.text


def hidden(page):
    """Return what a page's form sends unseen."""
    found = [node for node in page.tree.find(".//main").iter("input") if node.get("type") == "hidden"]
    return {node.get("name"): node.get("value", "") for node in found if node.get("name") != "csrfmiddlewaretoken"}


def test_an_older_page_with_a_sector_more_leaves_a_colleagues_words_and_sectors(pages_as, following, line):
    his, where = pages_as(following.inspector), at(following, "enquiry-change", line.pk)
    opened = hidden(his.get(where))
    actions.reword(by=following.world.lead, enquiry=line, words="Who rang the school?")
    actions.place(by=following.world.lead, enquiry=line, criterion="c1", sectors=["local_authority"])
    his.post(where, {**opened, "words": line.words, "criterion": "", "sectors": ["police"]})
    line.refresh_from_db()
    assert (line.words, line.criterion) == ("Who rang the school?", "c1")
    assert set(line.sectors) == {"local_authority", "police"}


def test_where_both_reword_a_line_the_second_is_shown_both_and_loses_nothing(pages_as, following, line):
    his, where = pages_as(following.inspector), at(following, "enquiry-change", line.pk)
    opened = hidden(his.get(where))
    actions.reword(by=following.world.lead, enquiry=line, words="Who rang the school?")
    page = his.post(where, {**opened, "words": "Who wrote to the school?"})
    assert (
        f"{following.world.lead.name} put the line in other words since you opened this page: “Who rang the school?”" in page.text
    )
    assert "Who wrote to the school?" in page.text
    line.refresh_from_db()
    assert line.words == "Who rang the school?"
    his.post(where, {**hidden(page), "words": "Who wrote to the school?"})
    line.refresh_from_db()
    assert line.words == "Who wrote to the school?"


@pytest.mark.parametrize("name", ["proposals", "enquiry-new", "enquiry-change", "enquiry-close", "enquiry-look-at", "enquiry-ask"])
def test_what_was_typed_is_given_back_to_somebody_signed_out_meanwhile(anyone, following, line, name):
    more = () if name in ("proposals", "enquiry-new") else (line.pk,)
    page = anyone.post(at(following, name, *more), {"words": "Who rang the school?"}, status=401)
    assert "Who rang the school?" in page.text


def test_an_agency_is_asked_and_an_answer_that_is_there_is_used(pages_as, following, line):
    reader, police = pages_as(following.inspector), following.world.agencies["police"]
    asked = {"agency": str(police.pk), "text": "Who told the school of Child 1?", "purpose": "To know.", "hours": "8"}
    assert "is with Police" in reader.post(at(following, "enquiry-ask", line.pk), asked).text
    page = reader.post(at(following, "enquiry-ask", line.pk), asked)
    assert "Asked already" in page.text
    question = Question.objects.get()
    page = reader.post(at(following, "enquiry-ask", line.pk), {"use": str(question.pk), "text": asked["text"]})
    assert "Nothing was sent." in page.text
    assert line.asked.count() == 1
    opened = Entry.objects.filter(action="question opened", object_id=str(question.pk))
    before = opened.count()
    reader.get(at(following, "enquiry", line.pk))
    assert opened.count() == before + 1  # its words stand on the line's page
    assert "Write the question." in reader.post(at(following, "enquiry-ask", line.pk), {"use": "none"}).text


def test_a_thing_to_look_at_is_noted_and_ticked_off(pages_as, following, line):
    reader, police = pages_as(following.inspector), following.world.agencies["police"]
    page = reader.post(at(following, "enquiry-look-at", line.pk), {"agency": str(police.pk), "words": "The custody record."})
    assert "The custody record." in page.text
    page = reader.post(at(following, "enquiry-looked", line.pk, line.things.get().pk))
    assert "Looked at by" in page.text
    assert "Choose the agency." in reader.post(at(following, "enquiry-look-at", line.pk), {}).text


def test_notes_are_linked_written_for_a_line_and_it_is_closed_on_them(pages_as, following, child, line):
    note = make_note(following.world, tracked=child, source="tracking", text="The school was rung at noon.")
    reader = pages_as(following.inspector)
    assert "The school was rung" in reader.get(at(following, "enquiry-notes", line.pk)).text
    assert "Choose the notes" in reader.post(at(following, "enquiry-notes", line.pk), {}).text
    reader.post(at(following, "enquiry-notes", line.pk), {"notes": [str(note.pk)]})
    assert list(notes_for(line, following.inspector)) == [note]
    assert "No other note" in reader.get(at(following, "enquiry-notes", line.pk)).text
    seen = {"seen_on_day": "18", "seen_on_month": "10", "seen_on_year": "2022"}
    said = {"text": "He was told.", "source": "tracking", "sector": "police", "criteria": ["c2"], "direction": "context", **seen}
    page = reader.post(at(following, "note-new"), {**said, "tracked": str(child.pk), "enquiry": str(line.pk)})
    assert notes_for(line, following.inspector).count() == 2
    assert "Line 1" in page.text
    closing = {"found": "not_borne_out", "words": "The school was rung."}
    page = reader.post(at(following, "enquiry-close", line.pk), closing)
    assert "at least one note" in page.text
    page = reader.post(at(following, "enquiry-close", line.pk), {**closing, "notes": [str(note.pk)]})
    assert "Closed: not borne out" in page.text
    assert "It rests on note 1." in page.text
    page = reader.post(at(following, "enquiry-reopen", line.pk), {"reason": "It was another school."})
    assert "It was another school." in page.text
    assert "Say why" in pages_as(following.world.lead).post(at(following, "enquiry-reopen", _closed(following)), {}).text


def _closed(following):
    line = line_by_hand(following.world, None)
    actions.close(by=following.world.lead, enquiry=line, found="not_established", words="No figures.")
    return line.pk


def test_a_note_about_another_child_is_not_taken_for_the_line(pages_as, following, child, line):
    seen = {"seen_on_day": "18", "seen_on_month": "10", "seen_on_year": "2022"}
    said = {"text": "He was told.", "source": "tracking", "sector": "police", "criteria": ["c2"], "direction": "context", **seen}
    other = {**said, "tracked": str(following.tracked[1].pk), "enquiry": str(line.pk)}
    page = pages_as(following.inspector).post(at(following, "note-new"), other)
    assert "another child" in page.text
    assert not Note.objects.exists()


def test_an_edited_line_shows_both_wordings_and_its_ground(pages_as, following, child):
    one = proposed_of(following, child)[0]
    actions.decide(by=following.inspector, proposal=one, decision="edited", words="Who decided?")
    page = pages_as(following.inspector).get(at(following, "enquiry", Enquiry.objects.get().pk))
    assert f"As proposed: {one.words}" in page.text
    assert "In other words: Who decided?" in page.text
    assert "Referral to children's social care, Local authority" in page.text


def test_another_inspections_line_and_child_are_not_there(pages_as, following, child, line):
    other = make_inspection(stage=Stage.FIELDWORK)
    reader = pages_as(other.lead)
    for name, more in (("enquiries", ()), ("proposals", ()), ("enquiry", (line.pk,)), ("child-enquiries", (child.pk,))):
        reader.get(at(following, name, *more), status=404)
    for name, more in (("enquiry", (line.pk,)), ("child-enquiries", (child.pk,))):
        reader.get(reverse(f"inspectorate:{name}", args=[other.inspection.pk, *more]), status=404)


def test_every_page_about_a_child_is_kept_by_nobody_and_logged(pages_as, following, child, line):
    reader = pages_as(following.inspector)
    for name, more in (("enquiries", ()), ("enquiry", (line.pk,)), ("child-enquiries", (child.pk,)), ("proposals", ())):
        before = Entry.objects.filter(reading=True).count()
        response = reader.get(at(following, name, *more)).response
        assert "no-store" in response.headers["Cache-Control"]
        assert Entry.objects.filter(reading=True).count() > before


def sentences(person, following):
    return [item.sentence for item in work_left(person, following.inspection) if "line" in item.sentence]


def test_what_waits_is_the_work_of_who_leads_on_the_child_and_the_cohorts_a_leads(following):
    assert sentences(following.inspector, following) == [
        f"Decide 3 proposed lines of enquiry about {code}" for code in ("Child 1", "Child 2")
    ]
    assert sentences(following.world.lead, following) == ["Decide 1 proposed line of enquiry about the cohort"]
    assert sentences(following.world.signatories["hmicfrs"], following) == []


def test_lines_i_follow_are_mine_and_open_ones_a_leads_from_judging_on(following, line):
    assert "Follow 1 line of enquiry" in sentences(following.inspector, following)
    assert not [said for said in sentences(following.world.lead, following) if "still open" in said]
    following.world.move_to(Stage.JUDGING)
    assert "1 line of enquiry is still open" in sentences(following.world.lead, following)
    assert "1 line of enquiry is still open" not in sentences(following.inspector, following)
    assert not [item for item in before_next_stage(following.inspection) if "line" in item.sentence]  # it holds nothing up
    following.world.move_to(Stage.SIGNED)
    assert sentences(following.inspector, following) == []


def test_the_inspection_tells_how_its_lines_stand(pages_as, following, line):
    assert "7 to decide, 1 open" in pages_as(following.world.lead).get(at(following, "inspection")).text


def test_the_chronology_says_what_became_of_each_prompt(pages_as, following, child):
    one, two, _ = proposed_of(following, child)
    actions.decide(by=following.inspector, proposal=one, decision="accepted")
    actions.decide(by=following.inspector, proposal=two, decision="refused", words="Known.")
    page = pages_as(following.inspector).get(at(following, "chronology", child.pk))
    line = Enquiry.objects.get()
    assert page.links()["Line 1 of enquiry"] == at(following, "enquiry", line.pk)
    assert "Refused as a line of enquiry." in page.text
    assert page.links()["Proposed as a line of enquiry"] == f"{at(following, 'proposals')}?child={child.pk}"
