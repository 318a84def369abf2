"""Whom inspectors reach at each agency, what is arranged before they come, and what is gone through with agencies."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeVar

from joinedup.method.convert import convert
from joinedup.method.framework import AgendaPoint, ContactRole, Framework, SettingUpItem

PART: Final = "setting-up"


Kind = TypeVar("Kind", ContactRole, SettingUpItem)


def contact_roles_of(framework: Framework) -> tuple[ContactRole, ...]:
    """Return the posts inspectors must be able to reach, in the framework's order.

    A framework that lays none down, and an inspection opened before frameworks did, take the standard ones.
    """
    return framework.contact_roles or _standard("contact_roles", ContactRole)


def setting_up_of(framework: Framework) -> tuple[SettingUpItem, ...]:
    """Return what agencies arrange before inspectors come; the standard things where the framework lays none down."""
    return framework.setting_up or _standard("setting_up", SettingUpItem)


def set_up_agenda_of(framework: Framework) -> tuple[AgendaPoint, ...]:
    """Return what is gone through in a set-up discussion; the standard points where the framework lays none down."""
    return framework.set_up_agenda or _standard("set_up_agenda", AgendaPoint)


def keep_in_touch_of(framework: Framework) -> tuple[AgendaPoint, ...]:
    """Return what is gone through in a keep-in-touch meeting; the standard points where the framework lays none down."""
    return framework.keep_in_touch or _standard("keep_in_touch", AgendaPoint)


def of_sector(things: tuple[Kind, ...], sector: str) -> list[Kind]:
    """Return the things that are asked of agencies of a sector, in order."""
    return [thing for thing in things if not thing.sectors or sector in thing.sectors]


@cache
def _standard(key: str, shape: type) -> Any:
    """Return what the packaged part `setting-up` lays down under a key. Raises ValueError where it is not sound."""
    text = (files("joinedup") / "frameworks" / "_parts" / f"{PART}.toml").read_text(encoding="utf-8")
    faults: list[str] = []
    made = convert(tuple[shape, ...], tomllib.loads(text)[key], key, lambda at, reason: faults.append(f"{at}: {reason}"))  # type: ignore[valid-type]  # the shape is given at run time
    if faults:
        raise ValueError("; ".join(faults))
    return made
