"""The only writers of facts about areas."""

from django.db import transaction

from joinedup.areas.core.register import Authority, load_register
from joinedup.areas.models import Area
from joinedup.areas.register.models import AreaFacts
from joinedup.areas.register.queries import as_authority
from joinedup.areas.rules import check_can_keep_register
from joinedup.audit.actions import record
from joinedup.people.models import Person


@transaction.atomic
def set_facts(*, by: Person | None, area: Area, facts: Authority) -> AreaFacts:
    """Say what is known of an area, in place of what was said before.

    Raises RegisterRefused; ValueError for another area's facts.
    """
    check_can_keep_register(by)
    if facts.code != area.code:
        raise ValueError(f"These are the facts of {facts.code}, not of {area.code}.")
    row, _ = AreaFacts.objects.update_or_create(area=area, defaults=_columns(facts))
    record(by=by, chain="", action="area's facts set", object_kind="area", object_id=str(area.pk), detail={"code": area.code})
    return row


@transaction.atomic
def load_authorities(*, by: Person | None) -> tuple[int, int]:
    """Put England's 153 authorities on the register with their facts; return how many are new, and how many changed.

    An area already there keeps its identity and everything that hangs on it: its name and its facts are brought up to date.
    Raises RegisterRefused.
    """
    check_can_keep_register(by)
    register = load_register()
    there = Area.objects.in_bulk([one.code for one in register], field_name="code")
    new = [Area(code=one.code, name=one.name) for one in register if one.code not in there]
    Area.objects.bulk_create(new)
    for one in register:
        if one.code in there and there[one.code].name != one.name:
            Area.objects.filter(code=one.code).update(name=one.name)
    changed = _bring_up_to_date(register)
    detail = {"new": len(new), "changed": changed}
    record(by=by, chain="", action="register of authorities loaded", object_kind="register", object_id="areas", detail=detail)
    return len(new), changed


def _bring_up_to_date(register: tuple[Authority, ...]) -> int:
    """Write the facts that are new or differ; return how many differed."""
    areas = Area.objects.in_bulk([one.code for one in register], field_name="code")
    rows = AreaFacts.objects.select_related("area").filter(area__in=areas.values())
    stored = {row.area.code: as_authority(row) for row in rows}
    told = [one for one in register if stored.get(one.code) != one]
    AreaFacts.objects.filter(area__in=[areas[one.code] for one in told if one.code in stored]).delete()
    AreaFacts.objects.bulk_create(AreaFacts(area=areas[one.code], **_columns(one)) for one in told)
    return sum(one.code in stored for one in told)


def _columns(facts: Authority) -> dict[str, object]:
    names = [
        [name.name, name.code, name.first and name.first.isoformat(), name.last and name.last.isoformat(), name.kind]
        for name in facts.names
    ]
    alike = ("dfe_code", "kind", "region", "force", "probation_region", "children", "short")
    return {name: getattr(facts, name) for name in alike} | {
        "icbs": list(facts.icbs),
        "youth_service": facts.youth_service or "",
        "neighbours": list(facts.neighbours),
        "rural": facts.rural or "",
        "tile": list(facts.tile) if facts.tile else None,
        "names": names,
        "general_knowledge": sorted(facts.general_knowledge),
    }
