"""What pages tell of who knew which children: whose children, under which codes, by sector or agency."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import polars as pl
from django.urls import reverse

from joinedup.areas.models import Agency
from joinedup.cases import queries as cases
from joinedup.cases.models import TrackedChild
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.linkage.core.short_ids import short_ids
from joinedup.linkage.core.who_knew import sets_of
from joinedup.linkage.models import LinkRun, NotKnownQuestion
from joinedup.linkage.not_known.queries import Knowing, knowing_of, latest_by_agency, questions_of
from joinedup.records.shape import RELATION_KINDS, SECTORS
from joinedup.web.components.asked_about import asked_in_words
from joinedup.web.components.knew import held_in_words
from joinedup.web.inspectorate.labels import Labels

#: Whose children a page is about, and what they are called. Those under 18 on the day of notification alone.
SCOPES: Final = {
    "tracked": "Tracked children",
    "sampled": "Sampled children",
    "cohort": "Children of the cohort",
    "everybody": "Every child on the lists",
}
BY: Final = {"sector": "by sector", "agency": "by agency"}


@dataclass(frozen=True)
class Coded:
    """A child of the latest run under the inspection's own code, and how far it was selected."""

    child_id: str
    code: str
    scopes: frozenset[str]
    tracked: TrackedChild | None = None


@dataclass(frozen=True)
class Holds:
    """What one agency holds of one child, what it was asked, and the address to ask it ("" where it cannot be asked)."""

    agency: Agency
    held: str
    asked: str
    question: NotKnownQuestion | None
    ask_href: str


class Known:
    """Who knew the children of an inspection's run, as its pages tell it."""

    def __init__(self, inspection: Inspection, run: LinkRun, by: str = "agency") -> None:
        """Read the run once; everything else is told from it."""
        self.inspection, self.run, self.by = inspection, run, by
        self.knowing: Knowing = knowing_of(run, by)

    @cached_property
    def places(self) -> dict[str, str]:
        """Return the agencies or sectors with a record in the run, key → name, in the house's order."""
        told = set(self.knowing.known.filter(pl.col("records") > 0)["place"])
        return {key: name for key, name in self.asked.items() if key in told}

    @property
    def silent(self) -> list[str]:
        """Return the names of the agencies asked for lists of whom the run holds no record: what they know nobody can say.

        By sector too: a sector that one agency speaks for says nothing of what another of its agencies knows.
        """
        return [agency.name for agency in self._parts if agency.key not in self.knowing.agencies]

    @cached_property
    def asked(self) -> dict[str, str]:
        """Return the agencies or sectors asked for lists, or with a record all the same, key → name, in the house's order."""
        if self.by == "agency":
            return {agency.key: agency.name for agency in self._parts}
        labels = Labels(self.inspection.framework)
        return {agency.sector: labels.sector(agency.sector) for agency in self._parts}

    @property
    def agencies(self) -> dict[str, Agency]:
        """Return the agencies asked for lists, or with a record all the same, by key."""
        return {agency.key: agency for agency in self._parts}

    @cached_property
    def _parts(self) -> list[Agency]:
        with_lists = {spec.sector for spec in self.inspection.framework.lists}
        every = agencies(self.inspection)
        taking_part = [each for each in every if each.sector in with_lists or each.key in self.knowing.agencies]
        return sorted(taking_part, key=lambda agency: (SECTORS.index(agency.sector), agency.name))

    @cached_property
    def children(self) -> dict[str, Coded]:
        """Return every child on the lists by its id in this run. A child of the cohort is found by the records pinned for it."""
        selected = self._selected()
        return {
            child: selected.get(child) or Coded(child, self.code_of(child), frozenset({"everybody"}))
            for child in self.knowing.children
        }

    @cached_property
    def scopes(self) -> list[str]:
        """Return the scopes that hold a child, the narrowest first."""
        return [scope for scope in SCOPES if self.of(scope)]

    def of(self, scope: str) -> dict[str, Coded]:
        """Return the children of a scope by id."""
        return {child: coded for child, coded in self.children.items() if scope in coded.scopes}

    def sets(self, children: Iterable[str]) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """Return, for each child, the places that know it and those that know only an adult in its life."""
        return sets_of(self.knowing.known, list(children), list(self.places))

    def holders(self, person_id: str) -> list[str]:
        """Return the places that hold a record of somebody, child or adult, in order."""
        return [key for key in self.places if key in self._holders.get(person_id, ())]

    @cached_property
    def _holders(self) -> dict[str, set[str]]:
        held: dict[str, set[str]] = defaultdict(set)
        for person_id, place, records in self.knowing.known.select("child_id", "place", "records").iter_rows():
            if records:
                held[person_id].add(place)
        return held

    def code_of(self, person_id: str, what: str = "Child") -> str:
        """Return the inspection's own code of somebody who is not tracked, which nobody else of the inspection has."""
        return f"{what} {self._short[person_id]}"

    @cached_property
    def _short(self) -> dict[str, str]:
        """Short ids of everybody of the run, and of all who were given a code before it: drawn from or asked about."""
        sample = cases.sample_of(self.inspection)
        pinned = cases.cohort_under(sample)["child_id"] if sample else ()
        asked = questions_of(self.inspection).values_list("child_id", flat=True)
        return short_ids([*self.knowing.ages["child_id"], *pinned, *asked])

    def _selected(self) -> dict[str, Coded]:
        sample = cases.sample_of(self.inspection)
        if sample is None:
            return {}
        sampled = set(cases.draw_of(sample).sampled)
        tracked = {child.child_id: child for child in cases.tracked_children(self.inspection)}
        found: dict[str, Coded] = {}
        for pinned, records in cases.cohort_under(sample).select("child_id", "records").iter_rows():
            within = {"sampled": pinned in sampled, "tracked": pinned in tracked, "cohort": True, "everybody": True}
            scopes = frozenset(scope for scope, holds in within.items() if holds)
            code = tracked[pinned].code if pinned in tracked else self.code_of(pinned)
            for child in self.knowing.people_of(records):
                found[child] = Coded(child, code, scopes, tracked.get(pinned))
        return found


