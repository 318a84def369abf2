"""The only writers of reminders and of more time."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record
from joinedup.intake.asking.rules import (
    check_can_ask_anyway,
    check_can_ask_for_time,
    check_can_chase,
    check_can_decide_on_time,
    check_can_give_time,
    check_first_chaser_today,
    check_later,
)
from joinedup.intake.enums import ExtensionState, RequestState
from joinedup.intake.models import Chaser, DataRequest, Extension
from joinedup.people.models import Person


@transaction.atomic
def chase(*, by: Person, request: DataRequest, words: str, reason: str = "") -> Chaser:
    """Remind an agency of something awaited; its page shows the words. A second time on one day needs a reason.

    Raises InspectionRefused; ValueError without words.
    """
    _check_said(words, "Write what the agency is reminded of.")
    request = _locked(request)
    check_can_chase(by, request)
    if not reason.strip():
        check_first_chaser_today(request)
    chaser = Chaser(inspection=request.inspection, request=request, sent_by=by, words=words, reason=reason)
    chaser.save(force_insert=True)
    _log(by, request, "agency reminded", again_today=bool(reason.strip()))
    return chaser


@transaction.atomic
def ask_anyway(*, by: Person, request: DataRequest, words: str) -> Chaser:
    """Ask again for what the agency says it does not hold, saying why; the words stand on its page like a reminder.

    Its answer is kept beside. Raises InspectionRefused; ValueError without words.
    """
    _check_said(words, "Say why it is asked for again.")
    request = _locked(request)
    check_can_ask_anyway(by, request)
    request.state = RequestState.ASKED
    request.save(update_fields=["state"])
    chaser = Chaser(inspection=request.inspection, request=request, sent_by=by, words=words)
    chaser.save(force_insert=True)
    _log(by, request, "asked for again though not held")
    return chaser


@transaction.atomic
def ask_for_time(*, by: Person, request: DataRequest, until: date, reason: str) -> Extension:
    """Wish for more time as the agency asked, until a day, and why. What is due stays as it is until the team decides.

    Raises InspectionRefused; ValueError without a reason or for a day that gives no more time.
    """
    _check_said(reason, "Say why more time is needed.")
    request = _locked(request)
    check_can_ask_for_time(by, request)
    check_later(until, request)
    wish = Extension(
        inspection=request.inspection,
        request=request,
        due_before=request.due_on,
        wished_until=until,
        asked_by=by,
        asked_at=timezone.now(),
        reason=reason,
    )
    wish.save(force_insert=True)
    _log(by, request, "more time asked for", until=until.isoformat())
    return wish


@transaction.atomic
def give_time(*, by: Person, request: DataRequest, until: date, reason: str) -> Extension:
    """Give an agency more time for a request, asked for or not: it is due on the new day from now on.

    Raises InspectionRefused; ValueError without a reason or for a day that gives no more time.
    """
    _check_said(reason, "Say why more time is given.")
    request = _locked(request)
    check_can_give_time(by, request)
    check_later(until, request)
    extension = request.extensions.filter(state=ExtensionState.ASKED).first()
    if extension is None:
        extension = Extension(inspection=request.inspection, request=request)
    else:
        check_can_decide_on_time(by, extension, ExtensionState.GIVEN)
    extension.due_before, extension.due_after = request.due_on, until
    _decide(extension, ExtensionState.GIVEN, by, reason)
    request.due_on = until
    request.save(update_fields=["due_on"])
    _log(by, request, "more time given", until=until.isoformat())
    return extension


@transaction.atomic
def refuse_time(*, by: Person, extension: Extension, reason: str) -> Extension:
    """Leave a request due when it was, and say why. Raises InspectionRefused; ValueError without a reason."""
    _check_said(reason, "Say why no more time is given.")
    request, extension = _locked(extension.request), Extension.objects.select_for_update().get(pk=extension.pk)
    check_can_decide_on_time(by, extension, ExtensionState.REFUSED)
    _decide(extension, ExtensionState.REFUSED, by, reason)
    _log(by, request, "more time refused")
    return extension


def _decide(extension: Extension, to: ExtensionState, by: Person, reason: str) -> None:
    extension.state, extension.decided_by, extension.decided_at, extension.decision = to, by, timezone.now(), reason
    extension.save()


def _check_said(words: str, sentence: str) -> None:
    if not words.strip():
        raise ValueError(sentence)


def _locked(request: DataRequest) -> DataRequest:
    return DataRequest.objects.select_for_update(of=("self",)).select_related("inspection", "agency").get(pk=request.pk)


def _log(by: Person, request: DataRequest, action: str, **more: object) -> None:
    record(
        by=by,
        chain=str(request.inspection_id),
        action=action,
        object_kind="data request",
        object_id=str(request.pk),
        detail={"item": request.item, **more},
    )
