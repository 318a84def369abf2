"""The tracking record through the pages: written by several, put together, given back, kept late."""

import pytest
from django.test import Client
from django.urls import reverse

from joinedup.audit.models import Entry
from joinedup.cases.models import RecordVersion
from joinedup.cases.tracking.actions import open_part, save_part
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import TeamMember
from tests.factories.tracking import make_tracking
from tests.integration.web.conftest import parse


@pytest.fixture
def tracking(db):
    return make_tracking()


def at(tracking, name="record", *more):
    return reverse(f"inspectorate:{name}", args=[tracking.inspection.pk, tracking.child.pk, *more])


def part_of(tracking, section="life", sector="child"):
    return at(tracking, "record-part", section, sector)


def filled_in(page, **said):
    """Return what a page's form would send, with what somebody typed."""
    [form] = [form for form in page.tree.find(".//main").iter("form") if form.get("method") == "post"]
    fields = {}
    for control in form.iter("input"):
        unticked = control.get("type") in ("radio", "checkbox") and control.get("checked") is None
        if control.get("name") not in (None, "csrfmiddlewaretoken") and not unticked:
            fields.setdefault(control.get("name"), []).append(control.get("value") or "")
    for control in form.iter("textarea"):
        fields[control.get("name")] = [control.text or ""]
    return fields | said


def save(tracking, words, by, **more):
    return save_part(by=by, tracked=tracking.child, section="life", said={"words": words}, **more)


def test_a_record_nobody_began_says_what_is_asked_and_where_to_begin(pages_as, tracking):
    page = pages_as(tracking.hers).get(at(tracking))
    assert page.h1 == "Child 1: tracking record"
    assert "Why this childA boy known to both." in page.text
    assert page.text.count("Not written yet") == 9
    assert page.links()["Local authority: write Decisions, and by whom"] == part_of(tracking, "decisions", "local_authority")
    assert page.response.headers["Cache-Control"] == "no-store" or "no-store" in page.response.headers["Cache-Control"]


def test_a_part_is_written_and_stands_on_the_record_with_who_wrote_it(pages_as, tracking):
    hers = pages_as(tracking.hers)
    page = hers.post(part_of(tracking), filled_in(hers.get(part_of(tracking)), words="Glad of school.\nAfraid at night."))
    assert page.h1 == "Child 1: tracking record"
    assert "Glad of school." in page.text
    assert tracking.hers.name in page.text
    assert Entry.objects.filter(action="tracking record opened", reading=True).count() == 1


def test_the_childs_own_words_are_marked_with_who_heard_them(pages_as, tracking):
    hers, where = pages_as(tracking.hers), part_of(tracking, "child-says")
    page = hers.post(where, filled_in(hers.get(where), words="“Nobody asked me.”", heard="An inspector, on 4 March."))
    [quoted] = list(page.tree.iter("blockquote"))
    assert "“Nobody asked me.”" in "".join(quoted.itertext())
    assert "An inspector, on 4 March." in "".join(quoted.itertext())


def test_two_who_write_at_once_see_both_and_one_puts_them_together(pages_as, tracking):
    save(tracking, "Glad of school.", tracking.hers)
    hers, his = pages_as(tracking.hers), pages_as(tracking.his)
    open_with_her, open_with_him = hers.get(part_of(tracking)), his.get(part_of(tracking))
    hers.post(part_of(tracking), filled_in(open_with_her, words="Glad of school. Afraid at night."))
    page = his.post(part_of(tracking), filled_in(open_with_him, words="Glad of school. Trusts her aunt."))
    assert "both wordings are kept" in page.text
    assert "[Only here: Afraid at night.]" in page.text
    assert "[Only here: Trusts her aunt.]" in page.text
    proposed = filled_in(page)
    assert proposed["words"] == ["Glad of school. Afraid at night.\nTrusts her aunt."]
    assert len(proposed["parents"]) == 2
    page = his.post(part_of(tracking), proposed)
    assert "Afraid at night. Trusts her aunt." in page.text
    assert "put together from 2 versions" in page.text
    assert RecordVersion.objects.count() == 4


