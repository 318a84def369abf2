"""Reading lists of the small framework."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from joinedup.intake.core.reading import Reading, read_list
from joinedup.method.framework import Framework
from tests.factories.lists import AS_OF, csv_bytes, framework_of_lists


@pytest.fixture(scope="session")
def framework() -> Framework:
    """The small framework of tests.factories.lists."""
    return framework_of_lists()


@pytest.fixture
def read(framework: Framework) -> Callable[..., Reading]:
    """Read rows (or bytes) as one list of the small framework."""

    def read_rows(
        list_id: str, rows: Sequence[Sequence[object]] | bytes, *, filename: str = "list.csv", as_of: date = AS_OF, **more: Any
    ) -> Reading:
        data = rows if isinstance(rows, bytes) else csv_bytes(rows)
        return read_list(data, filename=filename, framework=framework, agency="force", as_of=as_of, list_id=list_id, **more)

    return read_rows
