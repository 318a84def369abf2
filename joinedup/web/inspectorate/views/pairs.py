"""Doubtful pairs: two records that may be one person. Somebody of the team says which, and why; of some a second person too."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from joinedup.cases.queries import agency_names
from joinedup.inspections.models import Inspection
from joinedup.linkage import actions
from joinedup.linkage.models import LinkDecision, LinkRun
from joinedup.linkage.pairs import ReviewPair, agencies_by_record, evidence_of, review_of, said_of
from joinedup.linkage.queries import latest_run
from joinedup.linkage.reviews import actions as reviews
from joinedup.linkage.reviews import rules
from joinedup.linkage.reviews.enums import PairState
from joinedup.linkage.rules import can_decide, check_can_decide
from joinedup.web.components import forms as components
from joinedup.web.components.words import count
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.forms import DecideForm, WhyForm
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.pair_in_words import HIDDEN, likely, side_by_side, why
from joinedup.web.inspectorate.pair_lists import LISTS, Lists
from joinedup.web.inspectorate.waterfall import waterfall

#: Pairs listed at once: those further down would change little, and come up as those above are decided.
SHOWN = 100


@team_page
def pairs(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the doubtful pairs, those first that would change most, or another list of pairs, with how each stands."""
    run, which = latest_run(inspection), _which(request)
    lists = Lists(request.user, run, review_of(run)) if run else None
    found = lists.pairs(which) if lists else []
    return show(
        request,
        "pairs.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection)[:1],
        run=run,
        which=which,
        lists=LISTS,
        counts=lists.counts() if lists else {},
        progress=_progress(lists, which) if lists else "",
        rows=_rows(inspection, lists, which, found[:SHOWN]) if lists else [],
        further=max(0, len(found) - SHOWN),
    )


@team_page
def pair(request: HttpRequest, inspection: Inspection, pair_id: str) -> HttpResponse:
    """Show one pair side by side, with why it weighs what it weighs, and take what somebody says of it."""
    run, which = latest_run(inspection), _which(request)
    lists = Lists(request.user, run, review_of(run)) if run else None
    found = lists.review.find(pair_id) if lists else None
    if run is None or lists is None or found is None:
        raise Http404
    first = rules.can_decide_first(request.user, run, found.standing)
    form = DecideForm(components.posted(request), ask=first)
    if form.is_bound:
        check_can_decide(request.user, run)
    if form.is_valid():
        return _to_next(request, inspection, which, _say(request, run, found, form.cleaned_data))
    return _side_by_side(request, inspection, lists, found, form)


def _say(request: HttpRequest, run: LinkRun, found: ReviewPair, said: dict[str, str]) -> str:
    """Keep what somebody said, as a second look, as what settles a difference or as the decision; return what became of it."""
    ask = said.pop("second_asked", False)
    if rules.can_look_again(request.user, run, found.standing):
        made = reviews.look_again(by=request.user, run=run, pair_id=found.id, **said)
        differ = made.decision != made.checks.decision
        return f"Your second look is kept. {'You two differ.' if differ else 'You two agree.'}"
    if found.standing.state == PairState.DIFFERING:
        reviews.settle(by=request.user, run=run, pair_id=found.id, **said)
        return "What you said is kept. A third person settles a difference alone; the two once both say the same."
    actions.decide(by=request.user, run=run, pair=found.record_ids, second_asked=bool(ask), **said)
    return "Your decision is kept. The next link run keeps to it."


def _side_by_side(request: HttpRequest, inspection: Inspection, lists: Lists, found: ReviewPair, form: DecideForm) -> HttpResponse:
    person, run, which = request.user, lists.run, _which(request)
    records = actions.open_pair(by=person, run=run, pair=found)
    names = agency_names(inspection)
    blind, checking = lists.is_blind(found), which == "check" and not found.spoken_of
    settles, looks = rules.can_settle(person, run, found.standing), rules.can_look_again(person, run, found.standing)
    return show(
        request,
        "pair.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        agencies=[names.get(record["agency"], record["agency"]) for record in records],
        lines=side_by_side(*records),
        intro=HIDDEN["check"] if checking else HIDDEN["blind"] if blind else _intro(found),
        picture=None if checking else waterfall(evidence_of(run, found), run.settings),
        checking=checking,
        blind=blind,
        state=lists.state(found),
        differs=found.standing.state == PairState.DIFFERING,
        said=[] if blind else _said(request, inspection, lists, found),
        progress=_progress(lists, which),
        says="settle" if settles else "look" if looks else "decide",
        may_say=settles or looks or rules.can_decide_first(person, run, found.standing),
        waits=can_decide(person, run) and found.standing.state == PairState.SECOND_LOOK,
        back=_here(inspection, which),
        following=_following(inspection, lists, which, found),
    )


def _intro(found: ReviewPair) -> str:
    """Return why a pair is doubtful, how likely it is to be one person, and what would change; or that the model joined it."""
    if found.outcome == "joined" and not found.reason:
        return f"The model holds them to be one person. {likely(found.probability)}"
    return f"{why(found.reason)} {likely(found.probability)} {_joins(found)}"


def _joins(found: ReviewPair) -> str:
    if not found.would_join:
        return "Saying that they are one person joins nothing more; saying that they are two may part them."
    return f"Saying that they are one person brings together {count(found.would_join, 'pair')} of records."


