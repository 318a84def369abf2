"""The made-up area: everyone in it, what truly happened, what was planted, and who of them each agency knows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

import numpy as np
import polars as pl

from joinedup.method.framework import Framework
from joinedup.training.addresses import addresses, postcodes
from joinedup.training.adults import add_adults
from joinedup.training.agencies import AREA_NAME, Agency, agencies_of
from joinedup.training.census import ages, known_to, people_list_of, register
from joinedup.training.households import make_households
from joinedup.training.stories.attributes import Filler
from joinedup.training.stories.diary import Diary
from joinedup.training.stories.duties import Duties
from joinedup.training.stories.garden import Garden, Plant, event_id
from joinedup.training.stories.keeping import keep
from joinedup.training.stories.left_out import leave_out, states_of
from joinedup.training.stories.planted import plant
from joinedup.training.stories.population import Child, tell
from joinedup.training.stories.sense import Sense
from joinedup.training.stories.shown import Shown
from joinedup.training.stories.theme import tell_theme, wanted
from joinedup.training.tables import text
from joinedup.training.vocabulary import vocabulary_of

SHARED = 0.85  # of events another sector lists too, how many it has heard of

EVENT: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "event_id": pl.String,
    "person_id": pl.Int64,
    "kind": pl.String,
    "start": pl.Datetime("us"),
    "end": pl.Datetime("us"),
    "episode": pl.Int64,
    "attributes": pl.String,
    "agency": pl.String,
    "sector": pl.String,
    "theme": pl.Boolean,
    "precision": pl.String,
}
PLANTED: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "plant_id": pl.String,
    "story": pl.String,
    "rule": pl.String,
    "person_id": pl.Int64,
    "event_ids": pl.List(pl.String),
    "detail": pl.String,
    "because": pl.String,
}
DUTY: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "rule": pl.String,
    "person_id": pl.Int64,
    "event_id": pl.String,
    "began": pl.Datetime("us"),
    "state": pl.String,
}


@dataclass(frozen=True)
class MadeUpArea:
    """A whole fictional area on the day of notification.

    people: person_id, role (child | adult | unborn), family_id, is_twin, sex, names, alias_name, date_of_birth (expected for the
    unborn), address and postcode now and before, nhs, upn, placement, looked_after.
    relations: person_id, other_id, kind, from_date.
    events: one row per true event and agency that knows it; times naive, London's; `attributes` is canonical JSON; of what is of
    `precision` month records hold no day.
    planted: every limit missed, handover that never arrived and record that differs within what lists can show: the deliberate
    stories, and with `because` what follows from one. duties: every duty of the framework's rules, with what came of it (met |
    missed | open | ended | unknown; of a handover also knew_already). records: each agency's records of people, with the tags of
    what differs from the truth.
    """

    name: str
    agencies: tuple[Agency, ...]
    notified_on: date
    seed: int
    people: pl.DataFrame
    relations: pl.DataFrame
    events: pl.DataFrame
    planted: pl.DataFrame
    duties: pl.DataFrame
    records: pl.DataFrame


def make_area(framework: Framework, *, children: int, seed: int, notified_on: date) -> MadeUpArea:
    """Make an area in which `children` children live, as it is on the day of notification. The same seed makes the same area."""
    rng = np.random.default_rng([seed, children])
    household = add_adults(rng, make_households(rng, children, notified_on), notified_on)
    agencies = agencies_of(framework)
    known = {
        agency.sector: known_to(rng, household.people, household.relations, agency.sector, notified_on)
        for agency in agencies
        if people_list_of(framework, agency.sector)
    }
    random = Random(f"{seed}|{children}|stories")  # noqa: S311  # made-up stories, not secrets
    garden = _tell(framework, household.people, known, notified_on, random)
    events = _events(garden, {agency.sector: agency.key for agency in agencies})
    people = _placed(rng, household.people, events)
    records = _records(rng, framework, people, events, known)
    planted, duties = _planted(garden.plants), _duties(garden)
    return MadeUpArea(AREA_NAME, agencies, notified_on, seed, people, household.relations, events, planted, duties, records)


def _tell(framework: Framework, people: pl.DataFrame, known: dict[str, set[int]], on: date, random: Random) -> Garden:
    """Tell the stories, fill in what each event says of itself, and plant."""
    vocabulary = vocabulary_of(framework)
    born = dict(people.select("person_id", "date_of_birth").iter_rows())
    diary = Diary(random, on, vocabulary.sectors, born)
    crowd = _children(people, known, on)
    children = int((people["role"] == "child").sum())
    themed = tell_theme(diary, framework.selection, crowd, wanted(children))
    tell(diary, crowd, people.filter("on_probation")["person_id"].to_list())
    filler = Filler(vocabulary, framework.selection, random, Sense.of(diary.entries, born))
    attributes = {entry.number: filler.fill(entry) for entry in diary.entries}
    duties = Duties(framework, vocabulary, attributes, born, on)
    garden = Garden(diary, vocabulary, attributes, random, frozenset(themed), duties, Shown(framework, on), filler.fill)
    keep(garden)
    plant(garden)
    leave_out(garden, framework)
    return garden


def _children(people: pl.DataFrame, known: dict[str, set[int]], on: date) -> list[Child]:
    """Return the children the stories are about. What a sector that sends no people list would see, the local authority sees."""
    age = ages(people, on).tolist()
    for sector in ("police", "health", "education"):
        known = {sector: known.get("local_authority", set()), **known}
    rows = zip(people["person_id"].to_list(), people["role"].to_list(), age, strict=True)
    return [
        Child(person, years, frozenset(sector for sector, members in known.items() if person in members))
        for person, role, years in rows
        if role != "adult"
    ]


def _events(garden: Garden, keys: dict[str, str]) -> pl.DataFrame:
    """Return one row for each event and each agency that knows it: its own always, others for most."""
    rows = []
    fixed = {number for number, _ in (*garden.shifts, *garden.unended)}
    ends = ((rule.start, rule.start_sector, rule.finish, rule.finish_sector) for rule in garden.duties.handovers)
    asked = {pair for sent, sender, came, receiver in ends for pair in ((sent, sender), (came, receiver))}
    for entry in garden.entries():
        said = json.dumps(garden.attributes[entry.number], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        for place, sector in enumerate(garden.vocabulary.sectors[entry.kind]):
            heard = entry.theme or entry.number in fixed or (entry.kind, sector) in asked or garden.random.random() < SHARED
            if place and not heard and garden.alone(entry):
                continue
            off = garden.shifts.get((entry.number, sector))
            start, end = (entry.start, entry.end) if off is None else (entry.start + off, entry.end and entry.end + off)
            end = None if (entry.number, sector) in garden.unended else end
            rows.append(
                (
                    event_id(entry.number),
                    entry.person,
                    entry.kind,
                    start,
                    end,
                    entry.episode,
                    said,
                    keys[sector],
                    sector,
                    entry.theme,
                    "month" if entry.number in garden.blurred else "minute",
                )
            )
    frame = pl.DataFrame(rows, schema=dict(EVENT), orient="row")
    return frame.sort("person_id", "start", "event_id", "sector")


def _planted(plants: list[Plant]) -> pl.DataFrame:
    rows = [
        (
            plant_id(place),
            one.story,
            one.rule,
            one.person,
            [event_id(number) for number in one.events],
            json.dumps(one.detail, sort_keys=True),
            None if one.because is None else plant_id(one.because),
        )
        for place, one in enumerate(plants)
    ]
    return pl.DataFrame(rows, schema=dict(PLANTED), orient="row")


def plant_id(place: int) -> str:
    """Return the id of a plant by its place in the list."""
    return f"P{place + 1:03d}"


def _duties(garden: Garden) -> pl.DataFrame:
    rows = [
        (duty.rule.id, person, event_id(duty.entry.number), duty.began, state)
        for person in sorted(garden.of)
        for duty, state in states_of(garden, person).values()
    ]
    return pl.DataFrame(rows, schema=dict(DUTY), orient="row")


def _placed(rng: np.random.Generator, people: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Mark children looked after now and give them a placement, near or far."""
    now = events.filter((pl.col("kind") == "looked_after") & pl.col("end").is_null())["person_id"].unique().sort()
    placed = pl.DataFrame(
        [
            now,
            text("placement_address", addresses(rng, len(now))),
            text("placement_postcode", postcodes(rng, len(now), away=0.4)),
            pl.Series("looked_after", [True] * len(now), dtype=pl.Boolean),
        ]
    )
    joined = people.join(placed, on="person_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("looked_after").fill_null(False))


def _records(
    rng: np.random.Generator, framework: Framework, people: pl.DataFrame, events: pl.DataFrame, known: dict[str, set[int]]
) -> pl.DataFrame:
    """Return every agency's records: whoever it knew before, and everyone something happened to in its sight."""
    frames = []
    for agency in agencies_of(framework):
        spec = people_list_of(framework, agency.sector)
        if spec is None:
            continue
        met = set(events.filter(pl.col("agency") == agency.key)["person_id"].to_list())
        frames.append(register(rng, people, known[agency.sector] | met, agency, spec.id))
    return pl.concat(frames)
