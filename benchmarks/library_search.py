"""How well findings are found by words, by meaning and by both, and how long it takes.

    python -m benchmarks.library_search [--letters ../shared/data/letters] [--findings 5000]

Quality: nDCG@10, mean of 40 queries written by hand, over the findings of the real letters. benchmarks/library_search.tsv holds the
queries and the judgements (2 answers it, 1 touches on it, 0 does not). Judged was the pool of the first ten by words, by meaning
and by both, and the first five by plain TF-IDF, in the letters' order, so that the judge did not see which method found what; what
was not judged counts as 0. One judge, who read the first 290 characters of each finding. Boxes are known by their first words.

Latency: milliseconds of a search with the snippets of its first twenty, over so many findings: the real ones and others put
together from their sentences; each query three times after one to warm up, none remembered.
"""

import argparse
import math
import random
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from joinedup.library.core.letter import Letter
from joinedup.library.core.reading import read_letter
from joinedup.library.core.search.by_meaning import ByMeaning
from joinedup.library.core.search.entry import How, Searchable
from joinedup.library.core.search.index import Index
from joinedup.topics.meaning import encoder, installed

JUDGED = Path(__file__).with_suffix(".tsv")
LETTERS = Path(__file__).resolve().parents[2] / "shared" / "data" / "letters"
FIRST_WORDS = 9
Key = tuple[str, str, str]


def findings_of(letter: Letter) -> Iterator[tuple[Key, Searchable]]:
    groups = [*(letter.strengths or ()), *letter.needs_to_improve]
    found = [(group.heading, one.text, one.page) for group in groups for one in group.findings]
    found += [(None, one.text, one.page) for one in letter.priority_actions]
    found += [(box.heading, box.first_words, box.page) for box in letter.practice_studies]
    for at, (heading, text, page) in enumerate(found):
        about = " ".join(filter(None, (heading, letter.theme.value, letter.area.value)))
        key = (letter.file, str(page), " ".join(text.split()[:FIRST_WORDS]))
        yield key, Searchable(f"{letter.file}-{at}", text, about, {"area": (letter.area.value or "unknown",)})


def judged() -> dict[str, dict[Key, int]]:
    """Return for each query the grade of each finding that was judged."""
    queries: dict[str, dict[Key, int]] = {}
    for line in JUDGED.read_text("utf-8").splitlines():
        first, *rest = line.split("\t")
        if first == "query":
            grades = queries.setdefault(rest[0], {})
        elif not line.startswith("#"):
            grades[rest[0], rest[1], rest[2]] = int(first)
    return queries


def ndcg(grades: list[int], best: list[int], depth: int = 10) -> float:
    """Return the discounted gain of grades as ranked, as a share of the best order's."""

    def gain(ranked: list[int]) -> float:
        return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(ranked[:depth]))

    return gain(grades) / gain(sorted(best, reverse=True))


def quality(index: Index, keys: list[Key]) -> None:
    queries = judged()
    missing = [key for grades in queries.values() for key in grades if key not in set(keys)]
    print(f"{len(keys):,} findings, {len(queries)} queries, {sum(map(len, queries.values()))} judgements, {len(missing)} not found")
    for how in How:
        scores, seen = [], 0
        for query, grades in queries.items():
            ranked = list(dict.fromkeys(keys[hit.place] for hit in index.search(query, how=how).hits))[:10]
            seen += sum(key in grades for key in ranked)
            scores.append(ndcg([grades.get(key, 0) for key in ranked], list(grades.values())))
        print(
            f"{how.value:8} nDCG@10 {np.mean(scores):.3f}   "
            f"({seen} of its first tens judged; nought for {scores.count(0.0)} queries)"
        )


def made_more(real: list[Searchable], count: int) -> list[Searchable]:
    """Return the real findings and others put together from their sentences, so many in all."""
    drawn = random.Random(1)
    sentences = [part for each in real for part in re.split(r"(?<=\.)\s+", each.text)]
    texts = [" ".join(drawn.sample(sentences, drawn.choice([1, 2, 3, 4]))) for _ in range(count - len(real))]
    return [*real[:count], *(Searchable(f"made-{at}", text, "", {"area": ("made up",)}) for at, text in enumerate(texts))]


def timed(index: Index, hows: list[How]) -> None:
    for how in hows:
        took = []
        for query in [each for each in judged() for _ in range(3)]:
            start = time.perf_counter()
            results = index.search(query, how=how)
            index.snippets(query, results.hits[:20])
            took.append((time.perf_counter() - start) * 1000)
        took.sort()
        middle, most = took[len(took) // 2], took[int(len(took) * 0.95)]
        print(f"{how.value:8} median {middle:.1f} ms, 95th of 100 {most:.1f} ms, worst {took[-1]:.1f} ms")


def index_of(entries: list[Searchable], encode: Callable[[list[str]], np.ndarray] | None) -> Index:
    if encode is None:
        return Index(entries)
    return Index(entries, ByMeaning(list(encode([entry.text for entry in entries])), lambda typed: encode([typed])[0]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=Path, default=LETTERS)
    parser.add_argument("--findings", type=int, default=5000)
    asked = parser.parse_args()
    with ProcessPoolExecutor(2) as hands:
        letters = list(hands.map(read_letter, sorted(asked.letters.glob("*.pdf"))))
    pairs = [pair for letter in letters for pair in findings_of(letter)]
    real = [entry for _, entry in pairs]
    encode = encoder().encode if installed() else None
    if encode is None:
        print("The MiniLM weights are not installed: every search below is by words.")
    quality(index_of(real, encode), [key for key, _ in pairs])
    many = made_more(real, asked.findings)
    index = index_of(many, encode)
    index.search("warm up")
    print(f"\n{len(many):,} findings")
    timed(index, list(How) if encode else [How.WORDS])


if __name__ == "__main__":
    main()
