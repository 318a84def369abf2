"""Reading the board of letters."""

from dataclasses import dataclass
from datetime import date

from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection, KeyDate
from joinedup.inspections.queries import inspections_of, key_dates
from joinedup.inspections.rules import is_held, is_inspector
from joinedup.letter.board.models import SlipReason
from joinedup.letter.core.board import Due, due
from joinedup.letter.enums import LetterState
from joinedup.letter.models import Letter
from joinedup.letter.queries import inspectorates_to_sign, letter_of
from joinedup.people.models import Person

#: From fieldwork on a letter is to come.
STAGES = (
    Stage.FIELDWORK,
    Stage.JUDGING,
    Stage.WRITING,
    Stage.CHECKING,
    Stage.SIGNED,
    Stage.PUBLISHED,
    Stage.FOLLOW_UP,
)


@dataclass(frozen=True)
class OnBoard:
    """One letter on the board; `letter` is null before it is started."""

    inspection: Inspection
    letter: Letter | None
    due: Due | None
    step: str  # the step in words, "" where nothing is due
    held: bool
    lacking: tuple[str, ...]  # inspectorates that have not signed an offered letter
    slip: SlipReason | None

    @property
    def unexplained(self) -> bool:
        """Return whether its day has gone by and nobody has said why."""
        return self.due is not None and self.due.slipped and self.slip is None


def board_of(person: Person, today: date) -> list[OnBoard]:
    """Return the letters of the inspections whose team a person is on, those not published first, by the day they are due."""
    mine = [one for one in inspections_of(person).filter(stage__in=STAGES) if is_inspector(person, one)]
    return sorted((on_board(one, today) for one in mine), key=_place)


def on_board(inspection: Inspection, today: date) -> OnBoard:
    """Return where one inspection's letter stands."""
    letter, dates = letter_of(inspection), {row.step: row for row in key_dates(inspection)}
    state = str(letter.state) if letter else ""
    titles = {step.id: step.title for step in inspection.framework.calendar}
    found = due(state, inspection.stage, {step: _last(row) for step, row in dates.items()}, today)
    offered = letter is not None and state == LetterState.OFFERED
    return OnBoard(
        inspection=inspection,
        letter=letter,
        due=found,
        step=titles.get(found.step, found.step) if found else "",
        held=is_held(inspection),
        lacking=tuple(one.name for one in inspectorates_to_sign(letter)) if offered else (),
        slip=slip_of(inspection, found.step) if found else None,
    )


def slip_of(inspection: Inspection, step: str) -> SlipReason | None:
    """Return why a step slipped, as said last; none where nobody has said."""
    rows = SlipReason.objects.filter(inspection=inspection, step=step).select_related("said_by", "inspection")
    return rows.order_by("-said_at").first()


def _last(row: KeyDate) -> date:
    return row.last or row.first


def _place(row: OnBoard) -> tuple[bool, date, str]:
    return (row.due is None, row.due.on if row.due else date.max, row.inspection.code_word)
