"""What a publication's state allows. Who may publish is known higher up: a publication knows no inspection."""

from typing import Final

from joinedup.people.refusal import Refused, passes
from joinedup.publication.models import Publication, State

#: from → to: the one state table of what is published.
PUBLICATION_STATES: Final = {
    State.EMBARGOED: frozenset({State.PUBLISHED, State.CALLED_OFF}),
    State.PUBLISHED: frozenset({State.CORRECTED, State.WITHDRAWN}),
    State.CORRECTED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.CALLED_OFF: frozenset(),
}
_ASKED: Final = {
    State.PUBLISHED: "published",
    State.CALLED_OFF: "called off",
    State.CORRECTED: "corrected",
    State.WITHDRAWN: "withdrawn",
}


class PublicationRefused(Refused):
    """What was asked is not possible in the state the publication is in."""


def check_can_become(publication: Publication, to: State) -> None:
    """Raise PublicationRefused unless the table of states holds the move."""
    state, asked = State(publication.state), _ASKED.get(to, "put under embargo")
    if to in PUBLICATION_STATES[state]:
        return
    said = {
        State.WITHDRAWN: f"has been withdrawn and cannot be {asked}.",
        State.CORRECTED: f"has a newer version. Only the newest can be {asked}.",
        State.CALLED_OFF: f"was called off before it was published and cannot be {asked}.",
        State.EMBARGOED: f"is under embargo and cannot be {asked}.",
        State.PUBLISHED: f"is published and cannot be {asked}.",
    }
    raise PublicationRefused(f"“{publication.title}” {said[state]}")


def can_become(publication: Publication, to: State) -> bool:
    """Return whether `check_can_become` would pass."""
    return passes(check_can_become, publication, to)


def check_can_withdraw(publication: Publication) -> None:
    """Raise PublicationRefused unless the publication stands published."""
    check_can_become(publication, State.WITHDRAWN)


def can_withdraw(publication: Publication) -> bool:
    """Return whether the publication can be withdrawn."""
    return passes(check_can_withdraw, publication)


def check_can_correct(publication: Publication) -> None:
    """Raise PublicationRefused unless the publication stands published: a correction corrects the newest version."""
    check_can_become(publication, State.CORRECTED)


def can_correct(publication: Publication) -> bool:
    """Return whether the publication can be corrected by a new version."""
    return passes(check_can_correct, publication)
