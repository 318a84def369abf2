"""What stands in the registers and calendars of the played inspection, and what is typed on their pages."""

from joinedup.areas.models import Inspectorate
from joinedup.programme.calendars.models import OtherInspection
from joinedup.programme.inspectors.models import DeclaredInterest, Inspector
from joinedup.rehearsal.play import Played


def ids_of_register(played: Played) -> dict[str, object]:
    """Return the ids of the lead's own entry, their inspectorate, and a colleague's declared interest."""
    entry = Inspector.objects.get(person=played.cast.lead)
    return {
        "inspector_id": entry.pk,
        "inspectorate_id": entry.inspectorate_id,
        "interest_id": DeclaredInterest.objects.filter(inspector__inspectorate=entry.inspectorate).first().pk,
        "thing": "away",
        "holds": "inspections",
        "row_id": OtherInspection.objects.first().pk,
    }


def filled_in_of_register(played: Played) -> dict[str, dict[str, object]]:
    """Return what is typed on the pages of the register, and to stand back: the lead, who alone leads, cannot."""
    parts = {
        f"{name}_{part}": value for name in ("first", "last") for part, value in (("day", "6"), ("month", "3"), ("year", "2031"))
    }
    code = Inspectorate.objects.get(members__person=played.cast.lead).code
    return {
        "inspectorate:inspectors-office": {"person": str(played.cast.inspectors[code][0].pk)},
        "inspectorate:inspectors-new": {"person": str(played.cast.inspectors[code][0].pk), "grade": "new"},
        "inspectorate:inspector": {"do": "confirm"},
        "inspectorate:inspector-add": {"kind": "leave", **parts},
        "inspectorate:interest-decide": {"holds": "warns", "why": "It was long ago."},
        "inspectorate:calendars-strike": {"why": "Put off."},
        "inspectorate:stand-back": {"person": str(played.cast.lead.pk), "kind": "home", "why": "Lived there."},
    }
