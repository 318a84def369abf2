"""The joint audit: parts, the agreed view, differences kept, the inspectors' view beside it, and every cell of the table."""

import pytest
from django.db import connection

from joinedup.audit.models import Entry
from joinedup.audit.queries import verify
from joinedup.cases import actions as cases
from joinedup.cases.asked import actions as asked
from joinedup.cases.audits import actions
from joinedup.cases.audits.actions import Draft
from joinedup.cases.audits.enums import AUDIT_MOVES, OF_THE_AUDIT, AuditState, Voice
from joinedup.cases.audits.models import AuditEntry, AuditMark, AuditPart, JointAudit
from joinedup.cases.audits.queries import (
    answers_of,
    answers_seen_by,
    awaited_audits,
    changed_since,
    marks_of,
    questions_to,
    questions_together,
    returned,
    turns,
    uncompared,
    wording_of,
)
from joinedup.cases.audits.rules import (
    can_call_in,
    can_compare,
    can_hand_in,
    can_open_parts,
    can_return,
    can_say_of_agreed,
    can_write_agreed,
    can_write_part,
    can_write_view,
)
from joinedup.cases.core.versions import VersionError
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.enums import Side
from tests.factories.asked import Following, make_following
from tests.factories.inspections import make_inspection

COUNCIL, POLICE = "local_authority", "police"


@pytest.fixture
def following(db, monkeypatch) -> Following:
    made = make_following(monkeypatch)
    made.ask(only=made.tracked)
    return made


def write(following, sector, *drafts, by=None):
    who = {"by": by or following.world.coordinators[sector], "agency": following.world.agencies[sector]}
    return actions.write_part(audit=following.audit, drafts=drafts, **who)


def hand_in(following, sector):
    who = {"by": following.world.coordinators[sector], "agency": following.world.agencies[sector]}
    return actions.hand_in(audit=following.audit, **who)


def answer_in(following, voice, question, sector=""):
    agency = following.world.agencies[sector] if sector else None
    return answers_of(following.audit, voice, agency)[question]


@pytest.fixture
def parts_in(following) -> Following:
    """Both agencies have handed their part in."""
    write(following, COUNCIL, Draft("life", "Frightened at home."))
    write(following, POLICE, Draft("life", "Safe, as far as we saw."))
    hand_in(following, COUNCIL)
    hand_in(following, POLICE)
    return following


@pytest.fixture
def agreed(parts_in) -> Following:
    """And the agreed view is written."""
    council = {"by": parts_in.world.coordinators[COUNCIL], "agency": parts_in.world.agencies[COUNCIL]}
    actions.write_agreed(audit=parts_in.audit, drafts=[Draft("life", "Frightened on some days.")], **council)
    return parts_in


@pytest.fixture
def came_back(agreed) -> Following:
    """And the audit is returned."""
    council = {"by": agreed.world.coordinators[COUNCIL], "agency": agreed.world.agencies[COUNCIL]}
    actions.return_audit(audit=agreed.audit, wording=wording_of(agreed.audit), **council)
    return agreed


def test_each_agency_answers_the_questions_of_its_sector(following):
    framework = following.inspection.framework
    asked = {sector: [q.id for q in questions_to(framework, agency)] for sector, agency in following.world.agencies.items()}
    assert asked == {COUNCIL: ["life", "safer"], POLICE: ["life", "safer", "known"]}
    assert [q.id for q in questions_together(framework)] == ["life", "safer", "learned"]


def test_two_people_of_an_agency_write_at_once_and_nothing_is_lost(following):
    [start] = write(following, POLICE, Draft("life", "She was afraid. She went to school."))
    had = (str(start.pk),)
    write(following, POLICE, Draft("life", "She was afraid of her uncle. She went to school.", had))
    write(following, POLICE, Draft("life", "She was afraid. She stopped going to school.", had), by=following.contributor(POLICE))
    answer = answer_in(following, Voice.AGENCY, "life", POLICE)
    assert len(answer.standing) == 2
    assert answer.words == ""  # no one wording stands
    with pytest.raises(InspectionRefused, match="Bring both together"):
        hand_in(following, POLICE)
    both = tuple(version.id for version in answer.standing)
    write(following, POLICE, Draft("life", "She was afraid of her uncle. She stopped going to school.", both))
    joined = answer_in(following, Voice.AGENCY, "life", POLICE)
    assert joined.words == "She was afraid of her uncle. She stopped going to school."
    assert len(joined.versions) == 4
    assert can_hand_in(following.world.coordinators[POLICE], following.audit, following.world.agencies[POLICE])


