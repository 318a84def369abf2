"""A criterion is agreed when each inspectorate has agreed to what stands, or kept its difference of view."""

import pytest
from django.db import connection

from joinedup.evidence.core.phases import Phase
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.findings.actions import change_finding, feed_back
from joinedup.evidence.models import Finding
from joinedup.evidence.own_views.queries import views_seen_by
from joinedup.evidence.together.actions import conclude_without, say, take_up_again
from joinedup.evidence.together.models import NoFinding, Stance
from joinedup.evidence.together.queries import differences_on, judged, kept_on, unsettled
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person
from tests.factories.evidence import SEEN, make_one_finding
from tests.factories.inspections import make_inspection
from tests.factories.judging import agree_all, agree_finding, open_views, write_view

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.JUDGING)


def phase(world, criterion="c2"):
    return judged(world.inspection, criterion).phase


def test_a_criterion_goes_through_its_phases(world):
    assert phase(world) == Phase.INDEPENDENT
    open_views(world)
    assert phase(world) == Phase.CONSOLIDATING
    make_one_finding(world)
    say(by=world.inspectors["ofsted"], inspection=world.inspection, criterion="c2", saying="agrees")
    assert phase(world) == Phase.CONSOLIDATING
    said = {"saying": "differs", "words": "At night they are not."}
    say(by=world.inspectors["hmicfrs"], inspection=world.inspection, criterion="c2", **said)
    assert phase(world) == Phase.AGREED


def test_taking_back_or_another_wording_unsettles_it(world):
    finding = make_one_finding(world)
    agree_all(world)
    assert phase(world) == Phase.AGREED
    say(by=world.lead, inspection=world.inspection, criterion="c2", saying="taken_back", words="We spoke too soon.")
    assert phase(world) == Phase.CONSOLIDATING
    agree_all(world)
    said = {"text": "Most are.", "direction": "strength", "sectors": [], "criterion": "c2", "notes": list(finding.notes.all())}
    change_finding(by=world.lead, finding=finding, why="Two were not.", **said)
    one = judged(world.inspection, "c2")
    assert (one.phase, [body.code for body in one.to_say]) == (Phase.CONSOLIDATING, ["ofsted", "hmicfrs"])


def test_a_further_finding_or_one_that_answers_it_too_unsettles_it(world):
    make_one_finding(world)
    agree_all(world)
    make_one_finding(world, criterion="c1", also=["c2"])
    assert phase(world) == Phase.CONSOLIDATING


def test_no_finding_needs_a_reason_and_is_agreed_like_any_conclusion(world):
    open_views(world)
    with pytest.raises(EvidenceError, match="no finding"):
        conclude_without(by=world.lead, inspection=world.inspection, criterion="c1", why=" ")
    conclude_without(by=world.lead, inspection=world.inspection, criterion="c1", why="Nothing bears on it.")
    agree_all(world, "c1")
    assert phase(world, "c1") == Phase.AGREED
    with pytest.raises(InspectionRefused, match="concluded without a finding"):
        make_one_finding(world, criterion="c1")
    with pytest.raises(InspectionRefused, match="said already"):
        conclude_without(by=world.lead, inspection=world.inspection, criterion="c1", why="Again.")
    take_up_again(by=world.lead, inspection=world.inspection, criterion="c1", why="A note came in.")
    assert phase(world, "c1") == Phase.CONSOLIDATING
    assert make_one_finding(world, criterion="c1")
    assert NoFinding.objects.count() == 2
    with pytest.raises(InspectionRefused, match="answered by finding 1"):
        conclude_without(by=world.lead, inspection=world.inspection, criterion="c1", why="None.")
    with pytest.raises(InspectionRefused, match="was not said"):
        take_up_again(by=world.lead, inspection=world.inspection, criterion="c2", why="x")


def test_a_difference_is_kept_as_its_inspectorates_on_the_criterion_and_the_finding(world):
    finding, other = make_one_finding(world), make_one_finding(world)
    about = {"inspection": world.inspection, "criterion": "c2", "saying": "differs", "words": "At night they are not."}
    row = say(by=world.inspectors["hmicfrs"], finding=finding, **about)
    assert differences_on(finding) == [row]
    assert differences_on(other) == []
    assert (row.inspectorate.code, str(row.inspectorate)) == ("hmicfrs", "HMICFRS")
    whole = say(by=world.inspectors["hmicfrs"], **about)
    assert differences_on(other) == [whole]


@pytest.mark.parametrize(
    ("said", "fault", "words"),
    [
        ({"saying": "differs"}, EvidenceError, "where your inspectorate’s view differs"),
        ({"saying": "perhaps"}, EvidenceError, "agrees or keeps"),
        ({"saying": "taken_back", "words": "x"}, InspectionRefused, "said nothing"),
        ({"saying": "agrees", "criterion": "c1"}, InspectionRefused, "Nothing is concluded"),
        ({"saying": "agrees", "criterion": "c9"}, InspectionRefused, "no such criterion"),
    ],
)
def test_what_cannot_be_said_is_refused(world, said, fault, words):
    make_one_finding(world)
    with pytest.raises(fault, match=words):
        say(by=world.lead, inspection=world.inspection, **{"criterion": "c2", **said})
    assert not Stance.objects.exists()


