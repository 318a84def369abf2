"""What allauth's Django templates need to render inside our one layout, with the same macros as every other page."""

import re

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from joinedup.web.components import forms

register = template.Library()

H1 = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


@register.tag("page")
def page(parser: Parser, token: Token) -> "PageNode":
    """Render what stands between `page` and `endpage` inside the layout, under the title its H1 gives."""
    nodelist = parser.parse(("endpage",))
    parser.delete_first_token()
    return PageNode(nodelist)


class PageNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        body = self.nodelist.render(context)
        found = H1.search(body)
        form = context.get("form")
        values = {
            "title": strip_tags(found[1]).strip() if found else "Joinedup",
            "body": mark_safe(body),  # noqa: S308  Django's own templates have escaped it
            "errors": forms.error_list(form) if isinstance(form, BaseForm) and form.is_bound else [],
            "messages": context.get("messages"),
            "hide_sign_in": True,
        }
        return mark_safe(render_to_string("web/layouts/captured.html", values, request=context.get("request")))  # noqa: S308


@register.simple_tag
def sends_mail() -> bool:
    """Return whether a mail server is named: without one no letter to reset a password ever leaves."""
    return bool(settings.EMAIL_HOST)


@register.simple_tag
def govuk_field(bound: BoundField) -> SafeString:
    """Return a bound field as its GOV.UK component, or its hidden input."""
    if bound.is_hidden:
        return mark_safe(str(bound))  # noqa: S308  Django renders and escapes it
    return mark_safe(forms.field(bound))  # noqa: S308  Markup
