"""Agencies are asked at their doors about sampled children their lists do not hold, and answer what is true of the made-up area."""

import polars as pl

from joinedup.cases.models import Sample
from joinedup.cases.queries import draw_of, tracked_children
from joinedup.linkage.core.short_ids import short_ids
from joinedup.linkage.models import LinkRun, NotKnownQuestion
from joinedup.linkage.not_known.actions import answer_question, ask_whether_known, decide_found
from joinedup.linkage.queries import linked_records_of, memberships_of
from joinedup.rehearsal.cast import Cast
from joinedup.training.area import MadeUpArea

#: Children asked about: enough to see what comes of it, few enough to leave agencies to their work.
ASKED = 3
WHY = "Other agencies’ lists hold a record of this child and yours do not. We ask before we conclude anything from that."
LOOKED = "Searched every system by name, other names, birth date and address. No record."


def ask_at_doors(cast: Cast, area: MadeUpArea, run: LinkRun, sample: Sample) -> list[NotKnownQuestion]:
    """Ask the first agency whose lists lack a sampled child about a few of them; its coordinator answers each."""
    codes = _codes(sample)
    known = memberships_of(run).join(linked_records_of(run).select("record_id", "agency"), on="record_id")
    for key, agency in cast.agencies.items():
        held = known.filter(pl.col("agency") == key)["child_id"].to_list()
        lacking = [child for child in codes if child not in held] if held else []
        if lacking:
            children = {child: codes[child] for child in lacking[:ASKED]}
            asked = ask_whether_known(by=cast.lead, run=run, agency=agency, children=children, why=WHY)
            return [_answered(cast, area, question) for question in asked]
    return []


def _codes(sample: Sample) -> dict[str, str]:
    """Return the sampled children's codes, those tracked first."""
    tracked = {child.child_id: child.code for child in tracked_children(sample.inspection)}
    short = short_ids(draw_of(sample).sampled)
    return tracked | {child: f"Child {code}" for child, code in short.items() if child not in tracked}


def _answered(cast: Cast, area: MadeUpArea, question: NotKnownQuestion) -> NotKnownQuestion:
    """Let the agency answer: found where it truly holds a record of the child, under whatever name; else not known."""
    records, key = area.records, question.agency.key
    people = records.filter(pl.col("record_id").is_in(question.records))["person_id"]
    own = records.filter(pl.col("agency") == key, pl.col("person_id").is_in(people.implode()))["own_id"].drop_nulls().to_list()
    said = {"answer": "found", "found_under": own[0]} if own else {"answer": "not_known", "said": LOOKED}
    answered = answer_question(by=cast.coordinators[key], question=question, **said)
    if own:
        decide_found(by=cast.lead, question=answered, decision="accept", reason="Its list holds the child under this number.")
    return answered
