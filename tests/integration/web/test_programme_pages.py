"""The pages of the programme: what each kind of reader meets, by code word or by name; what is done through them."""

import pytest
from django.urls import reverse

from joinedup.audit.queries import entries
from joinedup.method.programme import notified_for
from joinedup.programme.choices.queries import areas_of, choice_of
from joinedup.programme.plans.actions import make_copy, run_plan
from joinedup.programme.plans.enums import PlanState
from joinedup.programme.plans.models import Plan, Wish
from joinedup.programme.plans.queries import goes_to
from joinedup.programme.reasons.models import Reason
from joinedup.programme.rounds.actions import give_part
from joinedup.programme.rounds.enums import Planning, RoundState
from joinedup.programme.rounds.models import Round
from tests.factories.programme import Programme, a_monday, make_programme, planner_of
from tests.integration.web.two_inspections import browser

pytestmark = pytest.mark.django_db
OF_A_ROUND = (
    "programme-round",
    "programme-people",
    "programme-reasons",
    "programme-choice",
    "programme-urgent",
    "programme-plan",
    "programme-compare",
)


@pytest.fixture
def made() -> Programme:
    return make_programme(RoundState.SETTLED)


def here(made: Programme, route: str = "programme-round", *more: object) -> str:
    return reverse(f"inspectorate:{route}", args=[made.round.pk, *more])


def told(answer) -> str:
    return answer.content.decode()


def test_whoever_plans_opens_every_page_and_each_that_tells_areas_is_logged(made):
    client = browser(made.runs)
    place = areas_of(made.round).first()
    made.reason(place.area)
    copy = make_copy(by=made.runs, round_=made.round, title="nobody rests", rules={"rest_weeks": 0})
    run_plan(by=made.runs, round_=made.round, copy=copy, seed=1, time_limit=5)
    pages = [here(made, route) for route in OF_A_ROUND]
    pages += [here(made, "programme-area", place.pk), here(made, "programme-open", place.pk)]
    pages += [here(made, "programme-copy", copy.pk)]
    names = [area.name for area in made.areas]
    for page in pages:
        before = entries(str(made.round.pk)).filter(reading=True).count()
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert answer.headers["Cache-Control"] == "no-store"
        if any(name in told(answer) for name in names):
            assert entries(str(made.round.pk)).filter(reading=True).count() > before, page
        title = told(answer).split("<title", 1)[1].split("</title>")[0]
        assert not [name for name in names if name in title]
    for page in ("programme", "programme-new", "programme-diary"):
        assert client.get(reverse(f"inspectorate:{page}")).status_code == 200


def test_a_reader_sees_code_words_weeks_and_teams_and_nothing_else(made):
    reader = planner_of(made)
    give_part(by=made.runs, round_=made.round, person=reader, part=Planning.READS)
    client, names = browser(reader), [area.name for area in made.areas]
    place = areas_of(made.round).first()
    for route in OF_A_ROUND:
        answer = client.get(here(made, route))
        assert answer.status_code == (200 if route in ("programme-round", "programme-people") else 403), route
        assert not [name for name in names if name in told(answer)], route
    page = told(client.get(here(made)))
    assert place.called in page
    assert goes_to(made.round).first().person.name in page
    assert client.get(here(made, "programme-area", place.pk)).status_code == 403


def test_to_whoever_has_no_part_the_round_does_not_exist(made):
    stranger = planner_of(made)
    client = browser(stranger)
    for route in OF_A_ROUND:
        assert client.get(here(made, route)).status_code == 404
    assert made.round.title not in told(client.get(reverse("inspectorate:programme")))


def test_an_inspector_sees_their_weeks_by_code_word(made):
    goes = goes_to(made.round).first()
    client = browser(goes.person)
    page = told(client.get(reverse("inspectorate:programme-diary")))
    assert goes.place.called in page
    assert not [area.name for area in made.areas if area.name in page]
    file = client.get(reverse("inspectorate:programme-diary-ics"))
    text = told(file)
    assert f"DTSTART;VALUE=DATE:{goes.week:%Y%m%d}" in text
    assert goes.place.called in text
    assert not [area.name for area in made.areas if area.name in text]


def test_the_secret_address_gives_the_diary_until_it_is_stopped(made, client):
    goes = goes_to(made.round).first()
    own = browser(goes.person)
    page = told(own.post(reverse("inspectorate:programme-diary"), {"do": "make"}))
    address = "/calendar/programme/" + page.split("/calendar/programme/")[1].split(".ics")[0] + ".ics"
    answer = client.get(address)
    assert answer.status_code == 200
    assert goes.place.called in told(answer)
    assert client.options(address).status_code == 405
    own.post(reverse("inspectorate:programme-diary"), {"do": "stop"})
    assert client.get(address).status_code == 404


