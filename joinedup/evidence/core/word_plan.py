"""What a notebook in Word adds to the notes: nothing twice, nothing over what is there.

Ids are derived, so that the same file taken in again adds nothing: a note typed into an empty table from the file's id and the
table's number, a wording from the one it follows and what it says.

Of one file there may be several copies, each typed into by itself. What comes back follows what was printed, so that the copies
stand side by side until somebody joins them; it follows what the file sent before only where it holds all that was changed then.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from joinedup.evidence.core.revisions import Content, Revision, canonical_json
from joinedup.evidence.core.word_read import Block, Stray
from joinedup.evidence.core.word_words import ROWS, BookWords


@dataclass(frozen=True)
class Known:
    """A note that is there: what its wordings say by id, and which of them came from a file, by file, in the order they arrived.

    `heads` are the wordings that stand; `own`: whoever sends the file is the note's author.
    """

    contents: Mapping[str, Content]
    from_file: Mapping[str, Sequence[str]]
    heads: Collection[str]
    own: bool = True


@dataclass
class Taken:
    """What a file brings: wordings to add, and what could not be read, with where it stands, why, and whole."""

    revisions: list[Revision] = field(default_factory=list)
    aside: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    earlier: int = 0  # read as a wording that another has followed since


def plan(
    blocks: Sequence[Block], strays: Sequence[Stray], words: BookWords, known: Mapping[str, Known], at: str, *, writer: str = ""
) -> Taken:
    """Return what to add. `known` are the notes the writer may reword, by id; `at` is when the file is taken in.

    `writer` is the id of whoever takes it in: what two people type into copies of one empty table are two notes.
    """
    taken = Taken()
    for stray in strays:
        taken.aside.append((stray.place, "It stands outside the tables of notes.", {"text": stray.text}))
    for block in blocks:
        if block.note:
            _printed(taken, block, words, known.get(block.note), at)
    _blanks(taken, [block for block in blocks if not block.note and not block.empty], words, known, at, writer=writer)
    return taken


def note_of_blank(block: Block) -> str:
    """Return the id of the note typed into an empty table; "" for a table whose reference is gone."""
    return str(uuid5(UUID(block.file), f"new {block.blank}")) if block.file else ""


def note_of_another(note: str, writer: str) -> str:
    """Return the id of what a writer typed into a copy of a table that somebody else's note came from."""
    return str(uuid5(UUID(note), f"by {writer}"))


def _printed(taken: Taken, block: Block, words: BookWords, known: Known | None, at: str) -> None:
    before = known.contents.get(block.revision) if known else None
    if known is None or before is None:
        return _aside(taken, block, "It is not a note of this inspection that you may reword.")
    content, problems = words.read(block.cells, before)
    if problems:
        return _aside(taken, block, " ".join(problems))
    sent = [key for key in known.from_file.get(block.file, ()) if key != block.revision]
    if content in (before, *(known.contents[key] for key in sent)):
        return _told(taken, content, known)
    parent = next((key for key in reversed(sent) if _carries(content, known.contents[key], before)), block.revision)
    new = _add(taken, Revision("", block.note, (parent,), block.file, at, content), known)
    taken.changed += new
    return None


def _told(taken: Taken, content: Content, known: Known) -> None:
    """Count what adds nothing: it reads as the note does now, or as it did before somebody reworded it."""
    stands = any(known.contents[key] == content for key in known.heads if key in known.contents)
    taken.unchanged += stands
    taken.earlier += not stands


def _carries(content: Content, sent: Content, before: Content) -> bool:
    """Say whether a wording holds all that an earlier one changed: the same choice, or its words among more."""
    for name, said in asdict(sent).items():
        new = getattr(content, name)
        among = name in ("text", "child_words", "role") and said and said in new
        if said not in (getattr(before, name), new) and not among:
            return False
    return True


def _blanks(taken: Taken, blocks: Sequence[Block], words: BookWords, known: Mapping[str, Known], at: str, *, writer: str) -> None:
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
            _new(taken, one, note if one is own else _by_content(*one), known, at, writer=writer)


def _new(taken: Taken, typed: tuple[Block, Content], note: str, known: Mapping[str, Known], at: str, *, writer: str) -> None:
    block, content = typed
    there = known.get(note)
    if there is not None and not there.own and content not in there.contents.values():
        note = note_of_another(note, writer)
        there = known.get(note)
    if there is not None and content in there.contents.values():
        return _told(taken, content, there)
    if any(one.note == note and one.content == content for one in taken.revisions):
        return None  # the same table twice, word for word
    sent = there.from_file.get(block.file, ()) if there else ()
    follows = [key for key in sent if there and _carries(content, there.contents[key], Content())]
    new = _add(taken, Revision("", note, tuple(follows[-1:]), block.file, at, content), there)
    taken.changed += new and there is not None
    taken.new += new and there is None
    return None


def _by_content(block: Block, content: Content) -> str:
    """Return the id of a note no reference names: by what it says, within its file where that is known."""
    said = hashlib.sha256(canonical_json(asdict(content)).encode()).hexdigest()
    return str(uuid5(UUID(block.file) if block.file else NAMESPACE_URL, f"joinedup note {said}"))


def _add(taken: Taken, revision: Revision, known: Known | None) -> bool:
    """Add a wording under the id that follows from what it says and what it follows; say whether it was not there yet."""
    said = canonical_json({"parents": revision.parents, "content": asdict(revision.content)})
    key = str(uuid5(UUID(revision.note), said))
    if (known and key in known.contents) or any(one.id == key for one in taken.revisions):
        taken.unchanged += 1
        return False
    taken.revisions.append(replace(revision, id=key))
    return True


def _aside(taken: Taken, block: Block, why: str) -> None:
    labels = {name: label for label, name in ROWS.items()}
    typed = {labels[name]: text for name, text in block.cells.items() if text.strip()}
    taken.aside.append((block.place, why, {"note": block.note, "wording": block.revision, "typed": typed}))
