"""What an agency said of its own headers, known again by a keyed hash."""

import hmac
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import chain, product

from django.db.models import QuerySet

from joinedup.areas.models import Agency
from joinedup.audit.master import derive
from joinedup.intake.core.headers import plain_header
from joinedup.intake.core.opening import open_sheets
from joinedup.intake.core.returned import is_xml
from joinedup.intake.mappings.models import HeaderMapping
from joinedup.people.models import Person


def header_mac(agency: Agency, list_id: str, header: str) -> str:
    """Return what is kept of a header: a hash nobody can turn back, or make, without the machine's key."""
    said = "|".join((str(agency.pk), list_id, plain_header(header)))
    return hmac.new(derive("headers"), said.encode(), sha256).hexdigest()


def mappings_seen_by(person: Person) -> QuerySet[HeaderMapping]:
    """Return what a person's agencies said of their headers, by list and column."""
    return HeaderMapping.objects.all().visible_to(person).select_related("chosen_by", "agency")


def remembered(agency: Agency, headers: Iterable[str], list_ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return list id → header → column key ("" left out) of the headers the agency has said something of for these lists.

    A list nothing was said of is not there. One header may be another column on each list.
    """
    known = HeaderMapping.objects.filter(agency=agency, list_id__in=list_ids)
    columns = {(row.list_id, row.header_mac): row.column for row in known}
    said: dict[str, dict[str, str]] = {}
    for header, list_id in product(headers, {list_id for list_id, _ in columns}):
        column = columns.get((list_id, header_mac(agency, list_id, header)))
        if column is not None:
            said.setdefault(list_id, {})[header] = column
    return said


def remembered_in(agency: Agency, name: str, data: bytes, list_ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return what the agency said of the headers of a file, by list; the file is opened only where it ever said anything.

    Raises UnusableFile where the file cannot be opened.
    """
    if is_xml(name) or not HeaderMapping.objects.filter(agency=agency, list_id__in=list_ids).exists():
        return {}
    rows = chain.from_iterable(sheet.top for sheet in open_sheets(data, name))
    return remembered(agency, {cell for row in rows for cell in row if cell and not cell.isdigit()}, list_ids)
