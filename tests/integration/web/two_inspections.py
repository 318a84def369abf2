"""Two inspections and everybody around them: one played to its published letter, one that has come no further than lists."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from uuid import UUID, uuid4

import polars as pl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from joinedup.areas.actions import add_agency_member, add_inspectorate_member
from joinedup.areas.models import Agency, InspectorateMember
from joinedup.cases.asked.actions import hand_over
from joinedup.cases.asked.models import FollowedChild
from joinedup.cases.audits.models import AuditVersion
from joinedup.cases.audits.queries import wording_of
from joinedup.cases.concerns.actions import move_concern, raise_concern
from joinedup.cases.concerns.content import About, Receiver, Written
from joinedup.cases.concerns.enums import ConcernState
from joinedup.cases.concerns.models import Concern
from joinedup.cases.models import Consent, Enquiry, ThingToLookAt, TrackedChild
from joinedup.cases.queries import draw_of, shortlist_of
from joinedup.cases.sampled.queries import sampled_children
from joinedup.cases.tracking.queries import part_id
from joinedup.evidence.added.actions import add_event_and_note
from joinedup.evidence.arriving.actions import receive_revisions
from joinedup.evidence.core.dated import read_between
from joinedup.evidence.feedback.models import FeedbackMeeting, SaidFinding
from joinedup.evidence.models import Finding, Gap, KeptAside, Note, TeamMeeting
from joinedup.improvement.core.as_json import to_json
from joinedup.improvement.core.workbook import to_workbook
from joinedup.improvement.models import Copy
from joinedup.improvement.queries import content_of, statement_about
from joinedup.inspections.actions import add_team_member
from joinedup.inspections.complaints.actions import make_complaint, take
from joinedup.inspections.complaints.content import Said
from joinedup.inspections.complaints.models import Complaint
from joinedup.inspections.contacts.actions import Details, add_contact
from joinedup.inspections.enums import Stage
from joinedup.inspections.interruptions.models import Interruption
from joinedup.inspections.keeping_in_touch.actions import Point, Present, add_follow_up, write_down
from joinedup.inspections.keeping_in_touch.enums import PointKind, TalkKind
from joinedup.inspections.models import Inspection
from joinedup.inspections.naming import could_be_named
from joinedup.inspections.notifying.actions import make_pack
from joinedup.inspections.setting_up.actions import ask_own_thing, ask_setting_up
from joinedup.inspections.setting_up.models import SetUpEntry
from joinedup.inspections.setting_up.rules import can_ask
from joinedup.inspections.timetable.models import Place, Slot
from joinedup.inspections.timetable.queries import mark_of
from joinedup.intake.actions import ask_agencies, receive_submission
from joinedup.intake.mappings.actions import map_headers
from joinedup.intake.mappings.models import HeaderMapping
from joinedup.intake.models import DataRequest, Question, Submission
from joinedup.intake.questions.actions import answer_question, ask_question
from joinedup.letter.enums import LetterState
from joinedup.letter.history.queries import versions_of
from joinedup.letter.models import Box, Letter
from joinedup.letter.queries import passages_of
from joinedup.linkage.models import LinkDecision, LinkRun, NotKnownQuestion
from joinedup.linkage.not_known.actions import ask_whether_known
from joinedup.linkage.not_known.queries import knowing_of
from joinedup.linkage.pairs import pairs_to_decide
from joinedup.linkage.queries import latest_run
from joinedup.method.loader import load_framework
from joinedup.people.models import Person
from joinedup.publication.models import Publication, State
from joinedup.rehearsal.play import Played, play
from joinedup.web.inspectorate.enquiry_forms import ChangeForm
from tests.factories.disclosure import checked
from tests.factories.evidence import make_note
from tests.factories.inspections import World, make_inspection
from tests.factories.interruptions import ask
from tests.factories.linkage import POLICE, framework_of_people
from tests.factories.lists import MINUTES, csv_bytes
from tests.factories.looking import give_gap, hold
from tests.factories.notebook import make_device, sent
from tests.factories.people import make_person
from tests.factories.timetable import make_place, make_slot
from tests.integration.web import letter_goes_out
from tests.integration.web.checking_ids import ids_of_checking
from tests.integration.web.disclosure_steps import find_something
from tests.integration.web.letter_steps import act_at_once, boxes_and_priority, new_ids, stand_by_box
from tests.integration.web.programme_steps import filled_in_of_round, ids_of_round
from tests.integration.web.register_steps import filled_in_of_register, ids_of_register
from tests.integration.web.routes import served

Ids = dict[str, object]  # the name of an address's part → what stands there
#: In the fieldwork of the played inspection.
A_MONDAY = date(2022, 10, 3)
#: Parts of addresses of a partnership's statement.
STATEMENT_PARTS = ("statement_id", "letter_point_id", "planned_action_id", "milestone_id", "statement_copy_id")

LATER = {"until_day": "1", "until_month": "3", "until_year": "2031"}

#: Parts of addresses that are the same in both: the form of a file, the kind of an interruption.
FILES_AND_KINDS: Ids = {"ledger_form": "csv", "kind": "pause"}
#: A moment of the played inspection: its stage, and the state of its letter.
PUT_BACK = {
    "planned": (Stage.PLANNED, LetterState.DRAFTING),
    "selection": (Stage.SELECTION, LetterState.DRAFTING),
    "fieldwork": (Stage.FIELDWORK, LetterState.DRAFTING),
    "checking": (Stage.CHECKING, LetterState.DRAFTING),
    "offered": (Stage.CHECKING, LetterState.OFFERED),
    "signed": (Stage.SIGNED, LetterState.SIGNED),
    "frozen": (Stage.SIGNED, LetterState.FROZEN),
}


@dataclass
class TwoInspections:
    """Both inspections: the ids of what is in them, and each reader's browser."""

    played: Played
    early: World
    clients: dict[str, dict[str, Client]]  # "published" or "lists" → reader → browser
    ids: dict[str, Ids]  # "published" or "lists"

    def put_back(self, moment: str) -> None:
        """Bring the played inspection to a moment. The caller takes it back afterwards."""
        if moment not in PUT_BACK:
            return
        stage, state = PUT_BACK[moment]
        Inspection.objects.filter(pk=self.played.inspection.pk).update(stage=stage)
        Letter.objects.filter(inspection=self.played.inspection).update(state=state)
        if state == LetterState.DRAFTING:  # what is signed must not change, so the box is there for the visit only
            where = {"inspection": self.played.inspection, "letter": self.played.letter, "section": "practice", "position": 99}
            box = Box.objects.create(pk=self.ids["published"]["box_id"], kind="improvement", title="Who asks", **where)
            find_something(self.played, self.ids["published"]["hit_id"])
            stand_by_box(self.played, self.ids["published"], box, read=moment != "fieldwork")
        if moment == "fieldwork":
            act_at_once(self.played, self.ids["published"])
        if stage == Stage.PLANNED:  # people joined the team since the pack was made
            make_pack(by=self.played.cast.lead, inspection=self.played.inspection)
        if state == LetterState.FROZEN:
            Publication.objects.filter(pk=self.played.publication.pk).update(state=State.EMBARGOED)
        if state in (LetterState.OFFERED, LetterState.SIGNED):  # what was typed in earlier moments is read as well
            checked(self.played.cast, Letter.objects.get(pk=self.played.letter.pk))
        if state == LetterState.OFFERED:  # nobody has signed yet
            self.played.letter.signatures.all().delete()

    def filled_in(self, route: str, moment: str) -> dict[str, object]:
        """Return what a reader types into a route's form, so complete that only a rule can refuse it."""
        framework = (self.early if moment == "lists" else self.played).inspection.framework
        words = {"criterion": framework.criteria[0].id, "direction": "strength"}
        seen_on = {"seen_on_day": "3", "seen_on_month": "10", "seen_on_year": "2022"}
        sources = {"source": framework.sources[-1].id, "sector": "police"}
        note = {"text": "The plan was on file.", "criteria": [words["criterion"]], **sources, **words, **seen_on}
        return {
            "inspectorate:open": {"area": str(self.ids["published"]["area_id"])},
            "inspectorate:open-area": self._opened(),
            "inspectorate:team": self._joining(),
            "inspectorate:move": {"to": "notified" if moment == "planned" else "selection", "confirmed": "1"},
            **self._notifying(),
            "inspectorate:send-back": {"reason": "The dates are missing."},
            "inspectorate:coverage": {"postcodes": "LS1"},
            "inspectorate:chase": {"words": "Please send it by noon."},
            "inspectorate:more-time": {**LATER, "reason": "The system is down."},
            "inspectorate:question-new": self._asking(moment),
            "inspectorate:question-use": {"words": "Who chairs the meeting?"},
            "inspectorate:question-again": {"words": "And before June?", "hours": "4"},
            "inspectorate:question-withdraw": {"why": "Asked in error."},
            "inspectorate:concern-new": self._concern(moment),
            "inspectorate:complain": _complaining(),
            "inspectorate:complaint": {"to": "noted", "words": "The log says so."},
            "inspectorate:survey": {"group": "inspectors", "words-change": "Ring before noon."},
            "agency:complaint-new": _complaining(),
            "agency:complaint": {"to": "added", "words": "It was on Tuesday."},
            **self._statement(),
            **filled_in_of_round(self.played),
            **filled_in_of_register(self.played),
            **boxes_and_priority(self.played, self.ids["published"]),
            "agency:survey": {"group": "leaders", "words-change": "Ring before noon."},
            "inspectorate:concern-step": {"to": "acknowledged", "told_by": "The duty manager, by telephone"},
            **self._week(moment),
            **self._fed_back_and_interrupted(moment),
            "inspectorate:not-known-ask": {"why": "Your lists do not hold this child."},
            "inspectorate:not-known-again": {"why": "A school names another surname."},
            "inspectorate:not-known-withdraw": {"why": "Asked in error."},
            "inspectorate:not-known-decide": {"decision": "accept", "reason": "Same mother."},
            "inspectorate:pair": {"decision": "refuse", "reason": "Both were seen on one day."},
            "inspectorate:decision-withdraw": {"why": "Looked at the wrong line."},
            "inspectorate:choose": self._chosen() if moment == "selection" else {},
            "inspectorate:replace": {"code": "Sampled 1", "kind": "left_area", "reason": "Moved away."},
            **self._of_children(),
            "inspectorate:cohort-later": {"why": "The police were late."},
            "inspectorate:child-later-back": {"why": "Another child."},
            "inspectorate:child-leads": self._others_lead(),
            "inspectorate:tracked-move": {"why": "A live criminal case."},
            "inspectorate:chronology-add": self._added(),
            "inspectorate:chronology-withdraw": {"why": "It was another child's file."},
            "inspectorate:proposals-kind": {"about": "cohort", "kind": "gap"},
            "inspectorate:enquiry-new": {"words": "Who told the school?", "rests_on": "The head said nobody did."},
            "inspectorate:enquiry-change": self._reworded(),
            "inspectorate:enquiry-ask": self._asking(moment),
            "inspectorate:enquiry-look-at": {"agency": self._asking(moment)["agency"], "words": "The custody record."},
            "inspectorate:enquiry-notes": {"notes": [str(self.ids["published"]["note_id"])]},
            "inspectorate:enquiry-close": {"found": "not_established", "words": "No figures are kept."},
            "inspectorate:enquiry-reopen": {"reason": "Figures were found."},
            "inspectorate:note-new": note,
            "inspectorate:note-revise": note,
            "inspectorate:note-join": note,
            "inspectorate:note-eyes": {"lift": "1", "why": "The arrests are made."},
            "inspectorate:device-revoke": {"why": "Left on a train."},
            "inspectorate:kept-aside-settle": {"why": "Written anew."},
            "notebook:devices": {"id": str(uuid4()), "name": "Tablet"},
            "notebook:sync": {"device": str(uuid4()), "since": 0, "revisions": []},
            "notebook:wiped": {"device": str(uuid4()), "revisions": 0, "digest": "", "at": ""},
            "notebook:held": {"hashes": []},
            "inspectorate:finding-new": {
                **{"text": "Plans are on file.", "notes": [str(self.ids["published"]["note_id"])], **words},
                "criterion": self.ids["published"]["criterion"],
            },
            "inspectorate:gap-new": {"criterion": framework.criteria[0].id, "person": self._lead_at(moment), **_day("day")},
            "inspectorate:gap": {"to": "looked"},
            "inspectorate:team-meeting-decide": {"words": "Read on."},
            "inspectorate:team-meeting-close": {"there": [self._lead_at(moment)]},
            "inspectorate:letter-withdraw": {"why": "A fact has changed."},
            "inspectorate:finding-move": {"to": "fed_back"},
            "inspectorate:finding-change": {"text": "Plans are not on file.", "why": "Two were not."},
            "inspectorate:own-view": {"page": str(uuid4()), "leaning": "both", "words": "Some are on file."},
            "inspectorate:own-views-opening": {"on_day": "1", "on_month": "3", "on_year": "2031", "clock": "16:00"},
            "inspectorate:own-views-open-now": {"why": "Every inspectorate has written."},
            "inspectorate:together-say": {"saying": "agrees"},
            "inspectorate:together-no-finding": {"why": "It bears on another criterion."},
            "inspectorate:letter-start": {"addressees": "Chief constable, the police"},
            "inspectorate:letter-statement": {"needed": "no", "basis": "20(2)"},
            **letter_goes_out.filled_in(self.ids["lists" if moment == "lists" else "published"]),
            "inspectorate:passage-reword": {"text": "Plans are on file."},
            "inspectorate:letter-disclosure-hit": {"decision": "stand", "reason": "It is about the whole area."},
            "inspectorate:letter-section": {"text": "Plans are on file."},
            "inspectorate:passage-move": {"way": "down"},
            "inspectorate:passage-elsewhere": {"place": f"{_elsewhere(framework)}|"},
            "inspectorate:passage-links": {"sentences": ["0"], "findings": [str(_finding_of(self.played.letter).pk)]},
            "inspectorate:passage-link-anew": {"sentences": ["0"]},
            "inspectorate:box-new": {"section": "practice", "kind": "improvement", "title": "Who asks", "text": "Nobody asks."},
            "inspectorate:box-passage": {"text": "Plans are on file."},
            "inspectorate:letter-query-move": {"words": "It stands."},
            "inspectorate:letter-accuracy-point": {"decision": "accepted", "reason": "The log says so."},
            "agency:draft-point": {"text": "It was a Tuesday."},
            "inspectorate:letter-sign": {"post": "National Director", "read": "on"},
            "inspectorate:child-request": {"do": "again", "words": "The later part is missing."},
            "inspectorate:joint-audit-question": {"page": str(uuid4()), "answer-known": "Little.", "had-known": ""},
            "inspectorate:joint-audit-compare": {"mark": "differ", "why": "The record says otherwise."},
            "inspectorate:joint-audit-call-in": {"why": "Fieldwork ends."},
            **self._planned(moment),
            "agency:timetable-calendar": {"do": "make"},
            "inspectorate:timetable-calendar": {"do": "make"},
            "agency:timetable-seen": {"until": "2022-10-03T12:00:00+00:00"},
            "agency:child-request": {"way": "available", "words": "In the reading room."},
            "agency:child-request-not-held": {"why_not": "The council holds it."},
            "agency:child-request-time": {**LATER, "reason": "The system is down."},
            "agency:audit": {"page": str(uuid4()), "answer-life": "Afraid.", "had-life": ""},
            "agency:audit-agreed": {"page": str(uuid4()), "answer-life": "Afraid.", "had-life": ""},
            "agency:audit-move": {"to": "return", "had": self.ids["published"]["agreed"]},
            "agency:audit-say": {"agrees": "yes", "words": "", "had": self.ids["published"]["agreed"]},
            "agency:audit-answer": {"page": str(uuid4()), "had": str(self.ids["published"]["version_id"]), "words": "One wording."},
            "agency:item": {"file": SimpleUploadedFile("minutes.txt", b"The minutes.")},
            "agency:item-check": {"file": SimpleUploadedFile("people.csv", csv_bytes(POLICE))},
            "agency:item-marked": {"file": SimpleUploadedFile("people.csv", csv_bytes(POLICE))},
            "agency:item-send": {"file": SimpleUploadedFile("people.csv", csv_bytes(POLICE))},
            "agency:check-lists": {"files": SimpleUploadedFile("people.csv", csv_bytes(POLICE))},
            "agency:check-marked": {"files": SimpleUploadedFile("people.csv", csv_bytes(POLICE))},
            "agency:remark": {"text": "We changed systems in May."},
            "agency:not-held": {"answer": "The council holds it."},
            "agency:more-time": {**LATER, "reason": "The system is down."},
            "agency:concern": {"to": "replied", "done": "A social worker went there."},
            "agency:question": {"words": "The detective inspector."},
            "agency:not-known-question": {"answer": "not_known", "said": "Searched every system by name and birth date."},
            "agency:same-as": {"sent": str(self.ids["lists"]["submission_id"])},
        }.get(route, {})  # fmt: skip

    def _of_children(self) -> dict[str, dict[str, object]]:
        """Return what is typed into a child's record, consent and short form."""
        consent = Consent.objects.get(pk=self.ids["published"]["consent_id"])
        day = {"on_day": str(consent.since.day), "on_month": str(consent.since.month), "on_year": str(consent.since.year)}
        asked = {"whose": "other", "role": "grandmother", "worker": "Social worker", "how": "At home."}
        words = part_id(consent.tracked, "child-says", "")
        lead = [str(self.played.cast.lead.pk)]
        return {
            "inspectorate:record-part": {"page": str(uuid4()), "words": "Glad of school."},
            "inspectorate:consent-ask": {**asked, **day},
            "inspectorate:consent-one": {"to": "withdrawn", "how": "By telephone.", **day},
            "inspectorate:consent-aside": {"kind": "record", "id": str(words), "aside": "1", "why": "She asked."},
            "agency:consent-ask": {**asked, **day},
            "agency:consent-one": {"to": "withdrawn", "how": "By telephone.", **day},
            "inspectorate:meeting-new": {"met": [str(consent.pk)], "inspectors": lead, "place": "home", "held": "no", **day},
            "inspectorate:sampled-form": {"page": str(uuid4()), "safer": "yes"},
        }

    def _week(self, moment: str) -> dict[str, dict[str, object]]:
        """Return what is typed of contacts, what is set up and meetings with agencies, at both doors."""
        police = str((self.early.agencies if moment == "lists" else self.played.cast.agencies)["police"].pk)
        contact = {"post": "Night desk", "telephone": "101", "had": "1", **_day("from_day")}
        said = {"to": "arranged", "words": "Room 3.", "had": str(SetUpEntry.objects.filter(thing=self._there(moment)).count())}
        held = {**_day("on", timezone.localdate()), "clock": "0:01", "team": "Lead", "others": "Chief officer"}
        follow = {"what": "Send the rota.", "whose": "team", "who": "Lead", **_day("due_on")}
        done = {"f1-to": "done"}
        return {
            "inspectorate:contact": contact,
            "inspectorate:contact-new": contact,
            "agency:contact": contact,
            "agency:contact-new": contact,
            "inspectorate:set-up-thing": said,
            "agency:set-up-thing": said,
            "inspectorate:setting-up-own": {"agency": police, "title": "A printer"},
            "inspectorate:talk-new": {**held, "agencies": [police], "agreed": "Two visits move."},
            "inspectorate:talk-add": {"kind": "said", "words": "It was hot."},
            "inspectorate:talk-point": {"kind": "said", "words": "It was warm."},
            "inspectorate:talk-follow-up": follow,
            "inspectorate:talk-follow-up-say": done,
            "agency:talk-follow-up-say": done,
            "agency:talk-view": {"kind": "differently", "words": "We offered Tuesday."},
        }

    def _fed_back_and_interrupted(self, moment: str) -> dict[str, dict[str, object]]:
        """Return what is typed of the final feedback meeting and of an interruption."""
        agencies = (self.early if moment == "lists" else self.played.cast).agencies
        police, day = str(agencies["police"].pk), {**_day("on")}
        asked = {"asker": police, "post": "Chief constable", "grounds": "A siege.", **_day("asked_on"), **_day("begins")}
        return {
            "inspectorate:feedback-prepare": day,
            "inspectorate:feedback-choose": day,
            "inspectorate:feedback-held": {**day, "there": [self._lead_at(moment)], f"posts-{police}": "Chief constable"},
            "inspectorate:feedback-reply": {"agency": police, "reply": "accepted"},
            "inspectorate:interruption-ask": asked,
            "agency:interruption-ask": {**asked, "asked": "1", "although": "on"},
            "inspectorate:interruption": {"to": "withdrawn", "words": "Not needed."},
        }

    def _planned(self, moment: str) -> dict[str, dict[str, object]]:
        """Return what is typed to plan a slot and a place."""
        day = {"day_day": "18", "day_month": "10", "day_year": "2022", "half": "morning"}
        slot = {"activity": "read", "inspectors": [self._lead_at(moment)], **day, "had": "1"}
        place = Place.objects.get(pk=self._id(moment, "place_id"))
        return {
            "inspectorate:slot-new": slot,
            "inspectorate:slot-change": slot,
            "inspectorate:slot-move": {"to": "agree", "had": "1"},
            "inspectorate:timetable-places": {"title": "A school"},
            "inspectorate:timetable-place": {"title": "A school", "had": mark_of(place)},
        }

    def _there(self, moment: str) -> object:
        return self._id(moment, "set_up_id")

    def _id(self, moment: str, name: str) -> object:
        return self.ids["lists" if moment == "lists" else "published"][name]

    def _notifying(self) -> dict[str, dict[str, object]]:
        """Return what is typed to notify the played inspection's area."""
        inspection, lead = self.played.inspection, self.played.cast.lead
        day, named = inspection.notified_on, next(iter(could_be_named(inspection)), "")
        parts = {"day_day": str(day.day), "day_month": str(day.month), "day_year": str(day.year)}
        later = parts | {"day_year": str(day.year + 1), "although": "on", "asked": "1"}
        said = {"called_by": str(lead.pk), "minute": "9:04", "post": "The director", "said": "Everything.", "reached": "yes"}
        return {
            "inspectorate:circle": {"person": named, "why": "Books the rooms."},
            "inspectorate:set-day": {**later, "why": "They asked."},
            "inspectorate:call": {**parts, **said},
        }

    def _others_lead(self) -> dict[str, object]:
        """Return two of different inspectorates who do not lead on the child together, with those who do."""
        child = TrackedChild.objects.get(pk=self.ids["published"]["tracked_id"])
        had = set(child.leads.values_list("pk", flat=True))
        ends = [people[-1].pk for people in self.played.cast.inspectors.values()]
        pair = next(pair for pair in pairwise(ends) if set(pair) != had)
        return {"leads": [str(pk) for pk in pair], "why": "One left.", "had": " ".join(map(str, had))}

    def _lead_at(self, moment: str) -> str:
        return str((self.early if moment == "lists" else self.played.cast).lead.pk)

    def _asking(self, moment: str) -> dict[str, object]:
        agencies = self.early.agencies if moment == "lists" else self.played.cast.agencies
        return {
            "agency": str(agencies["police"].pk),
            "text": "Where are custody records?",
            "purpose": "To read them.",
            "hours": "8",
        }

    def _concern(self, moment: str) -> dict[str, object]:
        agencies = self.early.agencies if moment == "lists" else self.played.cast.agencies
        told = {"rung": "Duty manager", "clock": "14:05", "said": "They go now.", "who": "A boy at the hostel"}
        return {**told, "receiver": str(agencies["police"].pk), "day_day": "3", "day_month": "10", "day_year": "2022"}

    def _reworded(self) -> dict[str, object]:
        """Return a line in other words, with what the page held before."""
        line = Enquiry.objects.get(pk=self.ids["published"]["enquiry_id"])
        return {"words": "Who rang the school?", **ChangeForm.as_it_stands(line)}

    def _added(self) -> dict[str, object]:
        """Return an event from the police's case file, with a note of its own."""
        what = {"agency": self.played.cast.agencies["police"].key, "kind": "police_incident", "words": "Seen at the station."}
        when = {"when": "May 2014", "seen_on_day": "3", "seen_on_month": "10", "seen_on_year": "2022"}
        note = {"text": "The log has an entry.", "criterion": self.played.framework.criteria[0].id, "direction": "context"}
        return {**what, **when, **note}

    def _opened(self) -> dict[str, object]:
        agencies = [str(agency.pk) for agency in self.played.cast.agencies.values()]
        day = {"notified_on_day": "3", "notified_on_month": "2", "notified_on_year": "2026"}
        return {"framework": self.played.inspection.framework_id, "code_word": "Quiet lantern", "agencies": agencies, **day}

    def _joining(self) -> dict[str, object]:
        """Return somebody of an inspectorate taking part who is on no team."""
        codes = [part.id for part in self.early.inspection.framework.inspectorates]
        staff = InspectorateMember.objects.filter(inspectorate__code__in=codes, person__team_memberships=None)
        return {"member": str(staff.first().pk), "role": "inspector"}

    def _statement(self) -> dict[str, dict[str, object]]:
        """Return what a partnership types about its written statement."""
        statement = statement_about(self.played.publication)
        workbook = SimpleUploadedFile("plan.xlsx", to_workbook(content_of(statement)))
        said = {"how": "A group.", "changed": "They ring back.", **_day("asked_on")}
        return {
            "agency:statement-next": {"step": "send"},
            "agency:statement-workbook": {"workbook": workbook},
            "agency:statement-boards": {"form": "board", "name": "Front door group"},
            "agency:statement-children": said,
            "agency:statement-point": {"same_as": "none"},
            "agency:statement-action-new": _planned(),
            "agency:statement-action": {"form": "state", "state": "under_way", "words": "It has begun."},
            "agency:statement-action-change": _planned(),
            "agency:statement-milestone": {"proof": "The minutes.", **_day("done_on")},
        }

    def _chosen(self) -> dict[str, object]:
        taken = set(TrackedChild.objects.filter(inspection=self.played.inspection).values_list("child_id", flat=True))
        listed = enumerate(shortlist_of(self.played.sample), 1)
        left = next(str(place) for place, child in listed if child.child_id not in taken)
        leads = [people[-1].pk for people in self.played.cast.inspectors.values()]
        return {"child": left, "why": "Known to every agency.", "leads": [str(pk) for pk in leads[:2]]}