def test_what_is_left_as_it_was_makes_no_new_version(following):
    [start] = write(following, POLICE, Draft("life", "Afraid."), Draft("safer", ""))
    assert write(following, POLICE, Draft("life", "Afraid.", (str(start.pk),))) == []
    assert set(answers_of(following.audit, Voice.AGENCY, following.world.agencies[POLICE])) == {"life"}


@pytest.mark.parametrize(
    ("draft", "refused", "said"),
    [
        (Draft("safer", "maybe"), VersionError, "Choose one"),
        (Draft("learned", "To ask."), InspectionRefused, "not asked here"),
        (Draft("tea", "Hot."), InspectionRefused, "not asked here"),
        (Draft("life", "Afraid.", ("00000000-0000-0000-0000-000000000000",)), VersionError, "not kept here"),
    ],
)
def test_answers_that_cannot_be(following, draft, refused, said):
    with pytest.raises(refused, match=said):
        write(following, POLICE, draft)
    assert not AuditPart.objects.filter(versions__isnull=False).exists()


def test_only_the_agencies_own_people_write_its_part(following):
    agency, audit = following.world.agencies[POLICE], following.audit
    assert can_write_part(following.world.coordinators[POLICE], audit, agency)
    assert can_write_part(following.contributor(POLICE), audit, agency)
    assert not can_write_part(following.world.coordinators[COUNCIL], audit, agency)
    assert not can_write_part(following.world.lead, audit, agency)
    assert not can_write_part(make_inspection().coordinators[POLICE], audit, agency)
    following.world.move_to(Stage.SIGNED)
    assert not can_write_part(following.world.coordinators[POLICE], following.audit, agency)


def test_a_part_is_handed_in_by_the_coordinator_and_what_was_asked_is_done(following):
    agency = following.world.agencies[POLICE]
    with pytest.raises(InspectionRefused, match="at least one question"):
        hand_in(following, POLICE)
    write(following, POLICE, Draft("life", "Afraid."))
    assert not can_hand_in(following.contributor(POLICE), following.audit, agency)
    hand_in(following, POLICE)
    assert following.request(POLICE, "part").state == "done"
    assert following.audit.state == AuditState.PARTS  # the council's part is awaited
    assert [(turn.agency.sector, turn.handed_in is not None) for turn in turns(following.audit)] == [
        (COUNCIL, False),
        (POLICE, True),
    ]


@pytest.mark.parametrize("before", [True, False])
def test_who_holds_nothing_keeps_nobody_waiting(following, before):
    write(following, COUNCIL, Draft("life", "Frightened at home."))
    officer, request = following.world.coordinators[POLICE], following.request(POLICE, "part")
    if before:
        asked.say_not_held(by=officer, request=request, words="We never met him.")
        assert following.audit.state == AuditState.PARTS  # nothing is in yet
        hand_in(following, COUNCIL)
    else:
        hand_in(following, COUNCIL)
        asked.say_not_held(by=officer, request=request, words="We never met him.")
    assert following.audit.state == AuditState.AGREEING
    [told] = [turn for turn in turns(following.audit) if turn.agency.sector == POLICE]
    assert told.why == "We never met him."
    [told] = [turn for turn in turns(following.audit, following.world.agencies[COUNCIL]) if turn.agency.sector == POLICE]
    assert (told.request.state, told.why) == ("not_held", "")


