"""Whether made-up letters are built like published ones: order of sections, words and bullets of each, boxes, the whole.

    python -m benchmarks.letters_structure [--letters ../shared/data/letters] [--played DIR …] [--write]

The 41 published letters are read from their PDFs; of each generation the least, the tenth, fiftieth and ninetieth hundredth and
the most of every figure are printed, and beside them each made-up letter's. `--played` names folders of `joinedup demo`; without
it letters of both generations are played now. A figure outside least and most is marked !, one outside the middle four fifths ~.
What stands before the first heading and in the next steps is shown and not marked: those are the framework's standard sentences,
not written by anybody. `--write` keeps the figures in tests/fixtures/letters_structure.toml, to which the rehearsal's test holds
made-up letters. Ends with 1 where a figure is marked ! or no published letter has its sections in that order.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from joinedup.library.core.blocks import Kind, read_blocks
from joinedup.library.core.findings import read_groups
from joinedup.library.core.lines import read_lines
from joinedup.library.core.parts import cut
from joinedup.library.core.pdf import read_pages
from joinedup.library.core.phrases import load_phrases
from joinedup.library.core.sections import read_body

LETTERS = Path(__file__).resolve().parents[2] / "shared" / "data" / "letters"
KEPT = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "letters_structure.toml"
PLAYED = ("jtai-2016-sexual-exploitation-missing", "jtai-2022-front-door", "jtai-2023-serious-youth-violence")
EARLY, LATER = "2016 to 2020", "2022 to 2025"
#: Sections whose order and size are compared; a context, which five of the later letters have, is none of the outline's.
KINDS = ("headline", "priority", "improve", "strengths", "main", "next")
#: What the made-up letter's outline calls them. The opening is what stands before the first heading, a summary too.
OWN = {"next-steps": "next"}
OPENING = ("scope", "summary")
STANDARD = ("opening words", "next words")

Range = dict[str, float]


@dataclass(frozen=True)
class Shape:
    """How one letter is built. `figures`: “section words”, “section items”, “section item words” (their median), “a box words” …"""

    name: str
    generation: str
    order: tuple[str, ...]
    figures: Mapping[str, tuple[float, ...]]


def shape_of_published(path: Path) -> Shape:
    """Return how a published letter is built, from its PDF."""
    phrases = load_phrases()
    text = read_lines(read_pages(path))
    body = read_body(read_blocks(text, cut(text.lines, phrases).body, phrases), text.size, phrases)
    parts = {kind: body.of(kind) for kind in KINDS}
    words = {kind: sum(_words(part.blocks) for part in found) for kind, found in parts.items() if found}
    items = {kind: [len(one.text.split()) for group in read_groups(parts[kind]) for one in group.findings] for kind in words}
    boxes = [_words(box) for box in body.boxes]
    order = tuple(part.section.kind for part in body.parts if part.section.kind in KINDS)
    total = _words(body.scope) + sum(_words(part.blocks) for part in body.parts) + sum(boxes)
    generation = LATER if body.later(phrases) else EARLY
    return Shape(path.stem, generation, order, _figures(_words(body.scope), words, items, boxes, total))


def shape_of_document(document: Mapping[str, Any], name: str = "") -> Shape:
    """Return how a made-up letter is built, from its published data."""
    sections = {section["id"]: section for section in document["sections"]}
    generation = LATER if "main" in sections else EARLY
    texts = {OWN.get(key, key): list(_texts(section)) for key, section in sections.items() if section["kind"] != "boxes"}
    boxes = [len(" ".join(passage["text"] for passage in box["passages"]).split()) for box in _boxes(sections.values())]
    words = {kind: sum(len(text.split()) for text in texts[kind]) for kind in KINDS if kind in texts}
    items = {kind: [len(text.split()) for text in texts[kind]] for kind in words}
    opening = sum(len(text.split()) for part in OPENING for text in texts.get(part, ()))
    order = tuple(kind for kind in texts if kind in KINDS)
    return Shape(name, generation, order, _figures(opening, words, items, boxes, opening + sum(words.values()) + sum(boxes)))


def ranges(shapes: Iterable[Shape]) -> dict[str, dict[str, Range]]:
    """Return of each generation and figure: how many letters or boxes, least, low, middle, high, most."""
    found: dict[str, dict[str, list[float]]] = {}
    for shape in shapes:
        for figure, values in shape.figures.items():
            found.setdefault(shape.generation, {}).setdefault(figure, []).extend(values)
    return {generation: {figure: _range(sorted(values)) for figure, values in of.items()} for generation, of in found.items()}


def outside(shape: Shape, known: Mapping[str, Mapping[str, Range]], least: str = "least", most: str = "most") -> list[str]:
    """Return what of a letter lies outside the published range, a sentence each."""
    return [
        f"{figure}: {value:g}, published {known[shape.generation][figure][least]:g} to {known[shape.generation][figure][most]:g}"
        for figure, values in shape.figures.items()
        for value in values
        if figure in known[shape.generation]
        and figure not in STANDARD
        and not known[shape.generation][figure][least] <= value <= known[shape.generation][figure][most]
    ]


def kept() -> dict[str, Any]:
    """Return the figures as kept: generation → figure → range, and “orders” by generation."""
    return tomllib.loads(KEPT.read_text("utf-8"))


def _words(blocks: Iterable[Any]) -> int:
    return sum(len(block.text.split()) for block in blocks if block.kind is not Kind.HEADING)


def _figures(
    opening: int, words: Mapping[str, int], items: Mapping[str, list[int]], boxes: list[int], total: int
) -> dict[str, tuple[float, ...]]:
    """Return the figures that are compared: items of lists and paragraphs of prose, not those of the standard sentences."""
    told: dict[str, tuple[float, ...]] = {"opening words": (opening,), "boxes": (len(boxes),)}
    told |= {"a box words": tuple(boxes), "total words": (total,)}
    for kind, count in words.items():
        told[f"{kind} words"] = (count,)
        if kind in ("improve", "strengths", "main") and items[kind]:
            told |= {f"{kind} items": (len(items[kind]),), f"{kind} item words": (median(items[kind]),)}
    return told


def _texts(section: Mapping[str, Any]) -> Iterator[str]:
    for block in section["blocks"]:
        if block["type"] in ("passage", "standard"):
            yield block["text"]


def _boxes(sections: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [block for section in sections for block in section["blocks"] if block["type"] == "box"]


def _range(values: list[float]) -> Range:
    tenths = quantiles(values, n=10, method="inclusive") if len(values) > 1 else values * 9
    low, high = round(tenths[0]), round(tenths[-1])
    return {
        "letters": len(values),
        "least": values[0],
        "low": low,
        "middle": round(median(values)),
        "high": high,
        "most": values[-1],
    }


def play(framework: str) -> Shape:
    """Play one inspection and return how its letter is built."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "demo"
        command = [
            str(Path(sys.executable).with_name("joinedup")),
            "demo",
            "--out",
            str(out),
            "--framework",
            framework,
            "--children",
            "400",
        ]
        subprocess.run(command, check=True, capture_output=True)
        return shape_of_document(json.loads((out / "letter.json").read_text("utf-8")), framework)