def _planned() -> dict[str, object]:
    """Return what is typed for an action of a written statement."""
    return {"what": "Meet every morning.", "owner": "Head of the front door", **_day("due_on", date(2031, 3, 1))}


def _day(name: str, on: date = A_MONDAY) -> dict[str, str]:
    """Return a day as three boxes send it."""
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def _complaining() -> dict[str, object]:
    """Return what is typed to complain."""
    return {"page": str(uuid4()), "subject": "burden", "words": "They rang at nine in the evening."}


def _section(framework) -> str:
    """Return the first section of the outline that somebody writes."""
    return next(section.id for section in framework.letter if section.kind in ("bullets", "prose"))


def _elsewhere(framework) -> str:
    """Return the last section of the letter that is written passage by passage: not the one the first passage stands in."""
    return [section.id for section in framework.letter if section.kind in ("bullets", "prose")][-1]


def _finding_of(letter: Letter) -> Finding:
    """Return a finding the letter's first passage rests on."""
    return passages_of(letter)[0].findings.first()


def make_two_inspections(folder: Path) -> TwoInspections:
    """Play the one, open the other, and sign everybody in."""
    played = play(load_framework("jtai-2022-front-door"), children=150, seed=3, folder=folder)
    early = _early()
    _question_of_played(played)
    _child_question_of_played(played)
    readers = {"published": _readers_of_played(played, early), "lists": _readers_of_early(early, played)}
    clients = {where: {name: browser(person) for name, person in them.items()} for where, them in readers.items()}
    ids = {"published": _ids_of_played(played), "lists": _ids_of_early(early)}
    take(by=readers["lists"]["colleague"], complaint=Complaint.objects.get(pk=ids["lists"]["complaint_id"]))
    return TwoInspections(played, early, clients, ids)


