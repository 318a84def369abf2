"""Where the sentences of a passage begin and end: what a link to evidence is laid on."""

import re
from typing import Final

#: After a stop and its closing marks, before a space and whatever may begin a sentence. A new line ends one too.
_END: Final = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’)]))\s+(?=[\"“‘(]?[A-Z0-9])|\s*\n\s*")
#: What ends in a stop without ending a sentence.
_SHORT: Final = re.compile(r"(?:^|[\s(])(?:e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|St|No|s|para|vs)\.$")


def sentence_places(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of `text` stands, as (start, end) in characters, without the space around it."""
    places = []
    start = 0
    for mark in _END.finditer(text):
        if "\n" not in mark.group() and _SHORT.search(text[start : mark.start()]):
            continue
        places.append((start, mark.start()))
        start = mark.end()
    places.append((start, len(text)))
    return [place for place in (_bare(text, *one) for one in places) if place[0] < place[1]]


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
