"""What the area was told on the day of notification, for each of its agencies: the pack without the call script."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection, NotificationPack
from joinedup.inspections.notifying.actions import open_pack
from joinedup.inspections.notifying.queries import notified_by
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.components.pack import FORMS, download_of


@agency_page
def pack(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """Show the letter of notification, what each agency is asked for, the privacy notice, contacts and key dates."""
    told, held = notified_by(inspection), _pack(inspection)
    said = open_pack(by=request.user, pack=held, form="page").for_agencies()
    return show(request, "pack.html", inspection, crumbs=crumbs_of(inspection), told=told, said=said, forms=FORMS)


@agency_page
def pack_file(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], pack_form: str) -> HttpResponse:
    """Send the notification pack in Word or as a PDF, without the call script."""
    held = _pack(inspection)
    if pack_form not in FORMS:
        raise Http404
    said = open_pack(by=request.user, pack=held, form=pack_form).for_agencies()
    return download_of(said, held.sha256, inspection.code_word, pack_form)


def _pack(inspection: Inspection) -> NotificationPack:
    """Return the pack the area was notified with; an inspection notified before packs were made here has none."""
    call = notified_by(inspection)
    if call is None:
        raise Http404
    return call.pack
