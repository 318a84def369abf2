"""Look-up: who belongs to whom is what the agencies answered, and where two records differ a person decides."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.linkage.core import guard
from joinedup.linkage.core.look_up import TWO_CODES, asked_about, codes_of, kept, link_looked_up
from joinedup.linkage.core.settings import Decided, LinkSettings
from joinedup.records.ids import child_id
from joinedup.records.shape import RECORD, RELATION, conform, empty
from tests.unit.linkage.conftest import a_record


def frame(*records):
    return pl.DataFrame(list(records), schema=RECORD)


def authority(own_id, given, family, born, **more):
    return a_record("la", own_id, given, family, born, sector="local_authority", **more)


def alone(records):
    """Memberships of a run that has matched nobody."""
    rows = [(list_, record, child_id([(list_, record)]), 1.0) for list_, record in records.select("list", "record_id").iter_rows()]
    return pl.DataFrame(rows, schema=["list", "record_id", "child_id", "probability"], orient="row")


def asked_of(records):
    memberships = alone(records)
    return asked_about(memberships["child_id"], memberships, records, "local_authority")


TWO = frame(authority("1", "Mary", "Jones", "2010-03-04"), authority("2", "Tom", "Baker", "2012-05-06"))


def code_of(asked, record_id):
    return asked.filter(pl.col("record_ids").list.contains(record_id))["code"].item()


def answered(own_id, code, given, family, born, agency="police", **more):
    return a_record(agency, own_id, given, family, born, sector="police", **more) | {"known_ids": [f"look_up:{code}"]}


def people(result):
    return dict(result.memberships.select("record_id", "child_id").iter_rows())


def test_every_child_is_asked_about_under_a_code_with_what_the_authority_knows():
    asked = asked_of(TWO)
    assert asked["code"].to_list() == ["C-001", "C-002"]
    mary = asked.row(by_predicate=pl.col("given") == "Mary", named=True)
    assert (mary["family"], str(mary["dob_earliest"]), mary["record_ids"]) == ("Jones", "2010-03-04", ["la:1"])


def test_codes_do_not_follow_the_order_of_the_list():
    many = frame(*(authority(str(number), f"Name{number}", "Jones", "2010-03-04") for number in range(40)))
    order = asked_of(many)["record_ids"].list.first().to_list()
    assert order != sorted(order)


@pytest.mark.parametrize("written", ["C-007", "c-7", "C 007", "7", "c007"])
def test_a_code_is_read_however_it_is_written(written):
    assert codes_of(frame(answered("p", written, "A", "B", None)))["code"].to_list() == ["C-007"]


@pytest.mark.parametrize("written", ["", "not known", "C-"])
def test_what_is_no_code_is_none(written):
    assert codes_of(frame(answered("p", written, "A", "B", None)))["code"].drop_nulls().is_empty()


def test_a_record_sent_under_a_code_is_that_child():
    asked = asked_of(TWO)
    records = pl.concat([TWO, frame(answered("p9", code_of(asked, "la:1"), "Mary", "Smith", "2010-03-04"))])
    found = people(link_looked_up(records, asked))
    assert found["police:p9"] == found["la:1"] != found["la:2"]


def test_two_alike_are_not_joined_without_a_code():
    asked = asked_of(TWO)
    same = a_record("police", "p9", "Mary", "Jones", "2010-03-04", sector="police")
    found = people(link_looked_up(pl.concat([TWO, frame(same)]), asked))
    assert found["police:p9"] != found["la:1"]


@pytest.mark.parametrize(
    ("given", "born", "reason"),
    [("Oliver", "2010-03-04", guard.FORENAMES_DIFFER), ("Mary", "1981-11-23", guard.BIRTHS_DIFFER)],
)
def test_a_disagreement_of_identity_is_left_to_a_person(given, born, reason):
    asked = asked_of(TWO)
    records = pl.concat([TWO, frame(answered("p9", code_of(asked, "la:1"), given, "Jones", born))])
    result = link_looked_up(records, asked)
    assert result.pairs.select("outcome", "reason").rows() == [("review", reason)]
    assert people(result)["police:p9"] != people(result)["la:1"]


def test_what_a_person_decided_holds():
    asked = asked_of(TWO)
    records = pl.concat([TWO, frame(answered("p9", code_of(asked, "la:1"), "Oliver", "Jones", "2010-03-04"))])
    same = link_looked_up(records, asked, decided=Decided(same=(("la:1", "police:p9"),)))
    assert people(same)["police:p9"] == people(same)["la:1"]
    agreeing = pl.concat([TWO, frame(answered("p9", code_of(asked, "la:1"), "Mary", "Jones", "2010-03-04"))])
    apart = link_looked_up(agreeing, asked, decided=Decided(different=(("la:1", "police:p9"),)))
    assert people(apart)["police:p9"] != people(apart)["la:1"]
    assert apart.pairs["outcome"].to_list() == ["rejected"]


def test_a_pair_a_person_may_look_at_has_the_evidence_its_weight_is_made_of():
    asked = asked_of(TWO)
    records = pl.concat([TWO, frame(answered("p9", code_of(asked, "la:1"), "Oliver", "Jones", "2010-03-04"))])
    result = link_looked_up(records, asked)
    [weight] = result.pairs["weight"]
    assert result.evidence["bits"].fill_null(0).sum() + result.evidence["rarity"].sum() == pytest.approx(weight, abs=1e-5)


def test_one_record_under_two_codes_joins_neither():
    asked = asked_of(TWO)
    both = answered("p9", "C-001", "Mary", "Jones", "2010-03-04") | {"known_ids": ["look_up:C-001", "look_up:C-002"]}
    result = link_looked_up(pl.concat([TWO, frame(both)]), asked)
    assert len(set(people(result).values())) == 3
    assert set(result.pairs["reason"]) == {TWO_CODES}


def test_two_ids_of_an_agency_that_gives_one_are_left_to_a_person():
    asked = asked_of(TWO)
    code = code_of(asked, "la:1")
    both = [answered(own, code, "Mary", "Jones", "2010-03-04") for own in ("p1", "p2")]
    result = link_looked_up(pl.concat([TWO, frame(*both)]), asked, settings=LinkSettings(unique_ids=frozenset({"police"})))
    assert sorted(result.pairs["outcome"]) == ["joined", "review"]
    assert (
        people(link_looked_up(pl.concat([TWO, frame(*both)]), asked))["police:p1"]
        == people(link_looked_up(pl.concat([TWO, frame(*both)]), asked))["police:p2"]
    )


def test_nobody_who_was_not_asked_about_is_kept():
    asked = asked_of(TWO)
    child = answered("p1", "C-001", "Mary", "Jones", "2010-03-04")
    mother, stranger, unknown = (
        a_record("police", "p2", "Ann", "Jones", "1980-01-02", sector="police"),
        a_record("police", "p3", "Sam", "Green", "2011-01-02", sector="police"),
        answered("p4", "C-999", "Lee", "White", "2011-01-02"),
    )
    tie = conform(
        empty(RELATION).vstack(
            pl.DataFrame([dict.fromkeys(RELATION) | {"record_id": "police:p1", "other_record_id": "police:p2"}], schema=RELATION)
        ),
        RELATION,
    )
    left = kept(pl.concat([TWO, frame(child, mother, stranger, unknown)]), tie, asked, "local_authority")
    assert set(left["record_id"]) == {"la:1", "la:2", "police:p1", "police:p2"}


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(6)))
def test_any_order_of_records_gives_the_same_people(order):
    asked = asked_of(TWO)
    extra = [answered(f"p{n}", f"C-00{n % 2 + 1}", ("Mary", "Tom")[n % 2], "Jones", None) for n in range(4)]
    records = pl.concat([TWO, frame(*extra)])
    first, again = (link_looked_up(each, asked) for each in (records, records[list(order)]))
    assert first.memberships.equals(again.memberships)
    assert first.pairs.equals(again.pairs)
