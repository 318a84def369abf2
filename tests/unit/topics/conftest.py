"""Made-up answers of a few plain kinds, so that what they are about is known."""

import random

import pytest

KINDS = {
    "waiting": ["waiting", "waited", "queue", "hours", "delay", "appointment"],
    "food": ["food", "meals", "cold", "vegetables", "dinner", "kitchen"],
    "parking": ["parking", "car", "cars", "ticket", "spaces", "drive"],
}
ENDS = ["on Monday", "as always", "again this year", "sadly", "I think", "for all of us", "in my view", "every time"]


def answers(count: int, seed: int = 0) -> tuple[list[str], list[str]]:
    """Return texts, no two the same, and the kind of each."""
    drawn = random.Random(seed)
    kinds = [drawn.choice(sorted(KINDS)) for _ in range(count)]
    return [about(kind, drawn) + f" {drawn.choice(ENDS)} {place}" for place, kind in enumerate(kinds)], kinds


def about(kind: str, drawn: random.Random) -> str:
    """Return a few words about a kind of thing."""
    return "the {} with the {} and {}".format(*drawn.sample(KINDS[kind], 3))


@pytest.fixture
def ninety() -> tuple[list[str], list[str]]:
    """Ninety answers of three kinds, and the kind of each."""
    return answers(90)
