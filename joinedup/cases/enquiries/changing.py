"""Changing a line from a page that may be older than the line: what the person changed, never what a colleague did."""

from dataclasses import dataclass

from django.db import transaction

from joinedup.cases.enquiries.actions import place, reword
from joinedup.cases.enquiries.enums import EntryKind
from joinedup.cases.enquiries.lines import locked
from joinedup.cases.enquiries.models import Enquiry
from joinedup.cases.enquiries.rules import check_can_work_on
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person

#: What changes a line's words: the last of them said who gave it those it has.
_WORDED = (EntryKind.OPENED, EntryKind.REWORDED, EntryKind.AGAIN)


@dataclass(frozen=True)
class LineSaid:
    """What a page says of a line: its words, the criterion it speaks to and the sectors it goes to."""

    words: str
    criterion: str = ""
    sectors: tuple[str, ...] = ()


class ChangedMeanwhileError(InspectionRefused):
    """Two people changed the same of a line. `field` says what: words | criterion."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def change_line(*, by: Person, enquiry: Enquiry, had: LineSaid, said: LineSaid) -> Enquiry:
    """Make of a line what a person changed on their page: `had` is what the page held before, `said` what it holds now.

    What they left as it was stays as it is now, whoever changed it meanwhile; sectors ticked and unticked are put to those of now.
    Raises ChangedMeanwhileError where a colleague changed the same words or criterion; InspectionRefused; ValueError as `reword`
    and `place` do.
    """
    line = locked(enquiry)
    check_can_work_on(by, line)
    words = _merged("words", _plain(had.words), _plain(said.words), _plain(line.words), _reworded_by(line))
    criterion = _merged("criterion", had.criterion, said.criterion, line.criterion, "The criterion was changed meanwhile.")
    ticked, unticked = set(said.sectors) - set(had.sectors), set(had.sectors) - set(said.sectors)
    sectors = [one for one in dict.fromkeys((*line.sectors, *said.sectors)) if one in (set(line.sectors) | ticked) - unticked]
    if words != _plain(line.words):
        line = reword(by=by, enquiry=line, words=words)
    if (criterion, set(sectors)) != (line.criterion, set(line.sectors)):
        line = place(by=by, enquiry=line, criterion=criterion, sectors=sectors)
    return line


def _merged(field: str, had: str, said: str, now: str, sentence: str) -> str:
    """Return what holds after a change from `had` to `said` where `now` is there; refuse where both moved apart."""
    if said in (had, now):
        return now
    if now != had:
        raise ChangedMeanwhileError(field, sentence)
    return said


def _reworded_by(line: Enquiry) -> str:
    last = line.entries.filter(kind__in=_WORDED).select_related("said_by").order_by("-said_at").first()
    who = last.said_by.name if last else "A colleague"
    return f"{who} put the line in other words since you opened this page: “{line.words}”"


def _plain(words: str) -> str:
    """Return words as they compare: a browser sends every line's end as two characters."""
    return "\n".join(words.splitlines()).strip()
