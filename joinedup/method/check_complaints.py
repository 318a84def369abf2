"""What must hold for complaints and for the survey: nobody waits for ever, and every question is about something there is."""

from collections.abc import Iterator

from joinedup.method.check_concerns import UNITS
from joinedup.method.framework import Framework, SurveyQuestion
from joinedup.method.surveys import GROUPS, clauses

Finding = tuple[str, str]


def check_complaints(framework: Framework) -> Iterator[Finding]:
    """Yield (key path, reason) for every fault of a framework's way with complaints."""
    route = framework.complaints
    if route is None:
        return
    for name in ("acknowledge", "answer", "ask_review", "review"):
        clock = getattr(route, name)
        if clock.unit not in UNITS:
            yield f"complaints.{name}.unit", f"This must be one of {', '.join(UNITS)}, not {clock.unit!r}."
        if clock.number < 1:
            yield f"complaints.{name}.number", "Somebody needs at least one."
    if not route.subjects:
        yield "complaints.subjects", "Say what a complaint may be about."
    for subject in route.subjects:
        if not subject.title.strip():
            yield f"complaints.subjects[{subject.id}].title", "This must not be empty."
    yield from _once("complaints.subjects", [subject.id for subject in route.subjects])


def check_survey(framework: Framework) -> Iterator[Finding]:
    """Yield (key path, reason) for every fault of a framework's survey."""
    survey = framework.survey
    if survey is None:
        return
    if survey.open_days < 1:
        yield "survey.open_days", "A survey is open for a day at least."
    if survey.fewest < 3:
        yield "survey.fewest", "Of fewer than three somebody would know who said what."
    if not survey.questions:
        yield "survey.questions", "A survey asks something."
    yield from _once("survey.questions", [question.id for question in survey.questions])
    known = set(clauses(framework))
    for question in survey.questions:
        yield from _question(f"survey.questions[{question.id}]", question, known)


def _question(at: str, question: SurveyQuestion, known: set[str]) -> Iterator[Finding]:
    if not question.text.strip():
        yield f"{at}.text", "This must not be empty."
    if not question.clauses:
        yield f"{at}.clauses", "A question names what of the framework it asks about."
    for clause in question.clauses:
        if clause not in known:
            yield f"{at}.clauses", f"{clause!r} is not a key of this framework, nor one of its things (`calendar:notification`)."
    if not question.to:
        yield f"{at}.to", "A question is put to somebody."
    for group in question.to:
        if group not in GROUPS:
            yield f"{at}.to", f"This must be one of {', '.join(GROUPS)}, not {group!r}."


def _once(at: str, ids: list[str]) -> Iterator[Finding]:
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        yield at, f"The id {id!r} stands here more than once."
