"""A statement is carried whole: as data to another installation, as a workbook there and back, as Word."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from docx import Document as open_word
from xlsxwriter import Workbook

from joinedup.improvement.actions import share, write_voice
from joinedup.improvement.carrying import carry_in
from joinedup.improvement.core.as_json import NotAStatement, from_json, to_json
from joinedup.improvement.core.in_word import to_scrutiny_pack, to_word
from joinedup.improvement.core.workbook import ACTION_HEADS, to_workbook
from joinedup.improvement.core.workbook_read import UnusableWorkbook, read_workbook
from joinedup.improvement.enums import ActionState, StatementState
from joinedup.improvement.models import Action, Milestone
from joinedup.improvement.planning import add_action, add_board, add_milestone, move_action, reach_milestone, take_in_workbook
from joinedup.improvement.queries import content_of
from joinedup.improvement.rules import StatementRefused
from tests.factories.improvement import bring_to, make_partnership, planned

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 1)


@pytest.fixture
def made():
    return make_partnership()


@pytest.fixture
def whole(made):
    """A statement that has come all its way, with everything a statement can hold."""
    board = add_board(by=made.council, statement=made.now(), name="Exploitation group", chaired_by="Director")
    action = add_action(
        by=made.council, statement=made.now(), planned=planned(made, "1", "M1", board=board, begins_on=date(2026, 4, 1))
    )
    step = add_milestone(by=made.council, action=action, what="First meeting", due_on=date(2026, 5, 1))
    bring_to(made, StatementState.ACKNOWLEDGED)
    reach_milestone(by=made.council, milestone=step, done_on=date(2026, 4, 30), proof="The minutes of 30 April.")
    move_action(by=made.council, action=action, state=ActionState.UNDER_WAY, words="It meets.")
    said = {"how": "Two groups.", "changed": "Somebody rings back.", "unchanged": "Long waits."}
    write_voice(by=made.scrutineer, statement=made.now(), asked_on=date(2026, 9, 1), **said)
    share(by=made.council, statement=made.now(), words="After half a year.")
    return made.now()


def forget_everything() -> None:
    """Empty every table, as a second installation is empty."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = ON") if connection.vendor == "sqlite" else None
        for table in connection.introspection.django_table_names(only_existing=True):
            if table.startswith(("improvement_", "areas_", "publication_")):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


def test_exported_and_imported_into_a_second_installation_it_is_equal(whole):
    before = to_json(content_of(whole))
    forget_everything()
    carried = carry_in(by=None, statement=from_json(before))
    assert to_json(content_of(carried)) == before
    assert carried.publication is None


def test_it_is_not_carried_in_twice(whole):
    with pytest.raises(StatementRefused, match="already"):
        carry_in(by=None, statement=content_of(whole))


def test_a_carried_statement_goes_on(whole):
    text = to_json(content_of(whole))
    council = whole.area.agencies.get(sector="local_authority").members.get().person
    type(whole).objects.filter(pk=whole.pk).update(publication=None)
    statement = type(whole).objects.visible_to(council).get()
    add_action(by=council, statement=statement, planned=replace(planned_bare(), points=("2",)))
    assert to_json(content_of(statement)) != text


def planned_bare():
    from joinedup.improvement.planning import Planned

    return Planned(what="Another.")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "joinedup-statement-1"}', '{"schema": "other-1"}', "[" * 100_000])
def test_what_is_no_statement_is_refused(text):
    with pytest.raises(NotAStatement):
        from_json(text)


def test_a_value_of_the_wrong_kind_is_refused(whole):
    value = json.loads(to_json(content_of(whole)))
    value["points"][0]["text"] = 3
    with pytest.raises(NotAStatement):
        from_json(json.dumps(value))


def test_its_own_workbook_read_back_changes_nothing(whole):
    content = content_of(whole)
    filled = read_workbook(to_workbook(content), content, TODAY)
    assert len(filled.actions) == len(content.actions)
    council = whole.area.agencies.get(sector="local_authority").members.get().person
    take_in_workbook(by=council, statement=whole, data=to_workbook(content))
    assert content_of(type(whole).objects.get(pk=whole.pk)) == content


def test_a_workbook_filled_in_elsewhere_adds_and_changes(made, whole):
    content = content_of(whole)
    new = replace(content.actions[0], id="x", number=99, what="Write to schools.", milestones=content.actions[0].milestones)
    changed = replace(content.actions[1], what="Meet twice a day.")
    elsewhere = replace(content, actions=(changed, new))
    filled = take_in_workbook(by=made.council, statement=whole, data=to_workbook(elsewhere))
    assert [row.number for row in filled.actions] == [changed.number, 99]
    assert Action.objects.get(number=changed.number).what == "Meet twice a day."
    assert Milestone.objects.get(action__number=99).proof == "The minutes of 30 April."
    assert Action.objects.filter(number=content.actions[0].number).exists()


