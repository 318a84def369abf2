"""The only writers of choices and of the areas in a round. Details in the log name code words alone."""

import secrets
from collections.abc import Callable
from datetime import date
from functools import partial

from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Area
from joinedup.areas.queries import agencies_of
from joinedup.audit.actions import record_read
from joinedup.people.models import Person
from joinedup.programme.choices.enums import AreaState, CameBy
from joinedup.programme.choices.gathering import gather_choice
from joinedup.programme.choices.kept import Gathered, gathered_of, outcome_of, plain
from joinedup.programme.choices.models import AreaEntry, Choice, RoundArea
from joinedup.programme.choices.queries import areas_of, choice_of
from joinedup.programme.choices.rules import (
    check_can_choose,
    check_can_name,
    check_can_put_in,
    check_can_swap,
    code_word_fault,
)
from joinedup.programme.core.choosing import change, shape
from joinedup.programme.core.choosing.choose import ChoosingError, choose_areas
from joinedup.programme.core.code_words import propose
from joinedup.programme.rounds.actions import locked, log
from joinedup.programme.rounds.models import Round
from joinedup.programme.rounds.rules import RoundRefused, check_knows_areas

#: Seeds are drawn up to this: whole numbers a spreadsheet still writes out.
SEEDS = 2**31


@transaction.atomic
def choose(*, by: Person, round_: Round, seed: int | None = None, on: date | None = None) -> Choice:
    """Choose the areas of a round from what stands today, in place of those chosen before. Without a seed one is drawn.

    Raises RoundRefused, with the core's sentence where no choice can be made.
    """
    round_ = locked(round_)
    check_can_choose(by, round_)
    gathered = gather_choice(round_, on or timezone.localdate())
    seed = secrets.randbelow(SEEDS) if seed is None else seed
    made = _made(lambda: choose_areas(gathered.places, gathered.reasons, gathered.weeks, gathered.asked, seed))
    choice = _keep(by, round_, gathered, made)
    _follow(by, round_, made, CameBy.CHOICE, "")
    log(by, round_, "areas chosen", choice=choice.number, seed=seed, inputs=made.inputs_hash, areas=len(made.chosen))
    return choice


@transaction.atomic
def swap(*, by: Person, place: RoundArea, put_in: Area, why: str) -> RoundArea:
    """Take an area out of a round and put another in its place, for a reason. Returns the new one. Raises RoundRefused."""
    round_ = locked(place.round)
    place = RoundArea.objects.select_related("area", "round").get(pk=place.pk)
    check_can_swap(by, place)
    _check_why(why)
    last, gathered = _last(round_)
    who = {"by": by.name, "why": why.strip()}
    made = _made(lambda: change.swap(last, _as_round(gathered), out=place.area.code, put_in=put_in.code, **who))
    _keep(by, round_, gathered, made)
    _follow(by, round_, made, CameBy.SWAP, why)
    new = areas_of(round_).get(area=put_in)
    log(by, round_, "area swapped", out=place.code_word, put_in=new.code_word)
    return new


@transaction.atomic
def put_in_urgently(*, by: Person, round_: Round, area: Area, from_week: date, why: str) -> RoundArea:
    """Put an area into a round as soon as it can be from a Monday on; what is opened stays where it is. Raises RoundRefused.

    Weeks and people follow with the next plan, which moves as little as it can.
    """
    round_ = locked(round_)
    check_can_put_in(by, round_)
    _check_why(why)
    if from_week.weekday() != 0:
        raise RoundRefused("Choose the Monday of a week.")
    if areas_of(round_).filter(area=area).exists():
        raise RoundRefused("This area is in the round already.")
    last, gathered = _last(round_)
    held = [row.area.code for row in areas_of(round_).exclude(inspection=None)]
    who = {"by": by.name, "why": why.strip()}
    urgent = partial(change.put_in_urgently, area=area.code, from_week=from_week, held=held, **who)
    made = _made(lambda: urgent(last, _as_round(gathered)))
    _keep(by, round_, gathered, made)
    _follow(by, round_, made, CameBy.URGENT, why)
    new = areas_of(round_).get(area=area)
    log(by, round_, "area put in urgently", put_in=new.code_word)
    return new


