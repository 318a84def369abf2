"""Django's bound fields as GOV.UK components.

One function per kind of widget turns a `BoundField` into the parameters of the macro that draws it. Ids follow the
GOV.UK rule that an error summary links to the first control of its field: radios and checkboxes number from the second.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest, QueryDict
from django.template import engines
from markupsafe import Markup

Params = dict[str, Any]
Form = forms.BaseForm
_REQUIRED = str(forms.Field.default_error_messages["required"])


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent with a POST, even if it is nothing; none for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def field(bound: BoundField, **extra: Any) -> Markup:
    """Return the GOV.UK form group of a bound field. `extra` is laid over the macro's parameters (classes, rows, legend size)."""
    macro, make = _drawing(bound.field.widget)
    return render_macro(macro, merge(make(bound), extra))


def render_macro(name: str, params: Params) -> Markup:
    """Return the HTML of a GOV.UK macro, by the name of its component ("input", "password-input")."""
    env = engines["jinja2"].env
    macro = "govuk" + "".join(part.capitalize() for part in name.split("-"))
    module = env.get_template(f"govuk_frontend_jinja/components/{name}/macro.html").module
    return Markup(getattr(module, macro)(params))  # noqa: S704  the macro has escaped every text it was given


def error_list(form: forms.BaseForm) -> list[Params]:
    """Return the error summary's list: each error of each field, as they stand on the page, linked to its first control.

    Those of the whole form come last.
    """
    fields = [form[name] for name in form.fields if name in form.errors]
    linked = [{"text": message, "href": f"#{first_id(bound)}"} for bound in fields for message in messages_of(bound)]
    return [*linked, *({"text": message} for message in form.non_field_errors())]


def messages_of(bound: BoundField) -> list[str]:
    """Return a field's errors as sentences: Django's "This field is required." becomes what to do."""
    label = str(bound.label)
    enter = f"Enter {label[:1].lower()}{label[1:]}."
    return [enter if str(error) == _REQUIRED else str(error) for error in bound.errors]


def first_id(bound: BoundField) -> str:
    """Return the id of the field's first control."""
    return bound.auto_id or bound.html_name


def merge(params: Params, extra: Params) -> Params:
    """Return `params` with `extra` laid over it, one level of nested dicts kept."""
    merged = dict(params)
    for key, value in extra.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = {**merged[key], **value} if both else value
    return merged


