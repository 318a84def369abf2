"""The one writer of versions. Called within the action that checks who may and logs what was done."""

import uuid
from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.utils import timezone

from joinedup.cases.core.versions import VersionError, check_parents, version_hash
from joinedup.cases.versions.models import PartBase, VersionBase
from joinedup.cases.versions.queries import versions_of
from joinedup.people.models import Person

Kept = TypeVar("Kept", bound=VersionBase)

#: Characters one field may hold: some twenty pages.
LONGEST = 60_000


def add_version(
    table: type[Kept],
    part: PartBase,
    *,
    by: Person,
    said: Mapping[str, str],
    parents: Iterable[str],
    id: str = "",
    late: bool = False,
) -> tuple[Kept, bool]:
    """Keep what a person wrote as a version of its own, and return it and whether it is new; nothing is ever written over.

    Call it within a transaction, with a part whose row is locked. `parents` are the ids of the versions the person had before
    them; where somebody has saved since, the new version stands beside theirs. `id` is the page's own: the same page saved twice
    is one version, and the same page changed and saved again is written over what that page kept before. What says the same as
    the only version it was written over is not kept again. Raises VersionError.
    """
    _check_length(said)
    rows = list(table._default_manager.filter(part=part).select_related("by"))
    parents = list(dict.fromkeys(parents))
    id = _page_id(id)
    by_id = {str(row.pk): row for row in rows}
    kept = by_id.get(id)
    if kept is not None:
        if kept.by_id != by.pk:
            raise VersionError("This page was saved by somebody else. Open the part again and save there.")
        if kept.said == dict(said):
            return kept, False
        id, parents = str(uuid.uuid4()), [id]
    elif table._default_manager.filter(pk=id).exists():
        raise VersionError("This page belongs to another part. Open the part again and save there.")
    check_parents(versions_of(rows), parents)
    if len(parents) == 1 and by_id[parents[0]].said == dict(said):
        return by_id[parents[0]], False
    row = table(pk=uuid.UUID(id), inspection=part.inspection, part=part, by=by, at=timezone.now(), parents=parents, said=dict(said))
    row.late = late
    row.hash = version_hash(id, (by_id[parent].hash for parent in parents), said)
    row.save(force_insert=True)
    return row, True


def _page_id(id: str) -> str:
    """Return the page's own id, or one of its own for what came without a page."""
    try:
        return str(uuid.UUID(id)) if id else str(uuid.uuid4())
    except ValueError as error:
        raise VersionError("This page cannot be told from others. Open the part again and save there.") from error


def _check_length(said: Mapping[str, str]) -> None:
    if any(len(words) > LONGEST for words in said.values()):
        raise VersionError(f"This is longer than {LONGEST:,} characters. Keep the rest in a part of its own.")
