"""What pages of the register of inspectors share: the way back, and which agencies can be named."""

from typing import Any

from django.urls import reverse

from joinedup.areas.models import Agency
from joinedup.areas.queries import agencies_seen_by, areas_of
from joinedup.people.models import Person
from joinedup.programme.inspectors.models import Inspector


def crumbs(*, register: bool = False, entry: Inspector | None = None) -> list[dict[str, str]]:
    """Return the way back from a page of the register."""
    above = [("My work left", reverse("inspectorate:home")), ("Programme", reverse("inspectorate:programme"))]
    if register:
        above.append(("Inspectors", reverse("inspectorate:inspectors")))
    if entry is not None:
        above.append((entry.person.name, reverse("inspectorate:inspector", args=[entry.pk])))
    return [{"text": text, "href": href} for text, href in above]


def entered_agencies(person: Person) -> list[Agency]:
    """Return the agencies a person can name, by name."""
    return sorted(agencies_seen_by(person), key=lambda one: one.name)


def agencies_named(agency: Agency | None) -> list[Any]:
    """Return the areas an agency serves, by name: none for no agency."""
    return [] if agency is None else list(areas_of(agency))
