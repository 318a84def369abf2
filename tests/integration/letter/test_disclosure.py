"""A letter checked against its inspection's own lists: what is found, who decides, and what holds a letter back."""

from dataclasses import replace

import pytest

from joinedup.audit.models import Entry
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.actions import ask_agencies
from joinedup.letter.actions import (
    LetterError,
    LetterHasGaps,
    offer_for_signature,
    reword_passage,
    sign_off,
    write_box,
    write_passage,
)
from joinedup.letter.boxes.actions import describe_box
from joinedup.letter.boxes.enums import About
from joinedup.letter.corrections.actions import propose_change, sign_correction
from joinedup.letter.determination.actions import Body, Named, determine, name_recipients
from joinedup.letter.disclosure.actions import check_for_disclosure, check_unless_checked, decide, open_hits
from joinedup.letter.disclosure.enums import Found, Standing
from joinedup.letter.disclosure.gather import gathered
from joinedup.letter.disclosure.models import DisclosureCheck, DisclosureHit
from joinedup.letter.disclosure.queries import gaps_of, hits_seen_by
from joinedup.letter.enums import BoxKind
from joinedup.letter.for_children.actions import write_for_children
from joinedup.letter.models import Letter
from joinedup.letter.publishing.actions import publish_letter
from tests.factories.disclosure import checked
from tests.factories.evidence import SEEN, letter_framework, make_letter, make_one_finding, make_passage
from tests.factories.inspections import make_inspection
from tests.factories.linkage import AUTHORITY, Listed, framework_of_people
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
WHY = "It is the name of a service in the town."


@pytest.fixture
def world():
    """An inspection at writing whose authority's list holds Amelia, Leo and Winston Okafor."""
    framework = replace(letter_framework(), lists=framework_of_people().lists)
    world = make_inspection(framework, stage=Stage.NOTIFIED)
    ask_agencies(by=world.lead, inspection=world.inspection)
    world.move_to(Stage.LISTS)
    Listed(world).send("local_authority", AUTHORITY)
    world.move_to(Stage.WRITING)
    return world


@pytest.fixture
def letter(world):
    return make_letter(world)


def said(world, letter, text: str):
    """Write a passage and return what is found in the letter then."""
    passage = make_passage(world, letter, text=text)
    return passage, found(world, letter)


def found(world, letter):
    check_for_disclosure(by=world.lead, letter=letter)
    return [seen for seen in open_hits(by=world.lead, letter=letter) if seen.hit.stands]


def standing(world, letter) -> list[tuple[str, Standing]]:
    return [(seen.phrase, seen.standing) for seen in open_hits(by=world.lead, letter=letter)]


def sentences(letter) -> str:
    return " ".join(gap.sentence for gap in gaps_of(Letter.objects.get(pk=letter.pk)))


def test_names_births_postcodes_of_the_lists_are_found(world, letter):
    _, seen = said(world, letter, "Amelia Okafor, born 6 May 2014, moved to LS1 2AB. Leo’s school asked, and Ameila was seen.")
    assert {(each.hit.kind, each.phrase) for each in seen} == {
        (Found.NAME, "Amelia Okafor"),
        (Found.BIRTH, "born 6 May 2014"),
        (Found.POSTCODE, "LS1 2AB"),
        (Found.NAME, "Leo"),
        (Found.MISSPELT, "Ameila"),
    }


def test_names_of_the_area_the_agencies_and_the_addressees_pass(world, letter):
    police = world.agencies["police"].name
    assert said(world, letter, f"Leaders of {world.area.name} and of {police} meet the Chief constable.")[1] == []


def test_a_coordinator_of_an_agency_is_a_worker(world, letter):
    person = world.coordinators["police"]
    person.name = "Tamsin Oldroyd"
    person.save(update_fields=["name"])
    _, seen = said(world, letter, "A plan by Tamsin Oldroyd was late.")
    assert [each.hit.kind for each in seen] == [Found.WORKER]


def test_titles_of_boxes_and_the_page_for_children_are_read_too(world, letter):
    box = write_box(by=world.lead, letter=letter, section="boxes", kind=BoxKind.EFFECTIVE, title="What helped Leo")
    write_for_children(by=world.lead, letter=letter, text="We met Winston.")
    assert {(each.hit.place, each.phrase) for each in found(world, letter)} == {(f"box:{box.pk}", "Leo"), ("children", "Winston")}


def test_a_declared_pseudonym_passes_in_its_own_box_alone(world, letter):
    box = write_box(by=world.lead, letter=letter, section="boxes", kind=BoxKind.EFFECTIVE, title="What helped Leo")
    about = {"about": About.CHILD, "agency": world.agencies["police"], "pseudonyms": ["Leo"]}
    describe_box(by=world.lead, box=box, tracked=None, varied=True, varied_how="The place.", **about)
    finding = make_one_finding(world)
    write_passage(by=world.lead, letter=letter, section="boxes", text="Leo was heard.", findings=[finding], box=box)
    passage = write_passage(by=world.lead, letter=letter, section="strengths", text="Workers heard Leo.", findings=[finding])
    assert [(each.hit.place, each.phrase) for each in found(world, letter)] == [(f"passage:{passage.pk}", "Leo")]


