"""Who answers the letter, whom it is sent to, and what children and young people read: settled before it is signed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.inspections.models import Inspection
from joinedup.letter import queries, rules
from joinedup.letter.actions import LetterError, WrittenMeanwhile
from joinedup.letter.determination import actions
from joinedup.letter.determination.actions import Named
from joinedup.letter.determination.models import NamedRecipient
from joinedup.letter.determination.queries import bases_of, determined, proposed_recipients, recipients_of
from joinedup.letter.determination.rules import can_mend_address, check_can_mend_address
from joinedup.letter.for_children.actions import write_for_children
from joinedup.letter.for_children.queries import page_of
from joinedup.letter.for_children.rules import check_can_write_for_children
from joinedup.letter.models import Letter
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.determining_forms import DeterminationForm, ForChildrenForm, RecipientForm
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.voided import with_signatures


@gives_back
@team_page
def determination(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Say whether a written statement is needed, of whom, who prepares and sends it, and on what legal basis."""
    letter = letter_or_404(inspection)
    rules.check_can_change(request.user, letter)
    known = {None: "", True: "yes", False: "no"}[letter.statement_needed]
    initial = vars(determined(letter)) | {"needed": known, "principal_authority": letter.principal_authority}
    form = DeterminationForm(bases_of(inspection), components.posted(request), initial=initial)
    if form.is_valid():
        said = with_signatures(letter, "It is saved.")
        try:
            actions.determine(by=request.user, letter=letter, **form.determined())
        except LetterError as reason:
            form.add_error("principal_authority", str(reason))
        else:
            messages.success(request, said)
            return redirect("inspectorate:letter", inspection.pk)
    return _form(request, inspection, form, "Written statement of action", "Save")


@team_page
def recipients(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show whom the letter is sent to, and take over those the regulations name where nobody is named yet."""
    letter = letter_or_404(inspection)
    if request.method == "POST":
        named = [Named(*row) for row in proposed_recipients(letter)]
        actions.name_recipients(by=request.user, letter=letter, recipients=named)
        messages.success(request, "Those the regulations name are on the list. Add their addresses.")
        return redirect("inspectorate:letter-recipients", inspection.pk)
    return show(
        request,
        "letter_recipients.html",
        inspection,
        crumbs=crumbs(inspection),
        rows=recipients_of(letter),
        proposed=proposed_recipients(letter),
        may_change=rules.can_change(request.user, letter),
        may_mend=can_mend_address(request.user, letter),
    )


@gives_back
@team_page
def recipient_new(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Name a further body the letter is sent to."""
    letter = letter_or_404(inspection)
    rules.check_can_change(request.user, letter)
    form = RecipientForm(components.posted(request))
    if form.is_valid():
        try:
            listed = [_as_named(row) for row in recipients_of(letter)]
            actions.name_recipients(by=request.user, letter=letter, recipients=[*listed, form.named()])
        except LetterError as reason:
            form.add_error("name", str(reason))
        else:
            return redirect("inspectorate:letter-recipients", inspection.pk)
    return _form(request, inspection, form, "Add a recipient", "Add")


@gives_back
@team_page
def recipient(request: HttpRequest, inspection: Inspection, recipient_id: UUID) -> HttpResponse:
    """Change a recipient; where only its address changes, no signature falls."""
    letter = letter_or_404(inspection)
    row = get_object_or_404(recipients_of(letter), pk=recipient_id)
    check_can_mend_address(request.user, letter)
    form = RecipientForm(components.posted(request), initial=vars(_as_named(row)))
    if form.is_valid():
        try:
            _change(request, letter, row, form.named())
        except LetterError as reason:
            form.add_error("name", str(reason))
        else:
            return redirect("inspectorate:letter-recipients", inspection.pk)
    return _form(request, inspection, form, "Change a recipient", "Save", recipient=row)


@require_POST
@team_page
def recipient_remove(request: HttpRequest, inspection: Inspection, recipient_id: UUID) -> HttpResponse:
    """Take a body off the list of those the letter is sent to."""
    letter = letter_or_404(inspection)
    row = get_object_or_404(recipients_of(letter), pk=recipient_id)
    rest = [_as_named(one) for one in recipients_of(letter) if one.pk != row.pk]
    try:
        actions.name_recipients(by=request.user, letter=letter, recipients=rest)
    except LetterError as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, f"{row.name} is off the list.")
    return redirect("inspectorate:letter-recipients", inspection.pk)


@gives_back
@team_page
def for_children(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Write the page for children and young people, in plain words."""
    letter = letter_or_404(inspection)
    check_can_write_for_children(request.user, letter)
    page, heading = page_of(letter), "For children and young people"
    begun = {"title": page.title, "text": page.text, "based_on": page.mark} if page else {}
    form = ForChildrenForm(components.posted(request), initial=begun)
    if form.is_valid():
        said = with_signatures(letter, "The page is saved.")
        try:
            write_for_children(by=request.user, letter=letter, **form.cleaned_data)
        except WrittenMeanwhile as reason:
            page = page_of(letter)
            typed = {**form.cleaned_data, "based_on": page.mark if page else ""}  # saved again, it is written over what stands now
            problem = [{"text": str(reason), "href": "#id_text"}]
            form = ForChildrenForm(initial=typed)
            return _form(request, inspection, form, heading, "Save the page", theirs=page, problem=problem)
        messages.success(request, said)
        return redirect("inspectorate:letter", inspection.pk)
    return _form(request, inspection, form, heading, "Save the page")


def letter_or_404(inspection: Inspection) -> Letter:
    """Return the inspection's letter; a page of a letter that is not started does not exist."""
    found = queries.letter_of(inspection)
    if found is None:
        raise Http404
    return found


def crumbs(inspection: Inspection, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the way back to the letter, and pages beneath it by title and name."""
    between = tuple((text, reverse(f"inspectorate:{name}", args=[inspection.pk])) for text, name in more)
    return (("Letter", reverse("inspectorate:letter", args=[inspection.pk])), *between)


def _change(request: HttpRequest, letter: Letter, row: NamedRecipient, said: Named) -> None:
    """Save a changed recipient: an address alone is put right, anything else is a change of the letter."""
    before = _as_named(row)
    if (before.name, before.kind, before.must_publish) == (said.name, said.kind, said.must_publish):
        actions.mend_address(by=request.user, recipient=row, postal_address=said.postal_address, web_address=said.web_address)
        return
    rows = [said if one.pk == row.pk else _as_named(one) for one in recipients_of(letter)]
    actions.name_recipients(by=request.user, letter=letter, recipients=rows)


def _as_named(row: NamedRecipient) -> Named:
    return Named(row.name, row.kind, row.must_publish, row.postal_address, row.web_address)


def _form(request: HttpRequest, inspection: Inspection, form, heading: str, button: str, **context: object) -> HttpResponse:
    errors = components.error_list(form) if form.is_bound else []
    context |= {"form": form, "errors": context.get("problem", errors), "heading_text": heading, "button": button}
    above = [("Recipients", "letter-recipients")] if isinstance(form, RecipientForm) else []
    return show(request, "letter_settled.html", inspection, crumbs=crumbs(inspection, *above), **context)