def browser(person: Person | None) -> Client:
    """Return a browser as somebody has it who signed in with both factors; of nobody, one that has not signed in."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["mfa.enrolled"] = True
        session.save()
    return client


def _early() -> World:
    """Return an inspection at lists: the police have sent their people, and are asked for minutes too."""
    early = make_inspection(replace(framework_of_people(), requests=(MINUTES,)), Stage.LISTS)
    ask_agencies(by=early.lead, inspection=early.inspection)
    wanted = DataRequest.objects.get(inspection=early.inspection, agency=early.agencies["police"], kind="list")
    receive_submission(by=early.coordinators["police"], request=wanted, filename="people.csv", data=csv_bytes(POLICE))
    make_note(early)
    _raise_concern(early.lead, early.inspection, early.agencies["police"], early.coordinators["police"])
    _put_question(early.lead, early.inspection, early.agencies["police"])
    return early


def _question_of_played(played: Played) -> None:
    """Let the police have answered a question in fieldwork; afterwards nobody could ask."""
    inspection = played.inspection
    type(inspection).objects.filter(pk=inspection.pk).update(stage=Stage.FIELDWORK)
    question = _put_question(played.cast.lead, inspection, played.cast.agencies["police"])
    answer_question(by=played.cast.coordinators["police"], question=question, words="The detective inspector, since June.")
    type(inspection).objects.filter(pk=inspection.pk).update(stage=Stage.PUBLISHED)


def _child_question_of_played(played: Played) -> None:
    """Ask the police about one sampled child they have no record of, while they could still be asked; the others are left."""
    Inspection.objects.filter(pk=played.inspection.pk).update(stage=Stage.FIELDWORK)
    run, police = latest_run(played.inspection), played.cast.agencies["police"]
    held = knowing_of(run).known.filter(pl.col("place") == police.key, pl.col("records") > 0)["child_id"].to_list()
    asked = set(NotKnownQuestion.objects.filter(inspection=played.inspection, agency=police).values_list("child_id", flat=True))
    first, *others = (child for child in draw_of(played.sample).sampled if child not in held and child not in asked)
    assert others, "no other child is left to ask about"
    ask_whether_known(by=played.cast.lead, run=run, agency=police, children={first: "Child 99"}, why="Not on your lists.")
    Inspection.objects.filter(pk=played.inspection.pk).update(stage=Stage.PUBLISHED)


def _raise_concern(by: Person, inspection: Inspection, agency: Agency, person: Person) -> Concern:
    """Raise a concern about a hostel with one agency, named to one of its people."""
    told = {"about": About(who="The hostel in Mill Lane"), "written": Written("Boys sleep there.", "Nobody is there.", "Look.")}
    receiver = Receiver(agency, "Senior leader for safeguarding", person)
    return raise_concern(by=by, inspection=inspection, route="practice-raised", receivers=[receiver], **told)


def _put_question(by: Person, inspection: Inspection, agency: Agency) -> Question:
    text = "Who chairs the multi-agency meeting on exploitation?"
    return ask_question(by=by, inspection=inspection, agency=agency, text=text, purpose="To know who decides.")


def _readers_of_played(played: Played, early: World) -> dict[str, Person | None]:
    cast = played.cast
    return {
        "nobody": None,
        "lead": cast.lead,
        "inspector": cast.inspectors["cqc"][0],
        "signatory": cast.signatories["hmicfrs"],
        "assurer": _assurer(played),
        "police": cast.coordinators["police"],
        "council": cast.coordinators["council"],
        "colleague": colleague(cast.inspectorates["ofsted"]),
        "lead-off": early.lead,
        "police-off": early.coordinators["police"],
    }


def _readers_of_early(early: World, played: Played) -> dict[str, Person | None]:
    return {
        "nobody": None,
        "lead": early.lead,
        "inspector": early.inspectors["hmicfrs"],
        "signatory": early.signatories["hmicfrs"],
        "assurer": early.quality_assurer,
        "police": early.coordinators["police"],
        "council": early.coordinators["local_authority"],
        "colleague": colleague(early.inspectorates["ofsted"]),
        "lead-off": played.cast.lead,
        "police-off": played.cast.coordinators["police"],
    }


def colleague(inspectorate) -> Person:
    """Return somebody of an inspectorate who is on no team."""
    person = make_person()
    add_inspectorate_member(by=None, inspectorate=inspectorate, person=person)
    return person


def _assurer(played: Played) -> Person:
    ofsted = played.cast.inspectorates["ofsted"]
    person = colleague(ofsted)
    add_team_member(by=played.cast.lead, inspection=played.inspection, person=person, inspectorate=ofsted, role="quality_assurer")
    return person


def _ids_of_played(played: Played) -> Ids:
    here = {"inspection": played.inspection}
    police = {**here, "agency": played.cast.agencies["police"]}
    return {
        "area_id": played.inspection.area_id,
        "area_code": played.inspection.area.code,
        "inspection_id": played.inspection.pk,
        "submission_id": Submission.objects.filter(**police, list_id__gt="").first().pk,
        "request_id": DataRequest.objects.filter(**police, kind="list").first().pk,
        **_decided(played),
        **_week_of(played.cast.lead, played.inspection, police["agency"]),
        "tracked_id": played.stories[0].tracked.pk,
        "event_id": played.stories[0].chronology["event_id"][0],
        "added_id": _added(played),
        **_of_child(played),
        "framework_id": played.inspection.framework_id,
        "mapping_id": _mapped(played),
        "slot_id": Slot.objects.filter(**here, agencies__agency=police["agency"]).earliest("number").pk,
        "place_id": Place.objects.filter(**here).first().pk,
        "secret": "never-made",
        "query_id": Question.objects.get(**police, item="").pk,
        "concern_id": _closed_concern(played).pk,
        "complaint_id": _complaint(played.cast.coordinators["police"], played.inspection).pk,
        "feedback_id": FeedbackMeeting.objects.get(**here).pk,
        "said_id": SaidFinding.objects.filter(**here, replies=None).first().pk,
        "interruption_id": Interruption.objects.get(**here).pk,
        **FILES_AND_KINDS,
        "agency_id": police["agency"].pk,
        "child_question_id": NotKnownQuestion.objects.get(**police, state="asked").pk,
        "child_id": _somebody(played, "child"),
        "person_id": _somebody(played, "adult"),
        **_line(played.inspection, played.cast.lead),
        **_followed(played),
        "seen_in": "police",
        "book_form": "json",
        **_notified(played.inspection),
        "needs_id": played.inspection.needs_name.first().pk,
        **ids_of_round(played),
        **ids_of_register(played),
        "gap_id": Gap.objects.filter(**here).first().pk,
        "team_meeting_id": TeamMeeting.objects.get(**here).pk,
        "note_id": Note.objects.filter(**here).first().pk,
        **_on_a_device(played.cast.lead, played.inspection),
        "finding_id": Finding.objects.filter(**here).first().pk,
        "criterion": Finding.objects.filter(**here).first().criterion,
        "box_id": uuid4(),
        "hit_id": uuid4(),
        **ids_of_checking(played),
        **new_ids(),
        "passage_id": passages_of(played.letter)[0].pk,
        "letter_section": _section(played.framework),
        "span_id": passages_of(played.letter)[0].spans.get().pk,
        "passage_version_id": versions_of(played.letter, passages_of(played.letter)[0].pk)[0].pk,
        **_statement(played),
        **letter_goes_out.ids_of(played),
        "slug": played.publication.slug,
        "form": "pdf",
    }


def _statement(played: Played) -> Ids:
    """Return the ids of the partnership's statement, of parts of it, and of a copy such as inspectors are given once it is sent."""
    statement = statement_about(played.publication)
    action = statement.actions.first()
    given = {"by_words": "Council", "at": timezone.now(), "sha256": "0" * 64, "text": to_json(content_of(statement))}
    copy = Copy.objects.create(statement=statement, kind="submitted", **given)
    point = statement.points.filter(kind="prose").first() or statement.points.last()
    made = (statement.pk, point.pk, action.pk, action.milestones.last().pk, copy.pk)
    return {**dict(zip(STATEMENT_PARTS, made, strict=True)), "statement_form": "data"}


