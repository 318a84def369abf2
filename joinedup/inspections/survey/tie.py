"""How somebody's own answer is found again while a survey is open, without a row that says whose it is."""

import hashlib
import hmac
import secrets

from joinedup.inspections.survey.models import InspectionSurvey
from joinedup.people.models import Person


def new_tie() -> str:
    """Return a new secret for one survey."""
    return secrets.token_hex(32)


def whose(survey: InspectionSurvey, person: Person) -> str:
    """Return the mark of a person's answer in a survey: HMAC-SHA256 of their id with the survey's sealed secret, as hex.

    Raises ValueError once the secret is wiped: from then on nobody can tell whose an answer is.
    """
    if not survey.tie:
        raise ValueError("The survey has closed: no answer leads back to anybody.")
    return hmac.new(bytes.fromhex(survey.tie), str(person.pk).encode(), hashlib.sha256).hexdigest()


def nobody() -> str:
    """Return a mark that leads to nobody."""
    return secrets.token_hex(32)
