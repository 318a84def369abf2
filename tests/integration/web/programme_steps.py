"""What stands in the round of the played inspection, and what is typed on its pages."""

from joinedup.programme.choices.queries import areas_of
from joinedup.programme.plans.queries import copies_of
from joinedup.programme.reasons.queries import reasons_of
from joinedup.rehearsal.play import Played


def ids_of_round(played: Played) -> dict[str, object]:
    """Return the ids of the played inspection's round: one of its other areas, which is not opened, stands for all."""
    round_ = played.inspection.round_area.round
    return {
        "round_id": round_.pk,
        "round_area_id": areas_of(round_).filter(inspection=None).first().pk,
        "reason_id": reasons_of(round_).first().pk,
        "copy_id": copies_of(round_).first().pk,
    }


def filled_in_of_round(played: Played) -> dict[str, dict[str, object]]:
    """Return what is typed on the round's pages."""
    round_ = played.inspection.round_area.round
    inside = areas_of(round_).values("area")
    outside = type(played.inspection.area).objects.filter(made_up=True, code__startswith="X9900010").exclude(pk__in=inside)
    first, second = (str(area.pk) for area in outside[:2])
    dates = {"dated_day": "1", "dated_month": "5", "dated_year": "2022", "expires_day": "1", "expires_month": "5"}
    reason = {"area": first, "kind": "interest", "words": "A new way.", "source": "A talk", "expires_year": "2032", **dates}
    place = areas_of(round_).filter(inspection=None).first()
    day = place.week.replace(day=place.week.day)
    return {
        "inspectorate:programme-round": {"to": "closed"},
        "inspectorate:programme-reasons": {**reason, "eyes": "planners"},
        "inspectorate:programme-withdraw": {"why": "It was about another place."},
        "inspectorate:programme-urgent": {"area": first, "from_week": day.isoformat(), "why": "A child was hurt."},
        "inspectorate:programme-area": {"do": "swap", "swap-put_in": second, "swap-why": "Asked for another year."},
        "inspectorate:programme-plan": {"do": "copy", "copy-title": "two are on site at once", "copy-at_once": "3"},
        "inspectorate:programme-copy": {"do": "give-up"},
    }
