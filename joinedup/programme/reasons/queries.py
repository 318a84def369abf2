"""Reading reasons: everybody who plans sees that there is one and of which kind; words are given to those who may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from joinedup.areas.models import Area
from joinedup.people.models import Person
from joinedup.programme.reasons.enums import Eyes, ReasonKind
from joinedup.programme.reasons.models import Reason
from joinedup.programme.rounds.models import Round


@dataclass(frozen=True)
class ShownReason:
    """One reason as a person may see it: words and source are "" where they may not be read."""

    row: Reason
    kind: str
    words: str
    source: str
    readable: bool
    holds: bool
    named: tuple[str, ...]  # who else may read it, told to those who may read it themselves


def reasons_of(round_: Round, area: Area | None = None) -> QuerySet[Reason]:
    """Return every reason ever entered for a round, or for one of its areas."""
    rows = Reason.objects.filter(round=round_).select_related("area", "entered_by", "withdrawn_by")
    return rows.filter(area=area) if area else rows


def standing_reasons(round_: Round, on: date) -> QuerySet[Reason]:
    """Return the reasons that count on a day: not withdrawn, not run out, of that day or before."""
    return reasons_of(round_).filter(withdrawn_at=None, expires__gte=on, dated__lte=on)


def shown_to(person: Person, rows: Sequence[Reason], on: date) -> list[ShownReason]:
    """Return reasons as a person may see them."""
    may = set(Reason.objects.filter(pk__in=[row.pk for row in rows]).readable_by(person).values_list("pk", flat=True))
    return [_shown(row, row.pk in may, on) for row in rows]


def _shown(row: Reason, readable: bool, on: date) -> ShownReason:
    named = row.named.select_related("person").order_by("person__name") if readable and row.eyes == Eyes.NAMED else ()
    return ShownReason(
        row=row,
        kind=ReasonKind(row.kind).label,
        words=row.words if readable else "",
        source=row.source if readable else "",
        readable=readable,
        holds=row.holds_on(on),
        named=tuple(one.person.name for one in named),
    )