def test_parts_open_when_the_last_awaited_is_withdrawn_and_not_when_the_child_is_left_out(following):
    write(following, COUNCIL, Draft("life", "Frightened at home."))
    hand_in(following, COUNCIL)
    asked.withdraw(by=following.world.lead, request=following.request(POLICE, "part"), words="Asked in error.")
    assert following.audit.state == AuditState.AGREEING
    JointAudit.objects.update(state=AuditState.PARTS)
    cases.move_tracked(by=following.world.lead, tracked=following.tracked, to="left_out", why="Moved away.")
    assert following.audit.state == AuditState.PARTS


def test_another_agency_reads_a_part_only_once_all_are_in(following):
    write(following, POLICE, Draft("life", "Afraid."))
    write(following, COUNCIL, Draft("life", "Safe."))
    hand_in(following, POLICE)
    council, officer = following.world.coordinators[COUNCIL], following.world.coordinators[POLICE]

    def read(person):
        return {(answer.agency.sector, answer.words) for answer in answers_seen_by(person, following.audit)}

    assert read(council) == {(COUNCIL, "Safe.")}
    assert read(officer) == {(POLICE, "Afraid.")}
    assert read(following.world.lead) == set()  # inspectors read nothing before it is returned
    hand_in(following, COUNCIL)
    assert following.audit.state == AuditState.AGREEING
    assert read(council) == read(officer) == {(COUNCIL, "Safe."), (POLICE, "Afraid.")}
    assert read(following.world.lead) == set()
    assert read(make_inspection().coordinators[POLICE]) == set()


def test_the_coordinator_who_brings_together_opens_the_parts_before_the_last_is_in(following):
    write(following, POLICE, Draft("life", "Afraid."))
    officer, council = following.world.coordinators[POLICE], following.world.coordinators[COUNCIL]
    with pytest.raises(InspectionRefused, match="local authority or of the board"):
        actions.open_parts(by=officer, audit=following.audit, agency=following.world.agencies[POLICE])
    actions.open_parts(by=council, audit=following.audit, agency=following.world.agencies[COUNCIL])
    assert [answer.words for answer in answers_seen_by(council, following.audit)] == ["Afraid."]
    assert not can_open_parts(council, following.audit, following.world.agencies[COUNCIL])


def test_the_agreed_view_is_written_once_the_parts_are_open(following):
    council, agency = following.world.coordinators[COUNCIL], following.world.agencies[COUNCIL]
    assert not can_write_agreed(council, following.audit, agency)
    actions.open_parts(by=council, audit=following.audit, agency=agency)
    officer = {"by": following.world.coordinators[POLICE], "agency": following.world.agencies[POLICE]}
    actions.write_agreed(audit=following.audit, drafts=[Draft("learned", "To ask the child first.")], **officer)
    assert answer_in(following, Voice.AGREED, "learned").words == "To ask the child first."


def test_an_agency_keeps_its_difference_of_view_and_nothing_said_is_taken_away(agreed):
    who = {"by": agreed.world.coordinators[POLICE], "agency": agreed.world.agencies[POLICE]}
    with pytest.raises(ValueError, match="how your agency sees it"):
        actions.say_of_agreed(audit=agreed.audit, wording=wording_of(agreed.audit), agrees=False, **who)
    actions.say_of_agreed(audit=agreed.audit, wording=wording_of(agreed.audit), agrees=False, words="We saw no fear.", **who)
    actions.say_of_agreed(audit=agreed.audit, wording=wording_of(agreed.audit), agrees=True, **who)
    kinds = list(AuditEntry.objects.filter(audit=agreed.audit, agency=who["agency"]).values_list("kind", flat=True))
    assert kinds == ["part_in", "differs", "agrees"]
    [turn] = [turn for turn in turns(agreed.audit) if turn.agency == who["agency"]]
    assert (turn.said.kind, turn.current) == ("agrees", True)


def test_what_an_agency_said_is_of_the_wording_it_said_it_of(agreed):
    who = {"by": agreed.world.coordinators[POLICE], "agency": agreed.world.agencies[POLICE]}
    actions.say_of_agreed(audit=agreed.audit, wording=wording_of(agreed.audit), agrees=True, **who)
    before, answer = wording_of(agreed.audit), answer_in(agreed, Voice.AGREED, "life")
    had = tuple(version.id for version in answer.standing)
    actions.write_agreed(audit=agreed.audit, drafts=[Draft("life", "Frightened on most days.", had)], **who)
    assert wording_of(agreed.audit) != before
    [turn] = [turn for turn in turns(agreed.audit) if turn.agency == who["agency"]]
    assert not turn.current


