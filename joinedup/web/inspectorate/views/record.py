"""The tracking record of one child: read whole, write a part of it together with others, see how it came to be."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from joinedup.cases import queries as cases
from joinedup.cases.consent.queries import set_aside
from joinedup.cases.core.versions import VersionError
from joinedup.cases.models import TrackedChild
from joinedup.cases.tracking.actions import RecordError, fields_of, open_part, open_record, save_part
from joinedup.cases.tracking.queries import Here, Written
from joinedup.cases.tracking.rules import can_write_late, can_write_record
from joinedup.cases.versions.rules import TooLate
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.web.components import forms as components
from joinedup.web.components.versions import history, page_ids, proposal, sides
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.child import show_child
from joinedup.web.inspectorate.record_forms import PartForm
from joinedup.web.inspectorate.record_in_words import WHOLE, assessors_of, heading_of, laid_out

HERE = "record"
#: What the fields of a part are called beside one another; the words need no heading.
NAMES = {"words": "", "heard": "Who heard or wrote it down"}


@team_page
def record(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Show a child's whole record, and the way to write each part."""
    child = get_object_or_404(cases.every_tracked_child(inspection), pk=tracked_id)
    written = open_record(by=request.user, tracked=child)
    return show_child(
        request,
        "record.html",
        child,
        here=HERE,
        sections=laid_out(inspection, written),
        to_join=sum(one.to_join for one in written),
        aside=set_aside(inspection, [one.id for one in written]),
        may_write=can_write_record(request.user, child),
    )


@gives_back
@team_page
def part(request: HttpRequest, inspection: Inspection, tracked_id: UUID, section: str, sector: str) -> HttpResponse:
    """Write a part, or put together what several wrote at once. What cannot be kept is shown again to whoever typed it."""
    child = get_object_or_404(cases.tracked_seen_by(request.user, inspection), pk=tracked_id)
    written, others = _opened(request, child, section, sector)
    if request.method != "POST":
        return _part_page(request, child, written, others)
    late = "late" in request.POST
    _, parents = page_ids(request.POST, ())
    said = {name: request.POST.get(name, "") for name in fields_of(written.part.section.child_words)}
    place = {"section": section, "sector": _sector(sector)}
    try:
        save_part(by=request.user, tracked=child, **place, said=said, parents=parents, page=request.POST.get("page", ""), late=late)
    except TooLate as reason:
        return _part_page(request, child, written, others, problem=str(reason), too_late=True)
    except (RecordError, VersionError, InspectionRefused) as reason:
        return _part_page(request, child, written, others, problem=str(reason))
    return _saved(request, child, written)


@team_page
def past(request: HttpRequest, inspection: Inspection, tracked_id: UUID, section: str, sector: str) -> HttpResponse:
    """Show every version of a part, who wrote it, and what changed."""
    child = get_object_or_404(cases.tracked_seen_by(request.user, inspection), pk=tracked_id)
    written, _ = _opened(request, child, section, sector)
    heading = heading_of(inspection, written.part)
    steps = history(written.versions)
    aside = set_aside(inspection, [written.id])
    return show_child(
        request, "record_history.html", child, here=HERE, heading=heading, steps=steps, names=NAMES, aside=aside, written=written
    )


def _opened(request: HttpRequest, child: TrackedChild, section: str, sector: str) -> tuple[Written, list[Here]]:
    """Return a part of the record, read for whoever asks; a part the framework does not have is not there."""
    try:
        return open_part(by=request.user, tracked=child, section=section, sector=_sector(sector))
    except InspectionRefused as reason:
        raise Http404 from reason


def _sector(word: str) -> str:
    return "" if word == WHOLE else word


def _saved(request: HttpRequest, child: TrackedChild, before: Written) -> HttpResponse:
    """Lead back to the record; to the part itself where somebody saved meanwhile and both wordings stand."""
    section, sector = before.part.section.id, before.part.sector
    written, _ = open_part(by=request.user, tracked=child, section=section, sector=sector)
    heading = heading_of(child.inspection, before.part)
    place = [child.inspection.pk, child.pk, section, sector or WHOLE]
    if written.to_join:
        messages.warning(request, "Saved. Somebody else saved this part while you were writing: both wordings are kept, see below.")
        return redirect("inspectorate:record-part", *place)
    messages.success(request, f"Saved: {heading}.")
    return redirect(f"{reverse('inspectorate:record', args=place[:2])}#{section}")


def _part_page(
    request: HttpRequest, child: TrackedChild, written: Written, others: list[Here], *, problem: str = "", too_late: bool = False
) -> HttpResponse:
    inspection, standing = child.inspection, written.standing
    fields = fields_of(written.part.section.child_words)
    sent = components.posted(request)
    page, parents = page_ids(sent, standing)
    form = PartForm(
        sent,
        fields=fields,
        label="One wording for all" if written.to_join else written.part.section.title,
        initial=proposal(written.versions, standing, fields),
    )
    context: dict[str, Any] = {
        "heading": heading_of(inspection, written.part),
        "part": written.part,
        "written": written,
        "aside": set_aside(inspection, [written.id]),
        "others": others,
        "assessed_by": assessors_of(inspection, written.part.sector),
        "sides": sides(written.versions, standing, fields) if written.to_join else [],
        "names": {name: NAMES[name] for name in fields},
        "form": form,
        "page": page,
        "parents": parents,
        "problem": problem,
        "too_late": too_late,
        "may_write": can_write_record(request.user, child),
        "may_write_late": can_write_late(request.user, child),
        "word": written.part.sector or WHOLE,
        "errors": [{"text": problem, "href": "#id_words"}] if problem else [],
    }
    return show_child(request, "record_part.html", child, here=HERE, status=403 if too_late else 200, **context)
