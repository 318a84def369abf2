"""Areas on a map and in a table, and the profile of one: every figure with its limits, none added up, for inspectorates alone."""

import re

import pytest
from django.urls import reverse

from joinedup.areas.actions import add_inspectorate_member, create_area, create_inspectorate
from joinedup.areas.core.measures import load_measures
from joinedup.areas.models import Area
from joinedup.areas.register.models import AreaFacts
from joinedup.programme.calendars.models import CalendarFile, OtherInspection
from joinedup.rehearsal.areas import MORE, tell_of_areas
from tests.factories.people import make_person
from tests.integration.web.two_inspections import browser

pytestmark = pytest.mark.django_db
AREAS = "/inspectorate/areas/"


@pytest.fixture
def inspector():
    person = make_person()
    add_inspectorate_member(by=None, inspectorate=create_inspectorate(by=None, code="ofsted", name="Ofsted"), person=person)
    return person


@pytest.fixture
def told():
    for number, name in enumerate(("Brackwater", "Coldharrow", "Eastlock")):
        create_area(by=None, code=f"X9900010{number}", name=name, made_up=True)
    return tell_of_areas()


def page(person, address: str) -> str:
    answer = browser(person).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_a_register_the_page_says_how_to_get_one(inspector):
    assert "joinedup areas load" in page(inspector, AREAS)


def test_the_map_has_a_link_for_each_area_and_the_table_says_the_same(inspector, told):
    words = page(inspector, AREAS)
    for area in told:
        address = reverse("inspectorate:area-profile", args=[area.code])
        assert f'<a href="{address}" aria-label="{area.name}' in words
        assert re.search(rf'<th scope="row"[^>]*><a class="govuk-link" href="{address}">{area.name}</a>', words)
    assert "Skip the map" in words


def test_a_measure_on_the_map_is_told_in_marks_and_words_by_name_never_in_order(inspector, told):
    for key in ("plans", "hospital-alcohol", "factor-gangs"):
        words = page(inspector, f"{AREAS}?measure={key}")
        rows = re.findall(r'<th scope="row"[^>]*><a[^>]*>([^<]+)</a>', words)
        assert rows == sorted(area.name for area in told)
        signs = re.findall(r'class="app-tile__sign"[^>]*>([^<]+)<', words)
        assert len(signs) == len(told) and set(signs) <= {"▲", "▼", "–", "?"}
        assert "for an area of its size" in words


def test_an_unknown_measure_shows_the_plain_map(inspector, told):
    assert "app-tile__sign" not in page(inspector, f"{AREAS}?measure=happiness")


def test_a_profile_shows_each_measure_with_its_limits_and_its_years(inspector, told):
    words = page(inspector, f"{AREAS}{told[0].code}/")
    for measure in load_measures().values():
        assert (f'id="m-{measure.key}"' in words) == measure.shown
    assert words.count('class="app-strip"') > 15 and words.count('class="app-trend"') > 15
    assert "never findings" in words and "Small areas vary more" in words
    said = words.casefold().split("<main")[1].split("</main>")[0]
    assert "score" not in said and "rank" not in said


def test_a_theme_leaves_the_measures_that_speak_to_it(inspector, told):
    words = page(inspector, f"{AREAS}{told[0].code}/?theme=serious-youth-violence")
    assert 'id="m-first-time-entrants"' in words and 'id="m-factor-neglect"' not in words


def test_a_figure_that_is_held_back_is_said_to_be(inspector, told):
    AreaFacts.objects.filter(area=told[1]).update(children=40)
    words = "".join(page(inspector, f"{AREAS}{area.code}/") for area in told)
    assert "No figure: too small to publish." in words
    assert "(c)" in words


def test_inspections_by_every_inspectorate_are_listed(inspector, told):
    file = CalendarFile.objects.create(holds="inspections", name="a.csv", sha256="0" * 64, rows=1, taken_by=inspector)
    OtherInspection.objects.create(
        inspectorate="Ofsted", kind="ilacs", title="Children’s services", area=told[0], first="2030-01-07", last="2030-01-11",
        source="A made-up list", file=file, row=2,
    )  # fmt: skip
    assert "7 January 2030 to 11 January 2030: Children’s services, Ofsted" in page(inspector, f"{AREAS}{told[0].code}/")
    assert "None is entered" in page(inspector, f"{AREAS}{told[1].code}/")


def test_nobody_else_learns_that_the_pages_are_there(told):
    outsider = browser(make_person())
    for address in (AREAS, f"{AREAS}{told[0].code}/"):
        assert outsider.get(address).status_code == 404


def test_an_area_without_facts_has_no_profile(inspector, told):
    create_area(by=None, code="X5", name="Dunmere", made_up=True)
    assert browser(inspector).get(f"{AREAS}X5/").status_code == 404
    assert Area.objects.filter(name__in=MORE).count() == len(MORE)