def _write(known: Mapping[str, Mapping[str, Range]], orders: Mapping[str, Iterable[tuple[str, ...]]]) -> None:
    lines = [
        "# How published letters are built: figures of 41 letters, made by `python -m benchmarks.letters_structure --write`.",
        "",
    ]
    lines += [
        "[orders]",
        *(f'"{of}" = {json.dumps([list(order) for order in sorted(set(seen))])}' for of, seen in orders.items()),
        "",
    ]
    for generation, figures in known.items():
        lines.append(f'["{generation}"]')
        lines += [f'"{name}" = {{ {_inline(found)} }}' for name, found in figures.items()]
        lines.append("")
    KEPT.write_text("\n".join(lines), encoding="utf-8")


def _inline(found: Range) -> str:
    return ", ".join(f"{key} = {value:g}" for key, value in found.items())


def _print(known: Mapping[str, Mapping[str, Range]], made: Iterable[Shape]) -> bool:
    """Print the table; return whether a made-up letter lies outside."""
    wrong = False
    for generation, figures in known.items():
        mine = [shape for shape in made if shape.generation == generation]
        names = ", ".join(shape.name for shape in mine)
        print(f"\n{generation}: least · tenth · middle · ninetieth · most of published letters | {names}")
        for figure, found in figures.items():
            mark = str if figure in STANDARD else lambda value, found=found: _marked(value, found)
            marks = [mark(value) for shape in mine for value in shape.figures.get(figure, ())]
            wrong = wrong or any("!" in one for one in marks)
            span = " · ".join(f"{found[key]:g}" for key in ("least", "low", "middle", "high", "most"))
            print(f"  {figure:22} {span:32} | {'  '.join(marks)}")
    return wrong


def _marked(value: float, found: Range) -> str:
    mark = "!" if not found["least"] <= value <= found["most"] else "" if found["low"] <= value <= found["high"] else "~"
    return f"{value:g}{mark}"


def main() -> None:
    """Measure both, print the table, and keep the published figures where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=Path, default=LETTERS)
    parser.add_argument("--played", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    files = sorted(given.letters.glob("*.pdf"))
    if not files:
        sys.exit(f"There are no PDFs in {given.letters}.")
    published = [shape_of_published(path) for path in files]
    known = ranges(published)
    orders = {of: [shape.order for shape in published if shape.generation == of] for of in known}
    if given.write:
        _write(known, orders)
    folders = given.played or ()
    made = [shape_of_document(json.loads((one / "letter.json").read_text("utf-8")), one.name) for one in folders]
    made = made or [play(framework) for framework in PLAYED]
    wrong = _print(known, made)
    for shape in made:
        seen = shape.order in orders[shape.generation]
        print(f"{shape.name}: {' → '.join(shape.order)}{'' if seen else ' ! no published letter has this order'}")
        wrong = wrong or not seen
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
