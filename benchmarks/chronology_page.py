"""How long the page of one child's chronology takes: 300 events of one child, in a cohort of 2,000 children and 100,000 events.

    python benchmarks/chronology_page.py [--events 300] [--cohort 100000] [--framework ID]

Pins a random cohort in a temporary installation and asks for the page through Django's test client, twenty times each: as it
opens, zoomed to a quarter, narrowed to one agency, and the page to print. Printed as one JSON line for each: the median and the
slowest in milliseconds, the processor's milliseconds, and of the median's parts: reading from the vault, computing timescales
and all that follows from the events, drawing, and the rest (template, session, audit row).
"""

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from joinedup.config.threads import one_thread_a_request

one_thread_a_request()  # as the web server does, before anything imports Polars
# ruff: noqa: E402
import polars as pl

from joinedup.cases.core.chronology import chronologies
from joinedup.config.memory import settle
from joinedup.method.loader import load_framework
from joinedup.rehearsal.sandbox import temporary_joinedup

TIMES = 20
CHILDREN = 2_000
NOTIFIED = date(2024, 5, 14)


def cohort(framework: Any, events: int, of_one: int) -> pl.DataFrame:
    """Return the chronologies of a random cohort, one child of which has `of_one` events; that child's id is the first."""
    from benchmarks import chronology as random_stories

    random_stories.PER_CHILD = max(events // CHILDREN, 1)
    run, records, made, relations = random_stories.stories(framework, events, seed=1)
    from_lists = made.with_columns(
        submission=pl.lit("5" * 64), list=pl.lit(framework.lists[0].id), row=pl.int_range(pl.len(), dtype=pl.Int64)
    )
    lines = chronologies(run, records, from_lists, relations)
    one = lines["child_id"][0]
    more = lines.filter(pl.col("child_id") != one, pl.col("via").is_null()).head(of_one)
    own = more.with_columns(child_id=pl.lit(one), event_id=pl.lit("own") + pl.col("event_id"))
    return pl.concat([own, lines.filter(pl.col("child_id") != one)]).sort("child_id", "start_earliest", "start_latest", "event_id")


@contextmanager
def parts_timed(spent: dict[str, float]) -> Iterator[None]:
    """Add up how long the parts of a page take."""
    places = {
        "read": ["joinedup.cases.queries.chronology_of"],
        "compute": ["joinedup.cases.queries.child_story"],
        "draw": [f"joinedup.web.inspectorate.views.chronology.chronology_{what}" for what in ("body", "page")],
    }
    with ExitStack() as stack:
        for part, names in places.items():
            for name in names:
                stack.enter_context(patch(name, timed(part, resolved(name), spent)))
        yield


def resolved(name: str) -> Callable[..., Any]:
    module, _, attribute = name.rpartition(".")
    return getattr(sys.modules[module], attribute)


def timed(part: str, step: Callable[..., Any], spent: dict[str, float]) -> Callable[..., Any]:
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        try:
            return step(*args, **kwargs)
        finally:
            spent[part] += time.perf_counter() - began

    return wrapped


def measure(framework_id: str, events: int, of_one: int) -> None:
    """Pin the cohort and time the pages. What needs Django is imported once the temporary installation is set up."""
    # ruff: noqa: PLC0415
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from joinedup.cases.models import Sample, TrackedChild
    from joinedup.inspections.enums import Stage
    from joinedup.inspections.models import Inspection
    from joinedup.records.artefacts import to_parquet
    from joinedup.vault import files
    from tests.factories.inspections import make_inspection

    settings.ALLOWED_HOSTS = ["testserver"]
    framework = load_framework(framework_id)
    world = make_inspection(framework, Stage.FIELDWORK)
    Inspection.objects.filter(pk=world.inspection.pk).update(notified_on=NOTIFIED)
    lines = cohort(framework, events, of_one)
    one = lines["child_id"].sort()[0]
    here = {"inspection": world.inspection}
    scope = world.inspection.pk
    kept = {
        "artefact": files.store(scope=scope, kind="cohort", data=to_parquet(lines.select("child_id").unique(), ["child_id"])),
        "chronologies": files.store(scope=scope, kind="chronologies", data=to_parquet(lines, [])),
    }
    drawn = {"run": world.inspection.pk, "frame_hash": "0" * 64, "seed": "1", "method": "", "size": 1, "children": CHILDREN}
    received = [spec.id for spec in framework.lists]
    sample = Sample.objects.create(**here, **kept, **drawn, received=received, drawn_by=world.lead)
    child = TrackedChild(**here, sample=sample, number=1, code="Child 1", child_id=one, chosen_by=world.lead)
    child.records, child.facts, child.why = [], {"age": 14, "age_band": "13 to 15", "sex": "female"}, "For the measurement."
    child.save(force_insert=True)
    client = Client()
    client.force_login(world.lead, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["mfa.enrolled"] = True
    session.save()
    page = reverse("inspectorate:chronology", args=[scope, child.pk])
    held = lines.filter(pl.col("child_id") == one).height
    print(json.dumps({"cohort_events": lines.height, "children": lines["child_id"].n_unique(), "events_of_the_child": held}))
    for name, address in {
        "as it opens": page,
        "a quarter": f"{page}?from=2024-02-15&until=2024-05-14",
        "one agency": f"{page}?agency=police",
        "to print": f"{page}print/",
    }.items():
        print(json.dumps({"page": name, **timings(client, address)}))


def timings(client: Any, address: str) -> dict[str, object]:
    wall, cpu, parts = [], [], []
    assert client.get(address).status_code == 200  # what is done once in a process is done
    settle()  # as the web server does once it has loaded
    for _ in range(TIMES):
        spent: dict[str, float] = defaultdict(float)
        with parts_timed(spent):
            began, busy = time.perf_counter(), time.process_time()
            response = client.get(address)
            wall.append(time.perf_counter() - began)
            cpu.append(time.process_time() - busy)
        parts.append({**spent, "rest": wall[-1] - sum(spent.values())})
    told = {name: round(1000 * statistics.median(part[name] for part in parts), 1) for name in parts[0]}
    return {
        "median_ms": round(1000 * statistics.median(wall), 1),
        "slowest_ms": round(1000 * max(wall), 1),
        "processor_ms": round(1000 * statistics.median(cpu), 1),
        "parts_ms": told,
        "bytes": len(response.content),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=300)
    parser.add_argument("--cohort", type=int, default=100_000)
    parser.add_argument("--framework", default="jtai-2016-sexual-exploitation-missing")
    options = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parents[1]))
    with temporary_joinedup():
        measure(options.framework, options.cohort, options.events)


if __name__ == "__main__":
    main()
