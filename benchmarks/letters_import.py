"""How well and how fast published letters are read, against facts of them labelled by hand.

    python -m benchmarks.letters_import [--letters ../shared/data/letters] [--held-out]

The facts are in tests/fixtures/letters (one TOML file a letter: headings, dates, first words of bullets), taken from the pages and
not from this reader's output; `--held-out` counts only those letters that were not looked at while the reader was first written.
Printed: how many of the labelled letters are right, field by field, with the field of each one that is wrong; the F1 of the bullets
to improve, matched by subhead and first words; priority actions invented or missed; seconds a letter over all PDFs of the folder.
"""

import argparse
import sys
import time
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joinedup.library.core.as_json import as_json
from joinedup.library.core.letter import Letter
from joinedup.library.core.phrases import plain
from joinedup.library.core.reading import read_letter

LABELS = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "letters"
LETTERS = Path(__file__).resolve().parents[2] / "shared" / "data" / "letters"


@dataclass(frozen=True, slots=True)
class Score:
    """What was read of one labelled letter: field → right or wrong; bullets labelled, read and matched; priority actions."""

    file: str
    fields: dict[str, bool]
    labelled: int
    read: int
    matched: int
    invented: int
    missed: int


def labels() -> list[dict[str, Any]]:
    """Return the labelled facts, a letter each."""
    return [tomllib.loads(path.read_text("utf-8")) for path in sorted(LABELS.glob("*.toml"))]


def score(label: dict[str, Any], letter: Letter) -> Score:
    """Compare one letter, as read, with its label."""
    read = as_json(letter)
    wanted = bullets(label["needs_to_improve"])
    found = bullets(_groups(read["needs_to_improve"]))
    actions = [("", action) for action in read["priority_actions"]]
    right_actions = matches([("", words) for words in label["priority_actions"]], actions)
    return Score(
        file=label["file"],
        fields={name: right(label, read) for name, right in FIELDS.items()},
        labelled=len(wanted),
        read=len(found),
        matched=matches(wanted, found),
        invented=len(actions) - right_actions,
        missed=len(label["priority_actions"]) - right_actions,
    )


def bullets(groups: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return (subhead, bullet) pairs of groups."""
    return [(_same(group.get("heading") or ""), bullet) for group in groups for bullet in group["bullets"]]


def matches(wanted: list[tuple[str, str]], found: list[tuple[str, str]]) -> int:
    """Return how many of the wanted (subhead, first words) begin a bullet of that subhead; each bullet answers one."""
    left = [(heading, _same(bullet)) for heading, bullet in found]
    count = 0
    for heading, words in wanted:
        at = next((i for i, (own, bullet) in enumerate(left) if own == heading and bullet.startswith(_same(words))), None)
        if at is not None:
            left.pop(at)
            count += 1
    return count


def f1(scores: Iterable[Score]) -> float:
    """Return the harmonic mean of precision and recall of the bullets of all letters together."""
    scores = list(scores)
    return 2 * sum(s.matched for s in scores) / sum(s.labelled + s.read for s in scores)


def _groups(items: list[Any]) -> list[dict[str, Any]]:
    return [item if isinstance(item, dict) else {"bullets": [item]} for item in items]


def _same(text: str) -> str:
    return plain(text).casefold()


def _equal(name: str) -> Callable[[dict[str, Any], dict[str, Any]], bool]:
    return lambda label, read: str(label.get(name)) == str(read[name])


def _sections(label: dict[str, Any], read: dict[str, Any]) -> bool:
    return [_same(heading) for heading in label["sections"]] == [_same(heading) for heading in read["sections"]]


def _address(label: dict[str, Any], read: dict[str, Any]) -> bool:
    return label["statement_to"].casefold() == (read["statement_to"] or "").casefold()


def _principal(label: dict[str, Any], read: dict[str, Any]) -> bool:
    ends, name = label.get("principal_authority_ends"), read["principal_authority"]
    return name is None if ends is None else (name or "").endswith(ends)


def _boxes(label: dict[str, Any], read: dict[str, Any]) -> bool:
    found = [(box["kind"], _same(box["first_words"])) for box in read["practice_studies"]]
    return len(found) == len(label["boxes"]) and all(
        kind == own and words.startswith(_same(first)) for (kind, first), (own, words) in zip(label["boxes"], found, strict=True)
    )


FIELDS: dict[str, Callable[[dict[str, Any], dict[str, Any]], bool]] = {
    "sections": _sections,
    "publication_date": _equal("publication_date"),
    "fieldwork_start": _equal("fieldwork_start"),
    "fieldwork_end": _equal("fieldwork_end"),
    "statement_due": _equal("statement_due"),
    "statement_to": _address,
    "inspectorates": _equal("inspectorates"),
    "principal_authority": _principal,
    "strengths": _equal("strengths"),
    "practice_studies": _boxes,
    "addressees": lambda label, read: label["addressees"] == len(read["addressees"]),
}


def _print_scores(scores: list[Score]) -> None:
    for name in FIELDS:
        wrong = [s.file for s in scores if not s.fields[name]]
        print(f"{name:20} {len(scores) - len(wrong)} of {len(scores)}{' · wrong: ' + ', '.join(wrong) if wrong else ''}")
    labelled, read = sum(s.labelled for s in scores), sum(s.read for s in scores)
    print(f"{'bullets to improve':20} F1 {f1(scores):.3f} ({labelled} labelled, {read} read)")
    for s in scores:
        if not s.matched == s.labelled == s.read:
            print(f"  {s.file}: {s.labelled} labelled, {s.read} read, {s.matched} matched")
    print(f"{'priority actions':20} {sum(s.invented for s in scores)} invented, {sum(s.missed for s in scores)} missed")


def main() -> None:
    """Score the labelled letters and time all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=Path, default=LETTERS)
    parser.add_argument("--held-out", action="store_true")
    given = parser.parse_args()
    files = sorted(given.letters.glob("*.pdf"))
    if not files:
        sys.exit(f"There are no PDFs in {given.letters}.")
    wall, cpu = time.perf_counter(), time.process_time()
    letters = {path.name: read_letter(path) for path in files}
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    wanted = [label for label in labels() if label["file"] in letters and (label["held_out"] or not given.held_out)]
    print(f"{len(wanted)} labelled letters")
    if wanted:
        _print_scores([score(label, letters[label["file"]]) for label in wanted])
    print(f"{'time':20} {wall / len(files):.3f} s a letter, {cpu / len(files):.3f} of processor, over {len(files)} letters")


if __name__ == "__main__":
    main()
