"""Which children are known to whom, one child, the adults in children's lives, and what agencies wrote of one person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from joinedup.cases.queries import agency_names
from joinedup.inspections.models import Inspection
from joinedup.linkage.core.who_knew import adults_unseen, key_of
from joinedup.linkage.models import LinkRun
from joinedup.linkage.not_known.actions import open_knowledge, open_person
from joinedup.linkage.not_known.rules import can_ask_about
from joinedup.linkage.queries import latest_run
from joinedup.web.components.identity import as_facts
from joinedup.web.components.words import count, listed
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.known import BY, SCOPES, Coded, Known, holds, questions_about, relation_words
from joinedup.web.inspectorate.labels import Labels
from joinedup.web.inspectorate.relations import adults_of

#: Rows listed at once; the count says how many there are.
SHOWN: Final = 200

#: “More than N agencies”: the Ns offered.
MORE_THAN: Final = ("3", "4", "5")


@dataclass(frozen=True)
class _Filter:
    """Which children of a scope a list shows: those known in one way, to one place alone, or to more than some."""

    way: str = ""
    only: str = ""  # one | more
    than: int = int(MORE_THAN[0])

    def fits(self, knowing: frozenset[str], near: frozenset[str]) -> bool:
        """Say whether a child known so is shown."""
        if self.way:
            return key_of(knowing, near) == self.way
        return {"one": len(knowing) == 1, "more": len(knowing) > self.than}.get(self.only, True)


@team_page
def known(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List children with who knows them: `?of=`, `?by=`, `?set=` one way of being known, `?only=one`, `?only=more&than=4`."""
    asked = request.GET
    told = Known(inspection, _run(inspection), str(asked["by"]) if asked.get("by") in BY else "agency")
    scope = str(asked["of"]) if asked.get("of") in told.scopes else "everybody"
    wanted = _Filter(
        asked.get("set", ""), asked.get("only", ""), int(asked["than"] if asked.get("than") in MORE_THAN else MORE_THAN[0])
    )
    sets = {child: known for child, known in told.sets(told.of(scope)).items() if wanted.fits(*known)}
    rows = [_row(inspection, told, told.children[child], *sets[child]) for child in sorted(sets, key=_order(told))[:SHOWN]]
    return show(
        request,
        "known.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        known=told,
        rows=rows,
        total=len(sets),
        shown=SHOWN,
        heading=_heading(scope, told.by, wanted),
        links=_links(inspection, scope, told.by),
    )


@team_page
def child(request: HttpRequest, inspection: Inspection, child_id: str) -> HttpResponse:
    """Show one child by its code: who knows it, what agencies were asked and answered, and the adults in its life."""
    told = Known(inspection, _run(inspection))
    coded = told.children.get(child_id)
    if coded is None:
        raise Http404
    open_knowledge(by=request.user, run=told.run, child_id=child_id, code=coded.code)
    questions = questions_about(inspection, told, [child_id])
    return show(
        request,
        "known_child.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        coded=coded,
        lines=holds(told, [child_id], questions, may_ask=can_ask_about(request.user, inspection)),
        adults=adults_of(told, child_id),
    )


@team_page
def adults(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the adults in the life of a child whom no children's agency knows."""
    told = Known(inspection, _run(inspection), "sector")
    labels, kinds = Labels(inspection.framework), relation_words(inspection)
    childrens = inspection.framework.childrens_sectors
    unseen = adults_unseen(told.knowing.known, told.knowing.lives, childrens)
    rows = [
        [
            {"text": told.code_of(adult, "Adult"), "href": reverse("inspectorate:known-person", args=[inspection.pk, adult])},
            listed(kinds[kind] for kind in of_kinds),
            listed(told.places[sector] for sector in told.holders(adult)),
            {"text": told.children[of].code, "href": reverse("inspectorate:known-child", args=[inspection.pk, of])},
            listed(told.places[sector] for sector in told.holders(of)),
        ]
        for adult, of, of_kinds in unseen.iter_rows()
        if of in told.children
    ]
    return show(
        request,
        "known_adults.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        known=told,
        rows=rows[:SHOWN],
        total=len(rows),
        shown=SHOWN,
        adults=unseen["adult_id"].n_unique(),
        children=unseen["child_id"].n_unique(),
        sectors=[labels.sector(sector) for sector in childrens if sector in labels.sectors],
        relations=told.knowing.lives.height,
    )


@team_page
def person(request: HttpRequest, inspection: Inspection, person_id: str) -> HttpResponse:
    """Show what each agency wrote of one person, names and all; each opening is logged."""
    told = Known(inspection, _run(inspection))
    if person_id not in set(told.knowing.ages["child_id"]):
        raise Http404
    coded = told.children.get(person_id)
    names = agency_names(inspection)
    records = open_person(by=request.user, run=told.run, person_id=person_id)
    return show(
        request,
        "known_person.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        code=coded.code if coded else told.code_of(person_id, _what(told, person_id)),
        key=(coded.tracked.pk if coded.tracked else person_id) if coded else "",
        records=[(names.get(row["agency"], row["agency"]), as_facts(row)) for row in records],
    )


def _run(inspection: Inspection) -> LinkRun:
    run = latest_run(inspection)
    if run is None:
        raise Http404
    return run


def _what(told: Known, person_id: str) -> str:
    """Return what somebody who is no child is called: somebody whose age no list tells is no adult yet."""
    age = told.knowing.ages.filter(pl.col("child_id") == person_id)["age"].item()
    return "Adult" if age == "adult" else "Person"


def _order(told: Known) -> Callable[[str], tuple[bool, int, str]]:
    """Tracked children first, by number; then the rest by code."""

    def place(child: str) -> tuple[bool, int, str]:
        coded = told.children[child]
        return (coded.tracked is None, coded.tracked.number if coded.tracked else 0, coded.code)

    return place


def _row(inspection: Inspection, told: Known, coded: Coded, knowing: frozenset[str], near: frozenset[str]) -> list[Any]:
    href = reverse("inspectorate:known-child", args=[inspection.pk, coded.child_id])
    known_to, through = (listed(name for key, name in told.places.items() if key in held) for held in (knowing, near))
    return [{"text": coded.code, "href": href}, known_to, through]


def _heading(scope: str, by: str, wanted: _Filter) -> str:
    what = "agency" if by == "agency" else "sector"
    said = {
        "one": f"known to one {what} alone",
        "more": f"known to more than {count(wanted.than, what, 'agencies' if by == 'agency' else 'sectors')}",
    }
    return f"{SCOPES[scope]} {said.get(wanted.only, 'known alike' if wanted.way else 'and who knows them')}"


def _links(inspection: Inspection, scope: str, by: str) -> list[tuple[str, str]]:
    here = reverse("inspectorate:known", args=[inspection.pk])
    what = "agencies" if by == "agency" else "sectors"
    one = "agency" if by == "agency" else "sector"
    offered = [(f"Known to one {one} alone", {"only": "one"})]
    offered += [(f"More than {than} {what}", {"only": "more", "than": than}) for than in MORE_THAN]
    return [(text, f"{here}?{urlencode({'of': scope, 'by': by, **more})}") for text, more in offered]


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (("Who knew these children", reverse("inspectorate:children", args=[inspection.pk])),)
