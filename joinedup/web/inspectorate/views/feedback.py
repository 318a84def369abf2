"""The final feedback meeting: what is fed back, the page it is read from, who was there, and what was said back."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.enums import FindingDirection
from joinedup.evidence.feedback import actions, queries, rules
from joinedup.evidence.feedback.enums import FeedbackState
from joinedup.evidence.feedback.models import FeedbackMeeting
from joinedup.evidence.findings.queries import wording_hashes
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies, key_dates, team
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person
from joinedup.web.components import forms as components
from joinedup.web.components.words import listed
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.feedback_forms import HeldForm, PrepareForm, ReplyForm
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels
from joinedup.web.inspectorate.letter_and_feedback import told_otherwise, unsaid_and_dropped


@team_page
def feedback(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the meetings, what is promised, and where the letter and the feedback differ."""
    unsaid, dropped = unsaid_and_dropped(inspection)
    promised = queries.promised(inspection)
    otherwise = told_otherwise(inspection)
    shown = len(promised) + len(unsaid) + len(otherwise) + len(dropped)
    actions.open_feedback(by=request.user, inspection=inspection, meeting=None, findings=shown)
    return show(
        request,
        "feedback.html",
        inspection,
        child_level=True,
        meetings=queries.meetings_seen_by(request.user, inspection),
        promised=[(row, queries.overdue(row)) for row in promised],
        unsaid=unsaid,
        otherwise=otherwise,
        dropped=dropped,
        may_prepare=rules.can_prepare(request.user, inspection),
    )


