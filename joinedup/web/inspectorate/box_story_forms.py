"""What inspectors fill in about a box: whom it tells of, what others can learn, who agreed."""

from collections.abc import Sequence
from typing import Any

from django import forms

from joinedup.areas.models import Agency
from joinedup.cases.models import Consent, TrackedChild
from joinedup.letter.boxes.enums import AGREEMENTS, About, Agreement, Whose
from joinedup.web.components.consenting import whose as whose_consent
from joinedup.web.components.date_field import DayMonthYearField
from joinedup.web.components.dates import day
from joinedup.web.inspectorate.letter_forms import Choices, RewordForm


class StoryForm(forms.Form):
    """Whom a box tells of, who knows them, and what keeps them from being known by it."""

    about = forms.ChoiceField(
        label="Whom does the box tell of?",
        choices=About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it tells of a child or a service."},
    )
    agency = forms.ChoiceField(
        label="The agency that knows the child, or runs the service",
        help_text="It reads the box before it is signed. None, for a service of nobody taking part.",
        required=False,
    )
    tracked = forms.ChoiceField(label="The tracked child", help_text="Only where the box tells of one.", required=False)
    pseudonyms = forms.CharField(
        label="First names the box uses instead of true ones",
        help_text="One to a line; none where it names nobody. Never the name of the child or of a relative.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        required=False,
    )
    varied = forms.BooleanField(label="Details are not as they were, so that nobody can be known by them", required=False)
    varied_how = forms.CharField(
        label="What was varied",
        help_text="For the team alone: it is never printed.",
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "true"}),
        required=False,
    )

    def __init__(self, agencies: Sequence[Agency], children: Sequence[TrackedChild], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "None"), *((str(agency.pk), agency.name) for agency in agencies)]
        self.fields["tracked"].choices = [("", "None"), *((str(child.pk), child.code) for child in children)]

    def clean_pseudonyms(self) -> list[str]:
        """Return the names, one a line."""
        return [line.strip() for line in self.cleaned_data["pseudonyms"].splitlines() if line.strip()]


class LessonForm(RewordForm):
    """What others can learn from a box, and what it rests on."""

    def __init__(self, findings: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(findings, *args, **kwargs)
        self.fields["text"].label = "What can others learn from it?"
        self.fields["text"].help_text = "It is printed as the last paragraph of the box, after “What others can learn:”."
        self.fields["text"].error_messages["required"] = "Say what others can learn."


class AgreementForm(forms.Form):
    """That somebody agrees that a box is told, refuses, or withdraws it."""

    to = forms.ChoiceField(label="What was said?", widget=forms.RadioSelect, error_messages={"required": "Choose what was said."})
    whose = forms.ChoiceField(label="Who said it?", widget=forms.RadioSelect, error_messages={"required": "Choose who said it."})
    rests_on = forms.ChoiceField(
        label="It rests on a consent given earlier",
        help_text="Then it stands only as long as that consent does.",
        required=False,
    )
    on = DayMonthYearField(label="The day it was said", error_messages={"required": "Enter the day it was said."})
    how = forms.CharField(
        label="How, and in what words",
        help_text="Who asked and who was told, by role, never by a name.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say how: in person, by telephone, in writing."},
    )

    def __init__(self, stands: str, about: str, consents: Sequence[Consent], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(to.value, to.label) for to in Agreement if (stands, to) in AGREEMENTS]
        service = about == About.SERVICE
        self.fields["whose"].choices = [(one.value, one.label) for one in Whose if (one == Whose.SERVICE) == service]
        rest = [(str(one.pk), f"{whose_consent(one)}, given {day(one.since)}") for one in consents]
        self.fields["rests_on"].choices = [("", "No"), *rest]
        if not rest:
            del self.fields["rests_on"]
