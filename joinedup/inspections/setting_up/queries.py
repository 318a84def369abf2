"""Reading what is set up: how each thing stands, by whom and by when, and what is outstanding."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies as agencies_in
from joinedup.inspections.setting_up.enums import OUTSTANDING, SetUpState
from joinedup.inspections.setting_up.models import SetUpEntry, SetUpItem
from joinedup.method.calendar import add_working_days
from joinedup.method.framework import SettingUpItem
from joinedup.method.setting_up import of_sector, setting_up_of
from joinedup.people.models import Person


@dataclass(frozen=True)
class Thing:
    """One thing at one agency with what was said of it, the oldest first. `asked`: of the framework's, what it says of it."""

    row: SetUpItem
    asked: SettingUpItem | None
    entries: tuple[SetUpEntry, ...]

    @property
    def title(self) -> str:
        """Return what it is called: by the framework, or by who named it."""
        return self.asked.title if self.asked else self.row.title or self.row.item

    @property
    def who(self) -> str:
        """Return the post that sees to it, as it was said last; "" where nobody said."""
        return next((entry.who for entry in reversed(self.entries) if entry.who), "")

    @property
    def words(self) -> str:
        """Return what was said last in words; "" where nothing was."""
        return next((entry.words for entry in reversed(self.entries) if entry.words), "")

    @property
    def number(self) -> int:
        """Return the number of what was said last: what a page had before it."""
        return self.entries[-1].number

    def overdue(self, today: date) -> bool:
        """Return whether the day by which it was to be arranged has passed and it is asked for still."""
        return self.row.state == SetUpState.ASKED and self.row.by_when is not None and self.row.by_when < today


def set_up_seen_by(person: Person, inspection: Inspection) -> QuerySet[SetUpItem]:
    """Return what is set up in an inspection as far as a person may see it."""
    seen: QuerySet[SetUpItem] = SetUpItem.objects.all().visible_to(person).filter(inspection=inspection)
    return seen.select_related("agency", "inspection")


def things_at(agency: Agency, inspection: Inspection) -> list[Thing]:
    """Return what is set up at one agency: the framework's things in its order, then those inspectors named."""
    rows = SetUpItem.objects.filter(inspection=inspection, agency=agency).select_related("agency", "inspection")
    order = [item.id for item in setting_up_of(inspection.framework)]
    things = things_of(inspection, list(rows.order_by("asked_at")))
    return sorted(things, key=lambda thing: order.index(thing.row.item) if thing.row.item in order else len(order))


def things_of(inspection: Inspection, rows: list[SetUpItem]) -> list[Thing]:
    """Return rows with what the framework says of each and what was said of them."""
    known = {item.id: item for item in setting_up_of(inspection.framework)}
    said: dict[SetUpItem, list[SetUpEntry]] = {row: [] for row in rows}
    for entry in SetUpEntry.objects.filter(thing__in=rows).select_related("said_by", "thing").order_by("number"):
        said[entry.thing].append(entry)
    return [Thing(row, known.get(row.item), tuple(entries)) for row, entries in said.items()]


def outstanding_at(agency: Agency, inspection: Inspection) -> list[Thing]:
    """Return what inspectors cannot rely on yet at one agency."""
    return [thing for thing in things_at(agency, inspection) if thing.row.state in OUTSTANDING]


def overdue(inspection: Inspection, today: date) -> QuerySet[SetUpItem]:
    """Return what was to be arranged before a day and is asked for still, by agency."""
    rows = SetUpItem.objects.filter(inspection=inspection, state=SetUpState.ASKED, by_when__lt=today)
    return rows.select_related("agency").order_by("agency__sector", "agency__name")


def tally(inspection: Inspection) -> dict[str, int]:
    """Return how many things stand how, by state; empty before anything was asked."""
    found: dict[str, int] = {}
    for state in SetUpItem.objects.filter(inspection=inspection).values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def left_to_ask(inspection: Inspection) -> list[tuple[Agency, SettingUpItem]]:
    """Return what the framework asks of agencies taking part and nobody has asked them for yet."""
    asked = set(SetUpItem.objects.filter(inspection=inspection).values_list("agency", "item"))
    items = setting_up_of(inspection.framework)
    every = [(agency, item) for agency in agencies_in(inspection) for item in of_sector(items, agency.sector)]
    return [(agency, item) for agency, item in every if (agency.pk, item.id) not in asked]


def day_for(inspection: Inspection, item: SettingUpItem) -> date | None:
    """Return the working day by which a thing is arranged; none where no day of fieldwork is known."""
    return day_before(inspection.fieldwork_from, item)


def day_before(fieldwork: date | None, item: SettingUpItem) -> date | None:
    """Return the working day by which a thing is arranged for a first day of fieldwork."""
    if fieldwork is None:
        return None
    return add_working_days(fieldwork, -item.before) if item.before else fieldwork
