"""The public search: published letters by area, theme, day and words. It reads what is published and nothing else."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from joinedup.publication.document import Box, Document
from joinedup.publication.models import Publication
from joinedup.publication.queries import published


@dataclass(frozen=True)
class Asked:
    """What somebody looks for; what is left empty leaves nothing out. `words`: all of them must stand in the letter."""

    area: str = ""
    theme: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""


def found(asked: Asked) -> QuerySet[Publication]:
    """Return the published letters that fit, newest first."""
    rows = published()
    if asked.area:
        rows = rows.filter(area__name=asked.area)
    if asked.theme:
        rows = rows.filter(theme=asked.theme)
    if asked.since:
        rows = rows.filter(published_on__gte=asked.since)
    if asked.until:
        rows = rows.filter(published_on__lte=asked.until)
    for word in asked.words.casefold().split():
        rows = rows.filter(text__words__contains=word)
    return rows


def areas_published() -> list[str]:
    """Return the names of the areas a letter is published about."""
    return sorted(set(published().values_list("area__name", flat=True)))


def themes_published() -> list[str]:
    """Return the themes of the published letters."""
    return sorted(set(published().exclude(theme="").values_list("theme", flat=True)))


def words_of(document: Document) -> str:
    """Return every word of a document that is printed, in lower case, one space between."""
    said = [document.title, document.area, document.theme, document.legal_basis]
    for section in document.sections:
        said.append(section.title)
        for block in section.blocks:
            if isinstance(block, Box):
                said += [block.label, block.title, *(passage.text for passage in block.passages)]
            else:
                said.append(block.text)
    if document.for_children:
        said += [document.for_children.title, *document.for_children.paragraphs]
    return " ".join(" ".join(said).casefold().split())
