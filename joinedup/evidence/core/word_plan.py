"""What a notebook in Word adds to the notes: nothing twice, nothing over what is there.

Ids are derived, so that the same file taken in again adds nothing: a note typed into an empty table from the file's id and the
table's number, a wording from the one it follows and what it says.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from joinedup.evidence.core.revisions import Content, Revision, canonical_json
from joinedup.evidence.core.word_read import Block, Stray
from joinedup.evidence.core.word_words import ROWS, BookWords


@dataclass(frozen=True)
class Known:
    """A note that is there: what its wordings say by id, and which of them came from a file, by file, in the order they arrived."""

    contents: Mapping[str, Content]
    from_file: Mapping[str, Sequence[str]]


@dataclass
class Taken:
    """What a file brings: wordings to add, and what could not be read, with where it stands, why, and whole."""

    revisions: list[Revision] = field(default_factory=list)
    aside: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0


def plan(blocks: Sequence[Block], strays: Sequence[Stray], words: BookWords, known: Mapping[str, Known], at: str) -> Taken:
    """Return what to add. `known` are the notes the writer may reword, by id; `at` is when the file is taken in."""
    taken = Taken()
    for stray in strays:
        taken.aside.append((stray.place, "It stands outside the tables of notes.", {"text": stray.text}))
    for block in blocks:
        if block.note:
            _printed(taken, block, words, known.get(block.note), at)
    _blanks(taken, [block for block in blocks if not block.note and not block.empty], words, known, at)
    return taken


def note_of_blank(block: Block) -> str:
    """Return the id of the note typed into an empty table; "" for a table whose reference is gone."""
    return str(uuid5(UUID(block.file), f"new {block.blank}")) if block.file else ""


def _printed(taken: Taken, block: Block, words: BookWords, known: Known | None, at: str) -> None:
    before = known.contents.get(block.revision) if known else None
    if known is None or before is None:
        return _aside(taken, block, "It is not a note of this inspection that you may reword.")
    content, problems = words.read(block.cells, before)
    if problems:
        return _aside(taken, block, " ".join(problems))
    sent = [key for key in known.from_file.get(block.file, ()) if key != block.revision]
    if content in (before, *(known.contents[key] for key in sent)):
        taken.unchanged += 1
        return None
    taken.changed += 1
    return _add(taken, Revision("", block.note, (sent[-1] if sent else block.revision,), block.file, at, content))


def _blanks(taken: Taken, blocks: Sequence[Block], words: BookWords, known: Mapping[str, Known], at: str) -> None:
    """Take in new notes. Of a table copied within the file, each copy is a note of its own."""
    same: dict[str, list[tuple[Block, Content]]] = defaultdict(list)
    for block in blocks:
        content, problems = words.read(block.cells)
        if problems:
            _aside(taken, block, " ".join(problems))
        else:
            same[note_of_blank(block)].append((block, content))
    for note, typed in same.items():
        there = known.get(note)
        old = list(there.contents.values()) if there else []
        own = next((one for one in typed if one[1] in old), typed[0]) if note else None
        for one in typed:
            _new(taken, one, note if one is own else _by_content(*one), known, at)


def _new(taken: Taken, typed: tuple[Block, Content], note: str, known: Mapping[str, Known], at: str) -> None:
    block, content = typed
    there = known.get(note)
    if there is not None and content in there.contents.values():
        taken.unchanged += 1
        return
    if any(one.note == note and one.content == content for one in taken.revisions):
        return  # the same table twice, word for word
    sent = there.from_file.get(block.file, ()) if there else ()
    taken.changed += bool(sent)
    taken.new += not sent
    _add(taken, Revision("", note, tuple(sent[-1:]), block.file, at, content))


def _by_content(block: Block, content: Content) -> str:
    """Return the id of a note no reference names: by what it says, within its file where that is known."""
    said = hashlib.sha256(canonical_json(asdict(content)).encode()).hexdigest()
    return str(uuid5(UUID(block.file) if block.file else NAMESPACE_URL, f"joinedup note {said}"))


def _add(taken: Taken, revision: Revision) -> None:
    """Add a wording under the id that follows from what it says and what it follows."""
    said = canonical_json({"parents": revision.parents, "content": asdict(revision.content)})
    taken.revisions.append(replace(revision, id=str(uuid5(UUID(revision.note), said))))


def _aside(taken: Taken, block: Block, why: str) -> None:
    labels = {name: label for label, name in ROWS.items()}
    typed = {labels[name]: text for name, text in block.cells.items() if text.strip()}
    taken.aside.append((block.place, why, {"note": block.note, "wording": block.revision, "typed": typed}))