def test_how_a_part_came_to_be_shows_every_wording_and_what_changed(pages_as, tracking):
    first = save(tracking, "Glad of school.", tracking.hers)
    save(tracking, "Glad of school and drums.", tracking.his, parents=[str(first.pk)])
    page = pages_as(tracking.hers).get(at(tracking, "record-history", "life", "child"))
    assert [node.text for node in page.tree.iter("h2") if node.get("class") == "govuk-heading-s"] == [
        tracking.his.name,
        tracking.hers.name,
    ]
    assert "[Put in: school and drums.]" in page.text
    assert "[Taken out: school.]" in page.text


def test_a_history_of_nothing_says_so(pages_as, tracking):
    assert "Nothing has been written here." in pages_as(tracking.hers).get(at(tracking, "record-history", "life", "child")).text


def test_who_else_has_a_part_open_is_told(pages_as, tracking):
    open_part(by=tracking.his, tracked=tracking.child, section="life")
    assert f"{tracking.his.name} opened this part" in pages_as(tracking.hers).get(part_of(tracking)).text


@pytest.mark.parametrize(("section", "sector"), [("nothing", "child"), ("life", "police"), ("decisions", "child")])
def test_a_part_the_framework_does_not_have_is_not_there(pages_as, tracking, section, sector):
    pages_as(tracking.hers).get(part_of(tracking, section, sector), status=404)


def test_an_empty_part_is_refused_on_the_page(pages_as, tracking):
    hers = pages_as(tracking.hers)
    page = hers.post(part_of(tracking), filled_in(hers.get(part_of(tracking)), words="  "))
    assert page.title.startswith("Error: ")
    assert "Write something first" in page.text


def test_when_the_stage_moves_on_while_typing_what_was_typed_can_be_kept_late(pages_as, tracking):
    hers = pages_as(tracking.hers)
    page = hers.get(part_of(tracking))
    tracking.world.move_to(Stage.WRITING)
    page = hers.post(part_of(tracking), filled_in(page, words="Glad of school."), status=403)
    assert "keep it as a late entry" in page.text
    typed = filled_in(page)
    assert typed["words"] == ["Glad of school."]
    page = hers.post(part_of(tracking), {**typed, "late": "on"})
    assert "Late entry" in page.text
    assert RecordVersion.objects.get().late
    assert "Change" not in page.links()


def test_once_the_inspection_is_closed_what_was_typed_is_on_the_page_to_copy(pages_as, tracking):
    hers = pages_as(tracking.hers)
    page = hers.get(part_of(tracking))
    tracking.world.move_to(Stage.CLOSED)
    page = hers.post(part_of(tracking), filled_in(page, words="Glad of school."))
    assert "Copy what you wrote" in page.text
    assert filled_in(page)["words"] == ["Glad of school."]
    assert not RecordVersion.objects.exists()


def test_when_the_session_ended_while_typing_what_was_typed_is_given_back_and_can_be_saved(pages_as, tracking):
    hers = pages_as(tracking.hers)
    typed = filled_in(hers.get(part_of(tracking)), words="Glad of school.")
    hers.client.logout()
    page = hers.post(part_of(tracking), typed, status=401)
    assert page.h1 == "You were signed out before this was saved"
    assert "Glad of school." in page.text
    assert "no-store" in page.response.headers["Cache-Control"]
    pages_as(tracking.hers).post(part_of(tracking), {name: value for name, value in filled_in(page).items() if name})
    assert RecordVersion.objects.get().said["words"] == "Glad of school."


def test_who_is_no_longer_on_the_team_gets_back_what_they_typed(pages_as, tracking):
    hers = pages_as(tracking.hers)
    typed = filled_in(hers.get(part_of(tracking)), words="Glad of school.")
    TeamMember.objects.filter(person=tracking.hers).delete()
    page = hers.post(part_of(tracking), typed, status=404)
    assert page.h1 == "This page is no longer yours to write on"
    assert "Glad of school." in page.text


@pytest.mark.parametrize(("origin", "shown"), [("http://testserver", True), ("https://elsewhere.example", False)])
def test_a_form_older_than_its_token_is_given_back_to_ours_alone(tracking, origin, shown):
    client = Client(enforce_csrf_checks=True)
    client.force_login(tracking.hers, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["mfa.enrolled"] = True
    session.save()
    response = client.post(part_of(tracking), {"words": "Glad of school."}, headers={"origin": origin})
    assert response.status_code == 403
    text = "".join(parse(response.content).itertext())
    assert ("Glad of school." in text) is shown
    assert ("This is not saved yet" in text) is shown
