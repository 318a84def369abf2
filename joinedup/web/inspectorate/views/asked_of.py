"""What agencies are asked about the children chosen: asking, how each thing stands, and what is done about it."""

from collections import Counter
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from joinedup.cases import queries as cases
from joinedup.cases.asked import actions, queries, rules
from joinedup.cases.asked.enums import ChildRequestState
from joinedup.cases.asked.models import ChildRequest, FollowedChild
from joinedup.inspections.models import Inspection
from joinedup.web.components import forms as components
from joinedup.web.components.receipts import download
from joinedup.web.components.words import count
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.asked_forms import DOING, form_for
from joinedup.web.inspectorate.child import show_child
from joinedup.web.inspectorate.frame import show


@team_page
def everybody(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show how what is asked about every child stands, and ask about those not asked about yet."""
    if request.method == "POST":
        asked = actions.ask_about_children(by=request.user, inspection=inspection)
        about = count(len({row.child_id for row in asked}), "child", "children")
        messages.success(request, f"The agencies are asked for {count(len(asked), 'thing')} about {about}.")
        return redirect("inspectorate:asked-all", inspection.pk)
    rows = list(queries.requests_seen_by(request.user, inspection))
    children = sorted({row.child for row in rows}, key=queries.place_of)
    standing = Counter((row.child_id, row.state) for row in rows)
    late = Counter(row.child_id for row in queries.overdue(inspection, timezone.localdate()))
    return show(
        request,
        "asked_all.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        children=children,
        standing=standing,
        late=late,
        left=queries.not_asked_about(inspection),
        may_ask=rules.can_ask_about_children(request.user, inspection),
    )


@team_page
def of_tracked(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Show what agencies are asked about one tracked child, and ask them."""
    child = get_object_or_404(cases.tracked_seen_by(request.user, inspection), pk=tracked_id)
    if request.method == "POST":
        asked = actions.ask_about_children(by=request.user, inspection=inspection, only=child)
        messages.success(request, f"The agencies are asked for {count(len(asked), 'thing')} about {child.code}.")
        return redirect("inspectorate:asked-of", inspection.pk, child.pk)
    followed = queries.followed_of(child)
    told = _told(request, followed) if followed else {"requests": [], "entries": {}}
    may_ask = rules.can_ask_about_children(request.user, inspection) and child in queries.not_asked_about(inspection)
    return show_child(request, "asked_of.html", child, here="asked-of", may_ask=may_ask, **told)


@team_page
def of_sampled(request: HttpRequest, inspection: Inspection, followed_id: UUID) -> HttpResponse:
    """Show what agencies are asked about one sampled child; a tracked one has its page in the child's own frame."""
    followed = get_object_or_404(queries.children_seen_by(request.user, inspection), pk=followed_id)
    if followed.tracked_id is not None:
        return redirect("inspectorate:asked-of", inspection.pk, followed.tracked_id)
    told = _told(request, followed)
    return show(
        request, "asked_sampled.html", inspection, child_level=True, crumbs=_all_crumbs(inspection), followed=followed, **told
    )


@team_page
def asked(request: HttpRequest, inspection: Inspection, asked_id: UUID) -> HttpResponse:
    """Show one thing asked, with what was said, and do one thing about it (`do`)."""
    wanted = get_object_or_404(queries.requests_seen_by(request.user, inspection), pk=asked_id)
    doing = request.POST.get("do", "")
    if request.method != "POST":
        return _page(request, wanted)
    if doing not in DOING:
        raise Http404
    form = form_for(doing, request.POST)
    if form.is_valid():
        try:
            _DO[doing](by=request.user, request=wanted, **form.cleaned_data)
        except ValueError as reason:
            form.add_error("until" if doing == "time" else None, str(reason))
        else:
            messages.success(request, "It is done, and the agency reads it on its page.")
            return redirect("inspectorate:child-request", inspection.pk, wanted.pk)
    return _page(request, wanted, doing, form)


@team_page
def handed_over(request: HttpRequest, inspection: Inspection, entry_id: UUID) -> HttpResponse:
    """Give a file an agency handed over; whoever opens it is written down."""
    entry = get_object_or_404(queries.files_seen_by(request.user, inspection), pk=entry_id)
    data = actions.open_file(by=request.user, entry=entry)
    return download(data, f"{entry.request.item}-{entry.file.sha256[:12]}{PurePath(entry.filename).suffix.lower()}")


_DO = {
    "remind": actions.remind,
    "time": actions.give_time,
    "refuse": actions.refuse_time,
    "again": actions.ask_again,
    "withdraw": actions.withdraw,
}


def _page(request: HttpRequest, wanted: ChildRequest, doing: str = "", form: Any = None) -> HttpResponse:
    actions.open_requests(by=request.user, child=wanted.child, requests=[wanted])
    may = _may(request, wanted)
    offered = [(one, DOING[one][1], form if one == doing else form_for(one)) for one in DOING if may[one]]
    tracked = wanted.child.tracked
    context = {
        "wanted": wanted,
        "entries": queries.entries_of([wanted])[wanted],
        "offered": offered,
        "doing": doing,
        "errors": components.error_list(form) if form is not None else [],
        "title": f"{wanted.child.code}: {wanted.title}",
    }
    if tracked is not None:
        return show_child(request, "child_request.html", tracked, here="asked-of", **context)
    return show(
        request,
        "sampled_request.html",
        wanted.inspection,
        child_level=True,
        crumbs=_all_crumbs(wanted.inspection),
        **context,
    )


def _may(request: HttpRequest, wanted: ChildRequest) -> dict[str, bool]:
    to_decide = rules.can_decide_on_time(request.user, wanted)
    withdrawn = wanted.state == ChildRequestState.WITHDRAWN
    return {
        "remind": to_decide,
        "time": to_decide,
        "refuse": to_decide and wanted.wished_until is not None,
        "again": not withdrawn and rules.can_move_request(request.user, wanted, ChildRequestState.ASKED),
        "withdraw": rules.can_move_request(request.user, wanted, ChildRequestState.WITHDRAWN),
    }


def _told(request: HttpRequest, followed: FollowedChild) -> dict[str, Any]:
    requests = actions.open_requests(by=request.user, child=followed, requests=list(queries.requests_about(followed)))
    return {"requests": requests, "entries": queries.entries_of(requests), "today": timezone.localdate()}


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (("Tracked children", reverse("inspectorate:tracked", args=[inspection.pk])),)


def _all_crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (*_crumbs(inspection), ("Asked about children", reverse("inspectorate:asked-all", args=[inspection.pk])))