@team_page
def prepare(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Prepare a meeting: for which day, and what it feeds back. Every provisional finding is ticked at first."""
    rules.check_can_prepare(request.user, inspection)
    there = {str(finding.pk): finding for finding in queries.to_feed_back(inspection)}
    chosen = {"on": _planned(inspection), "findings": list(there)}
    form = PrepareForm(_choices(there, inspection), components.posted(request), initial=chosen)
    if form.is_valid():
        said = form.cleaned_data
        made = actions.prepare_feedback(
            by=request.user, inspection=inspection, on=said["on"], findings=[there[key] for key in said["findings"]]
        )
        messages.success(request, f"{made} is prepared. Print the page you read from.")
        return redirect("inspectorate:feedback-meeting", inspection.pk, made.pk)
    return _choosing(request, inspection, form, heading="Prepare the final feedback meeting", button="Prepare the meeting")


@team_page
def choose(request: HttpRequest, inspection: Inspection, feedback_id: UUID) -> HttpResponse:
    """Change for which day a meeting is planned and what it feeds back."""
    found = _meeting(request, inspection, feedback_id)
    rules.check_can_choose(request.user, found)
    chosen = {str(finding.pk): finding for finding in found.findings.all()}
    there = {str(finding.pk): finding for finding in queries.to_feed_back(inspection)}
    initial = {"on": found.on, "findings": list(chosen)}
    form = PrepareForm(_choices(there, inspection), components.posted(request), initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        actions.choose_findings(by=request.user, meeting=found, on=said["on"], findings=[there[key] for key in said["findings"]])
        messages.success(request, "What is fed back is changed.")
        return redirect("inspectorate:feedback-meeting", inspection.pk, found.pk)
    return _choosing(request, inspection, form, heading="Change what is fed back", button="Keep this")


@team_page
def meeting(request: HttpRequest, inspection: Inspection, feedback_id: UUID) -> HttpResponse:
    """Show the page a meeting is read from; once it was held, what was said there and said back."""
    return _meeting_page(request, inspection, _meeting(request, inspection, feedback_id))


@require_POST
@gives_back
@team_page
def held(request: HttpRequest, inspection: Inspection, feedback_id: UUID) -> HttpResponse:
    """Write down that a meeting was held, and who was there: its findings are fed back."""
    found, people = _meeting(request, inspection, feedback_id), _people(inspection)
    rules.check_can_give(request.user, found)
    form = _held_form(inspection, found, request)
    if form.is_valid():
        there = [people[key] for key in form.cleaned_data["there"]]
        try:
            actions.give_feedback(
                by=request.user,
                meeting=found,
                on=form.cleaned_data["on"],
                there=there,
                present=form.present(),
                read=_read(request, found),
            )
        except EvidenceError as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "The findings are fed back. What was said stands as it was said.")
            return redirect("inspectorate:feedback-meeting", inspection.pk, found.pk)
    return _meeting_page(request, inspection, found, form)


@gives_back
@team_page
def reply(request: HttpRequest, inspection: Inspection, said_id: UUID) -> HttpResponse:
    """Write down what an agency says to one finding that was fed back."""
    said = get_object_or_404(queries.said_seen_by(request.user, inspection), pk=said_id)
    rules.check_can_say_back(request.user, said)
    there = {str(agency.pk): agency for agency in agencies(inspection)}
    form = ReplyForm(there.values(), components.posted(request))
    if form.is_valid():
        content = form.cleaned_data
        try:
            actions.say_back(
                **{"by": request.user, "said": said, "agency": there[content["agency"]], "reply": content["reply"]},
                **{"words": content["words"], "due": content["due"]},
            )
        except (EvidenceError, InspectionRefused) as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "What was said is kept.")
            return redirect(reverse("inspectorate:feedback-meeting", args=[inspection.pk, said.meeting_id]) + f"#said-{said.pk}")
    actions.open_feedback(by=request.user, inspection=inspection, meeting=said.meeting, findings=1)
    above = reverse("inspectorate:feedback-meeting", args=[inspection.pk, said.meeting_id])
    crumbs = (*_crumbs(inspection), (str(said.meeting), above))
    errors = components.error_list(form) if form.is_bound else []
    context = {"form": form, "errors": errors, "said": said, "words": said.fed_back.version.said["text"]}
    return show(request, "feedback_reply.html", inspection, child_level=True, crumbs=crumbs, **context)


def _meeting_page(
    request: HttpRequest, inspection: Inspection, found: FeedbackMeeting, form: HeldForm | None = None
) -> HttpResponse:
    given = found.state == FeedbackState.GIVEN
    said = queries.said_at(found) if given else []
    to_say = [] if given else queries.in_order(inspection, list(found.findings.all()))
    actions.open_feedback(by=request.user, inspection=inspection, meeting=found, findings=len(said) + len(to_say))
    present: tuple[list[Person], list[Any]] = queries.present_at(found) if given else ([], [])
    may_give = rules.can_give(request.user, found)
    return show(
        request,
        "feedback_meeting.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        meeting=found,
        given=given,
        said=said,
        to_say=to_say,
        hashes={} if given else wording_hashes(inspection),
        team=present[0],
        directions=dict(FindingDirection.choices),
        posts=[(agency.name, listed(posts)) for agency, posts in present[1]],
        labels=Labels(inspection.framework),
        form=(form or _held_form(inspection, found)) if may_give else None,
        errors=components.error_list(form) if form is not None else [],
        may_choose=rules.can_choose(request.user, found),
        may_reply=bool(said) and rules.can_say_back(request.user, said[0].said),
    )


def _choosing(request: HttpRequest, inspection: Inspection, form: PrepareForm, *, heading: str, button: str) -> HttpResponse:
    actions.open_feedback(by=request.user, inspection=inspection, meeting=None, findings=len(form.fields["findings"].choices))
    errors = components.error_list(form) if form.is_bound else []
    context = {"form": form, "errors": errors, "heading_text": heading, "button": button}
    return show(request, "feedback_prepare.html", inspection, child_level=True, crumbs=_crumbs(inspection), **context)


def _read(request: HttpRequest, found: FeedbackMeeting) -> dict[UUID, str]:
    """Return the hash of each wording that stood on the page the meeting was read from."""
    return {finding.pk: request.POST.get(f"read-{finding.pk}", "") for finding in found.findings.all()}


def _held_form(inspection: Inspection, found: FeedbackMeeting, request: HttpRequest | None = None) -> HeldForm:
    people = [(key, person.name) for key, person in _people(inspection).items()]
    day = min(found.on, timezone.localdate())
    return HeldForm(people, agencies(inspection), request.POST if request else None, initial={"on": day})


def _choices(there: dict[str, Any], inspection: Inspection) -> list[tuple[str, str]]:
    labels = Labels(inspection.framework)
    return [(key, f"Finding {row.number} ({labels.criterion(row.criterion)}): {row.text}") for key, row in there.items()]


def _planned(inspection: Inspection) -> date | None:
    """Return the day the calendar has for the meeting; the last day of fieldwork where it has none."""
    days = {row.step: row.printed or row.computed for row in key_dates(inspection)}
    return days.get("feedback", inspection.fieldwork_to)


def _meeting(request: HttpRequest, inspection: Inspection, feedback_id: UUID) -> FeedbackMeeting:
    found: FeedbackMeeting = get_object_or_404(queries.meetings_seen_by(request.user, inspection), pk=feedback_id)
    return found


def _people(inspection: Inspection) -> dict[str, Person]:
    return {str(member.person_id): member.person for member in team(inspection) if member.person.is_active}


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (("Final feedback", reverse("inspectorate:feedback", args=[inspection.pk])),)
