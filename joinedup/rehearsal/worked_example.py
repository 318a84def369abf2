"""The worked example a new installation starts with, and how its made-up people sign in."""

import json
import os
import tempfile
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db import transaction

from joinedup.inspections.models import Inspection
from joinedup.method.loader import load_framework
from joinedup.rehearsal.cast import SignIn
from joinedup.rehearsal.play import play
from joinedup.rehearsal.progress import Reporter

FRAMEWORK = "jtai-2016-sexual-exploitation-missing"
CHILDREN, SEED = 2_000, 1
SIGN_INS = "sign-ins.json"


def play_worked_example(reporter: Reporter | None = None) -> list[SignIn]:
    """Play the worked example into this installation where it holds no inspection; return how its people sign in.

    One transaction holds all of it: stopped half-way, the next start begins again from nothing.
    """
    if Inspection.objects.exists():
        return sign_ins()
    framework = load_framework(FRAMEWORK)
    with tempfile.TemporaryDirectory(prefix="joinedup-lists-") as lists, transaction.atomic():
        played = play(framework, children=CHILDREN, seed=SEED, folder=Path(lists), reporter=reporter, sign_in=True)
        _keep(played.cast.sign_ins)
    return played.cast.sign_ins


def sign_ins() -> list[SignIn]:
    """Return how the worked example's people sign in; empty where this installation has no worked example."""
    path = Path(settings.VAR) / SIGN_INS
    if not path.is_file():
        return []
    return [SignIn(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]


def _keep(entries: list[SignIn]) -> None:
    """Write the sign-ins to a file only its owner can read, whole or not at all."""
    path = Path(settings.VAR) / SIGN_INS
    beside = path.with_suffix(".tmp")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump([asdict(entry) for entry in entries], file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
