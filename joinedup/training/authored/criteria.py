"""Finds a criterion and a kind of source for templates that were written for no framework in particular."""

from collections.abc import Iterable

from joinedup.method.framework import Criterion, Framework, SourceKind


def criterion_for(framework: Framework, sectors: Iterable[str], topic: Iterable[str]) -> Criterion | None:
    """Return the criterion of these sectors that holds most of the topic's words, the first of equals; null if none is theirs."""
    wanted = set(sectors)
    theirs = [criterion for criterion in framework.criteria if wanted & set(criterion.sectors)]
    words = [word.casefold() for word in topic]
    return max(theirs, key=lambda criterion: sum(word in criterion.text.casefold() for word in words), default=None)


def source_for(framework: Framework, wanted: str, about_child: bool) -> SourceKind:
    """Return the kind of source of that id; without one, the first about a child or not, as needed; at last the first of all."""
    known = {source.id: source for source in framework.sources}
    if wanted in known:
        return known[wanted]
    fitting = [source for source in framework.sources if source.about_child == about_child]
    return (fitting or list(framework.sources))[0]
