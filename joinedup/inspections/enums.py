"""Fixed words of an inspection, and the one table of its stages."""

from typing import Final

from django.db.models import TextChoices

#: The calendar step that is the call itself, and the one that says when inspectors are on site, where a framework has it.
NOTIFICATION: Final = "notification"
ON_SITE: Final = "fieldwork"


class Leaving(TextChoices):
    """Why somebody leaves a team. A choice, not words: the log holds none that somebody typed before an area is notified."""

    POSTED = "posted", "They have other work now"
    ENDED = "ended", "They no longer work for the inspectorate"
    INTEREST = "interest", "They have an interest in the area or one of its agencies"
    MISTAKE = "mistake", "They were added by mistake"


class Stage(TextChoices):
    """How far an inspection has come, in order."""

    PLANNED = "planned", "Planned"
    NOTIFIED = "notified", "Notified"
    LISTS = "lists", "Lists"
    SELECTION = "selection", "Selection"
    FIELDWORK = "fieldwork", "Fieldwork"
    JUDGING = "judging", "Judging"
    WRITING = "writing", "Writing"
    CHECKING = "checking", "Checking"
    SIGNED = "signed", "Signed"
    PUBLISHED = "published", "Published"
    FOLLOW_UP = "follow-up", "Follow-up"
    CLOSED = "closed", "Closed"


class Role(TextChoices):
    """What a person does in an inspection."""

    LEAD = "lead", "Lead inspector"
    INSPECTOR = "inspector", "Inspector"
    QUALITY_ASSURER = "quality_assurer", "Quality assurer"
    SIGNATORY = "signatory", "Signatory"


#: (from, to) → who may. Everything not here is refused. The diagram in docs/reference is made from this table.
MOVES: Final[dict[tuple[Stage, Stage], frozenset[Role]]] = {
    (Stage.PLANNED, Stage.NOTIFIED): frozenset({Role.LEAD}),
    (Stage.NOTIFIED, Stage.LISTS): frozenset({Role.LEAD}),
    (Stage.LISTS, Stage.SELECTION): frozenset({Role.LEAD}),
    (Stage.SELECTION, Stage.FIELDWORK): frozenset({Role.LEAD}),
    (Stage.FIELDWORK, Stage.JUDGING): frozenset({Role.LEAD}),
    (Stage.JUDGING, Stage.FIELDWORK): frozenset({Role.LEAD}),  # a question is still open: back to see more
    (Stage.JUDGING, Stage.WRITING): frozenset({Role.LEAD}),
    (Stage.WRITING, Stage.JUDGING): frozenset({Role.LEAD}),  # the letter cannot be written on what was agreed
    (Stage.WRITING, Stage.CHECKING): frozenset({Role.LEAD}),
    (Stage.CHECKING, Stage.WRITING): frozenset({Role.LEAD, Role.QUALITY_ASSURER}),  # points to put right
    (Stage.CHECKING, Stage.SIGNED): frozenset({Role.SIGNATORY}),  # the last inspectorate's signature
    (Stage.SIGNED, Stage.WRITING): frozenset({Role.SIGNATORY}),  # a signature withdrawn
    (Stage.SIGNED, Stage.PUBLISHED): frozenset({Role.LEAD, Role.SIGNATORY}),
    (Stage.PUBLISHED, Stage.FOLLOW_UP): frozenset({Role.LEAD}),
    (Stage.FOLLOW_UP, Stage.CLOSED): frozenset({Role.LEAD}),
}

#: Moves the letter's own actions make, so that letter and stage never stand apart: nobody makes them by themselves.
THROUGH_LETTER: Final = frozenset(
    {
        (Stage.CHECKING, Stage.WRITING),  # an offered letter is a draft again, what was signed is void
        (Stage.CHECKING, Stage.SIGNED),
        (Stage.SIGNED, Stage.WRITING),
        (Stage.SIGNED, Stage.PUBLISHED),
    }
)