def test_a_difference_on_a_finding_of_another_criterion_is_refused(world):
    make_one_finding(world)
    elsewhere = make_one_finding(world, criterion="c1")
    said = {"criterion": "c2", "saying": "differs", "words": "No.", "finding": elsewhere}
    with pytest.raises(EvidenceError, match="answers this criterion"):
        say(by=world.lead, inspection=world.inspection, **said)


def test_nobody_speaks_before_the_opening_and_nobody_but_inspectors(world):
    with pytest.raises(InspectionRefused, match="not open yet"):
        conclude_without(by=world.lead, inspection=world.inspection, criterion="c1", why="None.")
    make_one_finding(world)
    for person in (world.quality_assurer, world.signatories["ofsted"], world.coordinators["police"], make_inspection().lead):
        with pytest.raises(InspectionRefused):
            say(by=person, inspection=world.inspection, criterion="c2", saying="agrees")


def test_nobody_agrees_to_words_they_have_not_seen(world):
    finding = make_one_finding(world)
    read = judged(world.inspection, "c2").conclusion
    said = {"text": "Most are.", "direction": "strength", "sectors": [], "criterion": "c2", "notes": list(finding.notes.all())}
    change_finding(by=world.lead, finding=finding, why="Two were not.", **said)
    with pytest.raises(EvidenceError, match="changed since you opened"):
        say(by=world.inspectors["hmicfrs"], inspection=world.inspection, criterion="c2", saying="agrees", about=read)
    about = judged(world.inspection, "c2").conclusion
    assert say(by=world.inspectors["hmicfrs"], inspection=world.inspection, criterion="c2", saying="agrees", about=about)


def differ(world, words, **about):
    said = {"inspection": world.inspection, "criterion": "c2", "saying": "differs", "words": words, **about}
    return say(by=world.inspectors["hmicfrs"], **said)


def test_a_difference_on_each_finding_is_kept_beside_the_others(world):
    finding, other = make_one_finding(world), make_one_finding(world)
    one, two = differ(world, "On one.", finding=finding), differ(world, "On two.", finding=other)
    assert (differences_on(finding), differences_on(other)) == ([one], [two])
    anew = differ(world, "On one, at night.", finding=finding)
    assert [(kept.stance, kept.stands) for kept in kept_on(finding)] == [(anew, True), (one, False)]


def test_a_difference_stands_on_an_earlier_wording_until_its_inspectorate_speaks_again(world):
    finding = make_one_finding(world)
    row = differ(world, "At night they are not.", finding=finding)
    make_one_finding(world)
    assert [(kept.stance, kept.stands, kept.earlier) for kept in kept_on(finding)] == [(row, True, True)]
    agree_all(world)
    assert [(kept.stance, kept.stands) for kept in kept_on(finding)] == [(row, False)]
    assert differences_on(finding) == []


@pytest.mark.parametrize("fall", ["taken back", "further finding"])
def test_a_finding_held_agreed_is_told_as_unsettled_when_the_agreement_falls(world, fall):
    finding = agree_finding(world, make_one_finding(world))
    assert unsettled(world.inspection) == []
    if fall == "taken back":
        say(by=world.lead, inspection=world.inspection, criterion="c2", saying="taken_back", words="We spoke too soon.")
    else:
        make_one_finding(world, criterion="c1", also=["c2"])
    assert unsettled(world.inspection) == [finding]
    agree_all(world)
    assert unsettled(world.inspection) == []


def test_a_finding_agreed_before_inspectorates_spoke_here_is_as_agreed_as_it_was(world):
    finding = make_one_finding(world)
    Finding.objects.filter(pk=finding.pk).update(state="agreed")
    assert unsettled(world.inspection) == []


def test_an_ended_account_takes_no_inspectorates_view_or_difference_away(world):
    write_view(world, world.inspectors["hmicfrs"])
    finding = make_one_finding(world)
    row = differ(world, "No.", finding=finding)
    Person.objects.filter(team_memberships__inspection=world.inspection, team_memberships__inspectorate__code="hmicfrs").update(
        is_active=False
    )
    assert differences_on(finding) == [row]
    assert [view.inspectorate.code for view in views_seen_by(world.lead, world.inspection)["c2"]] == ["ofsted", "hmicfrs"]


def test_feeding_back_a_finding_made_before_wordings_were_kept_unsettles_nothing(world):
    finding = make_one_finding(world)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM evidence_findingversion")
    agree_all(world)
    feed_back(by=world.lead, finding=finding, on=SEEN, meeting="The last one")
    assert phase(world) == Phase.AGREED