def _followed(played: Played) -> Ids:
    """Return the ids of what the police were asked about a tracked child, of a file of theirs, and of an answer in its audit."""
    police = played.cast.agencies["police"]
    child = FollowedChild.objects.get(tracked=played.stories[0].tracked)
    request = child.requests.get(agency=police, kind="case_file")
    Inspection.objects.filter(pk=played.inspection.pk).update(stage=Stage.FIELDWORK)
    entry = hand_over(by=played.cast.coordinators["police"], request=request, filename="record.txt", data=b"The record.")
    Inspection.objects.filter(pk=played.inspection.pk).update(stage=Stage.PUBLISHED)
    version = AuditVersion.objects.get(part__audit__tracked=child.tracked, part__agency=police, part__question="known")
    ids = {"followed_id": child.pk, "asked_id": request.pk, "entry_id": entry.pk, "version_id": version.pk}
    return {**ids, "voice": "agency", "question": "known", "agreed": wording_of(version.part.audit)}


def _of_child(played: Played) -> Ids:
    """Return a consent the first tracked child gave, its meeting, a part of its record, and a sampled child nobody has taken."""
    child = played.stories[0].tracked
    free = next(one for one in sampled_children(played.sample) if one.looks is None and one.tracked is None and not one.replaced)
    return {
        "consent_id": child.consents.get(state="given").pk,
        "meeting_id": child.meetings.get().pk,
        "section": "life",
        "sector": "child",
        "number": free.number,
        "later_number": 0,
    }


