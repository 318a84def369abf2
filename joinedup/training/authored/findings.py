"""Findings for the worked example: concluded only from notes that were written."""

import re
from dataclasses import dataclass

from joinedup.method.framework import Framework, LetterSection
from joinedup.training.authored.criteria import criterion_for
from joinedup.training.authored.notes import AuthoredNote
from joinedup.training.authored.templates import FindingTemplate, templates_for

#: A sentence that is said only where one of its notes was written.
IF = re.compile(r"\{if:([a-z0-9|-]+)\?([^{}]*)\}")


@dataclass(frozen=True)
class AuthoredFinding:
    """One finding, as each kind of section prints it. `rests_on` are templates of notes that exist."""

    template: str
    criterion: str
    sectors: tuple[str, ...]
    direction: str
    rests_on: tuple[str, ...]
    bullet: str
    prose: str
    detail: str
    headline: str
    known_to_leaders: str
    acted_during: str
    box_title: str
    box: tuple[str, ...]

    def said_in(self, section: LetterSection) -> str:
        """Return what a section of bullets or prose prints of this finding; "" where it belongs elsewhere."""
        if self.direction not in section.directions:
            return ""
        if section.brief:
            return self.headline
        return self.bullet if section.kind == "bullets" else f"{self.prose} {self.detail}".rstrip()


def findings_for(framework: Framework, notes: list[AuthoredNote]) -> list[AuthoredFinding]:
    """Return the findings these notes carry, in the order of the templates.

    A finding needs `at_least` notes and none of its `unless`; under a joint criterion its notes come from two sectors and from
    two kinds of source.
    """
    found = [_made(template, framework, notes) for template in templates_for(framework.id).findings]
    return [finding for finding in found if finding is not None]


def _made(template: FindingTemplate, framework: Framework, notes: list[AuthoredNote]) -> AuthoredFinding | None:
    mine = [note for note in notes if note.template in template.rests_on]
    sectors = tuple(sector.id for sector in framework.sectors if sector.id in template.sectors)
    criterion = _criterion(template, framework, sectors)
    if not sectors or not criterion or len(mine) < template.at_least or any(note.template in template.unless for note in notes):
        return None
    joint = next(known.joint for known in framework.criteria if known.id == criterion)
    if joint and (len({note.sector for note in mine}) < 2 or len({note.source for note in mine}) < 2):
        return None
    held = {note.template for note in mine}

    def said(text: str) -> str:
        return only_seen(text, held)

    return AuthoredFinding(
        template=template.id,
        criterion=criterion,
        sectors=sectors,
        direction=template.direction,
        rests_on=tuple(name for name in template.rests_on if name in held),
        bullet=said(template.bullet),
        prose=said(template.prose),
        detail=said(template.detail),
        headline=said(template.headline),
        known_to_leaders=template.known_to_leaders,
        acted_during=said(template.acted_during),
        box_title=template.box_title,
        box=tuple(said(paragraph) for paragraph in template.box),
    )


def only_seen(text: str, held: set[str]) -> str:
    """Return a text without the sentences `{if:note|note? …}` none of whose notes is held, and with single spaces."""
    kept = IF.sub(lambda match: match.group(2) if held & set(match.group(1).split("|")) else "", text)
    return " ".join(kept.split())


def _criterion(template: FindingTemplate, framework: Framework, sectors: tuple[str, ...]) -> str:
    known = {criterion.id for criterion in framework.criteria}
    if template.criterion in known:
        return template.criterion
    found = criterion_for(framework, sectors, template.topic)
    return found.id if found else ""
