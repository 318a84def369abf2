"""The forms a notification pack is downloaded in, at both doors."""

from collections.abc import Callable
from typing import Final

from django.http import HttpResponse

from joinedup.inspections.core.pack import Pack
from joinedup.inspections.notifying.as_docx import to_docx
from joinedup.inspections.notifying.as_pdf import to_pdf

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

#: By the last part of the address: what links say, the content type, and what makes it.
FORMS: Final[dict[str, tuple[str, str, Callable[[Pack, str], bytes]]]] = {
    "docx": ("Word", WORD, to_docx),
    "pdf": ("PDF", "application/pdf", to_pdf),
}


def download_of(pack: Pack, sha256: str, code_word: str, form: str) -> HttpResponse:
    """Return a pack as a file named by its code word, kept by no browser. Raises KeyError for an unknown form."""
    _, kind, make = FORMS[form]
    named = {"Content-Disposition": f'attachment; filename="{code_word}-notification.{form}"', "Cache-Control": "no-store"}
    return HttpResponse(make(pack, sha256), content_type=kind, headers=named)