def _added(played: Played) -> UUID:
    """Return the id of an event added by hand to the first tracked child's chronology."""
    child, framework = played.stories[0].tracked, played.framework
    said = {"sector": "police", "criteria": [framework.criteria[0].id], "direction": "context", "text": "In the log."}
    event = {
        "kind": "police_incident",
        "start": read_between("May 2014"),
        "words": "In the log.",
        "agency": played.cast.agencies["police"],
    }
    Inspection.objects.filter(pk=played.inspection.pk).update(stage="fieldwork")
    child.inspection.refresh_from_db()
    made = add_event_and_note(
        by=played.cast.lead, tracked=child, said={**said, "seen_on": played.inspection.fieldwork_from}, **event
    )
    Inspection.objects.filter(pk=played.inspection.pk).update(stage="published")
    child.inspection.refresh_from_db()
    return made.pk


def _closed_concern(played: Played) -> Concern:
    """Return a concern with the police that has been answered, seen to work and closed."""
    police, lead = played.cast.coordinators["police"], played.cast.lead
    concern = _raise_concern(lead, played.inspection, played.cast.agencies["police"], police)
    for by, to in ((police, "replied"), (lead, "seen"), (lead, "closed")):
        words = {"done": "The hostel is staffed.", "how": "We went there."}
        concern = move_concern(by=by, concern=concern, to=ConcernState(to), words=words)
    return concern


