"""The Jinja environment every page is rendered in."""

from typing import Any

from django.conf import settings as configured
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import BaseLoader, ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from joinedup.web.components import asked_about, consenting, contacting, dates, forms, set_up, words


def environment(*, loader: BaseLoader, **options: Any) -> Environment:
    """Return the environment: our templates, the GOV.UK macros, and the helpers pages call by name.

    A missing name renders as nothing, however deep (`ChainableUndefined`): the GOV.UK macros rely on it.
    """
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    settings = {"autoescape": True, **options, "undefined": ChainableUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(loader=ChoiceLoader([loader, macros]), **settings)  # noqa: S701  on, in `settings`
    env.globals.update(static=static, url=url, form_field=forms.field, error_list=forms.error_list, contact=contact)
    env.filters.update(
        coming=contacting.coming_words,
        contact_parts=contacting.parts_of,
        dialled=contacting.dialled,
        holds=contacting.holds_words,
        reached=contacting.reached_words,
        standing_of=set_up.standing_words,
        day=dates.day,
        short_day=dates.short_day,
        moment=dates.moment,
        count=words.count,
        covered=consenting.covered,
        file_size=words.file_size,
        hours=words.hours,
        listed=words.listed,
        masked=words.masked,
        number=words.number,
        question_line=asked_about.in_one_line,
        whose=consenting.whose,
        words=words.plain,
    )
    return env


def contact() -> str:
    """Return where people tell what is unclear or wrong; "" where nobody has said."""
    return str(configured.CONTACT)


def url(name: str, *args: object, **kwargs: object) -> str:
    """Return the path of a named page."""
    return reverse(name, args=args or None, kwargs=kwargs or None)
