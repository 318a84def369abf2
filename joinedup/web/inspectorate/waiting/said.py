"""One thing that is waited for: what, where it is done, whose it is to do, and who alone can end the waiting."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from joinedup.inspections.enums import Role
from joinedup.inspections.models import Inspection

EVERYONE: Final = frozenset(Role)
LEAD: Final = frozenset({Role.LEAD})
TEAM: Final = frozenset({Role.LEAD, Role.INSPECTOR})
SIGNATORY: Final = frozenset({Role.SIGNATORY})
_WHO: Final = {
    EVERYONE: "anybody of the team",
    LEAD: "a lead inspector",
    TEAM: "an inspector of the team",
    SIGNATORY: "a signatory",
}


@dataclass(frozen=True)
class Waiting:
    """One thing to do: a sentence, the page to do it on, and the roles whose work it is.

    `by` names who else must act for it to end: an agency that answers, an inspectorate that signs. Then the roles only see to it.
    """

    sentence: str
    href: str
    whose: frozenset[Role]
    by: str = ""

    @property
    def who(self) -> str:
        """Return who can end the waiting: the agency or inspectorate awaited, else the roles, in words."""
        return self.by or in_words(self.whose)


def in_words(roles: frozenset[Role]) -> str:
    """Return roles as who does a thing: "a lead inspector", "an inspector of the team"."""
    return _WHO.get(roles) or " or ".join(f"a {role.label.lower()}" for role in Role if role in roles)


def page_of(name: str, inspection: Inspection, *more: object) -> str:
    """Return the address of a page of the inspection."""
    return reverse(f"inspectorate:{name}", args=[inspection.pk, *more])
