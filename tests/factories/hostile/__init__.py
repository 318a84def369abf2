"""Files that are not lists, or mean harm: a table of kinds, by container, damage and size."""

from tests.factories.hostile.damage import damaged, misnamed
from tests.factories.hostile.kinds import Kind, Kinds
from tests.factories.hostile.sheets import entities, far, values
from tests.factories.hostile.texts import elements, letters, returns, tables
from tests.factories.hostile.zips import bombs, lies, parts

__all__ = ("Kind", "all_kinds")


def all_kinds() -> Kinds:
    """Every kind, each with a name of its own."""
    for family in (damaged, misnamed, bombs, lies, parts, entities, far, values, tables, letters, elements, returns):
        for kind in family():
            yield Kind(f"{family.__name__}: {kind.name}", kind.file, kind.make, kind.outcome)
