"""Reading the versions of a part as the plain core knows them."""

from collections.abc import Iterable

from joinedup.cases.core.versions import Version, in_order
from joinedup.cases.versions.models import VersionBase


def versions_of(rows: Iterable[VersionBase]) -> tuple[Version, ...]:
    """Return stored versions as plain ones, the oldest first. Give rows with `by` fetched.

    Opens every seal: what reaches a person is read through an action.
    """
    return in_order(version_of(row) for row in rows)


def version_of(row: VersionBase) -> Version:
    """Return one stored version as a plain one."""
    return Version(str(row.pk), tuple(row.parents), row.said, by=str(row.by), at=row.at, late=row.late)
