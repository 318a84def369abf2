"""Coded values as people write them: with the letter, without it, by the code, the label, or a word of their own."""

import re
from typing import Final

import polars as pl

from joinedup.method.framework import CodeSet

_LETTERED: Final = re.compile(r"^([a-z]{1,2})\s*[).:]\s*(.*)$")
_LEAD: Final = re.compile(r"^([a-z]{0,3}\d{1,2}[a-z]?|[a-z]{1,4})\s*(?::| - | – |$)")
_YES: Final = frozenset(("yes", "y", "true", "1", "t"))
_NO: Final = frozenset(("no", "n", "false", "0", "f"))
_UNKNOWN: Final = frozenset(("unknown", "u", "not known", "not recorded", "nk", "dk", "not stated"))

#: Words of labels that stand for one of records.shape.SEXES; any other label is not known.
_SEXES: Final = {
    "male": "male", "female": "female", "other": "other", "neither": "other", "indeterminate": "other", "non binary": "other",
    "intersex": "other",
}  # fmt: skip


class Codes:
    """Reads the cells of one coded column. Built once for a code set."""

    def __init__(self, codes: CodeSet) -> None:
        self.lettered = codes.lettered
        self.codes = {_plain(code): code for code, _ in codes.values}
        self.texts: dict[str, str] = {}
        for code, label in codes.values:
            self.texts.setdefault(_plain(label), code)
            self.texts.setdefault(_plain(f"{code}) {label}"), code)
        for code, label in codes.values:
            if lead := _lead(_plain(label)):
                self.texts.setdefault(lead, code)
        self.synonyms = {_plain(text): code for text, code in codes.synonyms}

    def read(self, text: str) -> str | None:
        """Return the code a cell means, None where it is none of the set."""
        plain = _plain(text)
        found = self._known(plain)
        if found is None and (match := _LETTERED.match(plain)):
            found = self._behind_letter(match[1], match[2])
        if found is None and (lead := _lead(plain)):
            found = self.codes.get(lead) or self.texts.get(lead)
        return found

    def _known(self, plain: str) -> str | None:
        return self.synonyms.get(plain) or self.codes.get(plain) or self.texts.get(plain)

    def _behind_letter(self, letter: str, rest: str) -> str | None:
        """Read what follows the letter; the letter itself counts only where nothing follows, as letters differ between systems."""
        if not rest:
            return self.codes.get(letter)
        found = self._known(rest)
        if found is None and (lead := _lead(rest)):
            found = self.texts.get(lead) or (None if self.lettered else self.codes.get(lead))
        return found

    def read_all(self, texts: pl.Series) -> pl.Series:
        """Return the codes of a column of texts, null for what is none."""
        known = {text: code for text in texts.drop_nulls().unique() if (code := self.read(text)) is not None}
        return texts.replace_strict(list(known), list(known.values()), default=None, return_dtype=pl.String)


def read_booleans(texts: pl.Series) -> pl.DataFrame:
    """Return columns value (yes, no, null) and known (whether the cell could be read) of a column of texts."""
    rows = [(text, *_boolean(text)) for text in texts.drop_nulls().unique()]
    table = pl.DataFrame(rows, schema={"text": pl.String, "value": pl.String, "known": pl.Boolean}, orient="row")
    return pl.DataFrame({"text": texts}).join(table, on="text", how="left", maintain_order="left").select("value", "known")


def _boolean(text: str) -> tuple[str | None, bool]:
    plain = _plain(text)
    if match := _LETTERED.match(plain):
        plain = match[2] or {"a": "yes", "b": "no", "c": "unknown"}.get(match[1], plain)
    if plain in _YES:
        return "yes", True
    return ("no", True) if plain in _NO else (None, plain in _UNKNOWN)


def sexes_of(codes: CodeSet) -> dict[str, str]:
    """Return code → sex for a code set of sexes, without the codes that leave it unknown."""
    return {code: sex for code, label in codes.values if (sex := _SEXES.get(_plain(label).replace("-", " ")))}


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _lead(plain: str) -> str | None:
    """Return the code a text begins with, as in "n1 - abuse or neglect", "c2: fco", "6: police"."""
    match = _LEAD.match(plain)
    return match[1] if match else None