def test_nobody_agrees_with_or_returns_words_they_have_not_read(agreed):
    officer = {"by": agreed.world.coordinators[POLICE], "agency": agreed.world.agencies[POLICE]}
    council = {"by": agreed.world.coordinators[COUNCIL], "agency": agreed.world.agencies[COUNCIL]}
    shown = wording_of(agreed.audit)
    had = tuple(version.id for version in answer_in(agreed, Voice.AGREED, "life").standing)
    actions.write_agreed(audit=agreed.audit, drafts=[Draft("life", "Never frightened.", had)], **council)
    for agrees in (True, False):
        with pytest.raises(InspectionRefused, match="changed since you opened the page"):
            actions.say_of_agreed(audit=agreed.audit, agrees=agrees, words="So we see it.", wording=shown, **officer)
    with pytest.raises(InspectionRefused, match="changed since you opened the page"):
        actions.return_audit(audit=agreed.audit, wording=shown, **council)
    assert not AuditEntry.objects.filter(kind__in=("agrees", "differs", "returned")).exists()


def test_nobody_agrees_while_two_wordings_stand(agreed):
    officer, agency = agreed.world.coordinators[POLICE], agreed.world.agencies[POLICE]
    actions.write_agreed(by=officer, audit=agreed.audit, agency=agency, drafts=[Draft("life", "Never frightened.")])
    with pytest.raises(InspectionRefused, match="Bring both together"):
        actions.say_of_agreed(by=officer, audit=agreed.audit, agency=agency, agrees=True, wording=wording_of(agreed.audit))


def test_answers_saved_and_emptied_again_are_nothing_to_hand_in_agree_with_or_return(parts_in, following):
    council, agency = following.world.coordinators[COUNCIL], following.world.agencies[COUNCIL]
    who = {"by": council, "audit": following.audit, "agency": agency}
    for voice, sector, save in (
        (Voice.AGENCY, COUNCIL, actions.write_part),
        (Voice.AGREED, "", actions.write_agreed),
    ):
        save(drafts=[Draft("safer", "no")], **who)
        for question, answer in answers_of(following.audit, voice, agency if sector else None).items():
            save(drafts=[Draft(question, "", tuple(version.id for version in answer.standing))], **who)
    for can in (can_hand_in, can_say_of_agreed, can_return):
        assert not can(council, following.audit, agency)


def test_there_is_nothing_to_agree_with_or_return_before_it_is_written(parts_in):
    council, agency = parts_in.world.coordinators[COUNCIL], parts_in.world.agencies[COUNCIL]
    assert not can_say_of_agreed(council, parts_in.audit, agency)
    with pytest.raises(InspectionRefused, match="Write the agreed view first"):
        actions.return_audit(by=council, audit=parts_in.audit, wording=wording_of(parts_in.audit), agency=agency)


def test_an_agreed_view_of_two_wordings_is_not_returned(agreed):
    council, agency = agreed.world.coordinators[COUNCIL], agreed.world.agencies[COUNCIL]
    actions.write_agreed(by=council, audit=agreed.audit, agency=agency, drafts=[Draft("life", "Never frightened.")])
    with pytest.raises(InspectionRefused, match="Bring both together"):
        actions.return_audit(by=council, audit=agreed.audit, wording=wording_of(agreed.audit), agency=agency)


