"""An agency checks its lists on any day, before notification too: read in memory, shown once, kept nowhere but as counts."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import PurePath
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.areas.models import Agency
from joinedup.intake.core.template import XLSX, make_template
from joinedup.intake.core.unusable import UnusableFile
from joinedup.intake.mappings import actions as mappings_actions
from joinedup.intake.mappings import queries as mappings_queries
from joinedup.intake.mappings.actions import MappingMisfit
from joinedup.intake.own_checks import actions as own_checks_actions
from joinedup.intake.own_checks import queries as own_checks_queries
from joinedup.intake.own_checks.actions import Checked
from joinedup.intake.own_checks.reading import headers_in, of_sector
from joinedup.method.faults import FrameworkFaults, UnknownFrameworkError
from joinedup.method.framework import Framework, ListSpec
from joinedup.method.loader import framework_ids, load_framework
from joinedup.web.agency.check_runs import check_runs
from joinedup.web.agency.checked import DayUsed, HeaderTold, headers_told, told
from joinedup.web.agency.checking_forms import MOST_FILES, CheckForm, said_of_headers
from joinedup.web.agency.frame import show
from joinedup.web.agency.own import own_page
from joinedup.web.components import forms as components

HANDLING = "What you check is about children. It is read and shown to you here, and not kept."
_LAST = 20
_LONGEST_STEM = 60


@own_page
def check(request: HttpRequest, agencies: Sequence[Agency]) -> HttpResponse:
    """Choose what to check lists for, and see the checks made before."""
    frameworks = list(_frameworks())
    offered = [one for one in frameworks if _lists_of(one, agencies)]
    checks = own_checks_queries.checks_seen_by(request.user)[: _LAST * MOST_FILES]
    runs = check_runs(checks, {one.id: one for one in frameworks})[:_LAST]
    mappings = [(_column(frameworks, row), row) for row in mappings_queries.mappings_seen_by(request.user)]
    return show(request, "check.html", offered=offered, runs=runs, mappings=mappings, agencies=agencies)


@own_page
def check_lists(request: HttpRequest, agencies: Sequence[Agency], framework_id: str) -> HttpResponse:
    """Check files against a framework: what to put right, what changed since last time, and what they say."""
    framework = _framework(framework_id)
    form = CheckForm(agencies, framework, components.posted(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            return _checks_page(request, framework, form, _check(request, framework, form), day=_day(request, framework, form))
        except (UnusableFile, MappingMisfit) as reason:
            for line in str(reason).splitlines():
                form.add_error("files", line)
    return _checks_page(request, framework, form, to_ask=_to_ask(framework, form))


@require_POST
@own_page
def check_marked(request: HttpRequest, agencies: Sequence[Agency], framework_id: str) -> HttpResponse:
    """Give the files back as one workbook with every issue marked, made from what is posted and kept nowhere."""
    framework = _framework(framework_id)
    form = CheckForm(agencies, framework, request.POST, request.FILES or None)
    if form.is_valid():
        agency, list_id = form.cleaned_data["agency"], form.cleaned_data["list_id"] or None
        try:
            book = own_checks_actions.mark_own_lists(
                by=request.user,
                agency=agency,
                framework=framework,
                files=form.cleaned_data["files"],
                list_id=list_id,
                notified_on=_day(request, framework, form).day,
            )
            return marked(book, *(name for name, _ in form.cleaned_data["files"]))
        except UnusableFile as reason:
            for line in str(reason).splitlines():
                form.add_error("files", line)
    return _checks_page(request, framework, form, to_ask=_to_ask(framework, form))


@own_page
def check_template(request: HttpRequest, agencies: Sequence[Agency], framework_id: str) -> FileResponse:
    """Give the workbook to fill in with every list a framework asks of the reader's agencies."""
    framework = _framework(framework_id)
    lists = _lists_of(framework, agencies)
    if not lists:
        raise Http404
    filled_in_here = BytesIO(make_template(framework, lists))
    return FileResponse(filled_in_here, as_attachment=True, filename=f"{framework.id}-lists.xlsx", content_type=XLSX)


@require_POST
@own_page
def forget(request: HttpRequest, agencies: Sequence[Agency], mapping_id: UUID) -> HttpResponse:
    """Forget what one header was said to be."""
    mapping = get_object_or_404(mappings_queries.mappings_seen_by(request.user), pk=mapping_id)
    mappings_actions.forget_mapping(by=request.user, mapping=mapping)
    messages.success(request, "It is forgotten. The next file with that header is read as if you had said nothing.")
    return redirect("agency:check")


