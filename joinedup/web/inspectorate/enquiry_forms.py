"""What inspectors fill in to decide, follow and close lines of enquiry."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from joinedup.areas.models import Agency
from joinedup.cases.enquiries.actions import Said
from joinedup.cases.enquiries.changing import LineSaid
from joinedup.cases.enquiries.enums import Found, ProposalState
from joinedup.cases.models import Enquiry, LineProposal
from joinedup.method.framework import Framework
from joinedup.web.inspectorate.questions_forms import QuestionForm

Choices = list[tuple[str, str]]

_DECISIONS = (
    (ProposalState.ACCEPTED, "Accept"),
    (ProposalState.EDITED, "In other words"),
    (ProposalState.REFUSED, "Refuse"),
)


class DecisionsForm(forms.Form):
    """Every proposal of a page, each with what to make of it. What is left as it is waits on."""

    def __init__(self, proposals: Iterable[LineProposal], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = {proposal.pk.hex: proposal for proposal in proposals}
        for key, proposal in self.proposals.items():
            self.fields[f"decision_{key}"] = forms.ChoiceField(
                label="What do you make of it?", choices=_DECISIONS, widget=forms.RadioSelect, required=False
            )
            self.fields[f"words_{key}"] = forms.CharField(
                label="In your words", widget=forms.Textarea(attrs={"rows": 3}), required=False, initial=proposal.words
            )
            self.fields[f"reason_{key}"] = forms.CharField(
                label="Why is it no line of enquiry?",
                help_text="It is not proposed again unless what it rests on changes.",
                widget=forms.Textarea(attrs={"rows": 2}),
                required=False,
            )

    def rows(self) -> Iterator[tuple[LineProposal, Any, Any, Any]]:
        """Yield each proposal with its three fields: what to make of it, the words, the reason."""
        for key, proposal in self.proposals.items():
            yield proposal, self[f"decision_{key}"], self[f"words_{key}"], self[f"reason_{key}"]

    def clean(self) -> dict[str, Any]:
        """Ask for words where a decision needs them."""
        said = super().clean() or {}
        for key, proposal in self.proposals.items():
            decision, words = said.get(f"decision_{key}"), said.get(f"words_{key}", "").strip()
            if decision == ProposalState.EDITED and words in ("", proposal.words):
                self.add_error(f"words_{key}", "Write it in your words, or accept it as proposed.")
            if decision == ProposalState.REFUSED and not said.get(f"reason_{key}", "").strip():
                self.add_error(f"reason_{key}", "Say why this is no line of enquiry.")
        return said

    def said(self) -> list[Said]:
        """Return what was decided, of those proposals of which anything was."""
        words = {ProposalState.EDITED: "words", ProposalState.REFUSED: "reason"}
        found = []
        for key, proposal in self.proposals.items():
            if decision := self.cleaned_data.get(f"decision_{key}"):
                state = ProposalState(decision)
                found.append(Said(proposal, state, self.cleaned_data[f"{words[state]}_{key}"] if state in words else ""))
        return found


class PlaceFields(forms.Form):
    """Where a line goes: the criterion it speaks to, and the sectors."""

    criterion = forms.ChoiceField(label="The criterion it speaks to", required=False)
    sectors = forms.MultipleChoiceField(
        label="The sectors it goes to",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose none where it is too early to say.",
    )

    def __init__(self, framework: Framework, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criteria = [(criterion.id, criterion.text) for criterion in framework.criteria]
        self.fields["criterion"].choices = [("", "Not yet said"), *criteria]
        self.fields["sectors"].choices = [(sector.id, sector.name) for sector in framework.sectors]


class LineForm(PlaceFields):
    """A line added by hand, or put in other words."""

    words = forms.CharField(
        label="What do you want to find out?",
        help_text="One question to a line. Write “Child 4”, never a name.",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
        error_messages={"required": "Write the line of enquiry."},
    )
    field_order = ("tracked", "words", "rests_on", "criterion", "sectors")


class ChangeForm(LineForm):
    """A line in other words or going elsewhere, with what the page held before it was changed."""

    had_words = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    had_criterion = forms.CharField(required=False, widget=forms.HiddenInput)
    had_sectors = forms.CharField(required=False, widget=forms.HiddenInput)

    def had(self) -> LineSaid:
        """Return what the page held before."""
        sectors = tuple(self.cleaned_data["had_sectors"].split())
        return LineSaid(self.cleaned_data["had_words"], self.cleaned_data["had_criterion"], sectors)

    def said(self) -> LineSaid:
        """Return what it holds now."""
        return LineSaid(self.cleaned_data["words"], self.cleaned_data["criterion"], tuple(self.cleaned_data["sectors"]))

    @staticmethod
    def as_it_stands(line: Enquiry) -> dict[str, Any]:
        """Return what a line says now, for the hidden fields of a page."""
        return {"had_words": line.words, "had_criterion": line.criterion, "had_sectors": " ".join(line.sectors)}


class NewLineForm(LineForm):
    """A line added by hand, with what it rests on."""

    tracked = forms.ChoiceField(label="Whom is it about?", required=False)
    rests_on = forms.CharField(
        label="What does it rest on?",
        help_text="What you saw, heard or read that gives cause to ask.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say what it rests on."},
    )
    #: The page's own id: sent twice, it opens one line.
    page = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, framework: Framework, tracked: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(framework, *args, **kwargs)
        self.fields["tracked"].choices = [("", "The cohort, not one child"), *tracked]


class AssignForm(forms.Form):
    """Who follows a line."""

    people = forms.MultipleChoiceField(
        label="Who follows it?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="One or more inspectors of the team.",
    )
    had = forms.CharField(required=False, widget=forms.HiddenInput)  # who followed it when the page was opened

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people

    def clean_had(self) -> list[str]:
        """Return who followed it, one by one."""
        return self.cleaned_data["had"].split()


class LineQuestionForm(QuestionForm):
    """A line put to an agency as a question: its own words to begin with."""

    def __init__(self, enquiry: Enquiry, agencies: Iterable[Agency], hours: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(agencies, hours, *args, initial={"text": f"{enquiry.about}: {enquiry.words}"}, **kwargs)


class LookAtForm(forms.Form):
    """Something to look at with an agency."""

    agency = forms.ChoiceField(label="Where?", error_messages={"required": "Choose the agency."})
    words = forms.CharField(
        label="What is to be looked at?",
        help_text="A file, a record, a meeting. Write “Child 4”, never a name.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say what to look at."},
    )

    def __init__(self, agencies: Iterable[Agency], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(agency.pk): agency for agency in agencies}
        self.fields["agency"].choices = [("", "Choose one"), *((key, agency.name) for key, agency in self.agencies.items())]

    def clean_agency(self) -> Agency:
        """Return the agency chosen."""
        return self.agencies[self.cleaned_data["agency"]]


class LinkNotesForm(forms.Form):
    """Notes that speak to a line."""

    notes = forms.MultipleChoiceField(
        label="Which notes speak to it?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the notes that speak to this line."},
    )

    def __init__(self, notes: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notes"].choices = notes


class CloseForm(forms.Form):
    """What was found, in words, and the notes it rests on."""

    found = forms.ChoiceField(
        label="What was found?",
        choices=Found.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what was found."},
    )
    words = forms.CharField(
        label="What was found, in words",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
        error_messages={"required": "Write what was found."},
    )
    notes = forms.MultipleChoiceField(
        label="The notes it rests on",
        help_text="At least one, unless it could not be established.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, notes: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notes"].choices = notes


class ReopenForm(forms.Form):
    """Why a closed line is opened again."""

    reason = forms.CharField(
        label="Why is it opened again?",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
        error_messages={"required": "Say why the line is opened again."},
    )