def test_it_is_returned_by_a_named_person_and_later_changes_are_dated_as_such(came_back):
    council, agency = came_back.world.coordinators[COUNCIL], came_back.world.agencies[COUNCIL]
    back = returned(came_back.audit)
    assert (back.by, back.kind) == (council, "returned")
    assert not any(changed_since(answer, back.at) for answer in answers_seen_by(came_back.world.lead, came_back.audit))
    had = tuple(version.id for version in answer_in(came_back, Voice.AGREED, "life").standing)
    [late] = actions.write_agreed(by=council, audit=came_back.audit, agency=agency, drafts=[Draft("life", "Afraid daily.", had)])
    assert late.late
    assert changed_since(answer_in(came_back, Voice.AGREED, "life"), back.at)
    assert len(answer_in(came_back, Voice.AGREED, "life").versions) == 2
    assert can_return(council, came_back.audit, agency)  # again, after the change


def test_the_lead_takes_an_audit_that_does_not_come_as_it_stands(following):
    write(following, POLICE, Draft("life", "Afraid."))
    assert [audit.tracked.code for audit in awaited_audits(following.inspection)] == ["Child 1"]
    with pytest.raises(ValueError, match="Say why"):
        actions.call_in(by=following.world.lead, audit=following.audit, why=" ")
    assert not can_call_in(following.world.inspectors["hmicfrs"], following.audit)
    actions.call_in(by=following.world.lead, audit=following.audit, why="Fieldwork ends today.")
    assert [answer.words for answer in answers_seen_by(following.world.lead, following.audit)] == ["Afraid."]
    assert awaited_audits(following.inspection) == []
    assert not can_call_in(following.world.lead, following.audit)


@pytest.mark.parametrize("came_from", AuditState)
@pytest.mark.parametrize("to", AuditState)
def test_every_cell_of_the_table(agreed, came_from, to):
    JointAudit.objects.update(state=came_from)
    council, agency, lead = agreed.world.coordinators[COUNCIL], agreed.world.agencies[COUNCIL], agreed.world.lead
    sides = AUDIT_MOVES.get((came_from, to), frozenset())
    agency_may = {
        AuditState.AGREEING: can_open_parts(council, agreed.audit, agency),
        AuditState.RETURNED: can_return(council, agreed.audit, agency),
    }
    assert agency_may.get(to, False) == (Side.AGENCY in sides)
    assert (to == AuditState.RETURNED and can_call_in(lead, agreed.audit)) == (Side.TEAM in sides)


def test_no_agency_reads_the_inspectors_view_or_their_comparison(came_back):
    inspector = came_back.world.inspectors["hmicfrs"]
    actions.write_view(
        by=inspector, audit=came_back.audit, drafts=[Draft("life", "Alone."), Draft(OF_THE_AUDIT, "Honest, and late.")]
    )
    actions.compare(by=inspector, audit=came_back.audit, question="life", mark="differ", why="Nobody asked him.")
    for sector in (COUNCIL, POLICE):
        person, agency = came_back.world.coordinators[sector], came_back.world.agencies[sector]
        read = actions.open_audit_at(by=person, audit=came_back.audit, agency=agency)
        assert Voice.INSPECTORS not in {answer.voice for answer in read}
        assert not AuditMark.objects.all().visible_to(person).exists()
    read = actions.open_audit(by=came_back.world.lead, audit=came_back.audit)
    assert {answer.words for answer in read if answer.voice == Voice.INSPECTORS} == {"Alone.", "Honest, and late."}
    with pytest.raises(InspectionRefused):
        actions.open_audit(by=came_back.world.coordinators[POLICE], audit=came_back.audit)
    with pytest.raises(InspectionRefused):
        actions.open_audit_at(by=inspector, audit=came_back.audit, agency=came_back.world.agencies[POLICE])


def test_two_inspectors_and_an_agency_write_of_one_question_at_once(came_back):
    one, other = came_back.world.inspectors["hmicfrs"], came_back.world.inspectors["ofsted"]
    [start] = actions.write_view(by=one, audit=came_back.audit, drafts=[Draft("life", "Alone at home.")])
    had = (str(start.pk),)
    actions.write_view(by=one, audit=came_back.audit, drafts=[Draft("life", "Alone at home and at school.", had)])
    actions.write_view(by=other, audit=came_back.audit, drafts=[Draft("life", "Alone at home most nights.", had)])
    theirs = answer_in(came_back, Voice.AGENCY, "life", POLICE)
    write(came_back, POLICE, Draft("life", "Safe, but we saw him once.", tuple(v.id for v in theirs.standing)))
    view = answer_in(came_back, Voice.INSPECTORS, "life")
    assert {version.by for version in view.standing} == {str(one), str(other)}
    assert len(view.versions) == 3
    assert answer_in(came_back, Voice.AGENCY, "life", POLICE).words == "Safe, but we saw him once."


