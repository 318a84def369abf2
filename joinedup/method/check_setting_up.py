"""What must hold for contacts, the setting-up list and agendas: everything says what it is, and can be asked."""

from collections import Counter
from collections.abc import Iterable, Iterator

from joinedup.method.concerns import routes_of
from joinedup.method.framework import AgendaPoint, ContactRole, Framework, SettingUpItem
from joinedup.records.shape import SECTORS

_Thing = ContactRole | SettingUpItem | AgendaPoint


def check_setting_up(framework: Framework) -> Iterator[tuple[str, str]]:
    """Yield (key path, reason) for every fault of a framework's contacts, setting-up list and agendas.

    A sector the framework leaves out is no fault: one part serves several frameworks, and nobody of that sector is asked.
    """
    routes = {route.id for route in routes_of(framework)}
    for role in framework.contact_roles:
        yield from _sectors(f"contact_roles[{role.id}]", role.sectors)
        for unknown in sorted(set(role.concerns) - routes):
            yield f"contact_roles[{role.id}].concerns", f"{unknown!r} is not a route of urgent concern of this framework."
    for item in framework.setting_up:
        yield from _sectors(f"setting_up[{item.id}]", item.sectors)
        if item.before < 0:
            yield f"setting_up[{item.id}].before", "Working days before fieldwork cannot be negative."
    lists: dict[str, tuple[_Thing, ...]] = {
        "contact_roles": framework.contact_roles,
        "setting_up": framework.setting_up,
        "set_up_agenda": framework.set_up_agenda,
        "keep_in_touch": framework.keep_in_touch,
    }
    for key, things in lists.items():
        yield from _said(key, things)


def _said(key: str, things: Iterable[_Thing]) -> Iterator[tuple[str, str]]:
    """Yield faults of things without words, and of ids that stand twice."""
    for thing in things:
        name = "purpose" if isinstance(thing, ContactRole) else "prompt"
        for field in ("title", name):
            if not getattr(thing, field).strip():
                yield f"{key}[{thing.id}].{field}", "This must not be empty: it is what people read."
    for id, number in Counter(thing.id for thing in things).items():
        if number > 1:
            yield f"{key}[{id}]", f"This id stands {number} times."


def _sectors(at: str, sectors: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for unknown in sorted(set(sectors) - set(SECTORS)):
        yield f"{at}.sectors", f"{unknown!r} is not a sector."
