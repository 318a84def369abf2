"""The statement and the scrutiny committee's pack as Word files, in the look published letters have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from docx import Document as new_word
from docx.document import Document as Word
from docx.oxml.ns import qn

from joinedup.improvement.core import labels
from joinedup.improvement.core.content import Action, Point, Statement, own_points
from joinedup.improvement.core.gaps import DONE, DROPPED, outside
from joinedup.improvement.core.sound import without_control
from joinedup.publication.render.as_docx import same_every_time
from joinedup.publication.render.word_styles import element, set_up

MADE_UP = "This statement is about a made-up area. Every agency, child and event in it is invented."


@dataclass(frozen=True)
class _Printed:
    """What the look asks of a document."""

    id: str
    title: str
    theme: str
    inspectorates: tuple[str, ...]
    made_up: bool
    published_on: date
    language: str = "en-GB"


def to_word(statement: Statement, today: date) -> bytes:
    """Return the whole plan as a Word file: every point with its actions, milestones and what they change for children."""
    statement = without_control(statement)
    word = _begin(statement, f"Written statement of action: {statement.letter.area}", today)
    _facts(word, statement)
    for point in own_points(statement):
        _point(word, statement, point)
    _same(word, statement)
    _voices(word, statement)
    return _saved(word)


def to_scrutiny_pack(statement: Statement, today: date) -> bytes:
    """Return what a scrutiny committee needs in one Word file: where each point stands, what is late, what to ask."""
    statement = without_control(statement)
    word = _begin(statement, f"For the scrutiny committee: written statement of action, {statement.letter.area}", today)
    _facts(word, statement)
    _standing(word, statement)
    word.add_heading("Outside its date", level=1)
    late = outside(statement, today)
    rows = [
        (f"Action {row.action.number}", row.milestone.what if row.milestone else row.action.what, labels.day(row.due_on))
        for row in late
    ]
    _table(word, ("Action", "What", "Was due"), rows, nothing="Nothing is outside its date.")
    word.add_heading("What is to change for children", level=1)
    rows = [
        (f"Action {one.number}", one.difference or labels.NOT_SAID, one.measure or labels.NOT_SAID) for one in _pursued(statement)
    ]
    _table(word, ("Action", "Difference for children", "How it is seen"), rows, nothing="No action is planned yet.")
    _voices(word, statement)
    word.add_heading("Questions the committee may want to ask", level=1)
    for question in questions(statement, today):
        word.add_paragraph(question, style="List Bullet")
    return _saved(word)


def questions(statement: Statement, today: date) -> list[str]:
    """Return questions that follow from the plan as it stands: about points, never about persons."""
    asked = [
        f"Point {point.number} has no action. What is done about it?"
        for point in own_points(statement)
        if not any(action.state != DROPPED for action in statement.actions_on(point.number))
    ]
    late = {row.action.number: row.action for row in outside(statement, today)}
    asked += [
        f"Action {number} has a step outside its date. What holds it up, and what does that mean for children?" for number in late
    ]
    asked += [
        f"Action {one.number} is done. How does the partnership know that it made the difference: {one.difference}"
        for one in _pursued(statement)
        if one.state == DONE and one.difference
    ]
    if not statement.voices:
        asked.append("What do children say has changed? The statement does not tell yet.")
    return asked


def _begin(statement: Statement, title: str, today: date) -> Word:
    letter = statement.letter
    word = new_word()
    notice = MADE_UP if letter.made_up else ""
    printed = _Printed(statement.id, title, letter.theme, ("The partnership",), letter.made_up, today)
    set_up(word, printed, notice=notice)
    word.add_heading(title, level=0)
    if notice:
        word.add_paragraph(style="Notice").add_run(notice).bold = True
    return word


def _facts(word: Word, statement: Statement) -> None:
    letter = statement.letter
    rows = [
        ("Answers", f"{letter.title}, published {labels.day(letter.published_on)}"),
        ("Principal authority", statement.principal_authority),
        ("Prepared by", statement.prepared_by or statement.principal_authority),
        ("Sent by", statement.sent_by or statement.principal_authority),
        ("Due", labels.day(statement.due_on)),
        ("Where it stands", labels.STANDS[statement.state]),
        *(
            (f"Approved: {labels.SECTORS[one.sector].lower()}", f"{statement.agency_name(one.agency)}, {labels.day(one.at.date())}")
            for one in statement.approvals
            if one.voided_at is None
        ),
    ]
    _table(word, ("", ""), rows)


def _point(word: Word, statement: Statement, point: Point) -> None:
    word.add_heading(f"Point {point.number}", level=1)
    word.add_paragraph(point.text)
    word.add_paragraph(f"{labels.source(point.kind, point.section, point.heading)}.", style="Particulars")
    actions = statement.actions_on(point.number)
    if not actions:
        word.add_paragraph("No action yet.")
    for action in actions:
        first = point.number == action.points[0]
        word.add_heading(f"Action {action.number}: {action.what}", level=2)
        if first:
            _action(word, statement, action)
        else:
            word.add_paragraph(f"Told in full under point {action.points[0]}.")


def _action(word: Word, statement: Statement, action: Action) -> None:
    agencies = "; ".join(statement.agency_name(key) for key in action.contributors)
    rows = [
        ("Where it stands", labels.STATES[action.state]),
        ("Owner", ", ".join(part for part in (action.owner, statement.agency_name(action.agency)) if part) or labels.NOT_SAID),
        ("Also contribute", agencies),
        ("Board or group", statement.board_name(action.board)),
        ("Begins", labels.day(action.begins_on) if action.begins_on else ""),
        ("Due", labels.day(action.due_on)),
        ("Answers points", ", ".join(action.points)),
        ("Difference for children", action.difference or labels.NOT_SAID),
        ("How it is seen", action.measure or labels.NOT_SAID),
    ]
    _table(word, ("", ""), [row for row in rows if row[1]])
    steps = [
        (one.what, labels.day(one.due_on), labels.day(one.done_on) if one.done_on else "Not done yet", one.proof)
        for one in action.milestones
    ]
    if steps:
        word.add_paragraph("Milestones", style="Heading 3")
        _table(word, ("Milestone", "Due", "Done on", "Proof"), steps)
    for remark in action.remarks:
        word.add_paragraph(f"{labels.day(remark.at.date())}: {remark.words}", style="List Bullet")


def _standing(word: Word, statement: Statement) -> None:
    word.add_heading("Where each point stands", level=1)
    rows = [
        (
            f"Point {point.number}",
            point.text,
            "; ".join(_said(action) for action in statement.actions_on(point.number)) or "No action",
        )
        for point in own_points(statement)
    ]
    _table(word, ("Point", "What the letter says", "What is done about it"), rows)


def _said(action: Action) -> str:
    reached = sum(one.done_on is not None for one in action.milestones)
    steps = f", {reached} of {len(action.milestones)} milestones reached" if action.milestones else ""
    return f"Action {action.number}: {labels.STATES[action.state].lower()}{steps}"


def _same(word: Word, statement: Statement) -> None:
    rows = [(f"Point {one.number}", one.text, f"Point {one.same_as}") for one in statement.points if one.same_as]
    if rows:
        word.add_heading("Told in the letter’s text, and the same as a point above", level=1)
        _table(word, ("Point", "What the letter says", "The same as"), rows)


def _voices(word: Word, statement: Statement) -> None:
    if not statement.voices:
        return
    word.add_heading("What children said has changed", level=1)
    for voice in statement.voices:
        rows = [("Asked", f"{labels.day(voice.asked_on)}: {voice.how}"), ("What changed", voice.changed)]
        _table(word, ("", ""), [*rows, *([("What did not", voice.unchanged)] if voice.unchanged else [])])


def _pursued(statement: Statement) -> list[Action]:
    return [one for one in statement.actions if one.state != DROPPED]


def _table(word: Word, heads: Sequence[str], rows: Iterable[Sequence[str]], nothing: str = "") -> None:
    """Set rows under their heads; heads that are empty print none, and the first column heads the rows. `nothing`: for no rows."""
    rows = list(rows)
    if not rows:
        if nothing:
            word.add_paragraph(nothing)
        return
    headed = any(heads)
    table = word.add_table(rows=0, cols=len(heads))
    table.style = "Table Grid"
    for place, row in enumerate([heads, *rows] if headed else rows):
        made = table.add_row()
        made._tr.get_or_add_trPr().append(element("cantSplit"))
        if headed and place == 0:
            made._tr.get_or_add_trPr().append(element("tblHeader"))
        for column, (cell, text) in enumerate(zip(made.cells, row, strict=True)):
            cell.paragraphs[0].style = "Particulars"
            cell.paragraphs[0].add_run(text).bold = (headed and place == 0) or (not headed and column == 0)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        table._tbl.tblPr.remove(look)
    first_row = "1" if headed else "0"
    table._tbl.tblPr.append(
        element("tblLook", firstRow=first_row, lastRow="0", firstColumn="1", lastColumn="0", noHBand="1", noVBand="1")
    )
    word.add_paragraph()


def _saved(word: Word) -> bytes:
    saved = BytesIO()
    word.save(saved)
    return same_every_time(saved.getvalue())
