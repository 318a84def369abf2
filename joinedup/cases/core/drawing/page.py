"""A child's chronology as one page that stands alone: picture, prompts, tables. It prints, and needs nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.resources import files

from joinedup.cases.core import words
from joinedup.cases.core.drawing.event_table import Source, chronology_table, event_link, nowhere
from joinedup.cases.core.drawing.svg import chronology_svg
from joinedup.cases.core.drawing.tables import folded
from joinedup.cases.core.drawing.times_tables import handover_tables, timescale_tables
from joinedup.cases.core.drawing.view import Shown, show
from joinedup.cases.core.prompts import HEADINGS, Prompt
from joinedup.cases.core.story import ChildStory

MARKING = "OFFICIAL-SENSITIVE"
#: So many events are read at a glance; a longer table is folded away until it is wanted.
AT_A_GLANCE = 25
#: So many prompts of one kind are told; the rest are folded.
_TOLD = 5


def chronology_page(story: ChildStory | Shown, *, made_up: bool, heading: str = "", printed: str = "", nonce: str = "") -> str:
    """Return the page as HTML. The child stands there by its code; `heading` names the inspection by its code word or area.

    `printed` says by whom and when; `nonce` lets the page's own style through a strict content policy.
    """
    shown = story if isinstance(story, Shown) else show(story)
    story = shown.story
    title = f"{story.code}: chronology"
    style = f' nonce="{escape(nonce)}"' if nonce else ""
    agencies = story.chronology["agency"].n_unique()
    parts = [
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        '<link rel="icon" href="data:,">',  # it stands alone: without this a browser asks for an icon that is not there
        f"<title>{escape(title)}{' (made-up)' if made_up else ''}</title>\n<style{style}>\n{_css()}</style>\n</head>\n<body>",
        f'<aside class="marking" aria-label="Handling, at the top">{MARKING}</aside>',
        "<header>",
        '<p class="made-up">Everything on this page is made up. No such child lives anywhere.</p>' if made_up else "",
        f"<h1>{escape(story.code)}</h1>",
        f'<p class="lead">{escape(". ".join(part for part in (heading, story.framework.title) if part))}.<br>',
        f"{_count(story.chronology.height, 'event')} recorded by {_count(agencies, 'agency')} up to {words.day(story.as_of)}.</p>",
        f'<p class="why">Why this child: {escape(story.why)}</p>' if story.why else "",
        f"<p>{escape(in_words(shown))}</p>" if shown.view.narrowed else "",
        "</header>\n<main>",
        chronology_body(shown),
        "</main>\n<footer><p>Made by Joinedup from the agencies’ lists. Days are days in London. "
        "Timescales and handovers are prompts for inspectors’ questions; they judge no agency and no worker.</p>",
        f"<p>{escape(printed)}</p>" if printed else "",
        f'<p class="marking">{MARKING}</p></footer>',
        "</body>\n</html>\n",
    ]
    return "\n".join(part for part in parts if part)


@dataclass(frozen=True)
class Around:
    """What the page around a chronology brings to it. `source` tells where an event's source can be opened.

    `controls` is HTML by which the view is changed, put above the picture; `became` is HTML by a prompt's id: what was made of
    it; `fold`: whether what is long may be folded away, which paper cannot open.
    """

    source: Source = nowhere
    controls: str = ""
    became: Mapping[str, str] = field(default_factory=dict)
    fold: bool = True


PAPER = Around(fold=False)


def chronology_body(story: ChildStory | Shown, around: Around = PAPER) -> str:
    """Return picture, its table, prompts, timescales and handovers alone, for a page that brings its own frame and style."""
    return "\n".join(_sections(story if isinstance(story, Shown) else show(story), around))


def in_words(shown: Shown) -> str:
    """Return what of the story is shown, in a sentence."""
    listed, every = len(shown.listed), len(shown.events)
    if not shown.view.narrowed:
        return f"All {_count(every, 'event')} are shown." if every != 1 else "The one event is shown."
    between = f", from {words.day(shown.first)} to {words.day(shown.last)}" if shown.view.dated else ""
    told = f"{listed} of {_count(every, 'event')} {'is' if listed == 1 else 'are'} shown{between}"
    return f"{told}. Prompts, timescales and handovers are theirs."


def _sections(shown: Shown, around: Around) -> Iterator[str]:
    yield '<section aria-labelledby="line"><h2 id="line">All agencies on one line of time</h2>'
    yield around.controls
    yield '<p class="skip"><a href="#events">Go past the picture to the table of the same events</a></p>'
    yield '<p class="aside" aria-hidden="true">The picture goes on to the right: move it sideways.</p>'
    yield '<figure aria-labelledby="line"><div class="picture" role="region" aria-label="Chronology as a picture" tabindex="0">'
    yield f"{chronology_svg(shown)}</div>"
    if shown.earlier:
        before = f"{_count(shown.earlier, 'event')} before the picture begins: see the table, or show the whole story."
        yield f"<figcaption>{before}</figcaption>"
    yield "</figure></section>"
    yield _section("events", "Events", _events(shown, around))
    if shown.prompts:
        yield _section("ask", "What to ask about", "".join(_asked(shown, around)))
    if shown.duties:
        said = "Working days are England’s. What the lists cannot tell is left open and counted against no one."
        yield _section("times", "Timescales", f'<p class="question">{said}</p>{timescale_tables(shown, fold=around.fold)}')
    if shown.sent:
        said = "From one agency knowing to another knowing. No statute sets a limit for these."
        yield _section("hands", "Handovers", f'<p class="question">{said}</p>{handover_tables(shown, fold=around.fold)}')


def _section(name: str, heading: str, body: str) -> str:
    return f'<section aria-labelledby="{name}"><h2 id="{name}">{heading}</h2>{body}</section>'


def _events(shown: Shown, around: Around) -> str:
    listed = chronology_table(shown, around.source)
    many = len(shown.listed)
    if not around.fold or many <= AT_A_GLANCE:
        return listed
    return folded(f"All {many} events of the picture as a table, each with what the list says and its source", listed)


def _asked(shown: Shown, around: Around) -> Iterator[str]:
    """Tell the prompts by kind, each kind's question once, with the numbers of their events as on the picture."""
    for kind, heading in HEADINGS.items():
        told = [prompt for prompt in shown.prompts if prompt.kind == kind]
        if told:
            items = [f"<li>{_prompt(shown, prompt)}{around.became.get(prompt.id, '')}</li>" for prompt in told]
            yield f'<h3>{heading}</h3><p class="question">{escape(told[0].question)}</p>{_items(items, fold=around.fold)}'


def _items(items: list[str], *, fold: bool) -> str:
    """Return a list; of a long one the first few, and the rest folded."""
    if not fold or len(items) <= _TOLD + 1:
        return f'<ul class="prompts">{"".join(items)}</ul>'
    rest = folded(f"{len(items) - _TOLD} more", f'<ul class="prompts">{"".join(items[_TOLD:])}</ul>')
    return f'<ul class="prompts">{"".join(items[:_TOLD])}</ul>{rest}'


def _prompt(shown: Shown, prompt: Prompt) -> str:
    named = " and ".join(event_link(shown, shown.number[event]) for event in prompt.events)
    return f"{escape(prompt.sentence)} ({named})"


def _count(number: int, what: str) -> str:
    plural = what[:-1] + "ies" if what.endswith("y") else what + "s"
    return f"{number} {what if number == 1 else plural}"


@cache
def _css() -> str:
    return (files(__package__) / "page.css").read_text(encoding="utf-8")
