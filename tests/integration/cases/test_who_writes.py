"""Every writing action about a child, tried by whoever only reads: none of them gets through, and each is told so."""

import importlib
import inspect
import pkgutil
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone

import joinedup.cases
from joinedup.audit.models import Entry
from joinedup.cases import actions as cases
from joinedup.cases.asked import actions as asked
from joinedup.cases.asked.models import ChildRequest
from joinedup.cases.audits import actions as audits
from joinedup.cases.consent import actions as consents
from joinedup.cases.enquiries import actions as enquiries
from joinedup.cases.enquiries import changing, deciding
from joinedup.cases.later import actions as later
from joinedup.cases.later.bringing_in import bring_in
from joinedup.cases.leads import actions as leads
from joinedup.cases.models import LineProposal
from joinedup.cases.queries import sample_of
from joinedup.cases.sampled import actions as sampled
from joinedup.cases.sampled.queries import sampled_children
from joinedup.cases.slots import actions as slots
from joinedup.cases.tracking import actions as tracking
from joinedup.inspections.models import TeamMember
from joinedup.inspections.rules import InspectionRefused
from tests.factories.asked import make_following
from tests.factories.cases import CHILDREN
from tests.factories.people import make_person
from tests.factories.timetable import make_slot, wanted

READERS = ("signatory", "assurer", "ex-member", "inactive")
TODAY = timezone.localdate
#: Of the machine, or called within an action that has checked who may; and what whoever is on the team may do for a child at risk.
NOT_TRIED = {
    "propose_for_child": "the machine's part of choosing and of letting in",
    "propose_for_cohort": "the machine's part of the draw",
    "withdraw_about": "part of leaving out and of replacing",
    "note_audited": "part of handing in",
    "add_version": "part of saving; checked by the action that saves",
    "begin_judging": "counting for a page whoever is on the team reads",
    "give_up_judging": "the job's part of it",
    "complete_judging": "the job's part of it",
    "raise_concern": "whoever of the team learns that a child is at risk says so",
    "write_down": "the same concern, put in writing",
    "move_concern": "what was heard about it, by its parties",
    "add_words": "what was heard about it, by its parties",
}


@pytest.fixture
def there(db, monkeypatch):
    """One tracked child in fieldwork with something to write of every kind, all of it begun by the lead inspector."""
    there = make_following(monkeypatch)
    by, child, world = there.world.lead, there.tracked, there.world
    there.ask()
    there.request_asked = there.request("police", "file")
    there.request_done = there.request("police", "who")
    asked.say_not_held(by=world.coordinators["police"], request=there.request_done, words="Nobody.")
    on = {"on": TODAY(), "how": "At home."}
    there.consent = consents.ask_consent(by=by, tracked=child, whose="child", worker="Social worker", **on)
    consents.move_consent(by=by, consent=there.consent, to="given", purposes=["meet"], **on)
    meeting = {"on": TODAY(), "place": "home", "met": [there.consent], "inspectors": [by]}
    there.meeting = consents.record_meeting(by=by, tracked=child, **meeting)
    there.meets = meeting
    there.line = enquiries.add_line(by=by, inspection=there.inspection, tracked=child, words="Who told?", rests_on="Heard.")
    there.thing = enquiries.look_at(by=by, enquiry=there.line, agency=world.agencies["police"], words="The log.")
    there.proposal = LineProposal(inspection=there.inspection, tracked=child, kind="gap", sentence="A gap.", question="Why?")
    there.proposal.rests_on = []
    there.proposal.save()
    there.sampled = next(one for one in sampled_children(sample_of(there.inspection)) if one.tracked is None)
    sampled.give_child(by=by, child=there.sampled, to=by)
    there.slot = make_slot(world)
    there.run = SimpleNamespace(pk=uuid4(), inspection=there.inspection, inspection_id=there.inspection.pk, submissions=None)
    return there


def reader(there, who):
    """Return somebody who reads at most."""
    world = there.world
    if who == "ex-member":
        person = make_person()
        member = TeamMember.objects.create(
            inspection=there.inspection, person=person, inspectorate=world.inspectorates["ofsted"], role="inspector"
        )
        member.delete()
        return person
    if who == "inactive":
        person = world.inspectors["ofsted"]
        person.is_active = False
        person.save()
        return person
    return world.quality_assurer if who == "assurer" else world.signatories["ofsted"]