def test_inspectors_compare_once_the_audit_is_there_and_each_comparison_stays(came_back):
    inspector, audit = came_back.world.inspectors["hmicfrs"], came_back.audit
    assert uncompared(came_back.inspection) == [audit]
    with pytest.raises(ValueError, match="Say why"):
        actions.compare(by=inspector, audit=audit, question="life", mark="differ", why="")
    with pytest.raises(InspectionRefused, match="not asked here"):
        actions.compare(by=inspector, audit=audit, question=OF_THE_AUDIT, mark="agree", why="Both late.")
    actions.compare(by=inspector, audit=audit, question="life", mark="cannot_tell", why="No visit yet.")
    actions.compare(by=came_back.world.lead, audit=audit, question="life", mark="differ", why="He says otherwise.")
    assert [(mark.mark, mark.why) for mark in marks_of(audit)["life"]] == [
        ("cannot_tell", "No visit yet."),
        ("differ", "He says otherwise."),
    ]
    assert uncompared(came_back.inspection) == []
    assert not can_compare(came_back.world.coordinators[POLICE], audit)


def test_what_is_returned_again_is_to_be_compared_again(came_back):
    inspector, council = came_back.world.inspectors["hmicfrs"], came_back.world.coordinators[COUNCIL]
    actions.compare(by=inspector, audit=came_back.audit, question="life", mark="agree", why="Both say so.")
    assert uncompared(came_back.inspection) == []
    had = tuple(version.id for version in answer_in(came_back, Voice.AGREED, "life").standing)
    agency = came_back.world.agencies[COUNCIL]
    actions.write_agreed(by=council, audit=came_back.audit, agency=agency, drafts=[Draft("life", "Quite otherwise.", had)])
    actions.return_audit(by=council, audit=came_back.audit, agency=agency, wording=wording_of(came_back.audit))
    assert uncompared(came_back.inspection) == [came_back.audit]


def test_before_it_is_returned_there_is_a_view_and_nothing_to_compare_with(following):
    inspector = following.world.inspectors["hmicfrs"]
    assert can_write_view(inspector, following.audit)
    with pytest.raises(InspectionRefused, match="nothing to compare with"):
        actions.compare(by=inspector, audit=following.audit, question="life", mark="agree", why="So it seems.")


def test_every_word_is_sealed_and_every_write_and_read_logged(came_back):
    actions.open_audit(by=came_back.world.lead, audit=came_back.audit)
    with connection.cursor() as cursor:
        cursor.execute("select said from cases_auditversion")
        rows = [bytes(value) for (value,) in cursor.fetchall()]
    assert rows
    assert not any(word in row for row in rows for word in (b"Frightened", b"Safe"))
    actions_logged = set(Entry.objects.filter(object_kind="jointaudit").values_list("action", flat=True))
    assert {"joint audit: part handed in", "joint audit: returned to the inspectors", "joint audit opened"} <= actions_logged
    assert not Entry.objects.filter(detail__contains="Frightened").exists()
    assert verify(str(came_back.inspection.pk)) == []


def test_a_child_left_out_leaves_the_audit_to_the_team_alone(came_back):
    person, agency = came_back.world.coordinators[COUNCIL], came_back.world.agencies[COUNCIL]
    assert can_write_part(person, came_back.audit, agency)
    cases.move_tracked(by=came_back.world.lead, tracked=came_back.tracked, to="left_out", why="Moved away.")
    with pytest.raises(InspectionRefused, match="no longer follow"):
        actions.open_audit_at(by=person, audit=came_back.audit, agency=agency)
    assert awaited_audits(came_back.inspection) == []
    assert answers_seen_by(came_back.world.lead, came_back.audit)
