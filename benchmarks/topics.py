"""How well topics agree with labels people set, beside plain NMF and k-means at the same number of topics; and how long it takes.

    python benchmarks/topics.py [--seeds 5] [--json PATH]              agreement, on ../shared/data/consultation
    python benchmarks/topics.py --time 10000 [--no-meaning]            seconds for so many different texts

Agreement: adjusted mutual information of the strongest topic with the label, over texts with one label and over all (the first
label named), and micro-F1 over all pairs of text and label after matching topics and labels one to one; each the mean of the
seeds. The number of topics is that of the labels in use. Blank texts are left out for all. No method sees a label. NMF and k-means
get scikit-learn's own TF-IDF, with and without its list of stop words; NMF may hold several topics (the strongest, and any with
30 % of the text's weight or more), and k-means is tried on MiniLM's vectors too.
"""

import argparse
import json
import random
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer

from joinedup.topics.finding import find
from joinedup.topics.meaning import encoder, installed
from joinedup.topics.scoring import Agreement, agreement, agreement_of

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "consultation"
Pairs = list[tuple[Sequence[str], Sequence[str]]]


@dataclass(frozen=True)
class Labelled:
    name: str
    texts: list[str]
    labels: list[list[str]]

    @property
    def count(self) -> int:
        return len({label for each in self.labels for label in each})


class Remembered:
    """An encoder that reads each text once, however many seeds ask for it."""

    def __init__(self) -> None:
        self.known: dict[str, np.ndarray] = {}

    def encode(self, texts: Sequence[str], said: Callable[[int], None] = lambda done: None) -> np.ndarray:
        new = list(dict.fromkeys(text for text in texts if text not in self.known))
        self.known.update(zip(new, encoder().encode(new), strict=True))
        said(len(texts))
        return np.array([self.known[text] for text in texts])


def patients() -> Labelled:
    frame = pl.read_csv(DATA / "patient_experience_answers.csv", infer_schema_length=0)
    names = frame.columns[frame.columns.index("Not assigned") :]
    rows = [(row["FFT answer"] or "", [name for name in names if row[name]]) for row in frame.iter_rows(named=True)]
    return kept("patient experience", rows)


def gambling(question: int) -> Labelled:
    folder = DATA / "gambling_xs"
    texts = lines(folder / "inputs" / f"question_part_{question}" / "responses.jsonl")
    labels = lines(folder / "outputs" / "mapping" / "2025-07-22" / f"question_part_{question}" / "mapping.jsonl")
    by_id = {each["response_id"]: each["labels"] for each in labels}
    return kept(f"gambling, question {question}", [(each["response"], by_id[each["response_id"]]) for each in texts])


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def kept(name: str, rows: list[tuple[str, list[str]]]) -> Labelled:
    some = [(text, labels) for text, labels in rows if text.strip() and labels]
    return Labelled(name, [text for text, _ in some], [labels for _, labels in some])


def ours(data: Labelled, seed: int, meaning: Remembered | None) -> Agreement:
    return agreement(find(data.texts, count=data.count, seed=seed, meaning=meaning), data.labels)


def nmf(data: Labelled, seed: int, words: str | None, least: float | None) -> Agreement:

    rows = TfidfVectorizer(stop_words=words).fit_transform(data.texts)
    weights = NMF(data.count, init="random", random_state=seed, max_iter=400).fit_transform(rows)
    shares = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-12)
    strongest = weights.argmax(axis=1)
    more = [[] if least is None else [int(topic) for topic in np.flatnonzero(row >= least)] for row in shares]
    return agreement_of(
        [
            ([str(topic) for topic in dict.fromkeys([int(first), *rest])], labels)
            for first, rest, labels in zip(strongest, more, data.labels, strict=True)
        ]
    )


def k_means(data: Labelled, seed: int, words: str | None, meaning: Remembered | None) -> Agreement:

    rows = meaning.encode(data.texts) if meaning else TfidfVectorizer(stop_words=words).fit_transform(data.texts)
    groups = KMeans(data.count, random_state=seed, n_init=10).fit_predict(rows)
    return agreement_of([([str(group)], labels) for group, labels in zip(groups, data.labels, strict=True)])


def methods(meaning: Remembered | None) -> dict[str, Callable[[Labelled, int], Agreement]]:
    every: dict[str, Callable[[Labelled, int], Agreement]] = {}
    for words, said in (("english", "stop words left out"), (None, "all words")):
        for least, held in ((None, "one topic"), (0.3, "several")):
            every[f"NMF, {said}, {held}"] = lambda data, seed, words=words, least=least: nmf(data, seed, words, least)
        every[f"k-means, {said}"] = lambda data, seed, words=words: k_means(data, seed, words, None)
    if meaning:
        every["k-means, MiniLM"] = lambda data, seed: k_means(data, seed, None, meaning)
    every["ours, by words"] = lambda data, seed: ours(data, seed, None)
    if meaning:
        every["ours, by words and meaning"] = lambda data, seed: ours(data, seed, meaning)
    return every


def compare(seeds: int, json_path: Path | None) -> None:
    warnings.filterwarnings("ignore", module="sklearn")
    meaning = Remembered() if installed() else None
    table = []
    for data in (patients(), gambling(1), gambling(2)):
        print(
            f"\n{data.name}: {len(data.texts):,} texts, {data.count} labels in use\n{'':40}AMI, one label   AMI, all   micro-F1",
            flush=True,
        )
        for name, method in methods(meaning).items():
            got = [method(data, seed) for seed in range(1, seeds + 1)]
            means = [float(np.mean([getattr(each, figure) for each in got])) for figure in ("ami_single", "ami_first", "micro_f1")]
            table.append({"data": data.name, "method": name, "ami_single": means[0], "ami_first": means[1], "micro_f1": means[2]})
            print(f"{name:40}{means[0]:14.3f}{means[1]:11.3f}{means[2]:11.3f}", flush=True)
    if json_path:
        json_path.write_text(json.dumps(table, indent=1) + "\n")


def made_longer(count: int) -> list[str]:
    """So many different texts: real answers, alone and two put together."""
    drawn = random.Random(1)
    real = [text for text in dict.fromkeys(patients().texts) if len(text.split()) > 3]
    made: dict[str, None] = {}
    while len(made) < count:
        made[" ".join(drawn.sample(real, drawn.choice([1, 2, 2])))] = None
    return list(made)


def timed(count: int, by_meaning: bool) -> None:
    texts = made_longer(count)
    wall, processor = time.monotonic(), time.process_time()
    found = find(texts, meaning=encoder() if by_meaning else None, said=lambda sentence: print(sentence, flush=True))
    words = sum(len(text.split()) for text in texts) / count
    print(
        f"{count:,} texts of {words:.0f} words on average, {len(found.topics)} topics: "
        f"{time.monotonic() - wall:.1f} s by the clock, {time.process_time() - processor:.1f} s of processor"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--time", type=int, metavar="TEXTS")
    parser.add_argument("--no-meaning", action="store_true")
    asked = parser.parse_args()
    if asked.time:
        timed(asked.time, installed() and not asked.no_meaning)
    else:
        compare(asked.seeds, asked.json)


if __name__ == "__main__":
    main()
