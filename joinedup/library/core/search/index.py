"""The library's index: what was found by words and by meaning, joined, narrowed by facets and counted."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from joinedup.library.core.search.by_meaning import ByMeaning
from joinedup.library.core.search.by_words import ByWords
from joinedup.library.core.search.entry import By, Count, Hit, How, Piece, Results, Searchable
from joinedup.library.core.search.joining import joined
from joinedup.library.core.search.sought import Sought, read

#: Facet → the values chosen; a finding fits where it has one of them. A facet without a choice leaves all in.
Chosen = Mapping[str, Collection[str]]


class Index:
    """Findings in the order they are shown where nothing tells them apart: newest first, by habit."""

    def __init__(self, entries: Sequence[Searchable], meaning: ByMeaning | None = None) -> None:
        self.entries = tuple(entries)
        self.by_words = ByWords(self.entries)
        self.by_meaning = meaning

    def search(self, typed: str, chosen: Chosen | None = None, how: How = How.BOTH) -> Results:
        """Return what fits. Where nothing is typed, everything that fits the facets, in the order of the index.

        Without vectors every search is by words: `how` then changes nothing.
        """
        sought = read(typed)
        found = self._found(sought, how) if sought else dict.fromkeys(range(len(self.entries)), By.FACETS)
        narrowed = {facet: set(values) for facet, values in (chosen or {}).items() if values}
        hits = tuple(Hit(place, self.entries[place].id, by) for place, by in found.items() if self._fits(place, narrowed))
        holding = self.by_words.holding_all(sought)
        every = sum(hit.place in holding for hit in hits)
        return Results(hits, self._counted(found, narrowed), self.by_words.nowhere(sought), every)

    def snippets(self, typed: str, hits: Iterable[Hit]) -> dict[str, tuple[Piece, ...]]:
        """Return the snippet of each hit, by its id."""
        ids = {hit.place: hit.id for hit in hits}
        return {ids[place]: pieces for place, pieces in self.by_words.snippets(read(typed), ids).items()}

    def _found(self, sought: Sought, how: How) -> dict[int, By]:
        """Return places and what found them, the best first."""
        meant = self._meant(sought) if how is not How.WORDS else []
        worded = [] if how is How.MEANING and self.by_meaning else self.by_words.ranked(sought)
        words, meaning = set(worded), set(meant)
        return {
            place: By.BOTH if place in words and place in meaning else By.WORDS if place in words else By.MEANING
            for place in joined(worded, meant)
        }

    def _meant(self, sought: Sought) -> list[int]:
        return self.by_meaning.ranked(sought.typed, self.by_words.allowed(sought)) if self.by_meaning else []

    def _fits(self, place: int, chosen: Mapping[str, set[str]]) -> bool:
        facets = self.entries[place].facets
        return all(not values.isdisjoint(facets.get(facet, ())) for facet, values in chosen.items())

    def _counted(self, places: Iterable[int], chosen: Mapping[str, set[str]]) -> dict[str, tuple[Count, ...]]:
        """Count each facet's values among what fits all other facets, the most frequent first; a chosen value stays at nought."""
        counts: dict[str, Counter[str]] = {facet: Counter() for entry in self.entries for facet in entry.facets}
        for place in places:
            facets = self.entries[place].facets
            off = [facet for facet, values in chosen.items() if values.isdisjoint(facets.get(facet, ()))]
            for facet in counts if not off else off if len(off) == 1 else ():
                if facet in counts:
                    counts[facet].update(facets.get(facet, ()))
        for facet, values in chosen.items():
            for value in values:
                counts.setdefault(facet, Counter())[value] += 0
        ranked = {facet: sorted(held.items(), key=lambda each: (-each[1], each[0])) for facet, held in counts.items()}
        return {facet: tuple(Count(*each) for each in held) for facet, held in ranked.items()}
