"""How long the timetable takes: 12 inspectors, 5 days, 120 slots. Its core alone, and its pages at both doors.

    PYTHONPATH=. python benchmarks/timetable.py [--slots 120] [--times 20]

Plans the slots in a temporary installation and asks for each page through Django's test client. Printed: processor milliseconds of
finding every clash and of coverage, how they grow with ten times the slots, and the middle and slowest answer of each page with the
share of it spent in the core. The target is a page within 200 ms.
"""

import argparse
import gc
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from datetime import time as clock

from joinedup.inspections.core.clashes import clashes
from joinedup.inspections.core.covering import coverage
from joinedup.inspections.core.timetable import Place, Slot
from joinedup.method.fieldwork import standard_fieldwork
from joinedup.method.loader import load_framework
from joinedup.rehearsal.sandbox import temporary_joinedup

INSPECTORS, DAYS, PLACES, SECTORS = 12, 5, 8, 4
FIRST = date(2022, 10, 17)
HOURS = [("morning", clock(9)), ("morning", clock(11)), ("afternoon", clock(13, 30)), ("afternoon", clock(15, 15))]


def core_slots(number: int, rng: random.Random) -> tuple[list[Slot], dict[str, Place]]:
    """A week as busy for each inspector whatever its size: a hundred inspectors for a thousand slots."""
    people = [f"inspector-{n}" for n in range(max(1, INSPECTORS * number // 120))]
    places = {f"p{n}": Place(f"p{n}", f"Place {n}", rng.choice([10, 20, 35])) for n in range(max(1, PLACES * number // 120))}
    made = []
    for n in range(number):
        half, begins = rng.choice(HOURS)
        staff = frozenset({(f"agency-{rng.randrange(max(1, number // 20))}", rng.choice(["Team manager", "Nurse"]))})
        made.append(
            Slot(
                id=str(n),
                day=FIRST + timedelta(days=rng.randrange(DAYS)),
                half=half,
                begins=begins,
                ends=clock(begins.hour + 1, begins.minute),
                activity=rng.choice(["interview", "observe", "meet"]),
                inspectors=frozenset(rng.sample(people, min(2, len(people)))),
                place=rng.choice(list(places)),
                online=False,
                staff=staff,
                criteria=frozenset({f"c{rng.randrange(21)}"}),
                sector="police",
                child=f"Child {rng.randrange(1, 8)}" if n % 9 == 0 else None,
                state="agreed",
                room=f"Room {rng.randrange(6)}",
            )
        )
    return made, places


def best(times: int, do: Callable[[], object]) -> float:
    """Processor milliseconds of the fastest of several times, the search for garbage left out."""
    spent = []
    gc.disable()
    for _ in range(times):
        start = time.process_time()
        do()
        spent.append(1000 * (time.process_time() - start))
    gc.enable()
    return min(spent)


def measure_core(number: int, times: int) -> None:
    """Print what the core takes, and how it grows."""
    for size in (number, 10 * number, 100 * number):
        measure_size(size, max(2, times * number // size))


def measure_size(size: int, times: int) -> None:
    """Print what the core takes for so many slots."""
    slots, places = core_slots(size, random.Random(size))
    team = {who: None for slot in slots for who in slot.inspectors}
    work, criteria = standard_fieldwork(), [f"c{n}" for n in range(40)]
    found = len(clashes(slots, places, team, work))
    took = best(times, lambda: clashes(slots, places, team, work))
    missing = best(times, lambda: coverage(slots, criteria, ["police"], ["Child 1"]))
    print(f"core, {size} slots: {found} clashes in {took:.1f} ms, coverage in {missing:.2f} ms")


def measure_pages(number: int, times: int) -> None:
    """Print what each page takes. What needs Django is imported once the temporary installation is set up."""
    # ruff: noqa: PLC0415
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from joinedup.inspections.actions import add_team_member
    from joinedup.inspections.enums import Stage
    from joinedup.inspections.timetable.actions import add_place, add_slot
    from joinedup.inspections.timetable.details import SlotDetails
    from tests.factories.inspections import _member, make_inspection

    settings.ALLOWED_HOSTS = ["testserver"]
    rng, framework = random.Random(7), load_framework("jtai-2023-serious-youth-violence")
    world = make_inspection(framework, Stage.SELECTION)
    here, lead = world.inspection, world.lead
    team = [lead, *world.inspectors.values()]
    inspectorate = next(iter(world.inspectorates.values()))
    while len(team) < INSPECTORS:
        person = _member(inspectorate)
        add_team_member(by=lead, inspection=here, person=person, inspectorate=inspectorate, role="inspector")
        team.append(person)
    places = [add_place(by=lead, inspection=here, title=f"Place {n}", minutes=20) for n in range(PLACES)]
    agencies, criteria = list(world.agencies.values()), [one.id for one in framework.criteria]
    for _ in range(number):
        half, begins = rng.choice(HOURS)
        agency = rng.choice(agencies)
        details = SlotDetails(
            day=here.fieldwork_from + timedelta(days=rng.randrange(DAYS)),
            half=half,
            begins=begins,
            ends=clock(begins.hour + 1, begins.minute),
            activity=rng.choice(["interview", "observe", "focus_group"]),
            inspectors=rng.sample(team, 2),
            place=rng.choice(places),
            room=f"Room {rng.randrange(6)}",
            staff={agency: ["Team manager"]},
            criteria=rng.sample(criteria, 2),
            sector=agency.sector,
        )
        add_slot(by=lead, inspection=here, details=details)
    busiest = max(agencies, key=lambda agency: agency.slots.count())
    coordinator = world.coordinators[busiest.sector]
    pages = [
        ("the grid, inspectors’ door", lead, reverse("inspectorate:timetable", args=[here.pk])),
        ("the list", lead, reverse("inspectorate:timetable-list", args=[here.pk])),
        ("one day", lead, reverse("inspectorate:timetable-day", args=[here.pk])),
        ("on paper", lead, reverse("inspectorate:timetable-print", args=[here.pk])),
        (f"agency’s door, {busiest.slots.count()} slots", coordinator, reverse("agency:timetable", args=[here.pk])),
    ]
    print(f"pages: {len(team)} inspectors, {DAYS} days, {number} slots")
    for name, person, path in pages:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["mfa.enrolled"] = True
        session.save()
        timed(name, client, path, times)


def timed(name: str, client: object, path: str, times: int) -> None:
    """Print how long a page takes, and the share of it the core does."""
    from unittest.mock import patch

    spent, core = [], [0.0]

    def counted(*given: object) -> object:
        start = time.process_time()
        found = clashes(*given)
        core[0] += time.process_time() - start
        return found

    with (
        patch("joinedup.web.inspectorate.timetable_in_words.clashes", counted),
        patch("joinedup.inspections.timetable.reading.clashes", counted),
    ):
        for number in range(times + 1):
            start = time.process_time()
            assert client.get(path).status_code == 200
            if number == 0:  # the first reads templates and settings
                core[0] = 0.0
                continue
            spent.append(1000 * (time.process_time() - start))
    share = 100 * 1000 * core[0] / sum(spent)
    print(f"{name}: {statistics.median(spent):.0f} ms, slowest {max(spent):.0f} ms, {share:.0f} % of it the core")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slots", type=int, default=120)
    parser.add_argument("--times", type=int, default=20)
    given = parser.parse_args()
    measure_core(given.slots, given.times)
    with temporary_joinedup():
        measure_pages(given.slots, given.times)
    return 0


if __name__ == "__main__":
    sys.exit(main())