def table(t):
    """Return each writing action by its name, as it is tried."""
    child, agency, audit = t.tracked, t.world.agencies["police"], t.audit
    said = {"text": "Who?", "purpose": "To know."}
    draft = [audits.Draft("life", "Afraid.")]
    line, line_said = t.line, changing.LineSaid(t.line.words, "", ())
    day = {"on": TODAY(), "how": "At home."}
    return {
        "draw_cohort_sample": lambda by: cases.draw_cohort_sample(by=by, inspection=t.inspection, run=t.run, seed="1"),
        "ask_about_cohort": lambda by: cases.ask_about_cohort(by=by, run=t.run),
        "choose_tracked": lambda by: cases.choose_tracked(
            by=by, inspection=t.inspection, child_id=CHILDREN[0], why="For range.", leads=list(child.leads.all())
        ),
        "replace_child": lambda by: cases.replace_child(by=by, inspection=t.inspection, child_id=t.sampled.child_id, reason="x"),
        "move_tracked": lambda by: cases.move_tracked(by=by, tracked=child, to="left_out", why="Moved."),
        "change_leads": lambda by: leads.change_leads(by=by, tracked=child, leads=list(child.leads.all()), why="Left."),
        "decide_later": lambda by: later.decide_later(by=by, tracked=child, run=t.run, decision="accepted", why="Late."),
        "keep_unchanged": lambda by: later.keep_unchanged(by=by, children=[child], run=t.run),
        "take_back": lambda by: later.take_back(by=by, tracked=child, wrong=None, why="Another child."),
        "bring_in": lambda by: bring_in(by=by, sample=sample_of(t.inspection), run=t.run, why="Late."),
        "ask_about_children": lambda by: asked.ask_about_children(by=by, inspection=t.inspection),
        "ask_again": lambda by: asked.ask_again(by=by, request=t.request_done, words="All of it."),
        "withdraw": lambda by: asked.withdraw(by=by, request=t.request_asked, words="In error."),
        "remind": lambda by: asked.remind(by=by, request=t.request_asked),
        "give_time": lambda by: asked.give_time(by=by, request=t.request_asked, until=TODAY(), words="Yes."),
        "refuse_time": lambda by: asked.refuse_time(by=by, request=t.request_asked, words="No."),
        "hand_over": lambda by: asked.hand_over(by=by, request=t.request_asked, filename="a.txt", data=b"a"),
        "say_done": lambda by: asked.say_done(by=by, request=t.request_asked, way="available", words="Here."),
        "say_not_held": lambda by: asked.say_not_held(by=by, request=t.request_asked, words="No."),
        "say_of_many": lambda by: asked.say_of_many(
            by=by, inspection=t.inspection, agency=agency, requests=[t.request_asked.pk], held=False, words="No."
        ),
        "wish_for_time": lambda by: asked.wish_for_time(by=by, request=t.request_asked, until=TODAY(), words="Ill."),
        "write_view": lambda by: audits.write_view(by=by, audit=audit, drafts=draft),
        "compare": lambda by: audits.compare(by=by, audit=audit, question="life", mark="differ", why="Seen."),
        "call_in": lambda by: audits.call_in(by=by, audit=audit, why="It ends."),
        "write_part": lambda by: audits.write_part(by=by, audit=audit, agency=agency, drafts=draft),
        "write_agreed": lambda by: audits.write_agreed(by=by, audit=audit, agency=agency, drafts=draft),
        "hand_in": lambda by: audits.hand_in(by=by, audit=audit, agency=agency),
        "open_parts": lambda by: audits.open_parts(by=by, audit=audit, agency=agency),
        "say_of_agreed": lambda by: audits.say_of_agreed(by=by, audit=audit, agency=agency, agrees=True, wording=""),
        "return_audit": lambda by: audits.return_audit(by=by, audit=agreeing(audit), agency=agency, wording=""),
        "ask_consent": lambda by: consents.ask_consent(by=by, tracked=child, whose="child", worker="Nurse", **day),
        "move_consent": lambda by: consents.move_consent(by=by, consent=t.consent, to="withdrawn", **day),
        "record_meeting": lambda by: consents.record_meeting(by=by, tracked=child, **t.meets),
        "hold_meeting": lambda by: consents.hold_meeting(by=by, meeting=t.meeting, **HELD),
        "call_off_meeting": lambda by: consents.call_off_meeting(by=by, meeting=t.meeting, why="Ill."),
        "link_note": lambda by: consents.link_note(by=by, meeting=t.meeting, note=uuid4()),
        "set_aside": lambda by: consents.set_aside(by=by, consent=t.consent, kind="note", object_id=uuid4(), aside=True, why="No."),
        "save_part": lambda by: tracking.save_part(by=by, tracked=child, section="life", said={"words": "Glad."}),
        "give_child": lambda by: sampled.give_child(by=by, child=t.sampled, to=by),
        "save_form": lambda by: sampled.save_form(by=by, child=t.sampled, said={}),
        "move_form": lambda by: sampled.move_form(by=by, child=t.sampled, to="begun"),
        "add_line": lambda by: enquiries.add_line(by=by, inspection=t.inspection, words="Who?", rests_on="Heard."),
        "reword": lambda by: enquiries.reword(by=by, enquiry=line, words="Who told?"),
        "place": lambda by: enquiries.place(by=by, enquiry=line, criterion="", sectors=[]),
        "assign": lambda by: enquiries.assign(by=by, enquiry=line, people=[by]),
        "ask_agency": lambda by: enquiries.ask_agency(by=by, enquiry=line, agency=agency, **said),
        "use_answer_for": lambda by: enquiries.use_answer_for(by=by, enquiry=line, question=None, words="Who?"),
        "look_at": lambda by: enquiries.look_at(by=by, enquiry=line, agency=agency, words="The log."),
        "looked_at": lambda by: enquiries.looked_at(by=by, thing=t.thing),
        "close": lambda by: enquiries.close(by=by, enquiry=line, found="not_established", words="Nothing."),
        "reopen": lambda by: enquiries.reopen(by=by, enquiry=line, reason="More."),
        "change_line": lambda by: changing.change_line(by=by, enquiry=line, had=line_said, said=line_said),
        "decide": lambda by: deciding.decide(by=by, proposal=t.proposal, decision="accepted"),
        "decide_several": lambda by: deciding.decide_several(by=by, inspection=t.inspection, said=[]),
        "plan_slot": lambda by: slots.plan_slot(by=by, inspection=t.inspection, details=wanted(t.world), tracked=child),
        "replan_slot": lambda by: slots.replan_slot(by=by, slot=t.slot, version=1, details=wanted(t.world, what="More.")),
        "accept_kind": lambda by: deciding.accept_kind(by=by, inspection=t.inspection, kind="gap", tracked=child, shown=[]),
    }  # fmt: skip


