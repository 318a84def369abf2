"""The 2023–24 round on serious youth violence, planned again from what was known before it: for its spread and the calendar alone.

    python -m benchmarks.round_2023 [--shared ../shared/data] [--seed 2023] [--draws 200] [--json PATH]

Known on 31 August 2023, of the data at hand: joint inspections whose letters were out, Ofsted's inspections of children's services
and HMI Probation's of youth justice services published by then, school holidays, the elections of 2 May 2024. Nothing of any area's
measures goes in: no concern, interest or good practice. Printed: how many weeks are open; the six published areas, in order of
name, as they stand to that rule; and over what groups of areas the published round, the one drawn with `--seed`, and many draws
are spread.

No council but the six of the published round is named: a draw says nothing of the areas in it.
"""

import argparse
import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from statistics import mean, median
from typing import Any, Final

import pypdfium2

from joinedup.areas.core.register import Authority, load_register
from joinedup.library.core.dates import find_span
from joinedup.method.calendar import is_working_day
from joinedup.method.loader import load_framework
from joinedup.method.programme import notified_for, programme_of
from joinedup.programme.core.burden.shape import Closure, Place, Visit, Weeks
from joinedup.programme.core.burden.weeks import open_weeks
from joinedup.programme.core.choosing.choose import choose_areas
from joinedup.programme.core.choosing.groups import groups_of
from joinedup.programme.core.choosing.shape import Asked, Choice

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
KNOWN: Final = date(2023, 8, 31)
SPAN: Final = (date(2023, 9, 11), date(2024, 7, 19))
OPENING_PAGES: Final = 3
FRIDAY: Final = 4  # days after Monday
#: The six areas of the published round, in order of name.
PUBLISHED: Final = {
    "Coventry": "E08000026",
    "Lancashire": "E10000017",
    "Leeds": "E08000035",
    "Manchester": "E08000003",
    "Merton": "E09000024",
    "Somerset": "E06000066",
}
#: The days most councils in England printed for 2023-24; some differ by a week (general knowledge, as the elections' day is).
HOLIDAYS: Final = (
    (date(2023, 10, 23), date(2023, 10, 27)),
    (date(2023, 12, 25), date(2024, 1, 5)),
    (date(2024, 2, 12), date(2024, 2, 16)),
    (date(2024, 3, 29), date(2024, 4, 12)),
    (date(2024, 5, 27), date(2024, 5, 31)),
)
#: From the last day for notice of election: police commissioners, mayors or councils were elected in every force area in England.
ELECTIONS: Final = (date(2024, 3, 26), date(2024, 5, 2))


@dataclass(frozen=True)
class Joint:
    """One joint inspection, as its published letter says: of which area, fieldwork from and to."""

    area: str
    first: date
    last: date
    published: date


@dataclass(frozen=True)
class Before:
    """What was known before the round, of the data at hand."""

    places: tuple[Place, ...]
    visits: tuple[Visit, ...]
    weeks: dict[str, Weeks]
    asked: Asked
    joint: tuple[Joint, ...]


def known_before(shared: Path) -> Before:
    """Return what could be planned from on the last day before the round."""
    framework = load_framework("jtai-2023-serious-youth-violence")
    rule = programme_of(framework)
    register = {authority.code: authority for authority in load_register()}
    joint = tuple(joint_inspections(shared))
    earlier = [one for one in joint if one.published <= KNOWN]
    places = tuple(place(authority, earlier) for authority in register.values())
    visits = (
        *(joint_visit(one, register[one.area]) for one in earlier if one.area in register),
        *childrens_services(shared, register),
        *youth_justice(shared, register.values()),
    )
    closures = [Closure("school_holiday", first, last, "Councils' term dates") for first, last in HOLIDAYS]
    closures.append(Closure("pre_election", *ELECTIONS, "Elections of 2 May 2024"))
    weeks = open_weeks(places, visits, closures, rule=rule, notified=lambda monday: notified_for(framework, monday), span=SPAN)
    asked = Asked(rule.set_size, rule.spread, KNOWN, (("chance", 1),), at_once=1)
    return Before(places, visits, weeks, asked, joint)


