"""What to say of signatures when a letter's words change: they fall, where there were any to fall."""

from joinedup.letter.enums import LetterState
from joinedup.letter.models import Letter


def with_signatures(letter: Letter, done: str) -> str:
    """Return what was done, to be asked before the letter is changed; with what that does to signatures once it is offered."""
    if letter.state == LetterState.OFFERED:
        return f"{done} The letter is a draft again: no signature under the earlier words stands."
    return done