def _complaint(by: Person, inspection: Inspection) -> Complaint:
    """Return a complaint nobody has taken yet."""
    return make_complaint(by=by, inspection=inspection, said=Said("burden", "They rang at nine in the evening."))


def _line(inspection: Inspection, by: Person) -> Ids:
    """Return the ids of a line of enquiry about the cohort that nobody follows yet, and of a thing to look at for it."""
    said = {"number": 900, "words": "Who told the school?", "rests_on": "The head said nobody did.", "opened_by": by}
    line = Enquiry.objects.create(inspection=inspection, **said)
    agency = Agency.objects.filter(inspections__inspection=inspection, sector="police").first()
    thing = ThingToLookAt.objects.create(inspection=inspection, enquiry=line, agency=agency, words="The log.", noted_by=by)
    return {"enquiry_id": line.pk, "thing_id": thing.pk}


def _somebody(played: Played, age: str) -> str:
    return knowing_of(latest_run(played.inspection)).ages.filter(pl.col("age") == age)["child_id"][0]


def _decided(played: Played) -> Ids:
    """Return the ids of a pair and of what the lead said of it; nobody else looks at it again unasked."""
    run = latest_run(played.inspection)
    LinkRun.objects.filter(pk=run.pk).update(settings=run.settings | {"second_look": 0.0})
    pair = pairs_to_decide(run)[0]
    one, other = pair.record_ids
    made = LinkDecision.objects.create(
        inspection=played.inspection,
        run=run,
        pair_id=pair.id,
        record_id_l=one,
        record_id_r=other,
        decision="cannot_tell",
        reason="No school yet.",
        decided_by=played.cast.lead,
    )
    return {"pair_id": pair.id, "decision_id": made.pk}


