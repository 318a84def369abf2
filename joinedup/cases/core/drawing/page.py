"""A child's chronology as one page that stands alone: picture, prompts, tables. It prints, and needs nothing else."""

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files

from joinedup.cases.core import words
from joinedup.cases.core.drawing.svg import chronology_svg
from joinedup.cases.core.drawing.tables import chronology_table, handover_table, timescale_table
from joinedup.cases.core.prompts import prompts
from joinedup.cases.core.story import ChildStory


def chronology_page(story: ChildStory, *, made_up: bool, heading: str = "") -> str:
    """Return the page as HTML. The child stands there by its code; `heading` names the inspection by its code word or area."""
    title = f"{story.code}: chronology"
    agencies = story.chronology["agency"].n_unique()
    parts = [
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        f"<title>{escape(title)}{' (made-up)' if made_up else ''}</title>\n<style>\n{_css()}</style>\n</head>\n<body>",
        '<p class="made-up">Everything on this page is made up. No such child lives anywhere.</p>' if made_up else "",
        f"<header>\n<h1>{escape(story.code)}</h1>",
        f'<p class="lead">{escape(". ".join(part for part in (heading, story.framework.title) if part))}.<br>',
        f"{_count(story.chronology.height, 'event')} recorded by {_count(agencies, 'agency')} up to {words.day(story.as_of)}.</p>",
        f'<p class="why">Why this child: {escape(story.why)}</p>' if story.why else "",
        "</header>\n<main>",
        chronology_body(story),
        "</main>\n<footer><p>Made by Joinedup from the agencies’ lists. Days are days in London. "
        "Timescales and handovers are prompts for inspectors’ questions; they judge no agency and no worker.</p></footer>",
        "</body>\n</html>\n",
    ]
    return "\n".join(part for part in parts if part)


def chronology_body(story: ChildStory) -> str:
    """Return picture, prompts and tables alone, for a page that brings its own frame and style."""
    return "\n".join(_sections(story))


def _sections(story: ChildStory) -> Iterator[str]:
    yield '<section aria-labelledby="line"><h2 id="line">All agencies on one line of time</h2>'
    yield '<div class="picture" role="region" aria-label="Chronology as a picture" tabindex="0">'
    yield f"{chronology_svg(story)}</div></section>"
    asked = list(_asked(story))
    if asked:
        yield '<section aria-labelledby="ask"><h2 id="ask">What to ask about</h2>'
        yield f'<ul class="prompts">{"".join(f"<li>{prompt}</li>" for prompt in asked)}</ul></section>'
    if story.timescales.height:
        yield f'<section aria-labelledby="times"><h2 id="times">Timescales</h2>{timescale_table(story)}</section>'
    if story.handovers.height:
        yield f'<section aria-labelledby="hands"><h2 id="hands">Handovers</h2>{handover_table(story)}</section>'
    yield f'<section aria-labelledby="events"><h2 id="events">Events</h2>{chronology_table(story)}</section>'


def _asked(story: ChildStory) -> Iterator[str]:
    """Tell each prompt with the numbers of its events, as on the picture."""
    number = {event: n for n, event in enumerate(story.chronology["event_id"], 1)}
    for prompt in prompts(story):
        named = " and ".join(str(number[event]) for event in prompt.events)
        which = f"event{'s' if len(prompt.events) > 1 else ''} {named}"
        yield f"<strong>{prompt.heading}</strong> ({which}): {escape(prompt.sentence)} <em>{escape(prompt.question)}</em>"


def _count(number: int, what: str) -> str:
    plural = what[:-1] + "ies" if what.endswith("y") else what + "s"
    return f"{number} {what if number == 1 else plural}"


@cache
def _css() -> str:
    return (files(__package__) / "page.css").read_text(encoding="utf-8")
