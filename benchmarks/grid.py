"""How long the grid takes with thousands of notes, and how that grows.

    python benchmarks/grid.py [--notes 1250 2500 5000 10000] [--framework jtai-2016-sexual-exploitation-missing]

Writes made-up notes into a temporary installation (rows as the real action leaves them, in bulk), then asks for the page five times
through Django's test client, and for the grid without its page. Printed: the fastest answer in milliseconds of processor time, and
what each thousand of notes adds.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

from joinedup.method.loader import load_framework
from joinedup.rehearsal.sandbox import temporary_joinedup

TIMES = 5


def fastest(ask: Callable[[], Any]) -> float:
    """Return the fewest milliseconds of processor time."""
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        ask()
        taken.append(1000 * (time.process_time() - start))
    return min(taken)


def fill(world: Any, number: int, seed: int) -> None:
    """Add made-up notes, each in one to three criteria; one in fifty is for restricted eyes, one in thirty incomplete."""
    # ruff: noqa: PLC0415
    from joinedup.evidence.models import Note, NoteRevision

    chance, framework = random.Random(seed), world.inspection.framework
    people = [(world.inspectorates[code], person) for code, person in world.inspectors.items()]
    begun = Note.objects.filter(inspection=world.inspection).count()
    notes, revisions = [], []
    for place in range(begun + 1, number + 1):
        body, person = chance.choice(people)
        note = Note(inspection=world.inspection, author=person, inspectorate=body, number=place, restricted=chance.random() < 0.02)
        criteria = [one.id for one in framework.criteria if one.id in set(chance.sample([c.id for c in framework.criteria], 2))]
        revision = NoteRevision(
            inspection=world.inspection,
            note=note,
            hash=uuid4().hex * 2,
            by=person,
            source=chance.choice(framework.sources).id,
            sector=chance.choice(framework.sectors).id,
            criteria=criteria,
            direction=chance.choice(["strength", "concern", "concern", "context"]),
            text="What was seen is of no matter here. " * 12,
            seen_on=world.inspection.notified_on,
            written_at=datetime.now(UTC),
        )
        note.heads, note.usable = [str(revision.pk)], chance.random() > 0.03
        notes.append(note)
        revisions.append(revision)
    Note.objects.bulk_create(notes, batch_size=200)
    NoteRevision.objects.bulk_create(revisions, batch_size=100)
    for note, revision in zip(notes, revisions, strict=True):
        note.current = revision
    Note.objects.bulk_update(notes, ["current"], batch_size=200)


def measure(framework_id: str, sizes: list[int]) -> None:
    """Print a line for each size. What needs Django is imported once the temporary installation is set up."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from joinedup.evidence.looking.queries import grid_for
    from joinedup.inspections.enums import Stage
    from tests.factories.inspections import make_inspection

    settings.ALLOWED_HOSTS = ["testserver"]
    world = make_inspection(load_framework(framework_id), Stage.FIELDWORK)
    client = Client()
    client.force_login(world.lead, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["mfa.enrolled"] = True
    session.save()
    path, seen = reverse("inspectorate:grid", args=[world.inspection.pk]), []
    assert client.get(path).status_code == 200  # templates are read once
    for size in sorted(sizes):
        fill(world, size, seed=size)
        page = fastest(lambda: client.get(path))
        alone = fastest(lambda: grid_for(world.lead, world.inspection))
        seen.append((size, page))
        print(f"{size:6} notes: page {page:6.0f} ms, grid alone {alone:6.0f} ms", flush=True)
    for (fewer, less), (more, longer) in pairwise(seen):
        print(f"{fewer} to {more}: {1000 * (longer - less) / (more - fewer):.1f} ms for each thousand notes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, nargs="+", default=[1250, 2500, 5000, 10_000])
    parser.add_argument("--framework", default="jtai-2016-sexual-exploitation-missing")
    options = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parents[1]))
    with temporary_joinedup():
        measure(options.framework, options.notes)


if __name__ == "__main__":
    main()
