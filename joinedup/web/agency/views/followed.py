"""Children inspectors follow: what is asked about each, who each is on the agency's own records, and what the agency does."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.areas.models import Agency
from joinedup.cases.asked import actions, queries, rules
from joinedup.cases.asked.enums import ChildEntryKind, ChildRequestState
from joinedup.cases.asked.models import ChildRequest, FollowedChild
from joinedup.cases.consent.rules import holds
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.core.unusable import UnusableFile
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.followed_forms import DoneForm, ManyForm, NotHeldForm, TimeForm
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.agency.views.not_known import HANDLING
from joinedup.web.components import forms as components
from joinedup.web.components.identity import of_own_record, of_question
from joinedup.web.components.receipts import download
from joinedup.web.components.words import count


class Here(NamedTuple):
    """A child at one agency's door, with what it is asked."""

    child: FollowedChild
    agency: Agency
    requests: list[ChildRequest]


@agency_page
def followed(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """List the children the agency is asked about, by code, and take in one answer about the records of several."""
    told = {agency: queries.followed_at(agency, inspection) for agency in agencies}
    asked = {agency: rows for agency, rows in told.items() if rows}
    agency = next((one for one in asked if request.GET.get("agency") in (None, str(one.pk))), None)
    if agency is None:
        raise Http404
    records = [row.record for row in asked[agency] if row.record]
    form = ManyForm([(str(one.pk), one.child.code) for one in records], components.posted(request))
    if form.is_bound and form.is_valid() and _said_of_many(request, inspection, agency, form):
        messages.success(
            request, f"Your answer about {count(len(form.cleaned_data['children']), 'child', 'children')} has arrived."
        )
        return redirect(f"{reverse('agency:followed', args=[inspection.pk])}?agency={agency.pk}")
    return show(
        request,
        "followed.html",
        inspection,
        handling=HANDLING,
        crumbs=crumbs_of(inspection),
        agency=agency,
        rows=asked[agency],
        others=[one for one in asked if one != agency],
        ticked=form["children"].value() or [],
        first=str(records[0].pk) if records else "",
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        may_answer=any(rules.can_do(request.user, one, ChildEntryKind.AVAILABLE) for one in records[:1]),
    )


@agency_page
def child(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID) -> HttpResponse:
    """Show who one child is on the agency's own records, logged, and what is asked about it."""
    here = found(request, inspection, agencies, followed_id)
    who = actions.open_who(by=request.user, child=here.child, agency=here.agency) if _readable(request, here) else None
    return show(
        request,
        "followed_child.html",
        inspection,
        handling=HANDLING,
        crumbs=crumbs_to(inspection),
        here=here,
        who=who,
        own=[of_own_record(record) for record in who.records] if who else [],
        identity=of_question(who.identity) if who and who.identity else None,
        several=len(agencies) > 1,
        holds=here.child.tracked is not None and holds(request.user, here.child.tracked, here.agency),
    )


@agency_page
def asked(
    request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID, asked_id: UUID
) -> HttpResponse:
    """Show one thing asked about a child, and take in that it is done."""
    wanted = _wanted(request, inspection, agencies, followed_id, asked_id)
    form = DoneForm(wanted, components.posted(request), request.FILES or None)
    if form.is_bound and form.is_valid() and _done(request, wanted, form):
        messages.success(request, "It has arrived. What you sent stands below, with its fingerprint.")
        return redirect("agency:child-request", inspection.pk, followed_id, asked_id)
    return _page(request, wanted, done=form)


@require_POST
@agency_page
def not_held(
    request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID, asked_id: UUID
) -> HttpResponse:
    """Take in that the agency does not hold it, and why."""
    wanted, form = _wanted(request, inspection, agencies, followed_id, asked_id), NotHeldForm(request.POST)
    if form.is_valid():
        try:
            actions.say_not_held(by=request.user, request=wanted, words=form.cleaned_data["why_not"])
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "Your answer has arrived.")
            return redirect("agency:child-request", inspection.pk, followed_id, asked_id)
    return _page(request, wanted, not_held=form)


@require_POST
@agency_page
def more_time(
    request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID, asked_id: UUID
) -> HttpResponse:
    """Take in that the agency needs more time."""
    wanted, form = _wanted(request, inspection, agencies, followed_id, asked_id), TimeForm(request.POST)
    if form.is_valid():
        try:
            said = form.cleaned_data
            actions.wish_for_time(by=request.user, request=wanted, until=said["until"], words=said["reason"])
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        except ValueError as reason:
            form.add_error("until", str(reason))
        else:
            messages.success(request, "The inspectors are asked for more time. Until they decide, it is due when it was.")
            return redirect("agency:child-request", inspection.pk, followed_id, asked_id)
    return _page(request, wanted, time=form)


