"""A signed letter is frozen under embargo, read early by those named, let go at its moment; or called off, or withdrawn."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from joinedup.areas.actions import remove_agency_member
from joinedup.audit.models import Entry
from joinedup.inspections.actions import move_stage
from joinedup.inspections.complaints.actions import hold_publication, lift_hold, take
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.inspections.survey.queries import survey_for
from joinedup.letter.actions import LetterError, offer_for_signature, sign_off, withdraw_signature
from joinedup.letter.boxes.enums import Agreement
from joinedup.letter.boxes.models import BoxAgreement
from joinedup.letter.enums import LetterState
from joinedup.letter.models import Box, Letter
from joinedup.letter.publishing.actions import (
    call_off,
    end_reader,
    freeze_letter,
    name_reader,
    publish_letter,
    tick_off,
    withdraw_letter,
)
from joinedup.letter.publishing.queries import could_read_early, proposed_day
from joinedup.letter.publishing.releasing import release_due, release_letter
from joinedup.letter.publishing.tasks import release_letters
from joinedup.publication import actions as publications
from joinedup.publication import queries
from joinedup.publication.elections.actions import enter_period, strike_out
from joinedup.publication.embargo.actions import marked_pdf, read_under_embargo
from joinedup.publication.embargo.queries import may_read, readers_of, times_read, to_read
from joinedup.publication.models import State
from joinedup.publication.recipients.models import DeliveryDay
from joinedup.publication.recipients.queries import deliveries_of, received_on, statement_clock
from joinedup.publication.render.as_json import from_json
from joinedup.publication.rules import PublicationRefused
from joinedup.records.dates import LONDON
from tests.factories.complaints import complain, outsider
from tests.factories.evidence import letter_framework, make_signed
from tests.factories.inspections import as_if_real, make_inspection
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)  # a Monday
NOW = datetime(2026, 3, 2, 12, tzinfo=LONDON)
MOMENT = datetime(2026, 3, 5, 9, 30, tzinfo=LONDON)


@pytest.fixture
def clock(monkeypatch):
    """The time of day, which a test moves on."""
    times = [NOW]
    monkeypatch.setattr("django.utils.timezone.now", lambda: times[-1])
    return times


@pytest.fixture
def world(clock):
    made = make_inspection(letter_framework(), stage=Stage.WRITING)
    as_if_real(made)
    return made


@pytest.fixture
def letter(world):
    return make_signed(world)


def fresh(letter) -> Letter:
    return Letter.objects.select_related("inspection", "publication").get(pk=letter.pk)


@pytest.fixture
def frozen(world, letter):
    freeze_letter(by=world.lead, letter=letter, public_from=MOMENT, received_on=TODAY)
    return fresh(letter)


def test_frozen_it_is_read_by_nobody_until_it_is_let_go(world, frozen, clock):
    assert frozen.state == LetterState.FROZEN
    assert frozen.inspection.stage == Stage.SIGNED
    assert not queries.published().exists()
    assert survey_for(world.inspection) is None
    with pytest.raises(InspectionRefused, match="under embargo until 9:30am on 5 March 2026"):
        release_letter(by=world.lead, letter=frozen)
    assert release_due(NOW) == 0
    clock.append(MOMENT)
    assert release_due(MOMENT) == 1
    assert release_due(MOMENT) == 0
    assert fresh(frozen).state == LetterState.PUBLISHED
    assert fresh(frozen).inspection.stage == Stage.PUBLISHED
    assert list(queries.published()) == [frozen.publication]
    assert survey_for(world.inspection) is not None


def test_freezing_leaves_the_worker_to_let_it_go_at_its_moment(world, letter, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        freeze_letter(by=world.lead, letter=letter, public_from=MOMENT, received_on=TODAY)
    assert DBTaskResult.objects.get(task_path=release_letters.module_path).run_after == MOMENT


def test_a_letter_that_is_held_is_not_let_go_until_the_hold_is_lifted(world, frozen, clock):
    reader = outsider(world)
    complaint = take(by=reader, complaint=complain(world))
    hold_publication(by=reader, complaint=complaint, why="A date is wrong.")
    clock.append(MOMENT)
    assert release_due(MOMENT) == 0
    assert fresh(frozen).state == LetterState.FROZEN
    lift_hold(by=reader, complaint=complaint, why="It is right.")
    release_letter(by=world.lead, letter=frozen)
    assert fresh(frozen).state == LetterState.PUBLISHED


def test_the_frozen_words_are_those_that_are_published(world, frozen, clock):
    before = queries.rendition(frozen.publication, "pdf").read()
    clock.append(MOMENT)
    made = release_letter(by=world.lead, letter=frozen)
    assert queries.rendition(made, "pdf").read() == before
    assert made.published_on == date(2026, 3, 5)


def test_called_off_it_is_signed_again_and_what_was_frozen_is_kept(world, frozen):
    made = frozen.publication
    with pytest.raises(InspectionRefused, match="call its publication off first"):
        withdraw_signature(by=world.signatories["ofsted"], letter=frozen, why="A fact is wrong.")
    with pytest.raises(LetterError, match="Say why"):
        call_off(by=world.lead, letter=frozen, why=" ")
    call_off(by=world.lead, letter=frozen, why="A fact is wrong.")
    made.refresh_from_db()
    assert (made.state, fresh(frozen).state, fresh(frozen).publication) == (State.CALLED_OFF, LetterState.SIGNED, None)
    withdraw_signature(by=world.signatories["ofsted"], letter=fresh(frozen), why="A fact is wrong.")
    assert fresh(frozen).state == LetterState.DRAFTING


@pytest.mark.parametrize(
    ("moment", "received", "refusal"),
    [
        (NOW, TODAY, "a moment to come"),
        (MOMENT - timedelta(days=10), TODAY, "a moment to come"),
        (MOMENT, date(2026, 3, 6), "before everybody does"),
    ],
)
def test_an_embargo_ends_later_and_the_principal_authority_has_the_letter_by_then(world, letter, moment, received, refusal):
    with pytest.raises((InspectionRefused, LetterError), match=refusal):
        freeze_letter(by=world.lead, letter=letter, public_from=moment, received_on=received)


def period(world, first, last):
    return enter_period(by=world.lead, area=world.area, first=first, last=last, election="Local elections", source="A notice")


def test_no_letter_is_published_in_a_pre_election_period_and_the_next_free_day_is_named(world, letter):
    entered = period(world, date(2026, 3, 4), date(2026, 3, 6))
    with pytest.raises(InspectionRefused, match=r"pre-election period from 4 March 2026 .* next free day is 9 March 2026"):
        freeze_letter(by=world.lead, letter=letter, public_from=MOMENT, received_on=TODAY)
    with pytest.raises(InspectionRefused, match="pre-election period"):
        publish_letter(by=world.lead, letter=letter, published_on=date(2026, 3, 4))
    assert proposed_day(letter, TODAY) == date(2026, 3, 9)
    strike_out(by=world.lead, period=entered, why="Another area's.")
    assert proposed_day(letter, TODAY) == date(2026, 3, 4)
    freeze_letter(by=world.lead, letter=letter, public_from=MOMENT, received_on=TODAY)


def test_periods_that_follow_each_other_are_passed_over_together(world, letter):
    period(world, date(2026, 3, 4), date(2026, 3, 20))
    period(world, date(2026, 3, 19), date(2026, 4, 2))
    assert proposed_day(letter, TODAY) == date(2026, 4, 7)  # Good Friday to Easter Monday lie between


def test_a_named_reader_reads_from_their_own_time_on_and_each_reading_is_logged(world, frozen, clock):
    person, from_ = world.coordinators["police"], NOW + timedelta(hours=3)
    reader = name_reader(by=world.lead, letter=frozen, person=person, reads_from=from_)
    made = frozen.publication
    assert not may_read(person, made, NOW)
    with pytest.raises(PublicationRefused):
        read_under_embargo(by=person, publication=made, form="page")
    clock.append(from_)
    mark = read_under_embargo(by=person, publication=made, form="page")
    assert person.email in mark.line
    assert "9:30am on 5 March 2026" in mark.line
    assert marked_pdf(by=person, publication=made).startswith(b"%PDF-")
    assert times_read(made) == {str(person.pk): 2}
    assert Entry.objects.filter(action="document read under embargo", actor=str(person.pk)).count() == 2
    assert list(to_read(person, from_)) == [made]
    assert not may_read(world.quality_assurer, made, from_)
    end_reader(by=world.lead, letter=frozen, reader=reader)
    assert not may_read(person, made, from_)
    assert readers_of(made).count() == 1


@pytest.mark.parametrize("sector", ["police", "inspectorate"])
def test_a_named_reader_who_has_left_reads_no_more(world, frozen, sector):
    person = world.inspectors["ofsted"] if sector == "inspectorate" else world.coordinators[sector]
    name_reader(by=world.lead, letter=frozen, person=person, reads_from=NOW)
    assert may_read(person, frozen.publication, NOW)
    assert list(to_read(person, NOW)) == [frozen.publication]
    person.inspectorate_memberships.all().delete()
    for member in person.agency_memberships.all():
        remove_agency_member(by=None, member=member, why="Left the force.")
    assert not may_read(person, frozen.publication, NOW)
    assert not to_read(person, NOW).exists()
    with pytest.raises(PublicationRefused):
        read_under_embargo(by=person, publication=frozen.publication, form="page")


def test_who_answers_for_nobody_in_the_area_is_not_named(world, frozen):
    person = make_person("Neighbour")
    with pytest.raises(PublicationRefused, match="answers for no agency of this area"):
        name_reader(by=world.lead, letter=frozen, person=person, reads_from=NOW)


def test_somebody_is_named_once_and_is_offered_no_more(world, frozen):
    person = world.coordinators["police"]
    assert str(person.pk) in could_read_early(frozen)
    name_reader(by=world.lead, letter=frozen, person=person, reads_from=NOW)
    assert str(person.pk) not in could_read_early(frozen)
    with pytest.raises(PublicationRefused, match="named already"):
        name_reader(by=world.lead, letter=frozen, person=person, reads_from=NOW)


def test_sent_received_and_published_are_days_of_their_own_and_the_statement_is_counted_from_receipt(world, frozen):
    made = frozen.publication
    secretary, council = deliveries_of(made)
    assert council.delivery.principal
    assert secretary.awaited == ("sent", "received")
    assert council.awaited == ("sent", "received", "published by them")
    assert statement_clock(made).due_on == statement_clock(made).printed
    late = date(2026, 3, 4)
    days = {"sent": TODAY, "received": late}
    tick_off(by=world.lead, letter=frozen, delivery=council.delivery, days=days, postal_address="1 High Street")
    counted = statement_clock(made)
    assert received_on(made) == late
    assert counted.differs
    assert counted.due_on == counted.counted > counted.printed
    tick_off(by=world.lead, letter=frozen, delivery=council.delivery, days={"received": TODAY})
    assert not statement_clock(made).differs
    tick_off(by=world.lead, letter=frozen, delivery=council.delivery, days={"received": None})
    assert received_on(made) is None
    assert DeliveryDay.objects.filter(delivery=council.delivery).count() == 4  # every day somebody told is kept


@pytest.mark.parametrize(
    "days", [{"sent": date(2026, 3, 4), "received": TODAY}, {"received": date(2026, 3, 4), "published": date(2026, 3, 3)}]
)
def test_days_that_cannot_follow_each_other_are_refused(world, frozen, days):
    [_, council] = deliveries_of(frozen.publication)
    with pytest.raises(PublicationRefused, match="cannot have"):
        tick_off(by=world.lead, letter=frozen, delivery=council.delivery, days=days)


def test_only_the_lead_freezes_names_ticks_calls_off_and_withdraws(world, letter):
    other = world.inspectors["ofsted"]
    with pytest.raises(InspectionRefused):
        freeze_letter(by=other, letter=letter, public_from=MOMENT, received_on=TODAY)
    freeze_letter(by=world.lead, letter=letter, public_from=MOMENT, received_on=TODAY)
    frozen = fresh(letter)
    [one, _] = deliveries_of(frozen.publication)
    for act in (
        lambda: name_reader(by=other, letter=frozen, person=other, reads_from=NOW),
        lambda: tick_off(by=other, letter=frozen, delivery=one.delivery, days={}),
        lambda: call_off(by=other, letter=frozen, why="x"),
        lambda: withdraw_letter(by=other, letter=frozen, why="x"),
    ):
        with pytest.raises(InspectionRefused, match="Only a lead inspector"):
            act()


def test_a_published_letter_is_withdrawn_and_says_why(world, letter):
    publish_letter(by=world.lead, letter=letter, published_on=TODAY)
    with pytest.raises(LetterError, match="Say why"):
        withdraw_letter(by=world.lead, letter=fresh(letter), why="")
    gone = withdraw_letter(by=world.lead, letter=fresh(letter), why="It named a service.")
    assert (gone.state, gone.notice.words) == (State.WITHDRAWN, "It named a service.")
    with pytest.raises(InspectionRefused, match="stands published"):
        withdraw_letter(by=world.lead, letter=fresh(letter), why="Again.")
    assert timezone.now() == NOW


def test_a_post_no_form_can_print_is_not_signed_with(world, letter):
    withdraw_signature(by=world.signatories["ofsted"], letter=letter, why="Again.")
    move_stage(by=world.lead, inspection=fresh(letter).inspection, to=Stage.CHECKING)
    offer_for_signature(by=world.lead, letter=fresh(letter))
    with pytest.raises(LetterError, match="your post"):
        sign_off(by=world.signatories["ofsted"], letter=fresh(letter), post="Dir\x0bector")


def test_a_reason_for_withdrawal_the_feed_cannot_hold_is_refused(world, letter):
    publish_letter(by=world.lead, letter=letter, published_on=TODAY)
    with pytest.raises(LetterError, match="hidden control character"):
        withdraw_letter(by=world.lead, letter=fresh(letter), why="A fact\x0bis wrong.")
    assert fresh(letter).publication.state == State.PUBLISHED


def test_a_period_entered_after_freezing_keeps_the_letter_back(world, frozen, clock):
    enter_period(
        by=world.lead,
        area=world.inspection.area,
        first=date(2026, 3, 4),
        last=date(2026, 3, 9),
        election="By-election",
        source="Council's website",
    )
    clock.append(MOMENT)
    assert release_due(MOMENT) == 0
    with pytest.raises(InspectionRefused, match="next free day is 10 March 2026"):
        release_letter(by=world.lead, letter=frozen)


def test_an_agreement_withdrawn_under_embargo_keeps_the_letter_back(world, frozen, clock):
    box = Box(inspection=world.inspection, letter=frozen, section="boxes", position=9, kind="effective_practice", title="A visit")
    box.save()
    agreed = {"whose": "child", "on": TODAY, "how": "In person.", "recorded_by": world.lead, "inspection": world.inspection}
    BoxAgreement(box=box, number=1, to=Agreement.WITHDRAWN, **agreed).save(force_insert=True)
    clock.append(MOMENT)
    assert release_due(MOMENT) == 0
    with pytest.raises(InspectionRefused, match=r"agrees to it no more\. Call publication off"):
        release_letter(by=world.lead, letter=frozen)


def test_one_letter_that_cannot_go_holds_no_other_back(world, frozen, clock):
    other = make_inspection(letter_framework(), stage=Stage.WRITING)
    freeze_letter(by=other.lead, letter=make_signed(other), public_from=MOMENT, received_on=TODAY)
    publications.call_off(by=world.lead, publication=frozen.publication, why="Beside the letter's own page.")
    clock.append(MOMENT)
    assert release_due(MOMENT) == 1


def test_a_correction_gives_no_new_time_to_answer(world, letter):
    publish_letter(by=world.lead, letter=letter, published_on=TODAY)
    letter = fresh(letter)
    [principal] = [one.delivery for one in deliveries_of(letter.publication) if one.delivery.principal]
    tick_off(by=world.lead, letter=letter, delivery=principal, days={"sent": TODAY, "received": TODAY + timedelta(days=2)})
    before = statement_clock(letter.publication)
    document = from_json(letter.publication.document)
    newer = publications.correct(by=world.lead, publication=letter.publication, document=document, why="A date was wrong.")
    assert statement_clock(newer) == before


def test_an_old_letter_that_is_withdrawn_comes_first_in_what_changed(world, letter, clock):
    publish_letter(by=world.lead, letter=letter, published_on=TODAY)
    other = make_inspection(letter_framework(), stage=Stage.WRITING)
    later = make_signed(other)
    clock.append(NOW + timedelta(days=1))
    publish_letter(by=other.lead, letter=later, published_on=TODAY)
    assert [row.pk for row in queries.ever_published()] == [fresh(later).publication_id, fresh(letter).publication_id]
    clock.append(NOW + timedelta(days=2))
    withdraw_letter(by=world.lead, letter=fresh(letter), why="A fact is wrong.")
    assert [row.pk for row in queries.ever_published()] == [fresh(letter).publication_id, fresh(later).publication_id]
