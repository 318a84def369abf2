"""Set-up discussions and keep-in-touch meetings with agencies: written down once held, added to, put right, followed up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.inspections import queries as inspections
from joinedup.inspections.keeping_in_touch import actions, queries, rules
from joinedup.inspections.keeping_in_touch.enums import TalkKind
from joinedup.inspections.keeping_in_touch.models import Talk
from joinedup.inspections.models import Inspection
from joinedup.web.components import forms as components
from joinedup.web.components import talking
from joinedup.web.components.contacting import done
from joinedup.web.components.page_id import page_id
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.name_hint import hint_words, looks_like_names
from joinedup.web.inspectorate.talk_forms import FollowUpForm, PointForm, TalkForm, kind_of


@team_page
def talks(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the meetings with agencies, and what is still to be done after them."""
    seen = actions.open_talks(by=request.user, inspection=inspection)
    unread = queries.unread_of(seen)
    return show(
        request,
        "talks.html",
        inspection,
        child_level=True,
        talks=[(talk, queries.agencies_at(talk), unread[talk.pk]) for talk in seen],
        differently=queries.seen_differently(inspection),
        to_do=queries.open_follow_ups(inspection),
        today=timezone.localdate(),
        kinds=TalkKind,
        may_write=rules.can_write_talk(request.user, inspection),
    )


@gives_back
@team_page
def talk_new(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Write down a meeting that was held; `?kind=` which."""
    rules.check_can_write_talk(request.user, inspection)
    kind = kind_of(request.GET.get("kind", ""))
    agenda, page = queries.agenda_of(inspection, kind), page_id(request)
    form = TalkForm(agenda, list(inspections.agencies(inspection)), components.posted(request))
    hinted = form.is_valid() and _hinted(inspection, form)
    if form.is_valid():
        made: list[Talk] = []
        said = {"by": request.user, "inspection": inspection, "kind": kind, "page": page, **form.content()}
        if done(form, lambda: made.append(actions.write_down(**said))):
            messages.success(request, f"{made[0]} is written down. The agencies that were there can read it now.")
            return redirect("inspectorate:talk", inspection.pk, made[0].pk)
    return show(
        request,
        "talk_new.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        form=form,
        kind=kind,
        page=page,
        hinted=hinted,
        errors=components.error_list(form) if form.is_bound else [],
    )


@team_page
def talk(request: HttpRequest, inspection: Inspection, talk_id: UUID) -> HttpResponse:
    """Show one meeting: what was said, agreed, left open, disputed; how agencies saw it; what is followed up."""
    return _page(request, inspection, _found(request, inspection, talk_id))


@gives_back
@require_POST
@team_page
def add(request: HttpRequest, inspection: Inspection, talk_id: UUID) -> HttpResponse:
    """Add a point to a meeting's record."""
    found = _found(request, inspection, talk_id)
    rules.check_can_write_talk(request.user, inspection)
    form = PointForm(_agenda(found), request.POST)
    if not form.is_valid() or not done(form, lambda: actions.add_point(by=request.user, talk=found, point=form.point())):
        return _page(request, inspection, found, point=form)
    return redirect("inspectorate:talk", inspection.pk, found.pk)


@gives_back
@team_page
def put_right(request: HttpRequest, inspection: Inspection, talk_id: UUID, point_id: UUID) -> HttpResponse:
    """Put a point of the record right; what it said stays beside it."""
    found = _found(request, inspection, talk_id)
    rules.check_can_write_talk(request.user, inspection)
    point = get_object_or_404(found.points.all(), pk=point_id)
    begun = {"kind": point.kind, "topic": point.topic, "words": point.words}
    form = PointForm(_agenda(found), components.posted(request), initial=begun)
    if form.is_valid() and done(form, lambda: actions.add_point(by=request.user, talk=found, point=form.point(), replaces=point)):
        messages.success(request, "Put right. What it said before stays beside it.")
        return redirect("inspectorate:talk", inspection.pk, found.pk)
    crumbs = (*_crumbs(inspection), (str(found), reverse("inspectorate:talk", args=[inspection.pk, found.pk])))
    told: dict[str, Any] = {"form": form, "point": point, "errors": components.error_list(form) if form.is_bound else []}
    actions.open_talk(by=request.user, talk=found)
    return show(request, "talk_point.html", inspection, child_level=True, crumbs=crumbs, talk=found, **told)


@gives_back
@require_POST
@team_page
def follow_up(request: HttpRequest, inspection: Inspection, talk_id: UUID) -> HttpResponse:
    """Write down what is to be done after a meeting."""
    found = _found(request, inspection, talk_id)
    rules.check_can_write_talk(request.user, inspection)
    form = FollowUpForm(queries.agencies_at(found), request.POST)
    if not form.is_valid() or not done(form, lambda: actions.add_follow_up(by=request.user, talk=found, **form.content())):
        return _page(request, inspection, found, follow=form)
    return redirect("inspectorate:talk", inspection.pk, found.pk)


@gives_back
@require_POST
@team_page
def say(request: HttpRequest, inspection: Inspection, talk_id: UUID, follow_up_id: UUID) -> HttpResponse:
    """Say how what was to be done stands."""
    found = _found(request, inspection, talk_id)
    rules.check_can_write_talk(request.user, inspection)
    form, saved = talking.say_of(request, get_object_or_404(found.follow_ups.all(), pk=follow_up_id))
    return redirect("inspectorate:talk", inspection.pk, found.pk) if saved else _page(request, inspection, found, sent=form)


def _page(
    request: HttpRequest,
    inspection: Inspection,
    found: Talk,
    *,
    point: PointForm | None = None,
    follow: FollowUpForm | None = None,
    sent: talking.FollowUpSayForm | None = None,
) -> HttpResponse:
    opened = actions.open_talk(by=request.user, talk=found)
    return show(
        request,
        "talk.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        heading_text=talking.heading(opened),
        record=talking.record_of(request, opened, sent),
        agencies=queries.agencies_at(opened),
        unread=queries.unread_of([opened])[opened.pk],
        point=point or PointForm(_agenda(opened)),
        follow=follow or FollowUpForm(queries.agencies_at(opened)),
        may_write=rules.can_write_talk(request.user, inspection),
        errors=[error for form in (point, follow, sent) if form is not None for error in components.error_list(form)],
    )


def _hinted(inspection: Inspection, form: TalkForm) -> bool:
    """Stop a record that seems to hold a child's name, once: the agencies read it. Say whether it did."""
    found = looks_like_names(inspection, form.everything())
    if found and not form.cleaned_data["named"]:
        form.add_error("named", hint_words(found))
    return bool(found)


def _agenda(found: Talk) -> Any:
    return queries.agenda_of(found.inspection, TalkKind(found.kind))


def _found(request: HttpRequest, inspection: Inspection, talk_id: UUID) -> Talk:
    found: Talk = get_object_or_404(queries.talks_seen_by(request.user, inspection), pk=talk_id)
    return found


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (("Meetings with agencies", reverse("inspectorate:talks", args=[inspection.pk])),)