def test_a_round_is_opened_and_gathers_a_reason(made):
    client = browser(made.runs)
    frameworks = told(client.get(reverse("inspectorate:programme-new")))
    assert "jtai-2022-front-door" in frameworks
    day = {"first_day": "6", "first_month": "1", "first_year": "2031", "last_day": "27", "last_month": "6", "last_year": "2031"}
    said = {"title": "Front door 2031", "framework": "jtai-2022-front-door", "number": "3", **day}
    answer = client.post(reverse("inspectorate:programme-new"), said)
    assert answer.status_code == 302
    assert Round.objects.get(title="Front door 2031").number == 3
    dates = {
        "dated_day": "1",
        "dated_month": "5",
        "dated_year": "2030",
        "expires_day": "1",
        "expires_month": "5",
        "expires_year": "2032",
    }
    reason = {"area": str(made.areas[3].pk), "kind": "concern", "words": "A letter from a school.", "source": "Head, May 2030"}
    answer = client.post(here(made, "programme-reasons"), {**reason, **dates, "eyes": "named"})
    assert answer.status_code == 302
    row = Reason.objects.get(round=made.round)
    other = planner_of(made)
    give_part(by=made.runs, round_=made.round, person=other, part=Planning.PLANS)
    assert "A letter from a school." in told(client.get(here(made, "programme-reasons")))
    seen = told(browser(other).get(here(made, "programme-reasons")))
    assert "Concern" in seen
    assert "A letter from a school." not in seen
    assert "Head, May 2030" not in seen
    assert browser(other).get(here(made, "programme-withdraw", row.pk)).status_code == 404
    client.post(here(made, "programme-withdraw", row.pk), {"why": "It was about another place."})
    row.refresh_from_db()
    assert row.withdrawn_at is not None


def test_areas_are_swapped_and_put_in_by_a_named_person(made):
    client = browser(made.runs)
    place = areas_of(made.round).first()
    others = [area for area in made.areas if area.pk not in set(areas_of(made.round).values_list("area", flat=True))]
    said = {"do": "swap", "swap-put_in": str(others[0].pk), "swap-why": "The council asked for another year."}
    assert client.post(here(made, "programme-area", place.pk), said).status_code == 302
    assert set(areas_of(made.round).values_list("area__code", flat=True)) >= {others[0].code}
    urgent = {"area": str(others[1].pk), "from_week": a_monday(4).isoformat(), "why": "A child died."}
    assert client.post(here(made, "programme-urgent"), urgent).status_code == 302
    assert areas_of(made.round).get(area=others[1]).came_by == "urgent"
    assert choice_of(made.round).number == 3
    page = told(client.get(here(made, "programme-choice")))
    assert "The council asked for another year." in page


def test_wishes_are_laid_down_and_the_rest_is_planned_anew(made, django_capture_on_commit_callbacks):
    client = browser(made.runs)
    place = areas_of(made.round).first()
    goes = goes_to(made.round).filter(place=place, lead=False).first()
    wish = {"do": "lay", "wish-kind": "forbid", "wish-place": str(place.pk), "wish-person": str(goes.person_id), "wish-why": "Ill."}
    assert client.post(here(made, "programme-plan"), wish).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(here(made, "programme-plan"), {"do": "run"}).status_code == 302
    run = Plan.objects.filter(round=made.round).order_by("-started_at").first()
    assert run.state in (PlanState.PLANNED, PlanState.RUNNING)
    assert client.get(here(made, "programme-plan")).status_code == 200
    lifted = {"do": "lift", "wish": str(Wish.objects.get(round=made.round).pk)}
    assert client.post(here(made, "programme-plan"), lifted).status_code == 302
    assert Wish.objects.get(round=made.round).ended_at is not None


def test_an_inspection_is_opened_from_its_page(made):
    client, place = browser(made.runs), areas_of(made.round).first()
    page = here(made, "programme-open", place.pk)
    assert client.get(page).status_code == 200
    agencies = [str(pk) for pk in place.area.agencies.values_list("pk", flat=True)]
    notified = notified_for(made.round.framework, place.week)
    days = {"notified_on_day": notified.day, "notified_on_month": notified.month, "notified_on_year": notified.year}
    answer = client.post(page, {"agencies": agencies, **days})
    assert answer.status_code == 302
    place.refresh_from_db()
    assert place.inspection.notified_on == notified
    again = client.post(page, {"agencies": agencies, **days})
    assert again.status_code == 403
    assert "opened as an inspection already" in told(again)
