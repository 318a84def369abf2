"""Which kinds of event a list as sent could show, so that what it leaves out is not taken for what never happened."""

from joinedup.intake.core.reading import Reading
from joinedup.intake.core.table import Table
from joinedup.method.framework import EventMapping, ListSpec


def kinds_not_shown(reading: Reading, asked: ListSpec) -> list[str]:
    """Return the kinds of event a list is asked for that this reading could not show, sorted.

    A kind is shown where the columns that date it and decide it are in the file, on every sheet of the list; of a statutory
    return, where any of its tables says it.
    """
    kinds = {mapping.kind for mapping in asked.events}
    if reading.form:
        said = {mapping.kind for table in reading.tables for mapping in table.spec.events if _has_columns(table, mapping)}
        return sorted(kinds - said)
    lacking = {mapping.kind for table in reading.tables for mapping in asked.events if not _has_columns(table, mapping)}
    return sorted(lacking if reading.tables else kinds)


def _has_columns(table: Table, mapping: EventMapping) -> bool:
    return all(key in table.cells for key in (mapping.start, *(key for key, _ in mapping.when)))
