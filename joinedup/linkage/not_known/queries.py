"""Reading questions at agencies' doors, and who knew the children of a run."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db.models import QuerySet

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.intake.queries import relations_of
from joinedup.linkage.core.adults import ages, lives
from joinedup.linkage.core.found import as_listed
from joinedup.linkage.core.who_knew import known_by
from joinedup.linkage.enums import Decision
from joinedup.linkage.models import LinkRun
from joinedup.linkage.not_known.enums import Answer, QuestionState
from joinedup.linkage.not_known.models import NotKnownQuestion
from joinedup.linkage.queries import latest_run, linked_records_of, memberships_of
from joinedup.people.models import Person

#: What a page says of the decision about a found record.
_DECISION = ("decision__decided_by", "decision__withdrawal")


@dataclass(frozen=True)
class Knowing:
    """What a run shows of who knew whom: `known` (KNOWN) by `by`, adults in children's lives (LIVES), ages on the day (AGES).

    `members` is record_id → the person of the run it belongs to; `agencies` are those with a record in the run, by key.
    """

    by: str
    known: pl.DataFrame
    lives: pl.DataFrame
    ages: pl.DataFrame
    members: dict[str, str]
    agencies: frozenset[str]

    @property
    def children(self) -> list[str]:
        """Return everybody who was under 18, or expected, on the day of notification, by id."""
        return self.ages.filter(pl.col("age") == "child")["child_id"].to_list()

    def aged(self, age: str) -> int:
        """Return how many people of the run are `child`, `adult` or `not known` by age."""
        return self.ages.filter(pl.col("age") == age).height

    def people_of(self, records: Iterable[str]) -> set[str]:
        """Return the people of the run some records belong to; records the run does not hold say nothing."""
        return {self.members[record] for record in records if record in self.members}


def knowing_of(run: LinkRun, by: str = "agency") -> Knowing:
    """Return what a run shows of who knew whom, by agency or by sector. Raises RunUnfinished."""
    memberships, records = memberships_of(run), linked_records_of(run)
    aged = ages(memberships, records, run.inspection.notified_on)
    near = lives(memberships, relations_of(run.inspection, run.submissions), aged)
    members = dict(memberships.select("record_id", "child_id").iter_rows())
    return Knowing(by, known_by(memberships, records, near, by), near, aged, members, frozenset(records["agency"]))


def records_of_person(run: LinkRun, person_id: str) -> list[dict[str, Any]]:
    """Return the records (RECORD) of one person of a run, by agency. Read through `not_known.actions.open_person`."""
    own = memberships_of(run).filter(pl.col("child_id") == person_id)
    return linked_records_of(run).join(own.select("record_id"), on="record_id", how="semi").sort("agency", "record_id").to_dicts()


def questions_of(inspection: Inspection) -> QuerySet[NotKnownQuestion]:
    """Return an inspection's questions by number, with the agencies asked and who asked and answered."""
    asked = NotKnownQuestion.objects.filter(inspection=inspection)
    return asked.select_related("agency", "inspection", "asked_by", "answered_by", *_DECISION).order_by("number")


def questions_seen_by(person: Person, inspection: Inspection) -> QuerySet[NotKnownQuestion]:
    """Return an inspection's questions as far as a person may see them."""
    return questions_of(inspection).filter(pk__in=NotKnownQuestion.objects.all().visible_to(person).values("pk"))


def questions_to(agency: Agency, inspection: Inspection) -> list[NotKnownQuestion]:
    """Return what one agency is asked about children: what waits for an answer first, the earliest due first."""
    asked = questions_of(inspection).filter(agency=agency).exclude(state=QuestionState.WITHDRAWN)
    return sorted(asked, key=lambda question: (question.state != QuestionState.ASKED, question.due_at, question.number))


def waiting_for(agency: Agency, inspection: Inspection) -> int:
    """Return how many questions wait for one agency's answer."""
    return NotKnownQuestion.objects.filter(inspection=inspection, agency=agency, state=QuestionState.ASKED).count()


def found_undecided(inspection: Inspection) -> int:
    """Return how many records agencies found wait for somebody to say whether they are the child's.

    One decided about before a list held it, under another spelling of its number, waits again: the decision names no record.
    """
    listed = found_on_lists(inspection)
    return sum(question.decision is None or not _decided_about(question, record) for question, record in listed.items())


def found_unlisted(inspection: Inspection) -> int:
    """Return how many records agencies found, and nobody held to be somebody else's, no list of the latest run holds."""
    kept = (None, Decision.ACCEPT, Decision.CANNOT_TELL)
    return sum(
        record is None and (question.decision.decision if question.decision else None) in kept
        for question, record in found_on_lists(inspection).items()
    )


def found_on_lists(inspection: Inspection) -> dict[NotKnownQuestion, str | None]:
    """Return, for each answer of an agency that found a record, the id of that record in the latest run (`core.found`), if any."""
    found = list(questions_of(inspection).filter(state=QuestionState.ANSWERED, answer=Answer.FOUND))
    run = latest_run(inspection) if found else None
    held = memberships_of(run)["record_id"].to_list() if run else []
    return {question: _as_listed(question, held) for question in found}


def found_on_a_list(question: NotKnownQuestion) -> str | None:
    """Return the id of the record an agency found as the latest run holds it; None where no list holds it yet."""
    run = latest_run(question.inspection)
    return _as_listed(question, memberships_of(run)["record_id"].to_list() if run else [])


def _as_listed(question: NotKnownQuestion, held: Iterable[str]) -> str | None:
    of_agency = f"{question.agency.key}:"
    own = as_listed(question.found_under, (each.removeprefix(of_agency) for each in held if each.startswith(of_agency)))
    return None if own is None else f"{of_agency}{own}"


def _decided_about(question: NotKnownQuestion, record: str | None) -> bool:
    made = question.decision
    return made is not None and (record is None or record in (made.record_id_l, made.record_id_r))


def latest_by_agency(questions: Iterable[NotKnownQuestion]) -> dict[str, NotKnownQuestion]:
    """Return the question that counts for each agency (its key): the latest that was not withdrawn."""
    standing = (question for question in questions if question.state != QuestionState.WITHDRAWN)
    return {question.agency.key: question for question in sorted(standing, key=lambda question: question.number)}