@agency_page
def sent(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], entry_id: UUID) -> HttpResponse:
    """Give a file back as the agency handed it over; whoever opens it is written down."""
    files = queries.files_seen_by(request.user, inspection)
    entry = get_object_or_404(files, pk=entry_id, request__agency__in=agencies)
    data = actions.open_file(by=request.user, entry=entry)
    return download(data, f"{entry.request.item}-{entry.file.sha256[:12]}{PurePath(entry.filename).suffix.lower()}")


def found(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID) -> Here:
    """Return a child and the agency it is shown to: the one the address names, or the first that is asked; 404 for none."""
    one = get_object_or_404(queries.children_seen_by(request.user, inspection), pk=followed_id)
    requests = [row for row in queries.requests_about(one) if row.agency in agencies]
    named = request.GET.get("agency")
    agency = next((row.agency for row in requests if named in (None, str(row.agency_id))), None)
    if agency is None:
        raise Http404
    return Here(one, agency, [row for row in requests if row.agency == agency])


def crumbs_to(inspection: Inspection, here: Here | None = None) -> tuple[tuple[str, str], ...]:
    """Return the way back to the children, and to the one child where `here` says which."""
    all_of_them = (*crumbs_of(inspection), ("Children inspectors follow", reverse("agency:followed", args=[inspection.pk])))
    if here is None:
        return all_of_them
    own = reverse("agency:followed-child", args=[inspection.pk, here.child.pk])
    return (*all_of_them, (here.child.code, f"{own}?agency={here.agency.pk}"))


def _wanted(
    request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID, asked_id: UUID
) -> ChildRequest:
    seen = queries.requests_seen_by(request.user, inspection)
    return get_object_or_404(seen, pk=asked_id, child=followed_id, agency__in=agencies)


def _readable(request: HttpRequest, here: Here) -> bool:
    return rules.can_read_who(request.user, here.child, here.agency)


def _done(request: HttpRequest, wanted: ChildRequest, form: DoneForm) -> bool:
    """Return whether it was taken in; otherwise the reason stands on the form."""
    said = form.cleaned_data
    try:
        if said["way"] == ChildEntryKind.HANDED_OVER:
            upload = said["file"]
            kept = {"filename": upload.name, "data": upload.read(), "words": said["words"]}
            actions.hand_over(by=request.user, request=wanted, **kept)
        else:
            actions.say_done(by=request.user, request=wanted, way=said["way"], words=said["words"])
    except (InspectionRefused, UnusableFile) as reason:
        form.add_error("file" if "file" in form.fields else None, str(reason))
        return False
    return True


def _said_of_many(request: HttpRequest, inspection: Inspection, agency: Agency, form: ManyForm) -> bool:
    """Return whether the answer was taken in; otherwise the reason stands on the form."""
    said = form.cleaned_data
    answer = {"requests": said["children"], "held": said["held"] == "yes", "words": said["words"]}
    try:
        actions.say_of_many(by=request.user, inspection=inspection, agency=agency, **answer)
    except InspectionRefused as reason:
        form.add_error(None, str(reason))
        return False
    return True


def _page(request: HttpRequest, wanted: ChildRequest, **bound: Any) -> HttpResponse:
    actions.open_requests(by=request.user, child=wanted.child, requests=[wanted])
    forms = {"done": DoneForm(wanted), "not_held": NotHeldForm(), "time": TimeForm()} | bound
    here = Here(wanted.child, wanted.agency, [wanted])
    return show(
        request,
        "child_request.html",
        wanted.inspection,
        handling=HANDLING,
        crumbs=crumbs_to(wanted.inspection, here),
        wanted=wanted,
        entries=queries.entries_of([wanted])[wanted],
        forms=forms,
        errors=[error for form in bound.values() if form.is_bound for error in components.error_list(form)],
        may={
            "do": bool(forms["done"].ways) and rules.can_move_request(request.user, wanted, ChildRequestState.DONE),
            "not_held": rules.can_move_request(request.user, wanted, ChildRequestState.NOT_HELD),
            "time": rules.can_wish_for_time(request.user, wanted),
        },
    )