@transaction.atomic
def call_otherwise(*, by: Person, place: RoundArea, code_word: str) -> RoundArea:
    """Give an area another code word. Raises RoundRefused for one that is taken or would tell the area."""
    round_ = locked(place.round)
    place = RoundArea.objects.select_related("area", "round").get(pk=place.pk)
    check_can_name(by, place)
    if place.code_word == code_word:
        return place
    if fault := code_word_fault(code_word, place.area, agencies_of(place.area)):
        raise RoundRefused(fault)
    was, place.code_word = place.code_word, code_word
    place.save(update_fields=["code_word"])
    log(by, round_, "code word changed", was=was, to=code_word)
    return place


def read_choice(*, by: Person, round_: Round) -> Choice | None:
    """Return the choice that stands, its reading logged: it names every area. Raises RoundRefused."""
    check_knows_areas(by, round_)
    choice = choice_of(round_)
    if choice is not None:
        read_areas(by=by, round_=round_, where="choice")
    return choice


def read_areas(*, by: Person, round_: Round, where: str) -> None:
    """Log that somebody who plans a round reads which areas it goes to. Raises RoundRefused."""
    check_knows_areas(by, round_)
    about = {"object_kind": "round", "object_id": str(round_.pk), "detail": {"where": where}}
    record_read(by=by, chain=str(round_.pk), action="areas of a round read", **about)


def _made(make: Callable[[], shape.Choice]) -> shape.Choice:
    try:
        return make()
    except ChoosingError as reason:
        raise RoundRefused(str(reason)) from reason


def _check_why(why: str) -> None:
    if not why.strip():
        raise RoundRefused("Say why.")


def _last(round_: Round) -> tuple[shape.Choice, Gathered]:
    """Return the choice that stands, with what went into it."""
    choice = choice_of(round_)
    if choice is None:
        raise RoundRefused("Choose the areas first.")
    return outcome_of(choice), gathered_of(choice)


def _as_round(gathered: Gathered) -> change.Round:
    return change.Round(gathered.places, gathered.reasons, gathered.weeks, gathered.asked)


def _keep(by: Person, round_: Round, gathered: Gathered, made: shape.Choice) -> Choice:
    """Keep a choice with all that went into it."""
    before = choice_of(round_)
    choice = Choice(
        round=round_,
        number=before.number + 1 if before else 1,
        seed=made.seed,
        inputs=plain(gathered),
        inputs_hash=made.inputs_hash,
        framework_sha256=round_.framework_sha256,
        outcome=plain(made),
        made_by=by,
    )
    choice.save(force_insert=True)
    return choice


def _follow(by: Person, round_: Round, made: shape.Choice, came_by: CameBy, why: str) -> None:
    """Let the areas in the round be those of a choice: who stays keeps their code word, who leaves stays readable."""
    standing = {row.area.code: row for row in areas_of(round_)}
    areas = {area.code: area for area in Area.objects.filter(code__in=[one.area for one in made.chosen])}
    for code, row in standing.items():
        if code not in areas:
            row.state = AreaState.OUT
            row.save(update_fields=["state"])
            _enter(by, row, "Taken out", why or "Not among the areas of a later choice.")
    for one in made.chosen:
        if one.area not in standing:
            row = RoundArea(round=round_, area=areas[one.area], came_by=came_by, why=one.sentence)
            row.code_word = _code_word(round_, row)
            row.save(force_insert=True)
            _enter(by, row, came_by.label, one.sentence)


def _code_word(round_: Round, row: RoundArea) -> str:
    agencies = list(agencies_of(row.area))
    return propose(str(round_.pk), str(row.pk), lambda word: bool(code_word_fault(word, row.area, agencies)))


def _enter(by: Person, row: RoundArea, what: str, why: str) -> None:
    AreaEntry(round=row.round, place=row, what=what, why=why, by=by).save(force_insert=True)
