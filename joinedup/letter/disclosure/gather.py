"""What a letter is checked against: its inspection's own lists, children and workers, and what may stand in it.

Names leave the vault here and go no further than the check: whoever calls this logs the reading.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

import polars as pl

from joinedup.cases.queries import every_tracked_child, sample_of
from joinedup.cases.sampled.queries import sampled_children
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.intake.queries import events_of, records_of, relations_of, submissions_of
from joinedup.letter.core.disclosure.check import Ground, ground_of
from joinedup.letter.core.disclosure.crowd import crowd_of
from joinedup.letter.core.disclosure.dates import days_between
from joinedup.letter.core.disclosure.words import phrase_of
from joinedup.letter.disclosure.texts import bodies_named
from joinedup.letter.disclosure.workers import workers_of
from joinedup.linkage.models import LinkRun
from joinedup.linkage.queries import memberships_of
from joinedup.records.shape import MEMBERSHIP, empty


def gathered(letter: Any) -> Ground:
    """Return what a letter is checked against."""
    inspection = letter.inspection
    records, members = records_of(inspection), _memberships(inspection)
    return ground_of(
        records,
        near=_near(inspection, members),
        workers=workers_of(inspection),
        phrases=list(may_stand(letter)),
        contacts=[inspection.framework.statement_address],
        own=days_between(inspection.fieldwork_from, inspection.fieldwork_to),
        crowd=crowd_of(records, events_of(inspection), members, inspection.notified_on),
    )


def ground_digest(inspection: Inspection) -> str:
    """Return a hash of which lists and which children a check is made against; it changes when either does."""
    lists = sorted(str(one.pk) for one in submissions_of(inspection))
    children = sorted(child.child_id for child in every_tracked_child(inspection))
    sample = sample_of(inspection)
    return hashlib.sha256("|".join([*lists, *children, str(sample.pk) if sample else ""]).encode()).hexdigest()


def as_agencies(letter: Any, ground: Ground) -> Ground:
    """Return the ground the bodies named with a letter are checked against: what somebody typed there does not allow itself."""
    return replace(ground, phrases=frozenset(phrase for text in _its_own(letter) if (phrase := phrase_of(text))))


def may_stand(letter: Any) -> Iterator[str]:
    """Return the names a letter prints of itself: its area, agencies, whom it goes to, who inspected, what its parts are called."""
    yield from _its_own(letter)
    yield from bodies_named(letter)


def _its_own(letter: Any) -> Iterator[str]:
    inspection, framework = letter.inspection, letter.inspection.framework
    yield inspection.area.name
    yield from (agency.name for agency in agencies(inspection))
    yield from chain.from_iterable((each.role, each.organisation) for each in letter.addressees.all())
    yield from (name.text for inspectorate in framework.inspectorates for name in inspectorate.names)
    yield from (framework.title, framework.theme_title)
    yield from (section.title for section in framework.letter)
    yield from (area.title for area in framework.areas)


def _memberships(inspection: Inspection) -> pl.DataFrame:
    sample = sample_of(inspection)
    run = LinkRun.objects.filter(pk=sample.run).first() if sample else None
    return memberships_of(run) if run else empty(MEMBERSHIP)


def _near(inspection: Inspection, members: pl.DataFrame) -> list[str]:
    """Return the records of sampled and tracked children, and of everybody an agency says is in the life of one."""
    sample = sample_of(inspection)
    if sample is None:
        return []
    children = {child.child_id for child in (*sampled_children(sample), *every_tracked_child(inspection))}
    own = members.filter(pl.col("child_id").is_in(sorted(children)))["record_id"]
    relations = relations_of(inspection)
    there = relations.filter(pl.col("record_id").is_in(own.implode()))["other_record_id"]
    back = relations.filter(pl.col("other_record_id").is_in(own.implode()))["record_id"]
    related = members.filter(pl.col("record_id").is_in(pl.concat([there, back]).implode()))["child_id"].unique()
    people = members.filter(pl.col("child_id").is_in(related.implode()))["record_id"]
    return sorted({*own, *there, *back, *people})