def _common(bound: BoundField) -> Params:
    params: Params = {"id": bound.auto_id, "name": bound.html_name}
    if bound.help_text:
        params["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        params["errorMessage"] = {"text": " ".join(messages_of(bound))}
    return params


def _labelled(bound: BoundField) -> Params:
    return {**_common(bound), "label": {"text": str(bound.label)}, **_attributes(bound)}


def _attributes(bound: BoundField) -> Params:
    kept = {"autocomplete", "inputmode", "spellcheck", "maxlength", "accept", "autocapitalize"}
    given = {name: str(value) for name, value in bound.field.widget.attrs.items() if name in kept}
    params: Params = {name: given.pop(name) for name in ("autocomplete", "inputmode") if name in given}
    if given:
        params["attributes"] = given
    return params


def _text(bound: BoundField) -> Params:
    kind = getattr(bound.field.widget, "input_type", "text")
    return {**_labelled(bound), "value": _value(bound), "type": kind}


def _email(bound: BoundField) -> Params:
    return {"autocomplete": "email", **_text(bound), "type": "email", "spellcheck": False}


def _password(bound: BoundField) -> Params:
    return {"autocomplete": "current-password", **_labelled(bound)}


def _textarea(bound: BoundField) -> Params:
    return {**_labelled(bound), "value": _value(bound), "rows": str(bound.field.widget.attrs.get("rows", 5))}


def _select(bound: BoundField) -> Params:
    chosen = {str(value) for value in _values(bound)}
    items = [{"value": str(value), "text": str(label), "selected": str(value) in chosen} for value, label in _choices(bound)]
    return {**_labelled(bound), "items": items}


def _radios(bound: BoundField) -> Params:
    return _group(bound, "radios")


def _checkboxes(bound: BoundField) -> Params:
    return _group(bound, "checkboxes")


def _group(bound: BoundField, kind: str) -> Params:
    chosen = {str(value) for value in _values(bound)}
    given = [(str(value), str(label)) for value, label in _choices(bound) if value != ""]
    items = [{"value": value, "text": label, "checked": value in chosen} for value, label in given]
    small = {"items": items, "classes": f"govuk-{kind}--small"}
    return {**_common(bound), "idPrefix": bound.auto_id, "fieldset": {"legend": _legend(bound)}, **small}


def _legend(bound: BoundField) -> Params:
    return {"text": str(bound.label), "classes": "govuk-fieldset__legend--s"}


def _tick(bound: BoundField) -> Params:
    common = _common(bound)
    item = {"id": bound.auto_id, "value": "on", "text": str(bound.label), "checked": bool(bound.value())}
    if hint := common.pop("hint", None):
        item["hint"] = hint
    return {**common, "idPrefix": bound.auto_id, "items": [item]}


def _file(bound: BoundField) -> Params:
    return _labelled(bound)


def _date(bound: BoundField) -> Params:
    day_month_year = (("day", 2), ("month", 2), ("year", 4))
    values = _date_parts(bound)
    wrong = " govuk-input--error" if bound.errors else ""
    first = bound.auto_id or bound.html_name
    items = [
        {
            "id": first if part == "day" else f"{first}_{part}",
            "name": f"{bound.html_name}_{part}",
            "label": part.capitalize(),
            "value": values.get(part, ""),
            "classes": f"govuk-input--width-{width}{wrong}",
        }
        for part, width in day_month_year
    ]
    return {**_common(bound), "id": f"{first}_date", "fieldset": {"legend": _legend(bound)}, "items": items}


def _date_parts(bound: BoundField) -> dict[str, str]:
    value = bound.value()
    if hasattr(value, "year"):
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
    return dict(value) if isinstance(value, dict) else {}


def _value(bound: BoundField) -> str:
    value = bound.value()
    return "" if value is None else str(value)


def _values(bound: BoundField) -> list[Any]:
    value = bound.value()
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple | set) else [value]


def _choices(bound: BoundField) -> list[tuple[Any, Any]]:
    return list(bound.field.choices)


class DateParts(forms.Widget):
    """Day, month and year in three boxes: the one way people get dates right. Its value is a dict of the three as typed."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str] | None:
        parts = {part: (data.get(f"{name}_{part}") or "").strip() for part in ("day", "month", "year")}
        return parts if any(parts.values()) else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_day" not in data


# Sought in order, so what inherits comes before what it inherits from: CheckboxSelectMultiple is a RadioSelect.
_DRAWINGS: tuple[tuple[type[forms.Widget], str, Callable[[BoundField], Params]], ...] = (
    (DateParts, "date-input", _date),
    (forms.CheckboxSelectMultiple, "checkboxes", _checkboxes),
    (forms.RadioSelect, "radios", _radios),
    (forms.CheckboxInput, "checkboxes", _tick),
    (forms.Select, "select", _select),
    (forms.ClearableFileInput, "file-upload", _file),
    (forms.Textarea, "textarea", _textarea),
    (forms.PasswordInput, "password-input", _password),
    (forms.EmailInput, "input", _email),
    (forms.TextInput, "input", _text),
)


def _drawing(widget: forms.Widget) -> tuple[str, Callable[[BoundField], Params]]:
    for kind, macro, make in _DRAWINGS:
        if isinstance(widget, kind):
            return macro, make
    raise TypeError(f"There is no GOV.UK component for a {type(widget).__name__}: add a line to the table of drawings.")