def test_a_letter_is_not_offered_unchecked_nor_with_something_open(world, letter):
    passage = make_passage(world, letter, text="Workers knew Amelia well.")
    world.move_to(Stage.CHECKING)
    with pytest.raises(LetterHasGaps, match="has not been checked for disclosure"):
        offer_for_signature(by=world.lead, letter=letter)
    check_for_disclosure(by=world.lead, letter=letter)
    with pytest.raises(LetterHasGaps, match="One thing in the letter may tell who somebody is") as told:
        offer_for_signature(by=world.lead, letter=letter)
    assert "Amelia" not in str(told.value)
    reword_passage(by=world.lead, passage=passage, text="Workers knew the child well.")
    assert "as it stands" in sentences(letter)
    check_for_disclosure(by=world.lead, letter=letter)
    assert offer_for_signature(by=world.lead, letter=letter).version


def test_nobody_signs_once_other_lists_were_accepted(world, letter):
    make_passage(world, letter, text="Workers knew the child well.")
    world.move_to(Stage.CHECKING)
    check_for_disclosure(by=world.lead, letter=letter)
    offer_for_signature(by=world.lead, letter=letter)
    Listed(world).send("police", [AUTHORITY[0], ["7", "Sorrel", "Vane", "06/05/2014", "LS1 2AB"]])
    with pytest.raises(LetterHasGaps, match="Lists or children have changed"):
        sign_off(by=world.signatories["ofsted"], letter=letter, post="Director")


def test_what_may_stand_holds_while_the_passage_is_reworded(world, letter):
    passage, (seen,) = said(world, letter, "The service called Amelia is known to all.")
    decide(by=world.lead, hit=seen.hit, decision="stand", reason=WHY)
    assert sentences(letter) == ""
    reword_passage(by=world.lead, passage=passage, text="All know the service called Amelia, and use it.")
    found(world, letter)
    assert standing(world, letter) == [("Amelia", Standing.STAND)]


def test_what_stands_more_often_than_it_was_decided_is_open_again(world, letter):
    passage, (seen,) = said(world, letter, "The service called Amelia is known to all.")
    decide(by=world.lead, hit=seen.hit, decision="stand", reason=WHY)
    reword_passage(by=world.lead, passage=passage, text="The service called Amelia is known. Amelia was missing.")
    found(world, letter)
    assert standing(world, letter) == [("Amelia", Standing.OPEN)]


def test_the_same_name_elsewhere_is_asked_about_on_its_own(world, letter):
    _, (seen,) = said(world, letter, "The service called Amelia is known to all.")
    decide(by=world.lead, hit=seen.hit, decision="stand", reason=WHY)
    said(world, letter, "Workers saw Amelia at home.")
    assert sorted(state for _, state in standing(world, letter)) == [Standing.OPEN, Standing.STAND]
    with pytest.raises(LetterError, match="decided in each place"):
        decide(by=world.lead, hit=seen.hit, decision="stand", reason=WHY, everywhere=True)


def test_a_name_of_several_words_may_stand_everywhere_and_later_too(world, letter):
    _, (seen,) = said(world, letter, "Children go to Okafor House after school.")
    decide(by=world.lead, hit=seen.hit, decision="stand", reason=WHY, everywhere=True)
    said(world, letter, "Others wait for Okafor House.")
    assert [state for _, state in standing(world, letter)] == [Standing.STAND, Standing.STAND]


def test_one_decision_can_be_made_for_several_places(world, letter):
    make_passage(world, letter, text="The service called Leo is known to all.")
    _, seen = said(world, letter, "The service called Leo is open at night.")
    made = decide(by=world.lead, hit=seen[0].hit, decision="stand", reason=WHY, also=[seen[1].hit.pk])
    assert len(made) == 2 and sentences(letter) == ""


def test_what_is_to_be_changed_blocks_until_it_is_gone(world, letter):
    passage, (seen,) = said(world, letter, "Workers knew Amelia well.")
    decide(by=world.lead, hit=seen.hit, decision="change")
    assert "One thing is to be changed" in sentences(letter)
    reword_passage(by=world.lead, passage=passage, text="Workers knew the child well.")
    assert found(world, letter) == []
    assert standing(world, letter) == [("Amelia", Standing.GONE)]
    assert sentences(letter) == ""
    with pytest.raises(InspectionRefused, match="no longer in the letter"):
        decide(by=world.lead, hit=DisclosureHit.objects.get(), decision="stand", reason=WHY)


