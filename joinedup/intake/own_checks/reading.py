"""Reading an agency's own files for it, in memory: what they say, and which of their headers it should look at."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.intake.core.crosslist import across
from joinedup.intake.core.matching import SheetMatches, match_headers
from joinedup.intake.core.reading import Reading, read_file
from joinedup.intake.core.unusable import UnusableFile
from joinedup.intake.mappings.queries import remembered_in
from joinedup.method.framework import Framework

File = tuple[str, bytes]  # its name, and its bytes as sent

#: Issues of whole columns that say a header was not plainly one of the list's.
_HEADERS_TO_SEE = ("column_unread", "column_unknown", "column_close", "column_mapped", "column_twice")


def of_sector(framework: Framework, agency: Agency) -> Framework:
    """Return the framework with the lists of the agency's sector alone, so that no file is taken for somebody else's list."""
    return replace(framework, lists=tuple(spec for spec in framework.lists if spec.sector == agency.sector))


def read_own(
    agency: Agency, framework: Framework, files: Sequence[File], list_id: str | None = None, notified_on: date | None = None
) -> list[Reading]:
    """Return what an agency's files say, as if the inspection were notified on a day, or today; they are kept nowhere.

    Raises UnusableFile with a line for each file that cannot be read.
    """
    framework, day = of_sector(framework, agency), notified_on or timezone.localdate()
    readings: list[Reading] = []
    refusals: list[str] = []
    for file in files:
        try:
            readings += _read_one(file, framework, agency, day, list_id)
        except UnusableFile as error:
            refusals.append(str(error))
    if refusals:
        raise UnusableFile("\n".join(refusals))
    return across(readings, framework)


def _read_one(file: File, framework: Framework, agency: Agency, notified_on: date, list_id: str | None) -> list[Reading]:
    name, data = file
    mappings = remembered_in(agency, name, data, [list_id] if list_id else [spec.id for spec in framework.lists])
    return read_file(
        data,
        filename=name,
        framework=framework,
        agency=agency.key,
        as_of=max(timezone.localdate(), notified_on),
        notified_on=notified_on,
        list_id=list_id,
        mappings=mappings,
    )


def headers_of(reading: Reading, data: bytes, agency: Agency, framework: Framework) -> tuple[SheetMatches, ...]:
    """Return what each header of a list was read as, where one was not known, was guessed by its spelling or was mapped."""
    if not reading.issues["rule"].is_in(_HEADERS_TO_SEE).any():
        return ()
    return headers_in((reading.filename, data), agency, framework, reading.list_id)


def headers_in(file: File, agency: Agency, framework: Framework, list_id: str) -> tuple[SheetMatches, ...]:
    """Return what each header of a file would be read as, taken for one list; empty where the file cannot be opened at all."""
    name, data = file
    try:
        mapping = remembered_in(agency, name, data, [list_id]).get(list_id)
        return match_headers(data, filename=name, framework=framework, list_id=list_id, mapping=mapping)
    except (UnusableFile, LookupError):  # a return's table is no list of the framework, and has headers of its own
        return ()
