"""Fixed words of the disclosure check."""

from typing import Final

from django.db.models import TextChoices

from joinedup.letter.core.disclosure.hits import Kind


class Found(TextChoices):
    """What was found, as pages say it."""

    POSTCODE = Kind.POSTCODE.value, "Postcode"
    ADDRESS = Kind.ADDRESS.value, "Address"
    NUMBER = Kind.NUMBER.value, "Number or reference"
    CONTACT = Kind.CONTACT.value, "Telephone or e-mail"
    BIRTH = Kind.BIRTH.value, "Date of birth"
    CODE = Kind.CODE.value, "The inspection’s word for a child"
    PSEUDONYM = Kind.PSEUDONYM.value, "Pseudonym somebody bears"
    NAME = Kind.NAME.value, "Name"
    WORKER = Kind.WORKER.value, "Worker’s name"
    NICKNAME = Kind.NICKNAME.value, "Short form of a name"
    MISSPELT = Kind.MISSPELT.value, "Close to a name"
    INITIALS = Kind.INITIALS.value, "Initials"
    DATE = Kind.DATE.value, "Day"
    COMBINATION = Kind.COMBINATION.value, "Rare together"
    COUNT = Kind.COUNT.value, "Small number of people"
    POST = Kind.POST.value, "Post of one person"


class Decision(TextChoices):
    """What somebody decides about a thing found. A later decision takes the place of an earlier; both are kept."""

    CHANGE = "change", "It is to be changed"
    STAND = "stand", "It may stand"


class Standing(TextChoices):
    """How a thing found stands now: worked out from the last check and the decisions, never stored."""

    OPEN = "open", "Not decided"
    CHANGE = "change", "To be changed"
    STAND = "stand", "May stand"
    GONE = "gone", "No longer in the letter"


#: Kinds of which a decision may hold wherever the same words stand: names of services, places and bodies, and their like.
EVERYWHERE: Final = frozenset({Found.NAME, Found.NICKNAME, Found.WORKER, Found.MISSPELT, Found.ADDRESS, Found.CONTACT, Found.DATE})
#: … of which a single word is somebody's name, and is decided in each place: elsewhere it may be the child.
ONE_BY_ONE: Final = frozenset({Found.NAME, Found.NICKNAME, Found.WORKER})
