"""What inspectors fill in to set a box apart from a letter's text."""

from typing import Any

from django import forms

from joinedup.letter.enums import BoxKind
from joinedup.method.framework import Framework
from joinedup.web.inspectorate.letter_forms import Choices, RewordForm


def box_sections(framework: Framework) -> Choices:
    """Return the sections of the outline that hold boxes, each with its heading; most frameworks have one or two."""
    return [(part.id, part.title or part.id) for part in framework.letter if part.kind == "boxes"]


class BoxForm(RewordForm):
    """A practice study or case study: its place, what it shows, its heading and its first passage."""

    section = forms.ChoiceField(label="Section", error_messages={"required": "Choose a section."})
    kind = forms.ChoiceField(
        label="What the box shows",
        choices=BoxKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what the box shows."},
    )
    title = forms.CharField(
        label="Heading of the box",
        help_text="Never a name, nor anything a family could know themselves by.",
        max_length=120,
        error_messages={"required": "Enter a heading."},
    )
    field_order = ("section", "kind", "title", "text", "findings")

    def __init__(self, framework: Framework, findings: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(findings, *args, **kwargs)
        self.fields["section"].choices = [("", "Choose one"), *box_sections(framework)]
