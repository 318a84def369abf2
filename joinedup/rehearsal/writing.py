"""Two inspectors write one section: held, linked by sentence, shortened and put back; a passage written twice comes out."""

from joinedup.letter.actions import remove_passage, reword_passage, write_passage
from joinedup.letter.core.sentences import sentence_places
from joinedup.letter.history.actions import restore
from joinedup.letter.history.queries import versions_of
from joinedup.letter.locks.actions import give_back, take_section
from joinedup.letter.models import Letter, Passage
from joinedup.letter.queries import passages_of
from joinedup.letter.spans.actions import link_anew, link_words
from joinedup.rehearsal.cast import Cast


def work_on_section(cast: Cast, letter: Letter) -> None:
    """Work on the letter's longest passage and its section; the words that stand in the end are those written first."""
    longest = max((row for row in passages_of(letter) if row.box_id is None), key=lambda row: len(row.text), default=None)
    if longest is None:
        return
    colleague = next(person for people in cast.inspectors.values() for person in people if person != cast.lead)
    take_section(by=cast.lead, letter=letter, section=longest.section)
    _link_by_sentence(cast, longest)
    _shorten_and_put_back(cast, letter, longest)
    give_back(by=cast.lead, letter=letter, section=longest.section)
    place = {"section": longest.section, "heading": longest.heading}
    twice = write_passage(by=colleague, letter=letter, text=longest.text, findings=longest.findings.all(), **place)
    remove_passage(by=colleague, passage=twice)


def _link_by_sentence(cast: Cast, row: Passage) -> None:
    """Lay the passage's link on its first sentence, and let each further one stand on the same findings."""
    first, *further = sentence_places(row.text)
    findings = list(row.findings.all())
    if not further or not findings:
        return
    link_anew(by=cast.lead, span=row.spans.get(), start=first[0], end=first[1])
    for start, end in further:
        link_words(by=cast.lead, passage=row, start=start, end=end, findings=findings)


def _shorten_and_put_back(cast: Cast, letter: Letter, row: Passage) -> None:
    """Leave the last sentence out, which breaks its link, and put the passage back as it was."""
    places = sentence_places(row.text)
    if len(places) < 2:
        return
    whole = versions_of(letter, row.pk).last()
    reword_passage(by=cast.lead, passage=row, text=row.text[: places[-2][1]])
    restore(by=cast.lead, version=whole)
