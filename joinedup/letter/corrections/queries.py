"""Reads of corrections, and the document a correction makes of the version it corrects."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from joinedup.areas.models import Inspectorate
from joinedup.letter.corrections.enums import CorrectionState
from joinedup.letter.corrections.models import Correction
from joinedup.letter.models import Letter
from joinedup.letter.queries import standing_signatures
from joinedup.publication.document import Block, Box, Document, Passage, passages_of
from joinedup.publication.models import Publication
from joinedup.publication.queries import newest
from joinedup.publication.render.as_json import from_json, to_json


@dataclass(frozen=True)
class Changed:
    """One passage a correction words otherwise: as everybody reads it, and as they would."""

    passage: str
    section: str
    before: str
    after: str


def corrections_of(letter: Letter) -> QuerySet[Correction]:
    """Return a letter's corrections, the latest first."""
    return Correction.objects.filter(letter=letter).select_related("corrects", "published", "proposed_by")


def proposed_of(letter: Letter) -> Correction | None:
    """Return the correction that is proposed now, or none."""
    return corrections_of(letter).filter(state=CorrectionState.PROPOSED).first()


def passages_published(letter: Letter) -> list[tuple[str, str, str]]:
    """Return (id, section, words) of every passage of a letter as it stands published."""
    document = from_json(newest(letter.publication).document)
    return [(one.id, section.title or section.id, one.text) for section in document.sections for one in passages_of(section)]


def changed_in(correction: Correction) -> list[Changed]:
    """Return what a correction words otherwise, in the order of the letter."""
    document, said = from_json(correction.corrects.document), correction.changes
    return [
        Changed(one.id, section.title or section.id, one.text, said[one.id])
        for section in document.sections
        for one in passages_of(section)
        if one.id in said
    ]


def corrected(publication: Publication, changes: Mapping[str, str], published_on: date | None = None) -> Document:
    """Return a published document with the words of some passages changed, as of a day; without one, of its own day."""
    document = from_json(publication.document)
    sections = tuple(
        replace(section, blocks=tuple(_block(block, changes) for block in section.blocks)) for section in document.sections
    )
    return replace(document, sections=sections, published_on=published_on or document.published_on)


def version_of(publication: Publication, changes: Mapping[str, str], why: str) -> str:
    """Return sha256 hex over every word of the corrected letter and of the reason: a changed comma gives another."""
    return hashlib.sha256(f"{to_json(corrected(publication, changes))}\0{why}".encode()).hexdigest()


def signed_by(correction: Correction) -> QuerySet:
    """Return the signatures that stand under a correction."""
    return correction.signatures.filter(voided_at=None).select_related("inspectorate", "person")


def still_to_sign(correction: Correction) -> list[Inspectorate]:
    """Return the inspectorates that signed the letter and not the correction yet."""
    done = set(signed_by(correction).values_list("inspectorate", flat=True))
    return [one.inspectorate for one in standing_signatures(correction.letter) if one.inspectorate_id not in done]


def _block(block: Block, changes: Mapping[str, str]) -> Block:
    if isinstance(block, Passage):
        return replace(block, text=changes.get(block.id, block.text))
    if isinstance(block, Box):
        return replace(block, passages=tuple(replace(one, text=changes.get(one.id, one.text)) for one in block.passages))
    return block
