"""One inspection as a line of stages, with what stands before the next one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from joinedup.cases.concerns.queries import open_concerns
from joinedup.inspections import actions, queries
from joinedup.inspections.enums import THROUGH_LETTER, Stage
from joinedup.inspections.interruptions import actions as interruptions
from joinedup.inspections.interruptions.queries import stated
from joinedup.inspections.models import Inspection
from joinedup.inspections.naming import is_secret, may_know_area
from joinedup.inspections.notifying.rules import can_prepare
from joinedup.inspections.rules import InspectionRefused, can_add_team_member, is_inspector
from joinedup.letter.actions import send_back
from joinedup.web.components.concerns import told
from joinedup.web.inspectorate import stages
from joinedup.web.inspectorate.access import by_code_word, gathering_page, team_page
from joinedup.web.inspectorate.asked_of_area import asked_of_area
from joinedup.web.inspectorate.frame import called, show
from joinedup.web.inspectorate.labels import Labels
from joinedup.web.inspectorate.parts import Part, parts
from joinedup.web.inspectorate.waiting import before_next_stage


@gathering_page
@by_code_word
def overview(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show where the inspection stands and lead to each of its parts; lead whoever opened it without joining to its team."""
    if not is_inspector(request.user, inspection):
        return redirect("inspectorate:team", inspection.pk)
    return show(
        request,
        "inspection.html",
        inspection,
        heading_text=called(inspection),
        line=stages.line(inspection.stage),
        tasks=[_task(part) for part in parts(inspection)] if may_know_area(request.user, inspection) else [],
        secret=is_secret(inspection),
        may_prepare=can_prepare(request.user, inspection),
        may_know=may_know_area(request.user, inspection),
        waiting=before_next_stage(inspection, request.user),
        concerns=[told(concern) for concern in open_concerns(request.user, inspection)],
        moves=stages.moves(request.user, inspection),
        waits_for=stages.waits_for(inspection),
        ahead=stages.ahead(inspection),
        told=interruptions.see_interruptions(by=request.user, inspection=inspection),
        stated=stated(inspection),
        asked_of_area=asked_of_area(inspection),
        team=queries.team(inspection),
        may_gather=can_add_team_member(request.user, inspection),
        agencies=[] if is_secret(inspection) else queries.agencies(inspection),
        labels=Labels(inspection.framework),
        key_dates=stages.calendar(inspection),
    )


@require_POST
@team_page
@by_code_word
def move(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Move the inspection to another stage.

    Where that leaves things not done, list them and ask first.
    """
    offered = {way.to: way for way in stages.moves(request.user, inspection)}
    if is_secret(inspection) and request.POST.get("to") == Stage.NOTIFIED:  # by its own door: the call moves it on
        return redirect("inspectorate:notifying", inspection.pk)
    way = offered.get(request.POST.get("to", ""))
    if way is None:
        raise InspectionRefused("The inspection has moved meanwhile. Look where it stands now.")
    left = [] if way.back or request.POST.get("confirmed") else before_next_stage(inspection, request.user)
    if left:
        return show(request, "move_on.html", inspection, name=way.name, to=way.to, waiting=left)
    if (inspection.stage, way.to) in THROUGH_LETTER:
        send_back(by=request.user, inspection=inspection)
    else:
        actions.move_stage(by=request.user, inspection=inspection, to=way.to)
    messages.success(request, f"The inspection is now at “{way.name}”.")
    return redirect("inspectorate:inspection", inspection.pk)


def _task(part: Part) -> dict[str, Any]:
    """Return a part as the task list macro takes it."""
    status = {"text": part.status} if part.begun else {"tag": {"text": part.status, "classes": "govuk-tag--grey"}}
    return {"title": {"text": part.title}, "hint": {"text": part.hint}, "href": part.href, "status": status}
