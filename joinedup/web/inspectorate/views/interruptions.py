"""An inspection that does not go on as planned: asked for, decided, and what it moved."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from joinedup.areas.models import Agency, Inspectorate
from joinedup.inspections.interruptions import actions, queries, rules
from joinedup.inspections.interruptions.actions import InterruptionError
from joinedup.inspections.interruptions.enums import MOVES_DATES, AskedBy, InterruptionState
from joinedup.inspections.interruptions.models import Interruption
from joinedup.inspections.models import Inspection
from joinedup.inspections.notifying.rules import DayQuestioned
from joinedup.inspections.queries import agencies, team
from joinedup.inspections.rules import InspectionRefused
from joinedup.method.framework import InterruptionRule
from joinedup.method.interruptions import interruption_of, interruptions_of
from joinedup.web.components import forms as components
from joinedup.web.components.interruption_forms import AskForm, until_help
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.interruption_forms import DecideForm


@team_page
def interruptions(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the interruptions, what may be asked for now, and the key dates that moved."""
    titles = {step.id: step.title for step in inspection.framework.calendar}
    ways = [
        (rule, rules.decider_in_words(inspection, rule), rules.can_ask(request.user, inspection, rule.id))
        for rule in interruptions_of(inspection.framework)
    ]
    return show(
        request,
        "interruptions.html",
        inspection,
        interruptions=queries.interruptions_seen_by(request.user, inspection),
        ways=ways,
        moves=[(titles.get(row.step, row.step), row) for row in queries.date_moves(inspection)],
    )


@gives_back
@team_page
def ask(request: HttpRequest, inspection: Inspection, kind: str) -> HttpResponse:
    """Write down that somebody asks for an interruption."""
    rule = _rule(inspection, kind)
    rules.check_can_ask(request.user, inspection, kind)
    there = _askers(inspection, rule)
    initial = {"asked_on": timezone.localdate(), "begins": timezone.localdate()}
    help_text = until_help(kind)
    choices = [(key, one.name) for key, one in there.items()]
    form = AskForm(choices, help_text, components.posted(request), initial=initial)
    if form.is_valid():
        said = form.cleaned_data | {"asker": there[form.cleaned_data["asker"]]}
        try:
            made = actions.ask_for(by=request.user, inspection=inspection, kind=kind, **said)
        except DayQuestioned as question:
            form = AskForm(choices, help_text, request.POST, questioned=True)
            form.add_error("although", str(question))
        except (InterruptionError, InspectionRefused) as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{made} is written down. {_first_up(rules.decider_in_words(inspection, rule))} decides.")
            return redirect("inspectorate:interruption", inspection.pk, made.pk)
    errors = components.error_list(form) if form.is_bound else []
    context = {"form": form, "errors": errors, "rule": rule, "decider": rules.decider_in_words(inspection, rule)}
    return show(request, "interruption_ask.html", inspection, child_level=True, crumbs=_crumbs(inspection), **context)


@gives_back
@team_page
def interruption(request: HttpRequest, inspection: Inspection, interruption_id: UUID) -> HttpResponse:
    """Show one interruption with its grounds, what was decided, which dates moved and who saw it; take in a decision."""
    found: Interruption = get_object_or_404(queries.interruptions_seen_by(request.user, inspection), pk=interruption_id)
    ways = [(to.value, to.label) for to in InterruptionState if rules.can_move_interruption(request.user, found, to)]
    form = _decide_form(request, found, ways) if ways else None
    if request.method == "POST":
        if form is None:
            raise InspectionRefused(
                f"{found} is {found.get_state_display().lower()}. There is nothing you can decide about it now."
            )
        try:
            if form.is_valid() and _decided(request, found, form):
                return redirect("inspectorate:interruption", inspection.pk, found.pk)
        except DayQuestioned as question:
            form = _decide_form(request, found, ways, questioned=True)
            form.add_error("although", str(question))
    actions.open_interruption(by=request.user, interruption=found)
    rule = _rule(inspection, found.kind)
    titles = {step.id: step.title for step in inspection.framework.calendar}
    return show(
        request,
        "interruption.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        one=found,
        rule=rule,
        decider=rules.decider_in_words(inspection, rule),
        entries=[(entry, list(queries.seen_by_whom(entry))) for entry in queries.entries_of(found)],
        moves_dates=found.kind in MOVES_DATES,
        titles=titles,
        form=form,
        errors=components.error_list(form) if form is not None and form.is_bound else [],
    )


def _decided(request: HttpRequest, found: Interruption, form: DecideForm) -> bool:
    said = form.cleaned_data
    days = {"begins": said.get("begins"), "until": said.get("until"), "although": said.get("although", False)}
    try:
        done = actions.decide_interruption(by=request.user, interruption=found, to=said["to"], words=said["words"], **days)
    except DayQuestioned:
        raise
    except (InterruptionError, InspectionRefused) as reason:
        form.add_error(None, str(reason))
        return False
    messages.success(request, f"{done} is {done.get_state_display().lower()}.")
    return True


def _decide_form(request: HttpRequest, found: Interruption, ways: list[tuple[str, str]], *, questioned: bool = False) -> DecideForm:
    help_text = until_help(found.kind)
    asked = {"begins": found.begins, "until": found.until} if found.state == InterruptionState.ASKED else {}
    return DecideForm(ways, help_text, components.posted(request), initial=asked, questioned=questioned)


def _askers(inspection: Inspection, rule: InterruptionRule) -> dict[str, Agency | Inspectorate]:
    found: dict[str, Agency | Inspectorate] = {}
    if AskedBy.AREA in rule.asked_by:
        found |= {str(agency.pk): agency for agency in agencies(inspection)}
    if AskedBy.INSPECTORATE in rule.asked_by:
        found |= {str(member.inspectorate_id): member.inspectorate for member in team(inspection)}
    return found


def _rule(inspection: Inspection, kind: str) -> InterruptionRule:
    rule = interruption_of(inspection.framework, kind)
    if rule is None:
        raise Http404
    return rule


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (("Interruptions", reverse("inspectorate:interruptions", args=[inspection.pk])),)
