"""Full text: SQLite's FTS5 in memory, whatever database the service itself uses, so that both find the same.

Words are compared by their English stem (Porter) without accents; ranked by BM25. The index holds public text only and is never
written to a disk. One connection is shared by the threads of a process, one at a time: a search takes a few milliseconds.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from threading import Lock
from typing import Any, Final

from joinedup.library.core.search.entry import Piece, Searchable
from joinedup.library.core.search.sought import Sought, Tokens

#: How much a word counts in the finding itself, and in what stands around it.
_WEIGHTS: Final = (1.0, 0.4)
#: Tokens of a snippet; FTS5 gives 64 at most.
_SNIPPET: Final = 40
_OPEN, _CLOSE = "\x02", "\x03"
_NO_MARKS = str.maketrans({_OPEN: " ", _CLOSE: " "})


class ByWords:
    """An index of findings by their words. Places are those of the sequence it was made from."""

    def __init__(self, entries: Sequence[Searchable]) -> None:
        self._lock = Lock()
        self._texts = [entry.text for entry in entries]
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._base.execute(
            "CREATE VIRTUAL TABLE finding USING fts5(said, about, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        rows = ((at, _clean(entry.text), _clean(entry.about)) for at, entry in enumerate(entries))
        self._base.executemany("INSERT INTO finding (rowid, said, about) VALUES (?, ?, ?)", rows)
        self._base.execute("INSERT INTO finding (finding) VALUES ('optimize')")
        self._base.commit()

    def ranked(self, sought: Sought) -> list[int]:
        """Return the places of what holds at least one of the words and every phrase, the best first; equals in their order."""
        asked = some_of(sought)
        if not asked:
            return []
        said, about = _WEIGHTS
        rows = self._all("SELECT rowid, bm25(finding, ?, ?) FROM finding WHERE finding MATCH ?", said, about, asked)
        return [place for place, _ in sorted(rows, key=lambda row: (row[1], row[0]))]

    def holding_all(self, sought: Sought) -> set[int]:
        """Return the places of what holds every word and phrase looked for."""
        asked = all_of(sought)
        return set(self._places(asked)) if asked else set()

    def allowed(self, sought: Sought) -> set[int] | None:
        """Return the places that hold every phrase and nothing left out; None where neither is asked for."""
        held = set(self._places(" AND ".join(map(_quoted, sought.phrases)))) if sought.phrases else None
        if not sought.without:
            return held
        gone = set(self._places(" OR ".join(map(_quoted, sought.without))))
        return (set(range(len(self._texts))) if held is None else held) - gone

    def nowhere(self, sought: Sought) -> tuple[str, ...]:
        """Return the words looked for that stand in no finding."""
        missed = [word for word in sought.words if not self._places(_quoted(word), most=1)]
        return tuple(" ".join(word) for word in missed)

    def snippets(self, sought: Sought, places: Iterable[int]) -> dict[int, tuple[Piece, ...]]:
        """Return for each place the stretch of the finding that tells most, words looked for marked; its beginning if none is."""
        wanted = list(places)
        marked = self._marked(some_of(sought), wanted)
        return {place: marked.get(place) or _beginning(self._texts[place]) for place in wanted}

    def whole(self, sought: Sought, place: int) -> tuple[Piece, ...]:
        """Return the whole of a finding with the words looked for marked."""
        asked = some_of(sought)
        sql = "SELECT highlight(finding, 0, ?, ?) FROM finding WHERE finding MATCH ? AND rowid = ?"
        rows = self._all(sql, _OPEN, _CLOSE, asked, place) if asked else []
        return pieces_of(rows[0][0]) if rows else (Piece(self._texts[place]),)

    def _marked(self, asked: str, wanted: Sequence[int]) -> dict[int, tuple[Piece, ...]]:
        if not asked or not wanted:
            return {}
        among = ",".join("?" * len(wanted))
        sql = (
            f"SELECT rowid, snippet(finding, 0, ?, ?, '…', {_SNIPPET}) FROM finding "  # noqa: S608  question marks and a number
            f"WHERE finding MATCH ? AND rowid IN ({among})"
        )
        return {place: pieces_of(text) for place, text in self._all(sql, _OPEN, _CLOSE, asked, *wanted)}

    def _places(self, asked: str, most: int = -1) -> list[int]:
        return [row[0] for row in self._all("SELECT rowid FROM finding WHERE finding MATCH ? LIMIT ?", asked, most)]

    def _all(self, sql: str, *values: Any) -> list[Any]:
        with self._lock, closing(self._base.execute(sql, values)) as rows:
            return rows.fetchall()


def some_of(sought: Sought) -> str:
    """Return the FTS5 query for at least one of the words, every phrase, and nothing left out; empty where nothing is sought.

    BM25 adds up over all that is named, so words beside phrases only raise what holds them.
    """
    any_of = " OR ".join(map(_quoted, (*sought.words, *sought.alike)))
    if sought.phrases:
        must = " AND ".join(map(_quoted, sought.phrases))
        asked = f"({must}) OR (({must}) AND ({any_of}))" if any_of else must
    else:
        asked = any_of if sought.words else ""
    return _less(asked, sought.without)


def all_of(sought: Sought) -> str:
    """Return the FTS5 query for every word and phrase, and nothing left out."""
    return _less(" AND ".join(map(_quoted, (*sought.words, *sought.phrases))), sought.without)


def _less(asked: str, without: Sequence[Tokens]) -> str:
    return f"({asked}) NOT ({' OR '.join(map(_quoted, without))})" if asked and without else asked


def _quoted(tokens: Tokens) -> str:
    """Return tokens as an FTS5 string: letters and digits only, so that nothing typed is read as an instruction."""
    return f'"{" ".join(tokens)}"'


def pieces_of(text: str) -> tuple[Piece, ...]:
    """Return a text with marks in it as pieces, empty ones left out."""
    pieces: list[Piece] = []
    for at, stretch in enumerate(text.split(_OPEN)):
        marked, close, rest = stretch.partition(_CLOSE) if at else ("", "", stretch)
        pieces += [Piece(marked, marked=True)] if close and marked else []
        pieces += [Piece(rest)] if rest else []
    return tuple(pieces)


def _beginning(text: str) -> tuple[Piece, ...]:
    words = text.split()
    return (Piece(" ".join(words[:_SNIPPET]) + ("…" if len(words) > _SNIPPET else "")),)


def _clean(text: str) -> str:
    return text.translate(_NO_MARKS)
