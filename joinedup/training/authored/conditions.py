"""Whether a template's conditions hold for a child."""

from joinedup.training.authored.facts import ChildFacts, attributes, between
from joinedup.training.authored.templates import When


def holds(when: When, facts: ChildFacts) -> bool:
    """Say whether every condition holds."""
    return (
        when.age_from <= facts.age <= when.age_to
        and len(facts.sectors()) >= when.sectors_at_least
        and _kinds(when, facts)
        and _rules(when, facts)
        and _said(when, facts)
        and _spans(when, facts)
    )


def _kinds(when: When, facts: ChildFacts) -> bool:
    return (
        all(facts.of(kind) for kind in when.has)
        and not any(facts.of(kind) for kind in when.lacks)
        and all(len(facts.of(kind)) >= least for kind, least in when.count_at_least)
        and all(len(facts.of(kind)) <= most for kind, most in when.count_at_most)
    )


def _rules(when: When, facts: ChildFacts) -> bool:
    return (
        all(facts.deadlines(rule, state) for rule, state in when.timescale)
        and all(facts.sendings(rule, state) for rule, state in when.handover)
        and all(_always(facts.deadlines(rule, state), facts.all_deadlines(rule)) for rule, state in when.timescale_always)
        and all(_always(facts.sendings(rule, state), facts.sendings(rule)) for rule, state in when.handover_always)
    )


def _always(some: list[dict[str, object]], every: list[dict[str, object]]) -> bool:
    return bool(some) and len(some) == len(every)


def _said(when: When, facts: ChildFacts) -> bool:
    told = all(
        any(attributes(row).get(name) in codes for row in facts.of(kind))
        for path, codes in when.attribute
        for kind, name in [path.split(".", 1)]
    )
    return told and all(any(row["via"] in relations for row in facts.of(kind)) for kind, relations in when.adult)


def _spans(when: When, facts: ChildFacts) -> bool:
    spans = {path: between(facts, *path.split(">", 1)) for path, _ in (*when.days_at_least, *when.days_at_most)}
    return all((days := spans[path]) is not None and days >= least for path, least in when.days_at_least) and all(
        (days := spans[path]) is not None and days <= most for path, most in when.days_at_most
    )
