"""Made-up places, weeks and reasons for the tests of choosing."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from joinedup.method.framework import ChoiceSpread
from joinedup.method.programme import standard_programme
from joinedup.programme.core.burden.shape import Place, Weeks
from joinedup.programme.core.choosing.shape import Asked, Reason

MONDAY = date(2026, 9, 7)
ON = date(2026, 6, 1)
RULE = standard_programme()


def monday(number: int) -> date:
    """Return the Monday so many weeks after the first of the made-up round."""
    return MONDAY + timedelta(weeks=number)


def place(code: str, region: str = "North", force: str = "", **more: object) -> Place:
    """Return a made-up place, each in a force of its own where none is said."""
    return Place(code, f"{code.capitalize()}shire", region, force or f"Force of {code}", **more)  # type: ignore[arg-type]  # as told


def weeks(open: Mapping[str, Iterable[int]], yielding: Mapping[str, Iterable[int]] | None = None) -> dict[str, Weeks]:
    """Return the weeks open to each place, by number; those of `yielding` another inspection stands against."""
    near = yielding or {}
    sentence = "Less than 13 weeks after another inspection of the area: A visit, 1 June 2026."
    return {
        code: Weeks(
            frozenset(map(monday, numbers)),
            {monday(number): sentence for number in near.get(code, ())},
            frozenset(map(monday, near.get(code, ()))),
        )
        for code, numbers in open.items()
    }


def spread(**more: object) -> ChoiceSpread:
    """Return the standard spread with what is said here changed."""
    values = {field: getattr(RULE.spread, field) for field in RULE.spread.__dataclass_fields__}
    return ChoiceSpread(**{**values, **more})


def asked(number: int, *shares: tuple[str, int], **more: object) -> Asked:
    """Return what a made-up round asks: one place for chance and what else is said."""
    values: dict[str, object] = {"spread": RULE.spread, "on": ON, "at_once": 1, **more}
    return Asked(number, shares=(("chance", 1), *shares), **values)  # type: ignore[arg-type]  # as told


def reason(area: str, kind: str = "concern", words: str = "Many children are missing.", **more: object) -> Reason:
    """Return a made-up reason."""
    return Reason(area, kind, words, "A made-up source", **more)  # type: ignore[arg-type]  # as told
