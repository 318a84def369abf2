"""Notes for the worked example: every template tried on every tracked child, printed where it is true."""

from dataclasses import dataclass, field

from joinedup.method.framework import Framework
from joinedup.training.authored.conditions import holds
from joinedup.training.authored.criteria import criterion_for, source_for
from joinedup.training.authored.facts import ChildFacts
from joinedup.training.authored.templates import NoteTemplate, When, templates_for
from joinedup.training.authored.wording import Claim, fill


@dataclass(frozen=True)
class AuthoredNote:
    """One note as an inspector would have written it. `code` is the child it is about, null where it is about the area.

    `wording`, `when` and `claims` are kept so that every fact it states can be checked again.
    """

    template: str
    code: str | None
    criterion: str
    sector: str
    source: str
    direction: str
    text: str
    wording: str = ""
    when: When = field(default_factory=When)
    claims: tuple[Claim, ...] = ()


def notes_for(framework: Framework, children: list[ChildFacts]) -> list[AuthoredNote]:
    """Return the notes that are true of these children and of the area, in the order of the templates.

    Each wording is used for one child, those with fewest notes so far first, so that every child is written about.
    """
    sectors = {sector.id for sector in framework.sectors}
    written: dict[str, int] = {child.code: 0 for child in children}
    notes: list[AuthoredNote] = []
    for template in templates_for(framework.id).notes:
        if template.sector not in sectors:
            continue
        made = _area(template, framework) if template.about == "area" else _children(template, framework, children, written)
        for note in made:
            if note.code is not None:
                written[note.code] += 1
        notes += made
    return notes


def _area(template: NoteTemplate, framework: Framework) -> list[AuthoredNote]:
    criterion = _criterion(template, framework)
    text = template.texts[0]
    return [_note(template, framework, criterion, wording=text, filled=(text, ()))] if criterion else []


def _children(
    template: NoteTemplate, framework: Framework, children: list[ChildFacts], written: dict[str, int]
) -> list[AuthoredNote]:
    criterion = _criterion(template, framework)
    if not criterion:
        return []
    made: list[AuthoredNote] = []
    for child in sorted(children, key=lambda child: written[child.code]):
        if len(made) < len(template.texts) and holds(template.when, child):
            wording = template.texts[len(made)]
            filled = fill(wording, template.when, child, framework)
            if filled:
                made.append(_note(template, framework, criterion, wording=wording, filled=filled, code=child.code))
    return made


def _criterion(template: NoteTemplate, framework: Framework) -> str:
    known = {criterion.id for criterion in framework.criteria}
    if template.criterion in known:
        return template.criterion
    found = criterion_for(framework, [template.sector], template.topic)
    return found.id if found else ""


def _note(
    template: NoteTemplate,
    framework: Framework,
    criterion: str,
    *,
    wording: str,
    filled: tuple[str, tuple[Claim, ...]],
    code: str | None = None,
) -> AuthoredNote:
    return AuthoredNote(
        template=template.id,
        code=code,
        criterion=criterion,
        sector=template.sector,
        source=source_for(framework, template.source, template.about == "child").id,
        direction=template.direction,
        text=filled[0],
        wording=wording,
        when=template.when,
        claims=filled[1],
    )
