"""A notebook outside the service: download it in Word, take it in again, export all one's notes."""

from typing import Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.core.word_plan import Taken
from joinedup.evidence.rules import can_write_note
from joinedup.evidence.word import actions
from joinedup.inspections.models import Inspection
from joinedup.web.components import forms as components
from joinedup.web.components.words import count
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML: Final = "text/html; charset=utf-8"
LARGEST: Final = 30_000_000


class BookForm(forms.Form):
    """A notebook that was written in Word."""

    file = forms.FileField(
        label="The notebook",
        help_text="The .docx file you downloaded here, with what you changed and wrote.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Choose the notebook.", "empty": "The file is empty."},
    )

    def clean_file(self) -> bytes:
        """Return what the file holds; refuse one no notebook can be as large as."""
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError("The file is larger than a notebook can be. Send the notebook you downloaded here.")
        return bytes(sent.read())


@team_page
def book(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Offer the notebook for download, and take one in."""
    form = BookForm(components.posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        try:
            taken = actions.take_in_book(by=request.user, inspection=inspection, data=form.cleaned_data["file"])
        except EvidenceError as reason:
            form.add_error("file", str(reason))
        else:
            if not taken.aside:
                messages.success(request, told(taken))
                return redirect("inspectorate:book", inspection.pk)
            return _page(request, inspection, BookForm(), taken)
    return _page(request, inspection, form, None)


@team_page
def download(request: HttpRequest, inspection: Inspection, book_form: str) -> HttpResponse:
    """Give the reader their own notes as a file, or blank forms as a page to print."""
    if book_form == "word":
        data: bytes | str = actions.download_book(by=request.user, inspection=inspection)
        kind, name = WORD, "notebook.docx"
    elif book_form == "json":
        data, kind, name = actions.export_notes(by=request.user, inspection=inspection), "application/json", "notes.json"
    elif book_form == "html":
        data, kind, name = actions.print_notes(by=request.user, inspection=inspection), HTML, "notes.html"
    elif book_form == "forms":
        page = actions.print_forms(by=request.user, inspection=inspection, nonce=request.csp_nonce)
        return HttpResponse(page, headers={"Cache-Control": "no-store"})
    else:
        raise Http404
    named = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=kind, headers=named)


def told(taken: Taken) -> str:
    """Return in a sentence what a notebook brought."""
    new, changed = count(taken.new, "new note"), count(taken.changed, "new wording")
    brought = f"Taken in: {new}, {changed}. {count(taken.unchanged, 'note')} unchanged."
    if not taken.earlier:
        return brought
    reads = "reads" if taken.earlier == 1 else "read"
    return f"{brought} {count(taken.earlier, 'note')} {reads} as before a later rewording: nothing was changed there."


def _page(request: HttpRequest, inspection: Inspection, form: BookForm, taken: Taken | None) -> HttpResponse:
    return show(
        request,
        "book.html",
        inspection,
        child_level=True,
        crumbs=(("Notes", reverse("inspectorate:notes", args=[inspection.pk])),),
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        taken=taken,
        told=told(taken) if taken else "",
        may_write=can_write_note(request.user, inspection),
    )