def _mapped(played: Played) -> UUID:
    """Return what the police have said of one of their headers."""
    agency, by = played.cast.agencies["police"], played.cast.coordinators["police"]
    spec = next(spec for spec in played.framework.lists if spec.sector == "police")
    map_headers(by=by, agency=agency, spec=spec, said={"Collar tag": spec.columns[0].key})
    return HeaderMapping.objects.get(agency=agency).pk


def _week_of(lead: Person, inspection: Inspection, agency: Agency) -> Ids:
    """Return a contact, a thing set up, a meeting and what is to be done after it, of one agency."""
    by, where = {"by": lead}, {"inspection": inspection, "agency": agency}
    day, named = timezone.localdate(), Details("Night desk sergeant", telephone="01632 960 017")
    contact = add_contact(**by, **where, role="out-of-hours", details=named, from_day=day)
    if can_ask(lead, inspection):
        ask_setting_up(**by, inspection=inspection)
    thing = ask_own_thing(**by, **where, title="A projector")
    said = {"present": Present(("Lead",), ("Chief officer",)), "points": [Point("", PointKind.SAID, "It was cold.")]}
    kind, held = TalkKind.KEEP_IN_TOUCH, {"held_at": timezone.now(), "agencies": [agency]}
    talk = write_down(**by, inspection=inspection, kind=kind, **held, **said)
    left = add_follow_up(**by, talk=talk, what="Send it.", who="Analyst", due_on=day, agency=agency)
    ids = {"contact_id": contact.pk, "post": "out-of-hours", "set_up_id": thing.pk, "talk_id": talk.pk}
    return {**ids, "point_id": talk.points.get().pk, "follow_up_id": left.pk}


