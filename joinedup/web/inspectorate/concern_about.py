"""Whom an urgent concern is about, from the address a page leads to it with: by code, never by name."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from joinedup.cases import queries as cases
from joinedup.cases.concerns.content import About
from joinedup.cases.models import TrackedChild
from joinedup.inspections.models import Inspection
from joinedup.linkage.queries import latest_run
from joinedup.people.models import Person
from joinedup.web.inspectorate.known import Known


def about_of(person: Person, inspection: Inspection, key: str) -> About | None:
    """Return the child a page means by `key`: the id of a tracked child, or of a child of the draw or of the latest run.

    None where nobody is meant; raises Http404 where nobody is found.
    """
    if not key:
        return None
    tracked = _tracked_id(key)
    if tracked is not None:
        return _tracked(get_object_or_404(cases.tracked_seen_by(person, inspection), pk=tracked))
    found = _sampled(inspection, key) or _on_the_lists(inspection, key)
    if found is None:
        raise Http404
    return found


def key_of(tracked: TrackedChild | None, child_id: str) -> str:
    """Return what leads `about_of` to a child again."""
    return str(tracked.pk) if tracked else child_id


def key_under(inspection: Inspection, code: str, child_id: str, run: UUID) -> str:
    """Return what leads `about_of` to a child known by its code, or by its id in a run; "" where a later run calls it otherwise."""
    tracked = next((child for child in cases.tracked_children(inspection) if child.code == code), None)
    sample = cases.sample_of(inspection)
    sampled = {name: key for key, name in cases.sampled_codes(sample).items()} if sample else {}
    latest = latest_run(inspection)
    return key_of(tracked, sampled.get(code) or (child_id if latest and latest.pk == run else ""))


def _tracked_id(key: str) -> UUID | None:
    try:
        return UUID(key) if "-" in key else None
    except ValueError:
        return None


def _tracked(child: TrackedChild) -> About:
    return About(code=child.code, tracked=child, child_id=child.child_id, run=child.sample.run, records=tuple(child.records))


def _sampled(inspection: Inspection, key: str) -> About | None:
    sample = cases.sample_of(inspection)
    code = cases.sampled_codes(sample).get(key) if sample else None
    if sample is None or code is None:
        return None
    tracked = cases.tracked_children(inspection).filter(child_id=key).first()
    if tracked is not None:
        return _tracked(tracked)
    frame = cases.cohort_under(sample)
    records = frame.filter(frame["child_id"] == key)["records"].item().to_list()
    return About(code=code, child_id=key, run=sample.run, records=tuple(records))


def _on_the_lists(inspection: Inspection, key: str) -> About | None:
    run = latest_run(inspection)
    known = Known(inspection, run) if run else None
    coded = known.children.get(key) if known else None
    if run is None or known is None or coded is None:
        return None
    if coded.tracked is not None:
        return _tracked(coded.tracked)
    records = tuple(record for record, child in known.knowing.members.items() if child == key)
    return About(code=coded.code, child_id=key, run=run.pk, records=records)
