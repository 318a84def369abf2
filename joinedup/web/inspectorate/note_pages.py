"""The page a note is written on: its form filled in, what was said read out of it, and shown again where something is missing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from joinedup.cases import queries as cases
from joinedup.cases.models import Enquiry
from joinedup.evidence.models import Note, NoteRevision
from joinedup.evidence.rules import check_can_cite
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.linkage.models import NotKnownQuestion
from joinedup.linkage.not_known.enums import QuestionState
from joinedup.linkage.not_known.queries import questions_of
from joinedup.web.components import forms as components
from joinedup.web.components.asked_about import in_one_line
from joinedup.web.components.dates import LONDON
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.note_forms import NoteForm
from joinedup.web.inspectorate.slot_notes import begun_note, slot_seen

_SAME = ("text", "child_words", "seen_on", "source", "role", "sector", "criteria", "direction", "period_from", "period_to", "eyes")


class NotePage:
    """One request for the page: the form, the children it may be about, the answers it may rest on, the lines it may speak to."""

    def __init__(
        self,
        request: HttpRequest,
        inspection: Inspection,
        *,
        note: Note | None = None,
        before: NoteRevision | None = None,
        parents: list[str] | None = None,
        lines: dict[str, Enquiry] | None = None,
    ) -> None:
        self.request, self.inspection, self.lines = request, inspection, lines or {}
        self.tracked = {str(child.pk): child for child in cases.tracked_children(inspection)}
        self.asked = {str(one.pk): one for one in _citable(inspection)}
        filled = _as_it_stands(note, before, parents or []) if note and before else self._asked_for()
        self.form = NoteForm(
            inspection.framework,
            [(key, child.code) for key, child in self.tracked.items()],
            components.posted(request),
            initial=filled,
            questions=[(key, in_one_line(one)) for key, one in self.asked.items()],
            enquiries=[(key, f"{line}, {line.about}: {line.words}") for key, line in self.lines.items()],
        )

    @property
    def line(self) -> Enquiry | None:
        """The line it is written for; none where none was chosen."""
        return self.lines.get(self.form.cleaned_data["enquiry"])

    @property
    def question(self) -> NotKnownQuestion | None:
        """The answer it rests on; none where none was chosen."""
        return self.asked.get(self.form.cleaned_data["question"])

    @property
    def based_on(self) -> str:
        """The id of the wording it was written from; "" where the page did not say."""
        return (self.form.based_on or [""])[0]

    def complete(self) -> bool:
        """Return whether all was filled in, and the answer it cites can carry a note; else the form says what is missing."""
        if not self.form.is_valid():
            return False
        try:
            if self.question is not None:
                check_can_cite(self.inspection, self.question)
        except InspectionRefused as reason:
            self.form.add_error("question", str(reason))
            return False
        return True

    def said(self) -> dict[str, Any]:
        """Return what was said as actions on notes take it."""
        tracked = self.tracked.get(self.form.cleaned_data["tracked"])
        return {**self.form.said(), "tracked": tracked, "question": self.question}

    def show(self, heading: str, **more: Any) -> HttpResponse:
        """Show the form, with what is wrong with it."""
        errors = components.error_list(self.form) if self.form.is_bound else []
        about = self.form["tracked"].value()
        child = about if about in self.tracked else ""
        prompts = {kind.title: kind.template.splitlines() for kind in self.inspection.framework.sources if kind.template}
        context = {"form": self.form, "errors": errors, "heading_text": heading, "child": child, "prompts": prompts, **more}
        return show(self.request, "note_new.html", self.inspection, child_level=True, crumbs=crumbs(self.inspection), **context)

    def _asked_for(self) -> dict[str, Any]:
        """Return what the address a new note is written from says of it."""
        get = self.request.GET
        if slot := slot_seen(self.request.user, self.inspection, get.get("slot", "")):
            return begun_note(slot)
        line = self.lines.get(get.get("enquiry", ""))
        filled: dict[str, Any] = {name: get.get(name, "") for name in ("source", "sector", "tracked", "question")}
        filled["criteria"] = [key for key in (get.get("criterion", ""),) if key]
        if line:
            filled |= {"enquiry": str(line.pk), "tracked": str(line.tracked_id or "")}
            filled["criteria"] = [line.criterion] if line.criterion else []
        return filled


def crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    """Return the way back to the list of notes."""
    return (("Notes", reverse("inspectorate:notes", args=[inspection.pk])),)


def refused(page: NotePage, reason: Exception, heading: str, **more: Any) -> HttpResponse:
    """Show the form with what was typed, and why it could not be saved as it is."""
    page.form.add_error(None, str(reason))
    return page.show(heading, **more)


def _as_it_stands(note: Note, before: NoteRevision, parents: list[str]) -> dict[str, Any]:
    """Return a note's wording as the form holds it."""
    filled = {name: getattr(before, name) for name in _SAME}
    filled["eyes"] = "restricted" if note.restricted else "team"
    filled["seen_time"] = f"{before.seen_at.astimezone(LONDON):%H:%M}" if before.seen_at else ""
    filled |= {name: str(getattr(before, f"{name}_id") or "") for name in ("tracked", "question")}
    return {**filled, "parents": " ".join(parents)}


def _citable(inspection: Inspection) -> list[NotKnownQuestion]:
    """Return the questions a note could be about. Those without an answer are shown too: the rule says why they cannot be cited."""
    return [one for one in questions_of(inspection) if one.state != QuestionState.WITHDRAWN]
