"""What `joinedup doctor` looks at. Each look answers with sentences a person can act on."""

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from joinedup.audit.master import MasterKeyError, derive
from joinedup.audit.queries import chains, verify
from joinedup.cases.concerns import chain as concerns
from joinedup.config.serving import unapplied_migrations
from joinedup.inspections.survey.queries import closed_uncounted
from joinedup.publication import stock as published
from joinedup.vault.queries import stock, sweep_orphans, unopenable_keys


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, and a sentence."""

    subject: str
    ok: bool
    sentence: str


def examine(*, sweep: bool = False) -> list[Finding]:
    """Look at everything; where the master key or the database cannot be read, say so and leave out what needs them."""
    database = list(_database())
    findings = [*_master_key(), *_front_end(), *database]
    if not _key_is_whole() or not all(finding.ok for finding in database):
        return findings
    files = (lambda: _stored_files(sweep), lambda: _published(sweep))
    looks: list[Callable[[], Iterator[Finding]]] = [_keys, *files, _log, _concerns, _surveys]
    return findings + [finding for look in looks for finding in look()]


def _master_key() -> Iterator[Finding]:
    """The master key is there, whole, and nobody else's to read."""
    path = Path(settings.MASTER_KEY_FILE)
    try:
        derive("vault")
    except MasterKeyError as error:
        yield Finding("master key", False, str(error))
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        yield Finding("master key", False, f"{path} can be read by others (mode {mode:o}). Run: chmod 600 {path}")
    else:
        yield Finding("master key", True, f"{path} is whole and readable by its owner alone.")


def _key_is_whole() -> bool:
    """Return whether the master key can be used at all."""
    try:
        return bool(derive("vault"))
    except MasterKeyError:
        return False


def _front_end() -> Iterator[Finding]:
    """The style sheet and script have been built."""
    built = Path(str(files("joinedup"))) / "web" / "static" / "dist" / "joinedup.css"
    if built.is_file():
        yield Finding("front end", True, "The style sheet and script are built.")
    else:
        yield Finding("front end", False, "The style sheet and script are not built: pages will be bare. Run: make setup")


def _database() -> Iterator[Finding]:
    """The database answers and is up to date."""
    try:
        behind = unapplied_migrations()
    except DatabaseError as error:
        yield Finding("database", False, f"The database does not answer: {str(error).strip()}. Check DATABASE_URL.")
        return
    if behind:
        yield Finding("database", False, "The database is not up to date with this version. Run: joinedup setup")
    else:
        yield Finding("database", True, f"The {connection.display_name} database answers and is up to date.")


def _keys() -> Iterator[Finding]:
    """Every inspection's key opens with this master key."""
    broken, count = unopenable_keys()
    if broken:
        opened = f"This master key opens {count - len(broken)} of {_counted(count, 'key', '{} keys')}"
        yield Finding("keys", False, f"{opened} Put back the one they were made with.")
    else:
        yield Finding("keys", True, _counted(count, "key opens", "All {} keys open"))


def _stored_files(sweep: bool) -> Iterator[Finding]:
    """Every pointer row has its file as written, and every file its row."""
    held = stock()
    for sealed_file, what in held.faults:
        yield Finding("stored files", False, f"The file of {sealed_file} ({sealed_file.path}) is {what}. Restore it from a backup.")
    if held.orphans and sweep:
        yield Finding(
            "stored files",
            True,
            _counted(sweep_orphans(held), "file without a row was removed", "{} files without a row were removed"),
        )
    elif held.orphans:
        orphans = _counted(len(held.orphans), "file has no row (a write that failed)", "{} files have no row (a write that failed)")
        yield Finding("stored files", False, f"{orphans} Run: joinedup doctor --sweep")
    if not held.faults:
        yield Finding(
            "stored files",
            True,
            _counted(held.count, "sealed file lies as it was written", "All {} sealed files lie as they were written"),
        )


def _published(sweep: bool) -> Iterator[Finding]:
    """Every published form is as it was published, and no other file lies among them."""
    held = published.stock()
    for sentence in held.faults:
        yield Finding("publications", False, sentence)
    if held.orphans and sweep:
        swept = published.sweep_orphans(held)
        removed = _counted(swept, "file that was never published was removed", "{} files that were never published were removed")
        yield Finding("publications", True, removed)
    elif held.orphans:
        orphans = _counted(len(held.orphans), "file was never published", "{} files were never published")
        yield Finding("publications", False, f"{orphans} Run: joinedup doctor --sweep")
    if not held.faults:
        yield Finding(
            "publications",
            True,
            _counted(held.count, "published form is as it was published", "All {} published forms are as they were published"),
        )


def _log() -> Iterator[Finding]:
    """Every chain of the log holds."""
    known = chains()
    faults = [fault for chain in known for fault in verify(chain)]
    for fault in faults:
        yield Finding("log", False, f"Chain {fault.chain or 'general'}: {fault.sentence}")
    if not faults:
        yield Finding("log", True, _counted(len(known), "chain holds", "All {} chains hold"))


def _concerns() -> Iterator[Finding]:
    """What was said of every urgent concern stands as it was written, to the last word the log knows of."""
    count, wrong = concerns.faults()
    for sentence in wrong:
        yield Finding("urgent concerns", False, f"{sentence} Restore it from a backup.")
    if not wrong:
        yield Finding(
            "urgent concerns", True, _counted(count, "urgent concern stands as written", "All {} urgent concerns stand as written")
        )


def _surveys() -> Iterator[Finding]:
    """No closed survey is left whose answers lead back to people."""
    waiting = closed_uncounted(timezone.now()).count()
    if waiting:
        left = _counted(waiting, "survey has closed and is not counted out", "{} surveys have closed and are not counted out")
        yield Finding("surveys", False, f"{left} Their answers lead back to people until then. Run: joinedup serve")
    else:
        yield Finding("surveys", True, "No closed survey leads back to people.")


def _counted(number: int, one: str, many: str) -> str:
    """Return a sentence about one thing or, with the number put in, about many."""
    return f"1 {one}." if number == 1 else f"{many.format(f'{number:,}')}."
