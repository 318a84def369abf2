"""The MiniLM sentence encoder run with numpy alone: six layers of attention, the mean over a text's tokens, length one.

The weights are those published as sentence-transformers/all-MiniLM-L6-v2 (Apache 2.0); `joinedup.topics.meaning` finds and checks
them. Shapes below: B texts of one batch, T tokens of its longest, H = 384.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

#: What the published model was trained with: tokens of a text read, the rest is left out.
MAX_TOKENS = 256
WIDTH = 384
_HEADS = 12
_LAYERS = 6
_EPSILON = np.float32(1e-12)
#: Tokens of one batch, padding counted: small enough for the processor's cache, large enough for its matrix units.
_BATCH_TOKENS = 2048


@dataclass(frozen=True)
class Encoder:
    """Weights by their published names, and what turns a text into token ids (with the first and last mark)."""

    weights: Mapping[str, Array]
    tokens_of: Callable[[str], Sequence[int]]

    def encode(self, texts: Sequence[str], said: Callable[[int], None] = lambda done: None) -> Array:
        """Return one row of length one for each text, (texts, 384); `said` is told after each batch how many are done."""
        ids = [list(self.tokens_of(text))[:MAX_TOKENS] for text in texts]
        result = np.zeros((len(texts), WIDTH), dtype=np.float32)
        batches = _batches([len(each) for each in ids])
        done = 0
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as hands:
            for batch, rows in zip(
                batches, hands.map(lambda places: self._batch([ids[index] for index in places]), batches), strict=True
            ):
                result[batch] = rows
                done += len(batch)
                said(done)
        return result

    def _batch(self, ids: Sequence[Sequence[int]]) -> Array:
        longest = max(len(each) for each in ids)
        tokens = np.zeros((len(ids), longest), dtype=np.int64)
        there = np.zeros((len(ids), longest), dtype=np.float32)
        for row, each in enumerate(ids):
            tokens[row, : len(each)] = each
            there[row, : len(each)] = 1
        hidden = self._opening(tokens)
        for layer in range(_LAYERS):
            hidden = self._layer(hidden, there, f"encoder.layer.{layer}.")
        total = np.einsum("bth,bt->bh", hidden.reshape(*tokens.shape, WIDTH), there)
        mean = total / np.maximum(there.sum(axis=1, keepdims=True), 1)
        return np.asarray(mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), _EPSILON), dtype=np.float32)

    def _opening(self, tokens: NDArray[np.int64]) -> Array:
        """Return word, place and segment vectors added up, flattened to (B·T, H)."""
        words = self.weights["embeddings.word_embeddings.weight"][tokens]
        places = self.weights["embeddings.position_embeddings.weight"][: tokens.shape[1]]
        segment = self.weights["embeddings.token_type_embeddings.weight"][0]
        return self._norm((words + places + segment).reshape(-1, WIDTH), "embeddings.LayerNorm.")

    def _layer(self, hidden: Array, there: Array, name: str) -> Array:
        attended = self._linear(self._attention(hidden, there, name), name + "attention.output.dense.")
        hidden = self._norm(hidden + attended, name + "attention.output.LayerNorm.")
        wide = _gelu(self._linear(hidden, name + "intermediate.dense."))
        return self._norm(hidden + self._linear(wide, name + "output.dense."), name + "output.LayerNorm.")

    def _attention(self, hidden: Array, there: Array, name: str) -> Array:
        size, longest = there.shape

        def heads(part: str) -> Array:
            wide = self._linear(hidden, f"{name}attention.self.{part}.")
            return wide.reshape(size, longest, _HEADS, WIDTH // _HEADS).transpose(0, 2, 1, 3)

        scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.float32(np.sqrt(WIDTH // _HEADS))
        scores = np.where(there[:, None, None, :] > 0, scores, np.float32(-1e9))
        scores -= scores.max(axis=-1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=-1, keepdims=True)
        together: Array = (shares @ heads("value")).transpose(0, 2, 1, 3).reshape(-1, WIDTH)
        return together

    def _linear(self, rows: Array, name: str) -> Array:
        product: Array = rows @ self.weights[name + "weight"].T + self.weights[name + "bias"]
        return product

    def _norm(self, rows: Array, name: str) -> Array:
        centred = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + _EPSILON)
        scaled: Array = centred / spread * self.weights[name + "weight"] + self.weights[name + "bias"]
        return scaled


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Return the places of texts in batches of like length, shortest first, so that little is padding."""
    batches: list[list[int]] = [[]]
    for index in sorted(range(len(lengths)), key=lambda place: (lengths[place], place)):
        if batches[-1] and (len(batches[-1]) + 1) * lengths[index] > _BATCH_TOKENS:
            batches.append([])
        batches[-1].append(index)
    return batches if lengths else []


def _gelu(rows: Array) -> Array:
    """Return the smooth gate the model was trained with; exact, through the error function."""
    from scipy.special import erf  # noqa: PLC0415 slow to load

    gate: Any = erf(rows * np.float32(1 / np.sqrt(2)))
    return np.asarray(rows * (1 + gate) / 2, dtype=np.float32)
