"""How long the pages about doubtful pairs and the quality of links take, on a run of about 100,000 joined pairs.

    python benchmarks/quality_page.py [--records 140000] [--decided 400]

Links made-up records in a temporary installation, has the drawn pairs and some doubtful ones decided, and asks for each page five
times through Django's test client. Printed: processor seconds of the run, and the fastest and slowest answer of each page.
"""

import argparse
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import polars as pl

from joinedup.linkage.core.lists import read_lists
from joinedup.rehearsal.sandbox import temporary_joinedup
from joinedup.training.scale import people_lists

TIMES = 5


def records_of(number: int) -> pl.DataFrame:
    """Made-up records, as of a sector: which, is of no matter here."""
    made = people_lists(number, seed=7, as_of=date(2026, 11, 1))
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.csv" for name in made.lists]
        for path in paths:
            made.lists[path.stem].write_csv(path)
        return read_lists(paths).records.with_columns(sector=pl.lit("health"))


def timed(name: str, client: object, path: str) -> None:
    """Print how long a page takes."""
    seconds = []
    for _ in range(TIMES):
        start = time.process_time()
        assert client.get(path).status_code == 200
        seconds.append(time.process_time() - start)
    print(f"{name}: {min(seconds):.3f} to {max(seconds):.3f} s")


def measure(records: pl.DataFrame, decided: int) -> None:
    """Make the run and time the pages. What needs Django is imported once the temporary installation is set up."""
    # ruff: noqa: PLC0415
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from joinedup.inspections.enums import Stage
    from joinedup.intake.actions import ask_agencies
    from joinedup.linkage.actions import decide, run_link
    from joinedup.linkage.pairs import review_of
    from tests.factories.inspections import make_inspection
    from tests.factories.linkage import AUTHORITY, POLICE, Listed, framework_of_people

    settings.ALLOWED_HOSTS = ["testserver"]
    world = make_inspection(framework_of_people(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    listed = Listed(world)
    listed.send("local_authority", AUTHORITY)
    listed.send("police", POLICE)
    start = time.process_time()
    with patch("joinedup.linkage.actions.records_of", lambda *_: records):
        run = run_link(by=world.lead, inspection=world.inspection)
    print(f"run: {time.process_time() - start:.1f} s, {run.joined} pairs joined, {run.for_review} left to a person")
    review = review_of(run)
    for pair in (*review.drawn, *review.doubtful[:decided]):
        decide(by=world.lead, run=run, pair=pair.record_ids, decision="accept", reason="The register says so.")
    client = Client()
    client.force_login(world.lead, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["mfa.enrolled"] = True
    session.save()
    here = world.inspection.pk
    timed("how good the links are", client, reverse("inspectorate:quality", args=[here]))
    timed("doubtful pairs", client, reverse("inspectorate:pairs", args=[here]))
    timed("one pair", client, reverse("inspectorate:pair", args=[here, review.doubtful[-1].id]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=140_000)
    parser.add_argument("--decided", type=int, default=400)
    options = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parents[1]))
    with temporary_joinedup():
        measure(records_of(options.records), options.decided)


if __name__ == "__main__":
    main()