def test_that_it_may_stand_needs_a_reason_and_a_later_decision_takes_the_place_of_an_earlier(world, letter):
    _, (seen,) = said(world, letter, "The service called Amelia is known to all.")
    with pytest.raises(LetterError, match="Say why it may stand"):
        decide(by=world.lead, hit=seen.hit, decision="stand", reason="ok")
    decide(by=world.lead, hit=seen.hit, decision="stand", reason=WHY)
    inspector = world.inspectors["hmicfrs"]
    decide(by=inspector, hit=seen.hit, decision="change")
    assert standing(world, letter) == [("Amelia", Standing.CHANGE)]
    decisions = seen.hit.decisions.order_by("number")
    assert [(each.decision, each.decided_by, each.reason) for each in decisions] == [
        ("stand", world.lead, WHY),
        ("change", inspector, ""),
    ]


@pytest.mark.parametrize("who", ["signatory", "quality", "outsider"])
def test_only_inspectors_of_the_team_check_and_decide(world, letter, who):
    _, (seen,) = said(world, letter, "Workers knew Amelia well.")
    people = {"signatory": world.signatories["ofsted"], "quality": world.quality_assurer, "outsider": make_person()}
    with pytest.raises(InspectionRefused):
        check_for_disclosure(by=people[who], letter=letter)
    with pytest.raises(InspectionRefused):
        decide(by=people[who], hit=seen.hit, decision="change")
    assert hits_seen_by(people[who], letter).exists() == (who != "outsider")


def test_reading_the_lists_and_what_was_found_is_logged_and_names_nobody(world, letter):
    said(world, letter, "Workers knew Amelia well.")
    logged = Entry.objects.filter(chain=str(world.inspection.pk), object_kind="letter")
    actions = set(logged.values_list("action", flat=True))
    assert {"names read for the disclosure check", "letter checked for disclosure", "disclosure check read"} <= actions
    assert not any("Amelia" in str(entry.detail) for entry in logged)
    with pytest.raises(InspectionRefused):
        open_hits(by=make_person(), letter=letter)


def test_a_letter_checked_as_it_stands_is_not_checked_again(world, letter):
    make_passage(world, letter, text="Workers knew the child well.")
    assert check_unless_checked(by=world.lead, letter=letter) is not None
    assert check_unless_checked(by=world.lead, letter=letter) is None
    assert DisclosureCheck.objects.count() == 1


def test_what_the_letter_prints_of_itself_may_stand(world, letter):
    phrases = gathered(letter).phrases
    assert ("madeupshire", "police") in phrases and ("chief", "constable") in phrases


def test_a_body_that_is_named_is_read_and_does_not_allow_itself(world, letter):
    make_passage(world, letter, text="Workers knew the child well.")
    council = Body("council", "Madeupshire Council")
    determine(by=world.lead, letter=letter, needed=True, principal=council, sent=Body("chair", "Amelia Okafor"), basis="20(2)")
    named = [Named(council.name, "principal_authority", True), Named("Friends of Winston Okafor", "other", False)]
    name_recipients(by=world.lead, letter=letter, recipients=named)
    assert {(each.hit.place, each.phrase) for each in found(world, letter)} == {
        ("named", "Amelia Okafor"),
        ("named", "Winston Okafor"),
    }
    assert "2 things in the letter may tell who somebody is" in sentences(letter)


def test_the_words_of_a_correction_are_checked_before_anybody_signs_them(world, letter):
    passage = make_passage(world, letter, text="Workers knew the child well.")
    world.move_to(Stage.CHECKING)
    offer_for_signature(by=world.lead, letter=checked(world, letter))
    for person in world.signatories.values():
        sign_off(by=person, letter=letter, post="Director")
    publish_letter(by=world.lead, letter=Letter.objects.get(pk=letter.pk), published_on=SEEN)
    letter = Letter.objects.select_related("inspection", "publication").get(pk=letter.pk)
    changed = {"letter": letter, "passage": str(passage.pk), "text": "Workers knew Amelia well."}
    correction = propose_change(by=world.lead, **changed, why="It was Winston we meant.")
    seen = [each for each in open_hits(by=world.lead, letter=letter) if each.hit.stands]
    assert {(each.hit.place, each.phrase) for each in seen} == {
        (f"correction:{passage.pk}", "Amelia"),
        ("correction:why", "Winston"),
    }
    signatory = world.signatories["ofsted"]
    with pytest.raises(LetterHasGaps, match="2 things in the letter may tell") as told:
        sign_correction(by=signatory, correction=correction, version=correction.version)
    assert "Amelia" not in str(told.value)
    correction = propose_change(
        by=world.lead, letter=letter, passage=str(passage.pk), text="Workers knew most children.", why="Too much."
    )
    assert sign_correction(by=signatory, correction=correction, version=correction.version)