HELD = {"on": TODAY(), "worker_there": False}


def agreeing(audit):
    """Return an audit whose agreed view is being written, so that returning it is a move there is."""
    type(audit).objects.filter(pk=audit.pk).update(state="agreeing")
    return audit


#: The modules that write, by the last word of their name.
WRITERS = ("actions", "bringing_in", "changing", "deciding", "proposing")


def writing_actions():
    """Return the name of every public function of cases that writes for somebody."""
    names = set()
    for module in pkgutil.walk_packages(joinedup.cases.__path__, "joinedup.cases."):
        if module.name.rpartition(".")[2] not in WRITERS:
            continue
        loaded = importlib.import_module(module.name)
        for name, one in inspect.getmembers(loaded, inspect.isfunction):
            reads = name.startswith(("_", "open_", "read_")) and name != "open_parts"
            mine = one.__module__ == module.name and not reads
            if mine and "by" in inspect.signature(one).parameters:
                names.add(name)
    return names


def test_every_writing_action_is_tried(there):
    tried = set(table(there))
    assert writing_actions() == tried | set(NOT_TRIED)
    assert not tried & set(NOT_TRIED)


@pytest.mark.parametrize("who", READERS)
def test_whoever_only_reads_writes_nothing_about_a_child(there, who):
    by = reader(there, who)
    written = Entry.objects.filter(reading=False).count()
    for name, act in table(there).items():
        with pytest.raises(InspectionRefused) as refused:
            act(by)
        assert str(refused.value).startswith("Only"), f"{name}: {refused.value}"
    assert Entry.objects.filter(reading=False).count() == written
    assert ChildRequest.objects.get(pk=there.request_asked.pk).state == "asked"
