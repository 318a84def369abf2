"""What must hold for the notification pack: it is whole, somebody is telephoned, and every word in braces can be filled in."""

import string
from collections import Counter
from collections.abc import Iterator

from joinedup.method.framework import Framework, PackPart
from joinedup.method.notifying import FACTS, KINDS


def check_notifying(framework: Framework) -> Iterator[tuple[str, str]]:
    """Yield (key path, reason) for every fault of a framework's notification pack; none where it lays none down."""
    if not framework.notification:
        return
    kinds = Counter(part.kind for part in framework.notification)
    for kind in KINDS:
        if not kinds[kind]:
            yield "notification", f"The pack has no part of the kind {kind!r}."
        elif kinds[kind] > 1 and kind != "words":
            yield "notification", f"The pack has {kinds[kind]} parts of the kind {kind!r}: one is enough."
    for part in framework.notification:
        yield from _part(part)


def _part(part: PackPart) -> Iterator[tuple[str, str]]:
    at = f"notification[{part.id}]"
    if part.kind not in KINDS:
        yield f"{at}.kind", f"This must be one of {', '.join(KINDS)}, not {part.kind!r}."
    if not part.title.strip():
        yield f"{at}.title", "This must not be empty: it heads a page of the pack."
    if not part.paragraphs or not all(text.strip() for text in part.paragraphs):
        yield f"{at}.paragraphs", "A part needs words, and no paragraph may be empty."
    if (part.kind == "script") != bool(part.to.strip()):
        yield f"{at}.to", "The call script says which post is telephoned, and no other part does."
    for text in part.paragraphs:
        yield from _placeholders(f"{at}.paragraphs", text)


def _placeholders(at: str, text: str) -> Iterator[tuple[str, str]]:
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError as error:
        yield at, f"The braces in “{text}” do not match: {error}."
        return
    for name in sorted(set(names) - set(FACTS)):
        yield at, f"Nothing is known by the name {name!r}; known are {', '.join(FACTS)}."
