"""The only writers of rounds and of who has a part in them.

A round's chain in the log holds ids of rows, kinds, counts and hashes: nothing that tells an area.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record
from joinedup.method.canonical import sha256, to_json
from joinedup.method.framework import Framework
from joinedup.people.models import Person
from joinedup.programme.rounds.enums import Planning, RoundState
from joinedup.programme.rounds.models import Round, RoundMember
from joinedup.programme.rounds.queries import members_of
from joinedup.programme.rounds.rules import (
    RoundRefused,
    check_asks,
    check_can_end_part,
    check_can_move_round,
    check_can_open_round,
    check_can_take_part,
    check_runs_round,
)
from joinedup.vault.actions import create_key


@transaction.atomic
def open_round(
    *,
    by: Person,
    title: str,
    framework: Framework,
    number: int,
    first: date,
    last: date,
    asked: dict[str, Any] | None = None,
    made_up: bool = False,
) -> Round:
    """Open a round: keep its own copy of the framework, make its key; whoever opens it runs it.

    `asked` is what the choice weighs (see `programme.choices`). Raises RoundRefused; IntegrityError where the title is taken.
    """
    check_can_open_round(by, framework)
    check_asks(title, number, first, last)
    if Round.objects.filter(title=title.strip()).exists():
        raise RoundRefused("Another round has this title.")
    round_ = Round(title=title.strip(), number=number, first=first, last=last, asked=asked or {}, made_up=made_up, opened_by=by)
    round_.framework_id, round_.framework_json = framework.id, to_json(framework)
    round_.framework_sha256 = sha256(framework)
    round_.save(force_insert=True)
    create_key(by=by, scope=round_.pk)
    RoundMember.objects.create(round=round_, person=by, part=Planning.RUNS, added_by=by)
    log(by, round_, "round opened", framework=framework.id, framework_sha256=round_.framework_sha256, number=number)
    return round_


@transaction.atomic
def give_part(*, by: Person, round_: Round, person: Person, part: Planning) -> RoundMember:
    """Give somebody a part in a round, or another one than they have. Raises RoundRefused."""
    round_ = locked(round_)
    check_runs_round(by, round_)
    check_can_take_part(round_, person)
    for row in members_of(round_).filter(person=person):
        if row.part == part:
            raise RoundRefused(f"{person.name} has this part already.")
        _end(by, row)
    row = RoundMember.objects.create(round=round_, person=person, part=part, added_by=by)
    log(by, round_, "part in the round given", person=str(person.pk), part=str(part))
    return row


@transaction.atomic
def end_part(*, by: Person, member: RoundMember) -> RoundMember:
    """End somebody's part: what they know they keep, what they may read ends at once. Raises RoundRefused."""
    locked(member.round)
    member = RoundMember.objects.select_related("round", "person").get(pk=member.pk)
    _end(by, member)
    log(by, member.round, "part in the round ended", person=str(member.person_id), part=member.part)
    return member


def _end(by: Person, member: RoundMember) -> None:
    check_can_end_part(by, member)
    member.ended_at = timezone.now()
    member.save(update_fields=["ended_at"])


@transaction.atomic
def move_round(*, by: Person, round_: Round, to: RoundState) -> Round:
    """Move a round on or back. Raises RoundRefused."""
    round_ = locked(round_)
    was = round_.state
    check_can_move_round(by, round_, to)
    round_.state = to
    round_.save(update_fields=["state"])
    log(by, round_, "round moved", was=was, to=str(to))
    return round_


def locked(round_: Round) -> Round:
    """Return the round as it stands now, held by this transaction: two people never change one round at once."""
    return Round.objects.select_for_update().get(pk=round_.pk)


def log(by: Person, round_: Round, action: str, **detail: Any) -> None:
    """Write a line of the round's chain."""
    about = {"object_kind": "round", "object_id": str(round_.pk), "detail": detail}
    record(by=by, chain=str(round_.pk), action=action, **about)
