"""How long it takes to sync notes queued on a device.

    python benchmarks/notes_sync.py [--notes 1000] [--batch 200]

Registers a device in a temporary installation (SQLite, or what DATABASE_URL says), sends made-up notes in batches through the real
address with Django's test client, then has a colleague's device fetch them all. Printed for each: seconds on the clock and of
processor time; and that the server holds each revision once.
"""

import argparse
import json
import random
import sys
import time
import uuid
from pathlib import Path
from typing import Any

from joinedup.rehearsal.sandbox import temporary_joinedup

WORDS = ("the child was seen", "at home", "and the worker wrote down", "what was said", "before the meeting", "of all agencies")
#: Seconds for a thousand notes: what is promised.
PROMISED = 3.0


def queued(world: Any, device: str, number: int, seed: int) -> list[dict[str, Any]]:
    """Return made-up first wordings of as many notes, 80 to 400 words each."""
    # ruff: noqa: PLC0415
    from joinedup.evidence.core.revisions import Content, Revision

    chance, framework = random.Random(seed), world.inspection.framework
    made = []
    for _ in range(number):
        content = Content(
            source=chance.choice(framework.sources).id,
            role="Duty social worker",
            sector=chance.choice(framework.sectors).id,
            criteria=(chance.choice(framework.criteria).id,),
            direction=chance.choice(["strength", "concern", "context"]),
            text=" ".join(chance.choices(WORDS, k=chance.randint(30, 130))),
            seen_at="2022-10-18T09:05Z",
        )
        revision = Revision(str(uuid.uuid4()), str(uuid.uuid4()), (), device, "2022-10-18T09:06:07.891Z", content)
        made.append({**revision.as_json(), "hash": revision.hash})
    return made


class Timed:
    """Seconds on the clock and of processor time since it was made."""

    def __init__(self) -> None:
        self.clock, self.processor = time.perf_counter(), time.process_time()

    def told(self, what: str) -> float:
        """Print what was taken, and return the seconds on the clock."""
        clock, processor = time.perf_counter() - self.clock, time.process_time() - self.processor
        print(f"{what}: {clock:.2f} s on the clock, {processor:.2f} s of processor time", flush=True)
        return clock


def device_of(person: Any) -> tuple[Any, str]:
    """Return a browser signed in as a person, and the id of its device."""
    from django.test import Client

    client, device = Client(SERVER_NAME="localhost"), str(uuid.uuid4())
    client.force_login(person)
    session = client.session
    session["mfa.enrolled"] = True
    session.save()
    asked(client, "/notebook/api/devices", {"id": device, "name": "Tablet"})
    return client, device


def asked(client: Any, address: str, body: dict[str, Any]) -> dict[str, Any]:
    """Send a body and return what was answered; stop where the server says no."""
    response = client.post(address, json.dumps(body), content_type="application/json")
    if response.status_code != 200:
        sys.exit(f"{address} answered {response.status_code}: {response.content[:300]!r}")
    return dict(response.json())


def run(notes: int, batch: int) -> bool:
    """Send, fetch, count; return whether the promise was kept."""
    from joinedup.evidence.models import NoteRevision
    from joinedup.inspections.enums import Stage
    from tests.factories.inspections import make_inspection

    world = make_inspection(stage=Stage.FIELDWORK)
    client, device = device_of(world.inspectors["hmicfrs"])
    queue = queued(world, device, notes, seed=5)
    address, cursor, timed = f"/notebook/api/{world.inspection.pk}/sync", 0, Timed()
    for start in range(0, notes, batch):
        sent = queue[start : start + batch]
        got = asked(client, address, {"device": device, "since": cursor, "revisions": sent})
        cursor = got["cursor"]
        if {row["id"] for row in got["received"]} != {one["id"] for one in sent}:
            sys.exit("Not everything sent was received.")
    taken = timed.told(f"{notes} notes sent in batches of {batch}")
    client, device = device_of(world.lead)
    timed, fetched, more, cursor = Timed(), 0, True, 0
    while more:
        got = asked(client, address, {"device": device, "since": cursor, "revisions": []})
        fetched, more, cursor = fetched + len(got["arrivals"]), got["more"], got["cursor"]
    timed.told(f"{fetched} fetched by a colleague")
    held = NoteRevision.objects.filter(inspection=world.inspection).count()
    print(f"held by the server: {held}")
    return held == fetched == notes and taken <= PROMISED * notes / 1000


def main() -> int:
    """Run it and say whether the promise was kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=200)
    chosen = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parents[1]))
    with temporary_joinedup():
        return 0 if run(chosen.notes, chosen.batch) else 1


if __name__ == "__main__":
    sys.exit(main())
