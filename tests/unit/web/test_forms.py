"""Every kind of form field as its GOV.UK component: labelled, with its hint, its error, and a link from the summary."""

from datetime import date

import html5lib
import pytest
from django import forms

from joinedup.web.components import forms as adapter

CHOICES = [("police", "Police"), ("health", "Health")]


class Everything(forms.Form):
    name = forms.CharField(label="Your name", help_text="As on your badge")
    email = forms.EmailField(label="Email")
    word = forms.CharField(label="Password", widget=forms.PasswordInput)
    seen = forms.CharField(label="What was seen", widget=forms.Textarea(attrs={"rows": 8}))
    sector = forms.ChoiceField(label="Sector", choices=CHOICES)
    one = forms.ChoiceField(label="Which one", choices=CHOICES, widget=forms.RadioSelect)
    some = forms.MultipleChoiceField(label="Which ones", choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField(label="I have read it")
    day = forms.Field(label="Day seen", widget=adapter.DateParts)
    list = forms.FileField(label="The list")


def drawn(form, name, **extra):
    """Return the parsed component of one field."""
    html = str(adapter.field(form[name], **extra))
    return html5lib.parseFragment(html, namespaceHTMLElements=False)


@pytest.mark.parametrize("name", Everything.base_fields)
def test_every_control_has_a_label(name):
    tree = drawn(Everything(), name)
    labels = {label.get("for") for label in tree.iter("label")}
    controls = [node for kind in ("input", "textarea", "select") for node in tree.iter(kind)]
    assert controls
    assert {control.get("id") for control in controls} <= labels


@pytest.mark.parametrize("name", Everything.base_fields)
def test_the_error_summary_links_to_the_first_control_of_each_field(name):
    form = Everything({}, {})
    link = next(error["href"] for error in adapter.error_list(form) if error["href"] == f"#{adapter.first_id(form[name])}")
    tree = drawn(form, name)
    ids = [node.get("id") for kind in ("input", "textarea", "select") for node in tree.iter(kind)]
    assert link.removeprefix("#") == ids[0]
    assert "govuk-form-group--error" in adapter.field(form[name])


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("name", 'class="govuk-input"'),
        ("email", 'type="email"'),
        ("word", "govuk-password-input"),
        ("seen", "<textarea"),
        ("sector", "<select"),
        ("one", 'type="radio"'),
        ("some", 'type="checkbox"'),  # CheckboxSelectMultiple is a RadioSelect: the order of the table decides
        ("sure", 'type="checkbox"'),
        ("day", "govuk-date-input"),
        ("list", 'type="file"'),
    ],
)
def test_each_widget_is_drawn_as_its_component(name, mark):
    assert mark in adapter.field(Everything()[name])


def test_what_was_typed_comes_back():
    form = Everything(
        {"name": "<b>Ada</b>", "sector": "health", "some": ["police"], "day_day": "31", "day_month": "2", "day_year": "2026"}
    )
    assert 'value="&lt;b&gt;Ada&lt;/b&gt;"' in adapter.field(form["name"])
    assert '<option value="health" selected' in adapter.field(form["sector"])
    assert [box.get("value") for box in drawn(form, "some").iter("input") if box.get("checked") is not None] == ["police"]
    assert [box.get("value") for box in drawn(form, "day").iter("input")] == ["31", "2", "2026"]


def test_extra_parameters_lie_over_the_components_own():
    html = adapter.field(Everything()["name"], label={"classes": "govuk-label--l"}, classes="govuk-input--width-20")
    assert "govuk-label--l" in html
    assert "Your name" in html
    assert "govuk-input--width-20" in html


def test_a_widget_without_a_component_is_refused_with_a_sentence():
    class Odd(forms.Form):
        colour = forms.CharField(widget=forms.SplitDateTimeWidget)

    with pytest.raises(TypeError, match=r"no GOV\.UK component for a SplitDateTimeWidget"):
        adapter.field(Odd()["colour"])


def test_an_error_of_the_whole_form_is_in_the_summary_without_a_link():
    form = Everything({}, {})
    form.add_error(None, "These two do not go together.")
    assert adapter.error_list(form)[-1] == {"text": "These two do not go together."}


def test_errors_stand_in_the_order_of_the_fields_whenever_they_were_found():
    form = Everything({"name": "A"}, {})
    form.add_error("name", "Nobody is called so.")
    assert adapter.error_list(form)[0] == {"text": "Nobody is called so.", "href": "#id_name"}


def test_a_date_known_already_is_filled_in_its_three_boxes():
    form = Everything(initial={"day": date(2026, 3, 5)})
    assert [box.get("value") for box in drawn(form, "day").iter("input")] == ["5", "3", "2026"]


def test_a_box_to_tick_carries_its_hint():
    class Sure(forms.Form):
        sure = forms.BooleanField(label="I have read it", help_text="All of it.")

    assert "All of it." in adapter.field(Sure()["sure"])
