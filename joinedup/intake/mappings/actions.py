"""The only writers of what an agency says of its own headers."""

from collections.abc import Mapping

from django.db import transaction

from joinedup.areas.models import Agency
from joinedup.audit.actions import record
from joinedup.intake.core.headers import LEFT_OUT
from joinedup.intake.mappings.models import HeaderMapping
from joinedup.intake.mappings.queries import header_mac
from joinedup.intake.own_checks.rules import check_can_check_own
from joinedup.method.framework import ListSpec
from joinedup.people.models import Person


class MappingMisfit(ValueError):
    """What was said of headers cannot be so; the message says why."""


@transaction.atomic
def map_headers(*, by: Person, agency: Agency, spec: ListSpec, said: Mapping[str, str]) -> int:
    """Remember what headers (as written) are: a column's key, or "" for none; return how many were new or changed.

    Neither the log nor the table holds a header's words. Raises IntakeRefused; MappingMisfit where two headers are said to be
    one column, or a column is none of the list's.
    """
    check_can_check_own(by, agency)
    _check_fits(spec, said)
    changed = [column for header, column in said.items() if _keep(by, agency, spec.id, header, column)]
    if changed:
        detail = {"list": spec.id, "columns": sorted(filter(None, changed)), "left_out": changed.count(LEFT_OUT)}
        record(by=by, chain="", action="headers mapped", object_kind="agency", object_id=str(agency.pk), detail=detail)
    return len(changed)


@transaction.atomic
def forget_mapping(*, by: Person, mapping: HeaderMapping) -> None:
    """Forget what one header was said to be. Raises IntakeRefused."""
    check_can_check_own(by, mapping.agency)
    detail = {"list": mapping.list_id, "columns": [mapping.column]}
    mapping.delete()
    record(by=by, chain="", action="header forgotten", object_kind="agency", object_id=str(mapping.agency_id), detail=detail)


def _check_fits(spec: ListSpec, said: Mapping[str, str]) -> None:
    headers = {column.key: column.header for column in spec.columns}
    taken: set[str] = set()
    for column in filter(None, said.values()):
        if column not in headers:
            raise MappingMisfit("A header was said to be a column this list does not have. Choose one of the columns offered.")
        if column in taken:
            raise MappingMisfit(f"Two of your headers are said to be “{headers[column]}”. Choose one, and leave the other out.")
        taken.add(column)


def _keep(by: Person, agency: Agency, list_id: str, header: str, column: str) -> bool:
    """Save one header's column; return whether that says anything new."""
    where = {"agency": agency, "list_id": list_id, "header_mac": header_mac(agency, list_id, header)}
    if HeaderMapping.objects.filter(**where, column=column).exists():
        return False
    HeaderMapping.objects.update_or_create(**where, defaults={"column": column, "chosen_by": by})
    return True
