"""The encoder beside a slow one that goes token by token, with made-up weights of the published shapes."""

import math

import numpy as np
import pytest

from joinedup.topics.minilm import MAX_TOKENS, Encoder, _batches

H, WIDE, LAYERS, HEADS = 384, 96, 6, 12


def made_up_weights() -> dict[str, np.ndarray]:
    drawn = np.random.default_rng(4)

    def some(*shape: int) -> np.ndarray:
        return drawn.normal(scale=0.08, size=shape).astype(np.float32)

    weights = {
        f"embeddings.{name}_embeddings.weight": some(count, H)
        for name, count in [("word", 50), ("position", 512), ("token_type", 2)]
    }
    dense = {"attention.output.dense": (H, H), "intermediate.dense": (WIDE, H), "output.dense": (H, WIDE)}
    dense |= {f"attention.self.{part}": (H, H) for part in ("query", "key", "value")}
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        for name, shape in dense.items():
            weights[f"encoder.layer.{layer}.{name}.weight"] = some(*shape)
            weights[f"encoder.layer.{layer}.{name}.bias"] = some(shape[0])
        norms += [f"encoder.layer.{layer}.{name}" for name in ("attention.output.LayerNorm", "output.LayerNorm")]
    for name in norms:
        weights[f"{name}.weight"] = 1 + some(H)
        weights[f"{name}.bias"] = some(H)
    return weights


def slow(weights: dict[str, np.ndarray], ids: list[int]) -> np.ndarray:
    """Go token by token and head by head, in double precision."""
    w = {name: value.astype(np.float64) for name, value in weights.items()}

    def norm(row: np.ndarray, name: str) -> np.ndarray:
        return (row - row.mean()) / math.sqrt(row.var() + 1e-12) * w[f"{name}.weight"] + w[f"{name}.bias"]

    def linear(row: np.ndarray, name: str) -> np.ndarray:
        return w[f"{name}.weight"] @ row + w[f"{name}.bias"]

    opening = [
        w["embeddings.word_embeddings.weight"][token]
        + w["embeddings.position_embeddings.weight"][place]
        + w["embeddings.token_type_embeddings.weight"][0]
        for place, token in enumerate(ids)
    ]
    rows = [norm(row, "embeddings.LayerNorm") for row in opening]
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        query, keys, values = ([linear(row, f"{name}.attention.self.{part}") for row in rows] for part in ("query", "key", "value"))
        after = []
        for place, row in enumerate(rows):
            heads = []
            for head in range(HEADS):
                own = slice(head * 32, head * 32 + 32)
                weight = [math.exp(query[place][own] @ each[own] / math.sqrt(32)) for each in keys]
                heads.append(sum(much * each[own] for much, each in zip(weight, values, strict=True)) / sum(weight))
            met = norm(row + linear(np.concatenate(heads), f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm")
            wide = np.array([x * (1 + math.erf(x / math.sqrt(2))) / 2 for x in linear(met, f"{name}.intermediate.dense")])
            after.append(norm(met + linear(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm"))
        rows = after
    mean = np.mean(rows, axis=0)
    return mean / np.linalg.norm(mean)


@pytest.fixture(scope="module")
def weights() -> dict[str, np.ndarray]:
    return made_up_weights()


def test_as_the_slow_one(weights: dict[str, np.ndarray]) -> None:
    texts = {"one": [1, 7, 2], "two": [1, 3, 9, 30, 44, 2], "three": [1, 2]}
    rows = Encoder(weights, texts.__getitem__).encode(list(texts))
    for row, ids in zip(rows, texts.values(), strict=True):
        assert row == pytest.approx(slow(weights, ids), abs=2e-5)


def test_a_text_is_the_same_alone_and_beside_longer_ones(weights: dict[str, np.ndarray]) -> None:
    encoder = Encoder(weights, lambda text: [1, *(3 + ord(letter) % 40 for letter in text), 2])
    texts = ["ab", "a much longer text than the other", "c"]
    together = encoder.encode(texts)
    assert together == pytest.approx(np.vstack([encoder.encode([text]) for text in texts]), abs=2e-5)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)


def test_what_is_too_long_is_cut_and_progress_is_told(weights: dict[str, np.ndarray]) -> None:
    encoder = Encoder(weights, lambda text: [5] * int(text))
    told: list[int] = []
    rows = encoder.encode([str(MAX_TOKENS), str(MAX_TOKENS + 300), "3"], told.append)
    assert rows[0] == pytest.approx(rows[1], abs=2e-5)
    assert told[-1] == 3
    assert told == sorted(told)


def test_nothing_to_read() -> None:
    assert Encoder({}, lambda text: []).encode([]).shape == (0, H)


def test_batches_hold_every_text_once_and_little_padding() -> None:
    lengths = [5, 300, 2, 2, 7, 250, 1] * 20
    batches = _batches(lengths)
    assert sorted(place for batch in batches for place in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or len(batch) * max(lengths[place] for place in batch) <= 2048 for batch in batches)
