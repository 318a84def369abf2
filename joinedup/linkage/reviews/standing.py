"""How each pair of an inspection stands: read from everything people said of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from joinedup.inspections.models import Inspection
from joinedup.linkage.core.reviewing import Agreement, Said, agreement, standing, wants_second
from joinedup.linkage.core.settings import LinkSettings
from joinedup.linkage.models import LinkDecision, LinkRun
from joinedup.linkage.reviews.enums import Look, PairState


@dataclass(frozen=True)
class PairStanding:
    """How one pair stands: `stands` is the decision the next run keeps to, if any; `said` every decision, taken back or not."""

    state: PairState = PairState.UNDECIDED
    stands: LinkDecision | None = None
    first: LinkDecision | None = None
    second: LinkDecision | None = None
    said: tuple[LinkDecision, ...] = ()


NOTHING_SAID = PairStanding()


def standings_of(inspection: Inspection) -> dict[str, PairStanding]:
    """Return how each pair stands of which anything was ever said, by pair id, in the order first spoken of."""
    return _by_pair(inspection, LinkDecision.objects.filter(inspection=inspection))


def standing_of(inspection: Inspection, pair_id: str) -> PairStanding:
    """Return how one pair stands."""
    return _by_pair(inspection, LinkDecision.objects.filter(inspection=inspection, pair_id=pair_id)).get(pair_id, NOTHING_SAID)


def _by_pair(inspection: Inspection, rows: QuerySet[LinkDecision]) -> dict[str, PairStanding]:
    """Gather decisions by pair, oldest first. The runs they were made on are few and read once."""
    runs = LinkRun.objects.filter(inspection=inspection).in_bulk()
    pairs: dict[str, list[LinkDecision]] = {}
    for row in rows.select_related("decided_by", "withdrawal__withdrawn_by").order_by("decided_at", "id"):
        row.run = runs[row.run_id]
        pairs.setdefault(row.pair_id, []).append(row)
    return {pair: _standing(said) for pair, said in pairs.items()}


def _standing(rows: list[LinkDecision]) -> PairStanding:
    by_id = {str(row.pk): row for row in rows}
    found = standing([_said(row) for row in rows], lambda said: _wanted(by_id[said.id]))
    stands, first, second = (by_id.get(each or "") for each in (found.stands, found.first, found.second))
    return PairStanding(PairState(found.state), stands, first, second, tuple(rows))


def _said(row: LinkDecision) -> Said:
    checks = str(row.checks_id) if row.checks_id else None
    return Said(str(row.pk), row.look, row.decision, str(row.decided_by_id), checks, is_withdrawn(row))


def is_withdrawn(row: LinkDecision) -> bool:
    """Return whether a decision was taken back."""
    return hasattr(row, "withdrawal")


def _wanted(row: LinkDecision) -> bool:
    """A second person looks where the decider asked for it, and at the run's share of pairs besides."""
    return row.second_asked or drawn_for_second(row)


def drawn_for_second(row: LinkDecision) -> bool:
    """Return whether a decision is of the share that is looked at twice, whatever the decider asked."""
    return wants_second(str(row.run_id), row.pair_id, second_share(row.run.settings))


def second_share(settings: dict[str, Any]) -> float:
    """Return the share of a run's decided pairs that is looked at twice; of a run older than the rule, today's."""
    return float(settings.get("second_look", LinkSettings().second_look))


def agreement_of(standings: Iterable[PairStanding]) -> Agreement:
    """Return how far first and second looks agree, over the pairs drawn by chance alone: those asked about are the hard ones."""
    both = [(each.first, each.second) for each in standings if each.first is not None and each.second is not None]
    return agreement((first.decision, second.decision) for first, second in both if drawn_for_second(first))


def settlements_of(found: PairStanding) -> list[LinkDecision]:
    """Return what was said to settle the difference of a pair that differs, or differed, oldest first."""
    if found.first is None:
        return []
    rows = [row for row in found.said if row.look == Look.SETTLING and row.checks_id == found.first.pk]
    return [row for row in rows if not is_withdrawn(row)]