def test_a_wrong_row_is_named_and_nothing_is_taken(made, whole):
    content = content_of(whole)
    wrong = replace(content.actions[0], what="", points=("1",))
    other = replace(content.actions[1], points=("77",), what="Changed")
    with pytest.raises(UnusableWorkbook) as told:
        take_in_workbook(by=made.council, statement=whole, data=to_workbook(replace(content, actions=(wrong, other))))
    assert told.value.faults[:2] == (
        "Actions, row 2: “What is done” is empty.",
        "Actions, row 3: there is no point 77 that stands for itself.",
    )
    assert content_of(type(whole).objects.get(pk=whole.pk)) == content


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 torn", b"a,b,c"])
def test_what_is_no_workbook_is_refused(whole, data):
    with pytest.raises(UnusableWorkbook, match="not a workbook"):
        read_workbook(data, content_of(whole), TODAY)


def test_word_tells_every_point_action_and_milestone(whole):
    content = content_of(whole)
    word = open_word(BytesIO(to_word(content, TODAY)))
    told = "\n".join([one.text for one in word.paragraphs] + [cell.text for table in word.tables for cell in table._cells])
    for text in [one.text for one in content.points] + ["First meeting", "The minutes of 30 April.", "Somebody rings back."]:
        assert text in told
    assert "Made-up" in "".join(one.text for one in word.sections[0].footer.paragraphs)


def test_the_committees_pack_asks_about_what_is_outside_its_date(whole):
    content = content_of(whole)
    word = open_word(BytesIO(to_scrutiny_pack(content, TODAY)))
    told = [one.text for one in word.paragraphs]
    assert "Action 1 has a step outside its date. What holds it up, and what does that mean for children?" in told
    early = open_word(BytesIO(to_scrutiny_pack(content, date(2026, 4, 1))))
    assert "Nothing is outside its date." in [one.text for one in early.paragraphs]


def test_the_forms_are_the_same_bytes_each_time(whole):
    content = content_of(whole)
    assert to_workbook(content) == to_workbook(content)
    assert to_word(content, TODAY) == to_word(content, TODAY)


def packed(*cells: tuple[int, int, str]) -> bytes:
    """Return a workbook with the sheet of actions and these cells in it."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Actions")
        for place, head in enumerate(ACTION_HEADS):
            sheet.write_string(0, place, head.title)
        for row, column, text in cells:
            sheet.write_string(row, column, text)
    return out.getvalue()


@pytest.mark.parametrize("far", [(1_048_575, 0), (1, 16_383)])
def test_a_cell_far_out_is_refused_before_room_is_made_for_it(whole, far):
    with pytest.raises(UnusableWorkbook, match="far outside its tables"):
        read_workbook(packed((*far, "x")), content_of(whole), TODAY)


def test_a_number_of_six_thousand_digits_and_a_name_too_long_are_faults_of_their_rows(whole):
    with pytest.raises(UnusableWorkbook) as told:
        read_workbook(
            packed((1, 0, "9" * 6000), (1, 1, "Do"), (2, 0, "7"), (2, 1, "Do"), (2, 3, "x" * 201)), content_of(whole), TODAY
        )
    assert told.value.faults == (
        "Actions, row 2: give the action a whole number.",
        "Actions, row 3: “Owner (a post)” is longer than 200 characters.",
    )


def wrong(part: str, place: int | None = None, **said):
    def change(value):
        if place is None:
            value[part] = said["to"]
        else:
            value[part][place] |= said

    return change


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (wrong("id", to="1; drop"), "an id is none"),
        (wrong("state", to="won"), "a state, kind or sector is unknown"),
        (wrong("points", 0, kind="grade"), "a state, kind or sector is unknown"),
        (wrong("points", 0, number="2"), "a number stands twice"),
        (wrong("points", 0, text="a\0b"), "no database keeps"),
        (wrong("actions", 0, owner="x" * 201), "longer than"),
        (wrong("actions", 0, points=["77"]), "that it does not hold"),
        (wrong("actions", 0, contributors=["nobody"]), "that it does not hold"),
        (wrong("actions", 0, number=-1), "a number stands twice, or is none"),
        (wrong("actions", 0, board="11111111-1111-4111-8111-111111111111"), "that it does not hold"),
        (wrong("approvals", 0, agency="nobody"), "that it does not hold"),
        (wrong("copies", 0, sha256="0" * 64), "a copy is not what was given"),
    ],
)
def test_a_file_that_does_not_hang_together_is_not_carried_in(whole, change, sentence):
    value = json.loads(to_json(content_of(whole)))
    change(value)
    forget_everything()
    with pytest.raises(NotAStatement, match=sentence):
        carry_in(by=None, statement=from_json(json.dumps(value)))
    assert not type(whole).objects.exists()


def test_a_control_character_breaks_no_form(made):
    add_action(by=made.council, statement=made.now(), planned=planned(made, "1", what="Meet\x0bdaily."))
    content = content_of(made.now())
    assert to_scrutiny_pack(content, TODAY)
    assert "Meet daily." in "\n".join(one.text for one in open_word(BytesIO(to_word(content, TODAY))).paragraphs)
    filled = read_workbook(to_workbook(content), content, TODAY)
    assert [row.what for row in filled.actions] == ["Meet daily."]
