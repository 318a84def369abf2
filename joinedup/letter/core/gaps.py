"""What is wrong with a draft: passages that stand on nothing, sections nobody wrote. What it leaves out is in `missing`."""

from collections.abc import Iterable
from dataclasses import dataclass

from joinedup.evidence.core.grades import graded_phrases
from joinedup.letter.core.counts import counts_of_children
from joinedup.letter.core.version import DraftPassage
from joinedup.method.framework import LetterSection


@dataclass(frozen=True)
class Gap:
    """One thing to mend. `blocks`: the letter cannot be offered for signature while it stands."""

    sentence: str
    passage: str = ""  # id of the passage, where it is about one
    blocks: bool = True


def passage_gaps(passages: Iterable[DraftPassage]) -> list[Gap]:
    """Return what is wrong with single passages: no finding, no note beneath it, nothing said, a graded phrase, a count."""
    gaps = []
    for passage in passages:
        words = f"“{' '.join(passage.text.split()[:8])}…”"
        if not passage.text.strip():
            gaps.append(Gap("A passage is empty. Write it or take it out.", passage.id))
        if not passage.findings or not passage.notes:
            gaps.append(Gap(f"The passage {words} rests on no evidence. Link it to a finding that rests on notes.", passage.id))
        gaps += [
            Gap(f"The passage {words} reads as a grade: “{phrase}”. This letter gives none.", passage.id)
            for phrase in graded_phrases(passage.text)
        ]
        gaps += [
            Gap(
                f"The passage {words} counts who was looked at: “{count.phrase}”. Say most, some or a small number instead.",
                passage.id,
                blocks=count.children,
            )
            for count in counts_of_children(passage.text)
        ]
    return gaps


def reworded_findings(passages: Iterable[DraftPassage], reworded: Iterable[tuple[str, int]]) -> list[Gap]:
    """Return what to read again, given the id of each passage and the number of the finding beneath it that was worded anew."""
    words = {passage.id: " ".join(passage.text.split()[:8]) for passage in passages}
    return [
        Gap(
            f"Finding {number} has another wording since the passage “{words[passage]}…” was written. Read it again and save it.",
            passage,
        )
        for passage, number in reworded
    ]


def not_agreed(findings: Iterable[tuple[str, int]], passages: Iterable[DraftPassage]) -> list[Gap]:
    """Return the findings (id, number) beneath a passage that are not agreed: a letter says only what the team holds to be so."""
    used = {finding for passage in passages for finding in passage.findings}
    return [Gap(f"Finding {number} is not agreed. A passage rests on it.") for finding, number in findings if finding in used]


def unsettled_findings(findings: Iterable[tuple[str, int]], passages: Iterable[DraftPassage]) -> list[Gap]:
    """Return the findings (id, number) beneath a passage agreed and unsettled since. The team decides: none blocks."""
    used = {finding for passage in passages for finding in passage.findings}
    words = "is agreed, and unsettled since: not every inspectorate holds to it now."
    return [Gap(f"Finding {number} {words}", blocks=False) for finding, number in findings if finding in used]


def unsaid_findings(numbers: Iterable[int]) -> list[Gap]:
    """Return what to look at where a passage rests on findings (by number) nobody of the area was told. The lead decides."""
    return [Gap(f"Finding {number} was never fed back, and a passage rests on it.", blocks=False) for number in numbers]


def otherwise_said(numbers: Iterable[int]) -> list[Gap]:
    """Return what to look at where a passage rests on findings (by number) that were told the area in other words. None blocks."""
    words = "was fed back in other words than it has now, and a passage rests on it."
    return [Gap(f"Finding {number} {words}", blocks=False) for number in numbers]


def section_gaps(outline: Iterable[LetterSection], passages: Iterable[DraftPassage]) -> list[Gap]:
    """Return the sections the outline requires that hold no passage yet."""
    written = {passage.section for passage in passages}
    return [
        Gap(f"The section “{section.title}” has nothing in it yet.")
        for section in outline
        if section.required and section.kind in ("bullets", "prose") and section.directions and section.id not in written
    ]
