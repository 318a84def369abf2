"""Does a word look like a child's name from the lists? A hint to whoever writes for readers outside the team; a person decides."""

from collections.abc import Iterable

from joinedup.cases.names import names_of_children
from joinedup.evidence.core.name_hints import folded, tokens
from joinedup.inspections.models import Inspection
from joinedup.web.components.words import listed


def looks_like_names(inspection: Inspection, texts: Iterable[str]) -> list[str]:
    """Return the words of texts that are, alone, a name the lists have of a sampled or tracked child; once each, in order.

    Only words that begin with a capital are looked at: "will" and "may" are names too. None before a sample is drawn.
    """
    words = [word.strip(".,;:!?()“”‘’\"'") for text in texts for word in text.split()]
    capital = dict.fromkeys(word for word in words if word[:1].isupper())
    if not capital:
        return []
    known = tokens(names_of_children(inspection))
    return [word for word in capital if _named(word, known)]


def hint_words(found: list[str]) -> str:
    """Return what to say of words that look like names."""
    quoted = listed(f"“{word}”" for word in found)
    return f"{quoted}: the lists hold a child of such a name. Write the child’s code, or say below that it is no child’s name."


def _named(word: str, known: set[str]) -> bool:
    bare = word.removesuffix("’s").removesuffix("'s")
    return folded(bare) in known