def relation_words(inspection: Inspection) -> dict[str, str]:
    """Return the framework's own words for kinds of relation; a framework without any gets the code as words."""
    told = {code: label for codes in inspection.framework.code_sets if codes.id == "relation" for code, label in codes.values}
    return {kind: told.get(kind) or kind.replace("_", " ").capitalize() for kind in RELATION_KINDS}


def holds(known: Known, child_ids: Iterable[str], questions: Iterable[NotKnownQuestion], *, may_ask: bool) -> list[Holds]:
    """Return what each agency holds of one child and what it was asked. `known` is by agency; a child may be two in a later run."""
    ids = sorted(child_ids)
    rows = known.knowing.known.filter(known.knowing.known["child_id"].is_in(ids)).iter_rows(named=True)
    held: dict[str, tuple[int, int]] = {}
    for row in rows:
        records, adults = held.get(row["place"], (0, 0))
        held[row["place"]] = (records + row["records"], max(adults, row["adults"]))
    asked = latest_by_agency(questions)
    return [
        _holds(known, known.agencies[key], held.get(key, (0, 0)), asked.get(key), ids[0] if may_ask and ids else "")
        for key in known.asked
    ]


def _holds(known: Known, agency: Agency, held: tuple[int, int], question: NotKnownQuestion | None, ask: str) -> Holds:
    records, adults = held
    href = ""
    if ask and not records and question is None:
        href = f"{reverse('inspectorate:not-known-ask', args=[known.inspection.pk, agency.pk])}?child={ask}"
    said = asked_in_words(question) if question else ("" if records else "Not asked")
    words = held_in_words(records, adults) if agency.key in known.places else "No list of people has come"
    return Holds(agency, words, said, question, href)


def questions_about(inspection: Inspection, known: Known, child_ids: Iterable[str]) -> list[NotKnownQuestion]:
    """Return the questions about some children of a run, found by their records: those asked under an earlier run too."""
    wanted = set(child_ids)
    return [question for question in questions_of(inspection) if known.knowing.people_of(question.records) & wanted]
