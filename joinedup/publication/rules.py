"""What a publication's state allows. Who may publish is known higher up: a publication knows no inspection."""

from joinedup.people.refusal import Refused, passes
from joinedup.publication.models import Publication, State


class PublicationRefused(Refused):
    """What was asked is not possible in the state the publication is in."""


def check_can_withdraw(publication: Publication) -> None:
    """Raise PublicationRefused unless the publication stands published."""
    _check_stands(publication, "withdrawn")


def can_withdraw(publication: Publication) -> bool:
    """Return whether the publication can be withdrawn."""
    return passes(check_can_withdraw, publication)


def check_can_correct(publication: Publication) -> None:
    """Raise PublicationRefused unless the publication stands published: a correction corrects the newest version."""
    _check_stands(publication, "corrected")


def can_correct(publication: Publication) -> bool:
    """Return whether the publication can be corrected by a new version."""
    return passes(check_can_correct, publication)


def _check_stands(publication: Publication, asked: str) -> None:
    if publication.state == State.WITHDRAWN:
        raise PublicationRefused(f"“{publication.title}” has been withdrawn and cannot be {asked}.")
    if publication.state == State.CORRECTED:
        raise PublicationRefused(f"“{publication.title}” has a newer version. Only the newest can be {asked}.")
