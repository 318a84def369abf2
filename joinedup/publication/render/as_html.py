"""The document as a web page: a fragment the public door sets in its own frame, and the same fragment standing alone."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from joinedup.publication.document import Document, runs
from joinedup.publication.render import words

_OPENS, _CLOSES = '<article class="letter"', "</article>"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("joinedup.publication", "render/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "about": words.about,
        "alone": words.alone,
        "box_heading": words.box_heading,
        "childrens_heading": words.childrens_heading,
        "facts": words.facts,
        "notice": words.notice,
        "runs": runs,
    }
    return made


def to_html_body(document: Document) -> str:
    """Return the letter as one `<article>`, without style or script: its page supplies both."""
    return _environment().get_template("letter_body.html").render(document=document, about_title=words.ABOUT)


def to_html(document: Document) -> str:
    """Return the letter as a page of its own that needs nothing else."""
    css = (files("joinedup.publication") / "render" / "templates" / "letter.css").read_text(encoding="utf-8")
    body, style = Markup(to_html_body(document)), Markup(css)  # noqa: S704 - our own escaped article and our own style sheet
    return _environment().get_template("letter_page.html").render(document=document, body=body, css=style)


def body_of(page: str) -> str:
    """Return the `<article>` of a page `to_html` made: what was published, whatever the templates have become since."""
    # Every word in the article is escaped, so the first closing tag is the article's own.
    return page[page.index(_OPENS) : page.index(_CLOSES) + len(_CLOSES)]
