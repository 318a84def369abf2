"""Several people write one child's record: nothing is lost, and it is seen who has a part open."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from joinedup.audit.queries import entries
from joinedup.cases import actions
from joinedup.cases.core.versions import VersionError
from joinedup.cases.enums import TrackedState
from joinedup.cases.models import RecordPart, RecordVersion
from joinedup.cases.tracking import queries
from joinedup.cases.tracking.actions import RecordError, open_part, open_record, save_part
from joinedup.cases.tracking.rules import can_write_late, can_write_record
from joinedup.cases.versions.models import WrittenOverError
from joinedup.cases.versions.rules import TooLate
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused


@pytest.fixture
def world(drawn):
    return drawn.world


@pytest.fixture
def save(world, tracked):
    """Save words of one part, as the lead where nobody else is named."""

    def save(words, *over, by=None, section="life", sector="", **more):
        parents = [str(one.pk) for one in over]
        said = {"words": words, **more.pop("said", {})}
        return save_part(by=by or world.lead, tracked=tracked, section=section, sector=sector, said=said, parents=parents, **more)

    return save


def standing(tracked, section="life", sector=""):
    [part] = [one for one in queries.record_of(tracked) if (one.part.section.id, one.part.sector) == (section, sector)]
    return [version.said["words"] for version in part.standing]


def test_what_two_write_over_the_same_wording_is_kept_side_by_side_until_joined(tracked, world, save, drawn):
    first = save("She is glad of school.")
    hers = save("She is glad of school. Nights are loud.", first, by=drawn.pair[0])
    his = save("She is glad of school and of her aunt.", first, by=drawn.pair[1])
    assert standing(tracked) == [hers.said["words"], his.said["words"]]
    assert [part.tracked for part in queries.parts_to_join(tracked.inspection)] == [tracked]
    both = save("She is glad of school and of her aunt. Nights are loud.", hers, his)
    assert standing(tracked) == [both.said["words"]]
    assert queries.parts_to_join(tracked.inspection) == []
    assert RecordVersion.objects.count() == 4
    assert [line.action for line in entries(str(tracked.inspection_id))][-1] == "record part joined"


def test_who_joins_old_versions_stands_beside_who_wrote_on(tracked, save):
    first = save("A.")
    hers, his = save("A. B.", first), save("A. C.", first)
    on = save("A. C. D.", his)
    save("A. B. C.", hers, his)
    assert standing(tracked) == [on.said["words"], "A. B. C."]


def test_a_page_saved_twice_is_one_version_and_changed_again_is_written_over_its_own(tracked, save):
    page = str(uuid.uuid4())
    first = save("A.", page=page)
    assert save("A.", page=page).pk == first.pk == uuid.UUID(page)
    again = save("A. B.", page=page)
    assert again.parents == [page]
    assert standing(tracked) == ["A. B."]


def test_what_says_the_same_is_not_kept_again(tracked, save):
    first = save("A.")
    assert save(" A. ", first).pk == first.pk
    assert RecordVersion.objects.count() == 1


def test_a_page_of_somebody_else_or_of_another_part_is_refused(tracked, save, drawn):
    first = save("A.")
    with pytest.raises(VersionError, match="somebody else"):
        save("B.", page=str(first.pk), by=drawn.pair[1])
    with pytest.raises(VersionError, match="another part"):
        save("B.", page=str(first.pk), section="safer")
    with pytest.raises(VersionError, match="not kept here"):
        save("B.", first, section="safer")
    with pytest.raises(VersionError, match="cannot be told"):
        save("B.", page="nonsense")
    assert RecordVersion.objects.count() == 1


def test_an_empty_part_and_one_too_long_are_refused_but_a_wording_may_be_emptied(tracked, save):
    with pytest.raises(RecordError, match="Write something"):
        save("  ")
    with pytest.raises(VersionError, match="longer than 60,000"):
        save("a" * 60_001)
    save("", save("Written in the wrong part."))
    assert standing(tracked) == [""]


def test_each_sector_has_its_part_and_the_childs_words_say_who_heard_them(tracked, save):
    save("The strategy meeting.", section="decisions", sector="police")
    save("“Nobody asked me.”", section="child-says", said={"heard": "A school nurse, on 3 March."})
    assert standing(tracked, "decisions", "police") == ["The strategy meeting."]
    assert standing(tracked, "decisions", "local_authority") == []
    says = next(one for one in queries.record_of(tracked) if one.part.section.id == "child-says")
    assert says.standing[0].said["heard"] == "A school nurse, on 3 March."
    with pytest.raises(InspectionRefused, match="no such part"):
        save("Words.", section="decisions", sector="health")


def test_nothing_kept_is_ever_changed_or_removed(save):
    version = save("A.")
    with pytest.raises(WrittenOverError):
        version.save()
    with pytest.raises(WrittenOverError):
        version.delete()


def test_what_is_written_is_sealed(save):
    save("Her aunt came on Sunday.")
    with connection.cursor() as cursor:
        cursor.execute("select said from cases_recordversion")
        [(said,)] = cursor.fetchall()
    assert b"aunt" not in bytes(said)


def test_outside_the_team_nobody_reads_or_writes(tracked, world, save):
    outside = world.coordinators["police"]
    with pytest.raises(InspectionRefused, match="team"):
        save("A.", by=outside)
    with pytest.raises(InspectionRefused, match="team"):
        open_record(by=outside, tracked=tracked)
    with pytest.raises(InspectionRefused, match="team"):
        open_part(by=outside, tracked=tracked, section="life")
    save("A.")
    assert not RecordPart.objects.all().visible_to(outside).exists()
    assert RecordVersion.objects.all().visible_to(world.lead).exists()


@pytest.mark.parametrize("stage", list(Stage)[list(Stage).index(Stage.SELECTION) :])
def test_after_judging_an_entry_is_late_and_once_closed_refused(tracked, world, save, stage):
    world.move_to(stage)
    tracked.inspection.refresh_from_db()
    open_now = stage in (Stage.SELECTION, Stage.FIELDWORK, Stage.JUDGING)
    late = open_now or stage in (Stage.WRITING, Stage.CHECKING, Stage.SIGNED, Stage.PUBLISHED, Stage.FOLLOW_UP)
    assert can_write_record(world.lead, tracked) is open_now
    assert can_write_late(world.lead, tracked) is late
    if open_now:
        assert not save("A.", late=True).late
    elif late:
        with pytest.raises(TooLate):
            save("A.")
        assert save("A.", late=True).late
    else:
        with pytest.raises(InspectionRefused, match="Copy what you wrote"):
            save("A.", late=True)


def test_the_record_of_a_child_left_out_takes_late_entries_only(tracked, world, save):
    actions.move_tracked(by=world.lead, tracked=tracked, to=TrackedState.LEFT_OUT, why="Moved away.")
    with pytest.raises(TooLate, match="left out"):
        save("A.")
    assert save("A.", late=True).late


def test_others_see_who_has_a_part_open_until_they_save_or_five_minutes_pass(tracked, drawn, save, monkeypatch):
    hers, his = drawn.pair
    open_part(by=hers, tracked=tracked, section="life")
    _, others = open_part(by=his, tracked=tracked, section="life")
    assert [one.person for one in others] == [hers]
    assert open_part(by=hers, tracked=tracked, section="safer")[1] == []
    save("A.", by=hers)
    assert open_part(by=his, tracked=tracked, section="life")[1] == []
    open_part(by=hers, tracked=tracked, section="life")
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr(queries.timezone, "now", lambda: later)
    assert open_part(by=his, tracked=tracked, section="life")[1] == []


def test_reading_is_logged_by_code_and_part_without_a_word_of_it(tracked, drawn, save):
    save("Her aunt came.")
    open_record(by=drawn.pair[0], tracked=tracked)
    open_part(by=drawn.pair[0], tracked=tracked, section="life")
    lines = list(entries(str(tracked.inspection_id)))[-3:]
    assert [line.action for line in lines] == ["record part written", "tracking record opened", "record part opened"]
    assert all("Child 1" in line.detail and "aunt" not in line.detail for line in lines)


def test_signatories_and_assurers_read_a_record_and_write_nothing(tracked, world, save):
    for person in (world.signatories["ofsted"], world.quality_assurer):
        for late in (False, True):
            with pytest.raises(InspectionRefused, match="Only an inspector"):
                save("A.", by=person, late=late)
        assert open_record(by=person, tracked=tracked)


def test_which_children_have_a_record(tracked, save):
    assert queries.begun([tracked]) == set()
    save("A.")
    assert queries.begun([tracked]) == {tracked.pk}


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_a_part_at_the_same_moment_are_both_kept(request):
    """Each saves in a connection of its own, as two browsers do."""
    tracked, drawn = request.getfixturevalue("tracked"), request.getfixturevalue("drawn")
    gate, failed = threading.Barrier(2), []

    def write(person, words):
        try:
            gate.wait()
            save_part(by=person, tracked=tracked, section="life", said={"words": words})
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=pair) for pair in zip(drawn.pair, ("Hers.", "His."), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(standing(tracked)) == ["Hers.", "His."]
