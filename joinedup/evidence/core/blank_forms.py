"""Blank forms to print and write notes on by hand: one for each kind of source, with its prompts and the fields of a note."""

from collections.abc import Iterable
from html import escape
from typing import Final

from joinedup.evidence.core.paper import sheet
from joinedup.method.framework import Framework, SourceKind

_LEAD: Final = (
    "One thing to a note. Write what was there, and never a name: a child stands by code, a worker by the work they do.",
    "Write down when you saw it. When you type it in afterwards, that is kept beside it by itself.",
)
_FREE: Final = 7  # lines for a source without prompts
_PROMPTED: Final = 3  # lines under each prompt


def blank_forms(*, framework: Framework, title: str, children: Iterable[str], made_up: bool, nonce: str = "") -> str:
    """Return the page as HTML, each form on a sheet of its own. `children` are the codes of the tracked children."""
    codes = list(children)
    body = (_form(number, source, framework, codes) for number, source in enumerate(framework.sources, 1))
    return sheet(title=title, lead=_LEAD, body=body, made_up=made_up, nonce=nonce)


def _form(number: int, source: SourceKind, framework: Framework, codes: list[str]) -> str:
    name = f"form-{number}"
    prompts = source.template.strip().splitlines()
    seen = "".join(_prompt(prompt, _PROMPTED) for prompt in prompts) or _prompt("What you saw, heard or read:", _FREE)
    return "\n".join(
        [
            f'<section class="form" aria-labelledby="{name}"><h2 id="{name}">{escape(source.title)}</h2>',
            _prompt("Seen on (day and time):", 1),
            _prompt("Written down on (day and time), if later:", 1),
            _prompt("Spoken to (role, never a name):", 1),
            _choices("Child:", codes, short=True) if codes and source.about_child else "",
            seen,
            _prompt("The child’s own words, as they said them:", 2),
            _prompt("The time it speaks of, if not one moment (first day, last day):", 1),
            _choices("It is:", ("Strength", "Concern", "Context"), short=True),
            _choices("Whose work it is about:", (sector.name for sector in framework.sectors), short=True),
            _choices("The criteria it speaks to:", (f"{one.id}: {one.text}" for one in framework.criteria)),
            _choices("Who may read it:", ("The whole team", "Restricted eyes"), short=True),
            "</section>",
        ]
    )


def _prompt(label: str, lines: int) -> str:
    return f'<p class="ask">{escape(label)}</p>' + '<div class="line"></div>' * lines


def _choices(label: str, choices: Iterable[str], *, short: bool = False) -> str:
    items = "".join(f"<li>{escape(choice)}</li>" for choice in choices)
    kind = "choices short" if short else "choices"
    return f'<p class="ask">{escape(label)}</p><ul class="{kind}">{items}</ul>'
