"""The register of authorities, published measures taken in, and who reads them."""

import polars as pl
import pytest

from joinedup.areas.actions import add_inspectorate_member, create_area, create_inspectorate
from joinedup.areas.core.indicators import MEASURE_VALUE
from joinedup.areas.core.register import load_register
from joinedup.areas.indicators.actions import load_measure_values, load_published
from joinedup.areas.indicators.models import MeasureTable
from joinedup.areas.indicators.queries import measure_values, standing_tables, tables_hash
from joinedup.areas.indicators.rules import can_read_profiles
from joinedup.areas.models import Area
from joinedup.areas.register.actions import load_authorities, set_facts
from joinedup.areas.register.models import AreaFacts
from joinedup.areas.register.queries import authorities, authority_of, codes_read
from joinedup.areas.rules import RegisterRefused
from joinedup.audit.kept import KeptError
from joinedup.audit.queries import entries
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    load_authorities(by=None)


def figures(*rows: tuple[str, float | None, str | None], measure: str = "plans", year: int = 2030) -> pl.DataFrame:
    told = [(area, year, str(year), measure, value, flag, None, "A made-up source") for area, value, flag in rows]
    return pl.DataFrame(told, schema=MEASURE_VALUE, orient="row")


def test_what_is_stored_is_what_ships(loaded):
    assert authorities(made_up=False) == load_register()


def test_loading_again_changes_nothing_and_keeps_identities(loaded):
    before = set(Area.objects.values_list("pk", flat=True))
    assert load_authorities(by=None) == (0, 0)
    assert set(Area.objects.values_list("pk", flat=True)) == before


def test_an_area_that_was_there_keeps_its_identity_and_gets_its_name_and_facts():
    there = create_area(by=None, code="E06000047", name="Durham")
    new, changed = load_authorities(by=None)
    there.refresh_from_db()
    assert (new, changed, there.name) == (152, 0, "County Durham")
    assert authority_of(there).dfe_code == "840"


def test_facts_that_changed_are_brought_up_to_date(loaded):
    AreaFacts.objects.filter(area__code="E06000047").update(force="Elsewhere")
    assert load_authorities(by=None) == (0, 1)
    assert authority_of(Area.objects.get(code="E06000047")).force == "Durham"


def test_facts_are_of_the_area_they_are_set_for(loaded):
    made_up = create_area(by=None, code="X1", name="Dunmere", made_up=True)
    with pytest.raises(ValueError, match="not of X1"):
        set_facts(by=None, area=made_up, facts=load_register()[0])
    assert authority_of(made_up) is None


def test_a_divided_countys_code_leads_to_none_of_its_parts(loaded):
    codes = codes_read(made_up=False)
    assert codes["840"] == codes["E06000047"] == codes["E10000010"] == "E06000047"
    assert "E10000006" not in codes  # Cumbria
    assert len(set(codes.values())) == 153


def test_the_packaged_figures_load_once_and_say_so(loaded):
    tables = load_published(by=None)
    assert tables == standing_tables(made_up=False).count() > 200
    assert load_published(by=None) == 0
    frame = measure_values(made_up=False)
    assert frame.schema == pl.Schema(MEASURE_VALUE)
    assert frame.filter(pl.col("value").is_null())["flag"].null_count() == 0
    assert entries("").filter(action="measures loaded").count() == 2


def test_a_revised_table_is_a_further_row_and_the_old_one_stays(loaded):
    load_measure_values(by=None, values=figures(("E06000001", 40.0, None), ("E06000002", None, "c")), licence="Open")
    first = tables_hash(made_up=False)
    load_measure_values(by=None, values=figures(("E06000001", 41.5, None)), licence="Open")
    tables = MeasureTable.objects.order_by("version")
    assert [one.version for one in tables] == [1, 2]
    assert tables[1].values == {"E06000001": 41.5, "E06000002": "c"}  # who the file does not name keeps what was there
    assert tables_hash(made_up=False) != first
    assert measure_values(made_up=False).filter(pl.col("area") == "E06000001")["value"].to_list() == [41.5]
    with pytest.raises(KeptError):
        MeasureTable.objects.all().delete()
    with pytest.raises(KeptError):
        MeasureTable.objects.update(year=2031)


def test_a_held_back_figure_stays_unknown(loaded):
    load_measure_values(by=None, values=figures(("E06000002", None, "c")), licence="Open")
    row = measure_values(made_up=False).row(0, named=True)
    assert (row["value"], row["flag"]) == (None, "c")


def test_later_years_are_left_out_where_only_earlier_ones_were_known(loaded):
    load_measure_values(by=None, values=figures(("E06000001", 40.0, None), year=2030), licence="Open")
    load_measure_values(by=None, values=figures(("E06000001", 50.0, None), year=2031), licence="Open")
    assert measure_values(made_up=False, until=2030)["value"].to_list() == [40.0]


def test_real_and_made_up_figures_are_never_together(loaded):
    load_measure_values(by=None, values=figures(("X1", 3.0, None)), licence="None", made_up=True)
    assert measure_values(made_up=False).is_empty()
    assert measure_values(made_up=True)["area"].to_list() == ["X1"]


def test_an_unknown_measure_is_refused(loaded):
    with pytest.raises(RegisterRefused, match="happiness"):
        load_measure_values(by=None, values=figures(("X1", 3.0, None), measure="happiness"), licence="None")


def test_only_inspectorates_staff_load_and_read(loaded):
    outsider, inspector = make_person(), make_person()
    add_inspectorate_member(by=None, inspectorate=create_inspectorate(by=None, code="ofsted", name="Ofsted"), person=inspector)
    for act in (lambda: load_authorities(by=outsider), lambda: load_measure_values(by=outsider, values=figures(), licence="")):
        with pytest.raises(RegisterRefused):
            act()
    load_measure_values(by=inspector, values=figures(("E06000001", 40.0, None)), licence="Open")
    assert (can_read_profiles(outsider), can_read_profiles(inspector)) == (False, True)
    assert not MeasureTable.objects.all().visible_to(outsider).exists()
    assert MeasureTable.objects.all().visible_to(inspector).exists()
    inspector.is_active = False
    assert not MeasureTable.objects.all().visible_to(inspector).exists()
