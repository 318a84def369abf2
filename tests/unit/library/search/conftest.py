"""A few findings, and meanings small enough to be read: a vector points at the one subject a text is about."""

from collections.abc import Callable

import numpy as np
import pytest

from joinedup.library.core.search.by_meaning import ByMeaning, Vector
from joinedup.library.core.search.entry import Searchable
from joinedup.library.core.search.index import Index

SUBJECTS = {
    "missing": ("missing", "runaway", "absent"),
    "meeting": ("meeting", "discussion", "conference"),
    "home": ("home", "neglect"),
}


def meaning_of(text: str) -> Vector:
    """Point along the subjects whose words a text holds; nowhere where it holds none."""
    row = np.array([any(word in text.lower() for word in words) for words in SUBJECTS.values()], dtype=np.float32)
    return row / (np.linalg.norm(row) or 1)


def entry(name: str, text: str, about: str = "", **facets: str | tuple[str, ...]) -> Searchable:
    """Make a finding."""
    return Searchable(name, text, about, {key: (value,) if isinstance(value, str) else value for key, value in facets.items()})


ENTRIES = (
    entry(
        "a",
        "Health staff are not invited to strategy discussions.",
        "Front door",
        kind="improve",
        agency=("health",),
        area="Northam",
    ),
    entry("b", "Police share what they know about children who go missing.", kind="strength", agency=("police",), area="Northam"),
    entry("c", "Return interviews with runaways are late.", kind="improve", agency=("police", "health"), area="Eastley"),
    entry("d", "The multi-agency safeguarding hub (MASH) decides on the day.", kind="strength", area="Eastley"),
    entry("e", "Neglect of older children is not seen; MASH staff’s training is old.", "neglect", kind="improve", area="Northam"),
)


@pytest.fixture
def words_only() -> Index:
    """Return the findings without vectors."""
    return Index(ENTRIES)


@pytest.fixture
def index() -> Index:
    """Return the findings with vectors for all but the last."""
    vectors = [meaning_of(each.text) for each in ENTRIES[:-1]]
    return Index(ENTRIES, ByMeaning([*vectors, None], meaning_of))


@pytest.fixture
def ids() -> Callable[..., list[str]]:
    """Return what tells a search's findings by their ids."""
    return lambda index, *asked, **more: [hit.id for hit in index.search(*asked, **more).hits]
