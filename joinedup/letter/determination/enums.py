"""Fixed words of what the chief inspector determines with a letter (SI 2015/1792)."""

from django.db.models import TextChoices


class BodyKind(TextChoices):
    """What kind of body is named: who is named, who prepares and who sends the written statement can be three."""

    COUNCIL = "council", "The council"
    BOARD = "board", "The safeguarding board"
    PARTNERSHIP = "partnership", "The partnership"
    CHAIR = "chair", "The chair of the board or partnership"
    POST = "post", "A named post, such as the director of children’s services"
    OTHER = "other", "Another body, such as an integrated care board"


class Basis(TextChoices):
    """On whose initiative the inspectorates inspected jointly (Children Act 2004, section 20)."""

    MINISTERS = "20(1)", "Section 20(1): the Secretary of State asked for it"
    OWN = "20(2)", "Section 20(2): the inspectorates decided on it themselves"


class RecipientKind(TextChoices):
    """Why a body is sent the letter (SI 2015/1792)."""

    SECRETARY_OF_STATE = "secretary_of_state", "The Secretary of State"
    LOCAL_AUTHORITY = "local_authority", "A local authority of the area"
    PRINCIPAL_AUTHORITY = "principal_authority", "The principal authority"
    OTHER = "other", "Another body named by the chief inspector"
