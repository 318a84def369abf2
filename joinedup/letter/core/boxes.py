"""A box as it is read: its exact words by one hash, and what stands between it and the signatures."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from joinedup.letter.core.gaps import Gap

CHILD, SERVICE = "child", "service"
CLEAR, NOT_CLEAR = "clear", "not_clear"
GIVEN = "given"
#: How the paragraph of a box begins that says what others can learn from it.
LESSON = "What others can learn: "


@dataclass(frozen=True)
class Read:
    """The last reading an agency was asked for: the version it was shown, and its answer, "" while it is awaited."""

    version: str
    answer: str = ""


@dataclass(frozen=True)
class BoxAsItStands:
    """A box with what is said of it. `about` is "" where nothing is said yet, `agency` the name of who reads it."""

    title: str
    version: str
    about: str = ""  # child | service
    agency: str = ""
    varied: bool = False
    pseudonyms: tuple[str, ...] = ()
    words: str = field(default="", repr=False)  # title and paragraphs, to look for pseudonyms in
    effective: bool = True  # a box of effective practice: others are to learn from it
    lesson: bool = False
    read: Read | None = None
    agreement: str = ""  # given | refused | withdrawn, "" where nothing is recorded


def box_version(title: str, paragraphs: Sequence[str]) -> str:
    """Return sha256 hex over the words of a box in their order: what a reading is given of."""
    text = json.dumps([title, *paragraphs], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def box_gaps(box: BoxAsItStands) -> list[Gap]:
    """Return what is to be done about one box; an empty list where nothing is."""
    name = f"The box “{box.title}”"
    if not box.about:
        return [Gap(f"{name}: say whether it is about a child or a service.")]
    gaps = [*_told(name, box), *_read(name, box), *_agreed(name, box)]
    if box.effective and not box.lesson:
        gaps.append(Gap(f"{name}: say what others can learn from it.", blocks=False))
    return gaps


def _told(name: str, box: BoxAsItStands) -> list[Gap]:
    """Return what the writer has not said or done of a box about a child."""
    if box.about != CHILD:
        return []
    gaps = [] if box.varied else [Gap(f"{name} is about a child. Vary its details, and say that you did.")]
    unused = [one for one in box.pseudonyms if one.casefold() not in box.words.casefold()]
    return gaps + [Gap(f"{name} does not use the pseudonym “{one}” you declared.", blocks=False) for one in unused]


def _read(name: str, box: BoxAsItStands) -> list[Gap]:
    """Return what lacks of its reading: nobody asked, no answer, an answer against it, other words since."""
    if not box.agency:
        return []
    if box.read is None:
        return [Gap(f"{name} has not been read by {box.agency}. Ask them to.")]
    if box.read.version != box.version:
        return [Gap(f"{name} has other words since {box.agency} was asked to read it. Ask them again.")]
    if not box.read.answer:
        return [Gap(f"{name}: the answer of {box.agency}, who were asked to read it, is awaited.")]
    if box.read.answer != CLEAR:
        why = "that somebody could know the child by it" if box.about == CHILD else "that it cannot be told like this"
        return [Gap(f"{name}: {box.agency} answered {why}. Change it and ask them again.")]
    return []


def _agreed(name: str, box: BoxAsItStands) -> list[Gap]:
    """Return that nobody agreed. A service that is asked to read a box agrees with its answer, unless it refused or withdrew."""
    who = "the child or the family" if box.about == CHILD else "the service"
    if box.agreement and box.agreement != GIVEN:
        return [Gap(f"{name}: {who} does not agree that it is told. Take it out, or record that they agree after all.")]
    if box.agreement or (box.about == SERVICE and box.agency):
        return []
    return [Gap(f"{name}: nobody has recorded that {who} agrees that it is told.")]