def _ids_of_early(early: World) -> Ids:
    here = {"inspection": early.inspection}
    return {
        **_week_of(early.lead, early.inspection, early.agencies["police"]),
        "inspection_id": early.inspection.pk,
        "submission_id": Submission.objects.get(**here).pk,
        "request_id": DataRequest.objects.get(**here, item=MINUTES.id).pk,
        "slot_id": make_slot(early, online=True).pk,
        "place_id": make_place(early).pk,
        "secret": "never-made",
        "query_id": Question.objects.get(**here).pk,
        "concern_id": Concern.objects.get(**here).pk,
        "complaint_id": _complaint(early.coordinators["police"], early.inspection).pk,
        "interruption_id": ask(early, "deferral").pk,
        **FILES_AND_KINDS,
        "number": 1,
        "agency_id": early.agencies["police"].pk,
        **_line(early.inspection, early.lead),
        "seen_in": "police",
        "book_form": "json",
        **_notified(early.inspection),
        "gap_id": give_gap(early).pk,
        "team_meeting_id": hold(early).pk,
        "note_id": Note.objects.get(**here).pk,
        **_on_a_device(early.lead, early.inspection),
        "criterion": early.inspection.framework.criteria[0].id,
        **dict.fromkeys(STATEMENT_PARTS, uuid4()),
        "statement_form": "data",
        **letter_goes_out.nowhere(),
        "slug": "not-published",
        "letter_section": "strengths",
        "form": "pdf",
    }


def _notified(inspection: Inspection) -> Ids:
    """Return the pack an area was notified with, and a step of its calendar."""
    return {"pack_id": inspection.packs.first().pk, "pack_form": "docx", "step": "lists"}


def _on_a_device(person: Person, inspection: Inspection) -> Ids:
    """Return the ids of somebody's device, and of a thing it sent that could not be placed."""
    device = make_device(person)
    receive_revisions(by=person, inspection=inspection, device=device, revisions=[sent(source="gossip")])
    return {"device_id": device.pk, "kept_id": KeptAside.objects.get(inspection=inspection, by=person).pk}


def on_both(two: TwoInspections) -> Client:
    """Return the browser of somebody on the team of both inspections."""
    person = colleague(two.early.inspectorates["ofsted"])
    for lead, inspection in ((two.early.lead, two.early.inspection), (two.played.cast.lead, two.played.inspection)):
        ofsted = two.early.inspectorates["ofsted"]
        add_team_member(by=lead, inspection=inspection, person=person, inspectorate=ofsted, role="lead")
    return browser(person)


def asked_in_both(two: TwoInspections) -> Client:
    """Return the browser of somebody who answers for the police in both areas."""
    person = make_person()
    for agency in (two.early.agencies["police"], two.played.cast.agencies["police"]):
        add_agency_member(by=None, agency=agency, person=person, role="coordinator")
    return browser(person)


def address(route: str, ids: Ids) -> str:
    """Return a route's address, with the ids it takes out of `ids`; raise KeyError where one lacks."""
    return reverse(route, kwargs={name: ids[name] for name in ids_in(route)})


@cache
def ids_in(route: str) -> tuple[str, ...]:
    """Return the names of the ids a route's address takes."""
    pattern = next(pattern for name, pattern, _ in served() if name == route)
    return tuple(part.split(">")[0].split(":")[-1] for part in pattern.split("<")[1:])
