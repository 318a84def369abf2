"""The names a framework gives its sectors, sources, criteria and events."""

from joinedup.method.framework import Criterion, Framework, LetterSection
from joinedup.web.components.words import listed


class Labels:
    """Looks up a framework's own words by id; an id it does not know is shown as it is."""

    def __init__(self, framework: Framework) -> None:
        self.sectors = {sector.id: sector.name for sector in framework.sectors}
        self.sources = {source.id: source.title for source in framework.sources}
        self.criteria = {criterion.id: criterion.text for criterion in framework.criteria}
        self.inspectorates = {part.id: part.names[-1].text for part in framework.inspectorates}
        self.areas = {area.id: area.title for area in framework.areas}
        self.sections = {section.id: section_name(section) for section in framework.letter}

    def sector(self, key: str) -> str:
        """Return a sector's name."""
        return self.sectors.get(key, key.replace("_", " "))

    def sector_list(self, keys: list[str]) -> str:
        """Return sectors' names as a sentence would list them; none is the partnership as a whole."""
        return listed(self.sector(key) for key in keys) if keys else "the partnership as a whole"

    def source(self, key: str) -> str:
        """Return the title of a kind of source."""
        return self.sources.get(key, key)

    def inspectorate(self, key: str) -> str:
        """Return an inspectorate's name."""
        return self.inspectorates.get(key, key)

    def criterion(self, key: str) -> str:
        """Return a criterion's text."""
        return self.criteria.get(key, key)

    def criterion_list(self, keys: list[str]) -> str:
        """Return the texts of criteria, one after the other; "" for none."""
        return " ".join(self.criterion(key) for key in keys)


#: What pages call sections that the letter prints without a heading, by kind.
_UNTITLED = {
    "addressees": "Addressees",
    "salutation": "Salutation",
    "standard": "Standard sentences",
    "prose": "Opening paragraphs",
    "signatures": "Signatures",
}


def section_name(section: LetterSection) -> str:
    """Return what pages call a section of the letter: its heading, or what it holds where the letter prints none."""
    return section.title or _UNTITLED.get(section.kind, section.id)


def by_area(framework: Framework) -> list[tuple[str, list[Criterion]]]:
    """Return the criteria under the headings of the framework, in its order; headings without any are left out."""
    grouped = [
        (area.title, [criterion for criterion in framework.criteria if criterion.area == area.id]) for area in framework.areas
    ]
    return [(title, criteria) for title, criteria in grouped if criteria]
