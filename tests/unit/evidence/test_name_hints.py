"""Short hashes of names give away neither a name nor which names belong together. The device is tested on the same file."""

import hashlib
import json
from pathlib import Path

from joinedup.evidence.core.name_hints import short_hashes, tokens

FIXTURE = json.loads((Path(__file__).parents[2] / "fixtures" / "notebook" / "name_hints.json").read_text(encoding="utf-8"))


def test_the_shared_file_holds_what_is_made_here():
    assert sorted(tokens(FIXTURE["names"])) == FIXTURE["tokens"]
    assert short_hashes(FIXTURE["salt"], FIXTURE["names"]) == FIXTURE["hashes"]


def test_single_words_alone_are_hinted_at():
    assert all(word.isalpha() for word in FIXTURE["tokens"])
    assert "al" not in FIXTURE["tokens"]


def test_a_dictionary_finds_many_names_that_are_on_no_list():
    known = set(short_hashes("salt", [{"given": f"given{chr(97 + n // 26)}{chr(97 + n % 26)}", "family": ""} for n in range(150)]))
    tried = (hashlib.sha256(f"salt|name{n}".encode()).hexdigest()[: len(next(iter(known)))] for n in range(100_000))
    assert sum(one in known for one in tried) > 100
