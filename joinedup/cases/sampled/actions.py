"""The only writers of short forms, and of who looks at which sampled child."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.cases.core.story import ChildStory
from joinedup.cases.core.versions import Version, standing
from joinedup.cases.models import CohortLater, SampledChild, ShortFormVersion
from joinedup.cases.sampled.enums import FormState
from joinedup.cases.sampled.queries import Sampled, form_of, sampled_story
from joinedup.cases.sampled.rules import check_can_fill, check_can_give_to, check_can_move_form, check_not_replaced
from joinedup.cases.versions.actions import add_version
from joinedup.cases.versions.queries import versions_of
from joinedup.cases.versions.rules import check_in_time, check_late
from joinedup.inspections.rules import check_is_inspector
from joinedup.method.recording import short_form_of
from joinedup.people.models import Person
from joinedup.people.refusal import passes


class FormError(ValueError):
    """What was filled in cannot be kept or is not complete; the sentence says what to do."""


def words_of(question: str) -> str:
    """Return the name of the field that holds the words to a question's choice."""
    return f"{question}-words"


@transaction.atomic
def give_child(*, by: Person, child: Sampled, to: Person | None) -> SampledChild:
    """Let an inspector look at a sampled child: oneself (taking it), or by a lead anybody; null hands it back.

    Raises InspectionRefused.
    """
    row = _locked(child)
    check_can_give_to(by, row.inspection, row, to)
    row.looks, row.taken_at = to, timezone.now() if to else None
    row.save(update_fields=["looks", "taken_at"])
    _log(by, row, "sampled child given" if to else "sampled child handed back", to=str(to.pk) if to else "")
    return row


def open_sampled(*, by: Person, child: Sampled, later: CohortLater | None = None) -> tuple[ChildStory, tuple[Version, ...]]:
    """Return a sampled child's story (with lists brought in `later`, or as drawn) and short form to somebody of the team.

    The reading is logged. Raises InspectionRefused.
    """
    inspection = child.sample.inspection
    check_is_inspector(by, inspection)
    about = {"object_kind": "sample", "object_id": str(child.sample.pk), "detail": {"code": child.code}}
    record_read(by=by, chain=str(inspection.pk), action="sampled child opened", **about)
    return sampled_story(child, later), form_of(child)


@transaction.atomic
def save_form(
    *, by: Person, child: Sampled, said: Mapping[str, str], parents: Iterable[str] = (), page: str = "", late: bool = False
) -> ShortFormVersion:
    """Keep what an inspector filled in for a sampled child; nothing is written over.

    `said` maps each question to the code chosen, and `words_of` it to its words. `parents`, `page` and `late` are as for the
    tracking record. Raises InspectionRefused (TooLate where a late entry may be kept), FormError, VersionError.
    """
    row = _locked(child)
    late = late and not (passes(check_in_time, by, row.inspection) and passes(check_not_replaced, row))
    (check_late if late else check_in_time)(by, row.inspection)
    check_can_fill(by, row, late=late)
    answers, parents = _answers(row, said), list(parents)
    if not any(answers.values()) and not parents:
        raise FormError("Answer at least one question first.")
    version, new = add_version(ShortFormVersion, row, by=by, said=answers, parents=parents, id=page, late=late)
    if row.state == FormState.NOT_BEGUN:
        row.state = FormState.BEGUN
        row.save(update_fields=["state"])
    if new:
        _log(by, row, "short form saved", version=version.hash, over=len(version.parents), late=late)
    return version


@transaction.atomic
def move_form(*, by: Person, child: Sampled, to: str) -> SampledChild:
    """Say that a short form is done, or open it again. Raises InspectionRefused; FormError while a choice is open or two wait."""
    row, state = _locked(child), FormState(to)
    check_can_move_form(by, row, state)
    if state == FormState.DONE:
        _check_complete(row)
    row.state = state
    row.save(update_fields=["state"])
    _log(by, row, f"short form {state.label.lower()}")
    return row


def _answers(row: SampledChild, said: Mapping[str, str]) -> dict[str, str]:
    """Return the answers to the framework's questions, nothing else. Raises FormError for a choice that is none."""
    answers: dict[str, str] = {}
    for question in short_form_of(row.inspection.framework):
        if question.choices:
            answers[question.id] = said.get(question.id, "")
            if answers[question.id] not in ("", *(code for code, _ in question.choices)):
                raise FormError(f"Choose one of the answers to “{question.text}”.")
        answers[words_of(question.id)] = said.get(words_of(question.id), "").strip()
    return answers


def _check_complete(row: SampledChild) -> None:
    """Refuse to call a form done while versions wait to be joined or a choice has not been made."""
    now = standing(versions_of(row.versions.select_related("by")))
    if len(now) > 1:
        raise FormError("Two versions of this form wait to be put together first.")
    said = now[0].said if now else {}
    missing = [
        question.text for question in short_form_of(row.inspection.framework) if question.choices and not said.get(question.id)
    ]
    if missing:
        raise FormError(f"Not answered yet: {' · '.join(missing)}")


def _locked(child: Sampled) -> SampledChild:
    """Return the child's row, made where it is the first time, and locked."""
    about = {"inspection": child.sample.inspection, "code": child.code}
    row, _ = SampledChild.objects.get_or_create(sample=child.sample, child_id=child.child_id, defaults=about)
    return SampledChild.objects.select_for_update(of=("self",)).select_related("inspection", "looks").get(pk=row.pk)


def _log(by: Person, row: SampledChild, action: str, **detail: object) -> None:
    about = {"object_kind": "sampledchild", "object_id": str(row.pk), "detail": {"code": row.code, **detail}}
    record(by=by, chain=str(row.inspection_id), action=action, **about)
