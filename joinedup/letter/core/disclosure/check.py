"""The disclosure check of a letter: every detector over every text, given what the inspection knows."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from joinedup.letter.core.disclosure.combinations import combinations_in
from joinedup.letter.core.disclosure.crowd import CROWD
from joinedup.letter.core.disclosure.dates import dates_in
from joinedup.letter.core.disclosure.hits import Hit, Text, settled
from joinedup.letter.core.disclosure.initials import initials_in
from joinedup.letter.core.disclosure.names import names_in
from joinedup.letter.core.disclosure.numbers import compact, numbers_in
from joinedup.letter.core.disclosure.people import Named, People, Who, people_of
from joinedup.letter.core.disclosure.places import places_in, street_of
from joinedup.letter.core.disclosure.posts import posts_in
from joinedup.letter.core.disclosure.small import counts_in
from joinedup.letter.core.disclosure.words import phrase_of
from joinedup.records.shape import empty


@dataclass(frozen=True)
class Ground:
    """What a check looks for and what may stand.

    births, ids, postcodes, districts and streets are those of the lists, comparable; `phrases` (folded words), `contacts` and `own`
    days may stand; `crowd` (crowd.CROWD) are the children of the lists.
    """

    people: People = field(default_factory=People)
    births: frozenset[date] = frozenset()
    ids: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    phrases: frozenset[tuple[str, ...]] = frozenset()
    contacts: frozenset[str] = frozenset()
    own: frozenset[date] = frozenset()
    crowd: pl.DataFrame = field(default_factory=lambda: empty(CROWD))


def check_texts(texts: Sequence[Text], ground: Ground, stories: Sequence[Sequence[Text]] = ()) -> list[Hit]:
    """Return what could tell who somebody is, in the order of the texts and of their words.

    `stories` are texts that tell one child's story together (a box); every other text is a story of its own.
    """
    within = {text.place for story in stories for text in story}
    told = [*stories, *([text] for text in texts if text.place not in within)]
    hits = [hit for text in texts for hit in _each(text, ground)]
    order = {text.place: place for place, text in enumerate(texts)}
    found = settled([*hits, *combinations_in(told, ground.crowd)])
    return sorted(found, key=lambda hit: (order[hit.place], hit.start, hit.end))


def _each(text: Text, ground: Ground) -> Iterator[Hit]:
    yield from names_in(text, ground.people, ground.phrases)
    yield from initials_in(text, ground.people)
    yield from numbers_in(text, ground.ids, ground.contacts)
    yield from dates_in(text, ground.births, ground.own)
    yield from places_in(text, ground.postcodes, ground.districts, ground.streets)
    yield from counts_in(text)
    yield from posts_in(text, ground.phrases)


def ground_of(
    records: pl.DataFrame,
    *,
    near: Collection[str] = (),
    workers: Collection[str] = (),
    phrases: Collection[str] = (),
    contacts: Collection[str] = (),
    own: Collection[date] = (),
    crowd: pl.DataFrame | None = None,
) -> Ground:
    """Return the ground of a check from the lists' records (RECORD).

    `near` are ids of the records of sampled and tracked children and of those in their lives; `workers` full names; `phrases` what
    may stand, as written; `own` days the inspection tells itself.
    """
    written = records["postcode"].drop_nulls().unique().to_list()
    postcodes = {compact(code) for code in written if len(compact(code)) > 4}
    days = records.filter(pl.col("dob_kind") == "exact")["dob_earliest"].drop_nulls()
    return Ground(
        people=people_of([*_names(records, frozenset(near)), *_workers(workers)]),
        births=frozenset(days.to_list()),
        ids=_ids(records),
        postcodes=frozenset(postcodes),
        districts=frozenset(code[:-3] for code in postcodes) | {compact(code) for code in written if len(compact(code)) <= 4},
        streets=frozenset(street for line in records["address"].drop_nulls().unique() if (street := street_of(line))),
        phrases=frozenset(phrase for text in phrases if (phrase := phrase_of(text))),
        contacts=frozenset(contact.lower() for contact in contacts),
        own=frozenset(own),
        crowd=empty(CROWD) if crowd is None else crowd,
    )


def _names(records: pl.DataFrame, near: frozenset[str]) -> Iterator[Named]:
    columns = records.select("record_id", "names", "aliases")
    for record_id, names, aliases in columns.iter_rows():
        who = Who.NEAR if record_id in near else Who.LISTED
        for name in (*(names or ()), *(aliases or ())):
            yield Named(name["given"], name["middle"], name["family"], who)


def _workers(names: Collection[str]) -> Iterator[Named]:
    for name in names:
        words = name.replace(",", " ").split()
        if len(words) > 1:
            yield Named(words[0], " ".join(words[1:-1]) or None, words[-1], Who.WORKER)


def _ids(records: pl.DataFrame) -> frozenset[str]:
    """Return agencies' own numbers and shared ones, compact; those so short that they are figures of a letter left out."""
    own = records["own_id"].drop_nulls().to_list()
    known = [key.partition(":")[2] for key in records["known_ids"].explode().drop_nulls()]
    return frozenset(plain for text in (*own, *known) if len(plain := compact(text)) > 3 and any(sign.isdigit() for sign in plain))