def marked(book: bytes, *names: str) -> HttpResponse:
    """Return a workbook with issues marked, saved beside the file it was made of: "march-issues.xlsx"."""
    stem = re.sub(r"[^A-Za-z0-9]+", "-", PurePath(names[0]).stem).strip("-")[:_LONGEST_STEM] if len(names) == 1 else ""
    headers = {"Content-Disposition": f'attachment; filename="{stem or "lists"}-issues.xlsx"', "Cache-Control": "no-store"}
    return HttpResponse(book, content_type=XLSX, headers=headers)


def _check(request: HttpRequest, framework: Framework, form: CheckForm) -> list[Checked]:
    """Remember what was said of headers, then check the files."""
    agency = form.cleaned_data["agency"]
    lists = {spec.id: spec for spec in framework.lists}
    for list_id, said in said_of_headers(request.POST).items():
        if list_id in lists:
            mappings_actions.map_headers(by=request.user, agency=agency, spec=lists[list_id], said=said)
    return own_checks_actions.check_own_lists(
        by=request.user,
        agency=agency,
        framework=framework,
        files=form.cleaned_data["files"],
        list_id=form.cleaned_data["list_id"] or None,
        notified_on=_day(request, framework, form).day,
    )


def _day(request: HttpRequest, framework: Framework, form: CheckForm) -> DayUsed:
    """Return the day lists are checked as of: the one said, that of the agency's inspection that takes in lists, or today."""
    if said := form.cleaned_data["notified_on"]:
        return DayUsed(said, "the day you gave")
    agency = form.cleaned_data["agency"]
    if notified := own_checks_queries.notified_on_of(request.user, agency, framework.id):
        return DayUsed(notified, f"the day {agency.name} was notified of its inspection")
    return DayUsed(timezone.localdate(), f"today, as no inspection of this kind takes in lists of {agency.name} now")


def _to_ask(framework: Framework, form: CheckForm) -> list[HeaderTold]:
    """Return the headers of files that were refused, where it was said which list they are: the sender may say what each is."""
    list_id = form.is_bound and getattr(form, "cleaned_data", {}).get("list_id")
    if not list_id or "files" not in form.errors:
        return []
    files = [(upload.name, b"".join(upload.chunks())) for upload in form.files.getlist("files")]
    agency = form.cleaned_data.get("agency") or next(iter(form.agencies.values()))
    asked = [headers_in(file, agency, of_sector(framework, agency), list_id) for file in files]
    return [header for sheets in asked for header in headers_told(sheets, form.lists[list_id])[0]]


def _checks_page(
    request: HttpRequest,
    framework: Framework,
    form: CheckForm,
    checked: Sequence[Checked] = (),
    *,
    to_ask: Sequence[HeaderTold] = (),
    day: DayUsed | None = None,
) -> HttpResponse:
    return show(
        request,
        "check_lists.html",
        crumbs=(("Check a list before sending", reverse("agency:check")),),
        framework=framework,
        form=form,
        told=[told(one, framework, number) for number, one in enumerate(checked, start=1)],
        to_ask=to_ask,
        day=day,
        errors=components.error_list(form),
        handling=HANDLING,
    )


def _frameworks() -> Iterator[Framework]:
    """Return every framework that is sound; a faulty one is left to whoever wrote it."""
    for id in framework_ids():
        with suppress(FrameworkFaults):
            yield load_framework(id)


def _lists_of(framework: Framework, agencies: Sequence[Agency]) -> list[ListSpec]:
    """Return the lists a framework asks of agencies of these sectors."""
    sectors = {agency.sector for agency in agencies}
    return [spec for spec in framework.lists if spec.sector in sectors]


def _framework(framework_id: str) -> Framework:
    try:
        return load_framework(framework_id)
    except (FrameworkFaults, UnknownFrameworkError):
        raise Http404 from None


def _column(frameworks: Sequence[Framework], row: object) -> tuple[str, str]:
    """Return the titles of the list and the column a remembered header stands for; "" where it is left out."""
    spec = next((spec for one in frameworks for spec in one.lists if spec.id == row.list_id), None)
    if spec is None:
        return row.list_id, row.column
    return spec.title, next((column.header for column in spec.columns if column.key == row.column), "")
