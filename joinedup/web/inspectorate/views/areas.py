"""Areas: the map and the table of them, and the profile of one. The figures are published; nothing here adds them up."""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from joinedup.areas.core.funnel import Funnel, limits_of
from joinedup.areas.core.indicators import Measure
from joinedup.areas.core.measures import load_measures
from joinedup.areas.core.profile import profile_of
from joinedup.areas.indicators.queries import measure_values
from joinedup.areas.indicators.rules import can_read_profiles
from joinedup.areas.queries import areas as every_area
from joinedup.areas.register.queries import authorities
from joinedup.programme.calendars.queries import inspections_of_area
from joinedup.publication.queries import published
from joinedup.web.components.tiles import tile_map
from joinedup.web.inspectorate.access import Page
from joinedup.web.inspectorate.areas_in_words import KEY, figure, mark_of, shown
from joinedup.web.inspectorate.frame import show


def inspectorates_page(view: Page) -> Page:
    """Answer 404 to whoever works for no inspectorate."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, **rest: Any) -> HttpResponse:
        if not can_read_profiles(request.user):
            raise Http404
        return view(request, **rest)

    return page


@inspectorates_page
def areas(request: HttpRequest) -> HttpResponse:
    """Show every area on a map and in a table by name, with one measure where the reader chose one."""
    made_up = _made_up(request)
    register = authorities(made_up=made_up)
    measure = load_measures().get(request.GET.get("measure", ""))
    funnel = _funnel(measure, made_up=made_up) if measure else None
    marks = {one.code: mark_of(one.code, funnel) for one in register} if measure else {}
    hrefs = {one.code: reverse("inspectorate:area-profile", args=[one.code]) for one in register}
    rows = [(one, hrefs[one.code], marks.get(one.code), funnel and funnel.places.get(one.code)) for one in register]
    return show(
        request,
        "areas.html",
        map=tile_map(register, marks, hrefs, KEY if measure else None),
        rows=rows,
        measures=[one for one in load_measures().values() if one.shown],
        measure=measure,
        funnel=funnel,
        figure=figure,
        of_made_up=made_up,
        both=bool(authorities(made_up=True)) and bool(authorities(made_up=False)),
    )


@inspectorates_page
def profile(request: HttpRequest, area_code: str) -> HttpResponse:
    """Show one area: what is known of it, each measure beside England, region and neighbours, inspections of it."""
    area = get_object_or_404(every_area().select_related("facts"), code=area_code)
    register = authorities(made_up=area.made_up)
    authority = next((one for one in register if one.code == area_code), None)
    if authority is None:
        raise Http404
    theme = request.GET.get("theme", "")
    lines = profile_of(authority, register, load_measures(), measure_values(made_up=area.made_up))
    told = [line for line in lines if not theme or theme in line.measure.theme_tags]
    names = {one.code: one for one in register}
    return show(
        request,
        "area_profile.html",
        area=area,
        facts=authority,
        neighbours=[names[one] for one in authority.neighbours if one in names],
        measures=[shown(line) for line in told],
        themes=sorted({tag for line in lines for tag in line.measure.theme_tags}),
        theme=theme,
        figure=figure,
        inspections=inspections_of_area(request.user, area, authority.force, authority.icbs),
        letters=published().filter(area=area),
    )


def _made_up(request: HttpRequest) -> bool:
    """Return which areas are shown: real ones, unless made-up ones are asked for or there are no others."""
    return request.GET.get("of") == "made-up" or not authorities(made_up=False)


def _funnel(measure: Measure, *, made_up: bool) -> Funnel | None:
    values = measure_values(made_up=made_up)
    rows = values.filter(values["measure"] == measure.key)
    return limits_of(measure, rows.filter(rows["year"] == rows["year"].max())) if rows.height else None
