"""What an agency fills in to check its lists: its files, what each header is, and what it says beside an issue."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.http import QueryDict

from joinedup.areas.models import Agency
from joinedup.intake.own_checks.actions import LONGEST_REMARK, Remark
from joinedup.method.framework import Framework
from joinedup.web.components.date_field import DayMonthYearField

#: The most files of one check.
MOST_FILES: Final = 20
CHOOSE_AGENCY: Final = "Choose the agency you are checking for."
#: In a choice of columns: nothing was said yet, and that the header is none of them.
UNSAID, OUT = "unsaid", "out"


class ManyFilesInput(forms.ClearableFileInput):
    """A box for files that takes several."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """One file or several; its value is a list of (name, bytes)."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:
        """Return the files; refuse none at all, an empty one, and too many."""
        uploads = data if isinstance(data, list | tuple) else [data]
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(f"Choose {MOST_FILES} files or fewer at a time.")
        clean = [super(FilesField, self).clean(upload, initial) for upload in uploads or [None]]
        return [(upload.name, upload.read()) for upload in clean]


class CheckForm(forms.Form):
    """Files to check, for one of the person's agencies, as one list or whatever they are."""

    agency = forms.ChoiceField(
        label="Which agency are you checking for?",
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_AGENCY, "invalid_choice": CHOOSE_AGENCY},
    )
    list_id = forms.ChoiceField(
        label="Which list is it?",
        required=False,
        help_text="A list is known by its name and its headers. Where your headers are your own, choose the list: you can then say "
        "which header is which.",
        widget=forms.Select,
    )
    files = FilesField(
        label="Files to check",
        help_text="Excel workbooks (XLSX) or CSV files, and returns you hold already (the looked-after return as CSV, "
        "the children in need census as XML). Choose all your lists at once and they are held against each other.",
        error_messages={"required": "Choose the files to check.", "empty": "The file is empty."},
    )

    notified_on = DayMonthYearField(
        label="As if notified on",
        required=False,
        help_text="Ages and periods are counted from this day. Left empty: the day your agency was notified, where an inspection "
        "takes in its lists now; otherwise today.",
    )

    def __init__(self, agencies: Iterable[Agency], framework: Framework, *given: Any) -> None:
        super().__init__(*given)
        self.agencies = {str(agency.pk): agency for agency in agencies}
        self.fields["agency"].choices = [(key, agency.name) for key, agency in self.agencies.items()]
        sectors = {agency.sector for agency in self.agencies.values()}
        self.lists = {spec.id: spec for spec in framework.lists if spec.sector in sectors}
        self.fields["list_id"].choices = [("", "Find out from the file"), *((id, spec.title) for id, spec in self.lists.items())]
        if len(self.agencies) == 1:
            self.fields["agency"].required = False
            self.fields["agency"].widget = forms.HiddenInput()

    def clean_agency(self) -> Agency:
        """Return the agency chosen; the only one where there is no choice."""
        return self.agencies.get(self.cleaned_data["agency"]) or next(iter(self.agencies.values()))

    def clean(self) -> dict[str, Any]:
        """Refuse a list the agency chosen is never asked for."""
        agency, spec = self.cleaned_data.get("agency"), self.lists.get(self.cleaned_data.get("list_id", ""))
        if agency and spec and spec.sector != agency.sector:
            self.add_error("list_id", f"“{spec.title}” is not asked of {agency.name}. Choose one of its lists.")
        return self.cleaned_data


class OneFileForm(forms.Form):
    """One file to check for one request."""

    file = forms.FileField(label="The file", error_messages={"required": "Choose the file.", "empty": "The file is empty."})


class RemarkForm(forms.Form):
    """Something to say about what was sent, as a whole."""

    text = forms.CharField(
        label="What should the inspectors know about this file?",
        help_text="For example, why dates are missing, or what changed in your system that year.",
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what the inspectors should know."},
    )


def said_of_headers(posted: QueryDict) -> dict[str, dict[str, str]]:
    """Return list id → header → column key ("" left out) of the choices made on a page; what was not chosen is left out."""
    said: dict[str, dict[str, str]] = {}
    for name, value in posted.items():
        kind, _, rest = name.partition("|")
        list_id, _, header = rest.partition("|")
        if kind == "map" and value != UNSAID and header:
            said.setdefault(list_id, {})[header] = "" if value == OUT else str(value)
    return said


def said_of_parts(posted: QueryDict) -> list[Remark]:
    """Return what was written beside issues and parts of the summary, and about the whole."""
    remarks = []
    for name, text in posted.items():
        kind, _, about = name.partition("|")
        if kind == "say-issue":
            rule, _, column = about.partition("|")
            remarks.append(Remark(str(text), rule=rule, column=column))
        elif kind == "say-part":
            remarks.append(Remark(str(text), part=about))
        elif kind == "say-whole":
            remarks.append(Remark(str(text)))
    return [remark for remark in remarks if remark.text.strip()]
