"""What inspectors fill in as they write a letter section by section."""

from typing import Any

from django import forms

from joinedup.letter.core.sentences import sentence_places
from joinedup.method.framework import Framework, LetterSection
from joinedup.web.inspectorate.letter_forms import Choices


class EditorForm(forms.Form):
    """A passage's words and the findings it rests on; under which heading, where its section has some."""

    heading = forms.ChoiceField(label="Subheading", required=False)
    text = forms.CharField(
        label="The passage",
        help_text="It says one thing. It holds no grade, no name and no number of children tracked or sampled.",
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "true"}),
        error_messages={"required": "Write the passage."},
    )
    findings = forms.MultipleChoiceField(label="The findings it rests on", required=False)
    based_on = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, findings: Choices, *args: Any, headings: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].choices = findings
        self.fields["heading"].choices = [("", "None"), *headings]
        if not headings:
            del self.fields["heading"]


def headings_of(framework: Framework, outline: LetterSection) -> Choices:
    """Return the headings a section prints its passages under; none where it has none."""
    return [(area.id, area.title) for area in framework.areas] if outline.by_area else []


class LinkForm(forms.Form):
    """Which sentences of a passage stand on which findings and notes."""

    sentences = forms.MultipleChoiceField(
        label="Which words?",
        help_text="Tick one sentence, or some that follow one another.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the sentence you link."},
    )
    findings = forms.MultipleChoiceField(label="The findings they stand on", required=False, widget=forms.CheckboxSelectMultiple)
    notes = forms.CharField(
        label="Notes they stand on themselves",
        help_text="Numbers of notes, with commas between. As a rule none: a finding rests on its notes.",
        required=False,
    )
    based_on = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, text: str, findings: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = sentence_places(text)
        self.fields["sentences"].choices = [(str(n), text[start:end]) for n, (start, end) in enumerate(self.places)]
        self.fields["findings"].choices = findings

    def clean_sentences(self) -> tuple[int, int]:
        """Return the place of the words in characters; refuse sentences with others between them."""
        chosen = sorted(int(number) for number in self.cleaned_data["sentences"])
        if chosen != list(range(chosen[0], chosen[-1] + 1)):
            raise forms.ValidationError("Tick sentences that follow one another, or link them one after the other.")
        return self.places[chosen[0]][0], self.places[chosen[-1]][1]

    def clean_notes(self) -> list[int]:
        """Return the numbers of the notes; refuse what is no number."""
        typed = [part.strip() for part in self.cleaned_data["notes"].replace(" ", ",").split(",") if part.strip()]
        if wrong := [part for part in typed if not part.isdecimal()]:
            raise forms.ValidationError(f"“{wrong[0]}” is not the number of a note.")
        return [int(part) for part in typed]


class LinkAnewForm(LinkForm):
    """On which sentences a link is laid that stood on words no longer there."""

    def __init__(self, text: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(text, [], *args, **kwargs)
        del self.fields["findings"], self.fields["notes"]


class ElsewhereForm(forms.Form):
    """Where a passage is moved to."""

    place = forms.ChoiceField(label="Where does it belong?", error_messages={"required": "Choose a place."})

    def __init__(self, places: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", "Choose one"), *places]


class TakeOverForm(forms.Form):
    """Why a section somebody holds is taken over."""

    why = forms.CharField(
        label="Why do you take it over?",
        help_text="Whoever held it reads this. What they saved stays.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why you take the section over."},
    )