def joint_inspections(shared: Path) -> Iterator[Joint]:
    """Yield the joint inspections whose letters are at hand and print the days of fieldwork."""
    with (shared / "letters.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            published = date.fromisoformat(row["publication"])
            if span := find_span(opening(shared / "letters" / row["file"]), published):
                yield Joint(row["gss"], span.first, span.last, published)


def opening(letter: Path) -> str:
    """Return the words of a letter's first pages: the first span of days they print is the fieldwork."""
    with pypdfium2.PdfDocument(letter) as document:
        pages = [document[number].get_textpage().get_text_range() for number in range(min(OPENING_PAGES, len(document)))]
    return " ".join(" ".join(pages).split())


def place(authority: Authority, earlier: Iterable[Joint]) -> Place:
    """Return an authority as choosing knows it. Children are those of mid-2024, the only count at hand; bands are wide."""
    last = max((one.last for one in earlier if one.area == authority.code), default=None)
    return Place(
        authority.code,
        authority.name,
        authority.region,
        authority.force,
        authority.icbs,
        authority.children,
        authority.rural,
        last,
    )


def joint_visit(one: Joint, authority: Authority) -> Visit:
    """Return a joint inspection as the burden rule reads it."""
    return Visit(
        "joint",
        "Joint targeted area inspection",
        one.first,
        one.last,
        "Published letter",
        one.area,
        authority.force,
        authority.icbs,
    )


def childrens_services(shared: Path, register: dict[str, Authority]) -> Iterator[Visit]:
    """Yield Ofsted's inspections published by then. The table keeps the latest of each authority: later ones hide earlier ones."""
    with (shared / "reference" / "ofsted_la_outcomes_2025-03-31.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            first, out = (datetime.fromisoformat(row[name]).date() for name in ("Inspection date", "Publication date"))
            code = row["Local authority area code"]
            if out <= KNOWN and code in register:
                yield Visit("ilacs", "Inspection of children’s services (Ofsted)", first, first, "Ofsted, outcomes", area=code)


def youth_justice(shared: Path, register: Iterable[Authority]) -> Iterator[Visit]:
    """Yield HMI Probation's inspections published by then, of services that bear one authority's name; days of fieldwork are not
    at hand, so the day of publication stands for them, which keeps joint inspections off for longer than need be.
    """
    codes = {authority.name.casefold(): authority.code for authority in register}
    with (shared / "reference" / "hmi_youth_justice_inspection_ratings.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            name = row["la_name"].removesuffix(" - JI").removeprefix("Royal Borough of ").strip().casefold()
            out = datetime.strptime(row["publication_date"], "%d/%m/%y").date()
            if out <= KNOWN and name in codes:
                yield Visit("youth_justice", "Inspection of youth justice (HMI Probation)", out, out, "Ratings", area=codes[name])


def spread_of(areas: Sequence[str], before: Before) -> dict[str, dict[str, int]]:
    """Return how many of some areas are in each group, aim by aim."""
    groups = {one.code: groups_of(one, before.asked.spread, KNOWN) for one in before.places if one.code in set(areas)}
    # A force has so few areas that it would name them.
    aims = [aim for aim in before.asked.spread.aims if aim != "force"]
    return {aim: dict(sorted(Counter(groups[area][aim] for area in areas).items())) for aim in aims}


def apart(areas: Sequence[str], before: Before, aim: str) -> Fraction:
    """Return how many areas of a round lie beyond the part all areas have in each group of an aim: half the sum of differences."""
    all_of = Counter(groups_of(one, before.asked.spread, KNOWN)[aim] for one in before.places)
    here = spread_of(areas, before)[aim]
    part = Fraction(len(areas), len(before.places))
    return sum((abs(here.get(group, 0) - part * count) for group, count in all_of.items()), Fraction()) / 2


def published_rows(before: Before) -> list[dict[str, Any]]:
    """Return each published area as it stands to the rule, in order of name."""
    rows = []
    for name, code in PUBLISHED.items():
        weeks = before.weeks[code]
        fieldwork = next((one.first for one in before.joint if one.area == code and one.published > KNOWN), None)
        monday = None if fieldwork is None else date.fromordinal(fieldwork.toordinal() - fieldwork.weekday())
        rows.append(
            {
                "area": name,
                "weeks_open": len(weeks.open),
                "fieldwork": fieldwork and fieldwork.isoformat(),
                "open_by_the_rule": monday and monday in weeks.open,
                "why_not": monday and weeks.barred.get(monday),
            }
        )
    return rows


def weeks_of_letters(joint: Sequence[Joint]) -> dict[str, int]:
    """Return how often the fieldwork of published letters kept to whole weeks, out of August, and out of the elections' weeks."""
    first, last = ELECTIONS
    return {
        "letters": len(joint),
        "five_working_days_from_a_monday": sum(
            one.first.weekday() == 0
            and (one.last - one.first).days == FRIDAY
            and all(is_working_day(date.fromordinal(one.first.toordinal() + n)) for n in range(FRIDAY + 1))
            for one in joint
        ),
        "in_august": sum(8 in {one.first.month, one.last.month} for one in joint),
        "in_the_weeks_before_2_may_2024": sum(one.first <= last and one.last >= first for one in joint),
    }


def measured(before: Before, seed: int, draws: int) -> dict[str, Any]:
    """Return everything printed, as plain data."""
    started = time.process_time()
    drawn = choose_areas(before.places, [], before.weeks, before.asked, seed)
    seconds = time.process_time() - started
    many = [choose_areas(before.places, [], before.weeks, before.asked, number) for number in range(draws)]
    published = list(PUBLISHED.values())
    counts = [len(weeks.open) for weeks in before.weeks.values()]
    mondays = max(len(weeks.open) + len(weeks.barred) for weeks in before.weeks.values())
    chance = [next(one.area for one in choice.chosen if one.by == "chance") for choice in many]
    return {
        "known_on": KNOWN.isoformat(),
        "areas": len(before.places),
        "visits": dict(Counter(visit.kind for visit in before.visits)),
        "mondays": mondays,
        "areas_with_a_week_open": sum(count > 0 for count in counts),
        "weeks_open": {"fewest": min(counts), "median": median(counts), "most": max(counts)},
        "fieldwork_of_letters": weeks_of_letters(before.joint),
        "published": published_rows(before),
        "inputs_hash": drawn.inputs_hash,
        "seed": seed,
        "by": dict(Counter(one.by for one in drawn.chosen)),
        "notes": list(drawn.notes),
        "spread": {"published": spread_of(published, before), "drawn": spread_of(areas_of(drawn), before)},
        "apart": {
            aim: {
                "published": round(float(apart(published, before, aim)), 2),
                "drawn": round(float(apart(areas_of(drawn), before, aim)), 2),
                "draws": round(mean(float(apart(areas_of(choice), before, aim)) for choice in many), 2),
            }
            for aim in before.asked.spread.aims
            if aim != "force"
        },
        "forces": {"published": len(set(forces(published, before))), "draws": forces_in(many, before)},
        "draws": draws,
        "areas_in_some_draw": len({area for choice in many for area in areas_of(choice)}),
        "areas_drawn_by_chance": len(set(chance)),
        "seconds_a_choice": round(seconds, 2),
    }


def areas_of(choice: Choice) -> list[str]:
    """Return the codes of the areas chosen."""
    return [one.area for one in choice.chosen]


def forces(areas: Iterable[str], before: Before) -> list[str]:
    """Return the force of each area."""
    of = {one.code: one.force for one in before.places}
    return [of[area] for area in areas]


def forces_in(many: Iterable[Choice], before: Before) -> dict[str, int]:
    """Return in how many draws there were so many different forces."""
    return dict(sorted(Counter(str(len(set(forces(areas_of(choice), before)))) for choice in many).items()))


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Yield what is found as lines to read."""
    yield f"Known on {found['known_on']}: {found['areas']} areas, visits {found['visits']}"
    weeks = found["weeks_open"]
    yield (
        f"{found['areas_with_a_week_open']} of {found['areas']} areas have a week open, of {found['mondays']}: "
        f"fewest {weeks['fewest']}, median {weeks['median']}, most {weeks['most']}"
    )
    yield f"Fieldwork the letters at hand print: {found['fieldwork_of_letters']}"
    yield "The published round, in order of name:"
    for row in found["published"]:
        stands = {None: "no letter at hand", True: "open by the rule", False: f"not open: {row['why_not']}"}[
            row["open_by_the_rule"]
        ]
        yield f"  {row['area']}: {row['weeks_open']} weeks open; fieldwork {row['fieldwork'] or 'not known'}, {stands}"
    yield f"Drawn with seed {found['seed']} from inputs {found['inputs_hash']}: {found['by']} {' '.join(found['notes'])}"
    for aim in found["spread"]["published"]:
        yield f"  {aim}: published {found['spread']['published'][aim]}; drawn {found['spread']['drawn'][aim]}"
    yield "Areas out of their group's part of all areas (of 6):"
    for aim, row in found["apart"].items():
        yield f"  {aim}: published {row['published']}, drawn {row['drawn']}, mean of {found['draws']} draws {row['draws']}"
    yield f"Different forces: published {found['forces']['published']}; draws {found['forces']['draws']}"
    yield (
        f"{found['areas_in_some_draw']} areas are in some of {found['draws']} draws, {found['areas_drawn_by_chance']} by chance; "
        f"{found['seconds_a_choice']} seconds a choice"
    )


def main() -> None:
    """Plan the round again and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--seed", type=int, default=2023)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    if not (given.shared / "letters.csv").is_file():
        sys.exit(f"There is no letters.csv in {given.shared}.")
    found = measured(known_before(given.shared), given.seed, given.draws)
    print(*lines(found), sep="\n")
    if given.json:
        given.json.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