def _said(request: HttpRequest, inspection: Inspection, lists: Lists, found: ReviewPair) -> list[tuple[LinkDecision, bool, str]]:
    """Return what was said, the latest first: whether it is what stands, and where it can be taken back ("" where not)."""
    stands = found.standing.stands
    return [
        (
            made,
            stands is not None and made.pk == stands.pk,
            reverse("inspectorate:decision-withdraw", args=[inspection.pk, found.id, made.pk])
            if rules.can_withdraw(request.user, lists.run, made)
            else "",
        )
        for made in said_of(request.user, found, lists.run)
    ]


@team_page
def withdraw(request: HttpRequest, inspection: Inspection, pair_id: str, decision_id: UUID) -> HttpResponse:
    """Take a decision about a pair back, with the reason. It is kept as it was made; what was said before stands again."""
    run = latest_run(inspection)
    found = review_of(run).find(pair_id) if run else None
    made = next((row for row in said_of(request.user, found, run) if row.pk == decision_id), None) if run and found else None
    if run is None or found is None or made is None:
        raise Http404
    rules.check_can_withdraw(request.user, run, made)
    form = WhyForm(
        components.posted(request), help_text="So that somebody else can follow it. The decision itself is kept as it was made."
    )
    if form.is_valid():
        reviews.withdraw(by=request.user, run=run, made=made, reason=form.cleaned_data["why"])
        messages.success(request, "The decision is taken back. What was said of the pair before stands again.")
        return redirect("inspectorate:pair", inspection.pk, pair_id)
    actions.open_pair(by=request.user, run=run, pair=found)
    crumbs = (*_crumbs(inspection), ("One person or two?", reverse("inspectorate:pair", args=[inspection.pk, pair_id])))
    errors = components.error_list(form) if form.is_bound else []
    return show(request, "pair_withdraw.html", inspection, child_level=True, crumbs=crumbs, made=made, form=form, errors=errors)


def _which(request: HttpRequest) -> str:
    asked = request.GET.get("show", "")
    return asked if asked in LISTS else "undecided"


def _to_next(request: HttpRequest, inspection: Inspection, which: str, became: str) -> HttpResponse:
    """Say what became of what was said, and lead on to the next pair of the list one came from, or back to the lists."""
    run = latest_run(inspection)
    lists = Lists(request.user, run, review_of(run)) if run else None
    messages.success(request, f"{became} {_progress(lists, which) if lists else ''}".strip())
    waiting = lists.pairs(which) if lists and which not in ("mine", "decided") else []
    if waiting:
        return redirect(f"{reverse('inspectorate:pair', args=[inspection.pk, waiting[0].id])}?show={which}")
    return redirect(_here(inspection, which))


def _following(inspection: Inspection, lists: Lists, which: str, found: ReviewPair) -> str:
    """Return the address of the pair after this one in its list, to leave this one for later; "" where it is the last.

    A pair drawn to check the links is not left: whoever cannot tell says so, else the hard ones would be missing.
    """
    if which == "check":
        return ""
    listed = [pair.id for pair in lists.pairs(which)]
    after = listed[listed.index(found.id) + 1 :] if found.id in listed else []
    return f"{reverse('inspectorate:pair', args=[inspection.pk, after[0]])}?show={which}" if after else ""


def _progress(lists: Lists, which: str) -> str:
    asked = lists.review.drawn if which == "check" else lists.review.doubtful
    done = sum(pair.spoken_of for pair in asked)
    return f"{done} of {len(asked)} {'checked' if which == 'check' else 'decided'}."


def _rows(inspection: Inspection, lists: Lists, which: str, listed: list[ReviewPair]) -> list[list[object]]:
    """Return each pair as a line: its two agencies, why it is doubtful, what it would join, how it stands; nothing of a child."""
    names, origin = agency_names(inspection), agencies_by_record(lists.run, listed)
    rows: list[list[object]] = []
    for number, each in enumerate(listed, 1):
        whose = _whose(*(names.get(origin[end], origin[end]) for end in each.record_ids))
        address = f"{reverse('inspectorate:pair', args=[inspection.pk, each.id])}?show={which}"
        link = {"text": f"{number}. {whose}", "href": address}
        hidden = which == "check" or lists.is_blind(each)
        reason = [] if which in ("check", "second-look") else ["hidden until you have looked" if hidden else _reason(each)]
        joins = [each.would_join] if which == "undecided" else []
        state = [] if which in ("undecided", "check") else [lists.state(each)]
        rows.append([link, *reason, *joins, *state])
    return rows


def _whose(one: str, other: str) -> str:
    return f"{one}, twice" if one == other else f"{one} and {other}"


def _reason(each: ReviewPair) -> str:
    return "Joined by the model; checked" if each.outcome == "joined" and not each.reason else why(each.reason)


def _here(inspection: Inspection, which: str) -> str:
    return f"{reverse('inspectorate:pairs', args=[inspection.pk])}?show={which}"


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    here = [inspection.pk]
    return (
        ("Who knew these children", reverse("inspectorate:children", args=here)),
        ("Doubtful pairs", reverse("inspectorate:pairs", args=here)),
    )
