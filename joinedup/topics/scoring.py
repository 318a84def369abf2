"""How far topics agree with labels people set: used to measure, never to find."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from joinedup.topics.shape import Found


@dataclass(frozen=True)
class Agreement:
    """Agreement over the texts that have a label; None where it cannot be told."""

    #: texts with at least one label, and with exactly one
    labelled: int
    single: int
    #: adjusted mutual information, strongest topic beside the label, over texts with exactly one: 0 chance, 1 the same
    ami_single: float | None
    #: the same over all, beside the first label written
    ami_first: float | None
    #: over all (text, label) pairs, topics and labels matched one to one so that most pairs agree
    micro_f1: float | None


def labels_of(cell: str) -> tuple[str, ...]:
    """Return the labels in a cell: a JSON list, or parts between `|` or `;`, or one; repeated ones once."""
    text = cell.strip()
    try:
        listed = json.loads(text) if text.startswith("[") else None
    except ValueError:
        listed = None
    parts = [str(each) for each in listed] if isinstance(listed, list) else text.replace("|", ";").split(";")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def agreement(found: Found, labels: Sequence[Sequence[str]]) -> Agreement:
    """Return how far what was found agrees with the labels of each text; a text without a label counts nowhere."""
    topics = [[each.topic for each in held] for held in found.assignments]
    return agreement_of([pair for pair in zip(topics, labels, strict=True) if pair[1]])


def agreement_of(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Agreement:
    """Return the agreement of (topics, labels), the strongest topic and the first label in front. Every text has both."""
    from sklearn.metrics import adjusted_mutual_info_score  # noqa: PLC0415 slow to load

    def ami(some: Sequence[tuple[Sequence[str], Sequence[str]]]) -> float | None:
        return (
            float(adjusted_mutual_info_score([labels[0] for _, labels in some], [topics[0] for topics, _ in some]))
            if some
            else None
        )

    single = [pair for pair in pairs if len(pair[1]) == 1]
    return Agreement(len(pairs), len(single), ami(single), ami(pairs), _micro_f1(pairs))


def _micro_f1(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> float | None:
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 slow to load

    if not pairs:
        return None
    topics = {topic: place for place, topic in enumerate(sorted({topic for held, _ in pairs for topic in held}))}
    labels = {label: place for place, label in enumerate(sorted({label for _, said in pairs for label in said}))}
    together = np.zeros((len(topics), len(labels)))
    for held, said in pairs:
        together[np.ix_([topics[topic] for topic in held], [labels[label] for label in said])] += 1
    agreed = together[linear_sum_assignment(-together)].sum()
    return float(2 * agreed / sum(len(held) + len(said) for held, said in pairs))
