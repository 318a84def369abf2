"""One framework in words, for a person at a terminal."""

from collections.abc import Iterator

from joinedup.method.canonical import sha256
from joinedup.method.complaints import complaints_of
from joinedup.method.feedback import feedback_of
from joinedup.method.fieldwork import fieldwork_of
from joinedup.method.framework import Framework
from joinedup.method.interruptions import interruptions_of
from joinedup.method.notifying import pack_parts_of, telephoned
from joinedup.method.programme import programme_of
from joinedup.method.setting_up import contact_roles_of, setting_up_of
from joinedup.method.surveys import survey_of
from joinedup.method.within import within_words


def summary(framework: Framework) -> Iterator[str]:
    """Yield the lines that tell what a framework asks, of whom, when, and to what rules."""
    yield f"{framework.title} ({framework.id}, version {framework.version}, in force from {framework.since:%-d %B %Y})"
    yield f"sha256 {sha256(framework)}"
    yield ""
    yield framework.scope
    yield ""
    yield from _who(framework)
    yield from _criteria(framework)
    yield from _asked(framework)
    yield from _rules(framework)
    yield from _programme(framework)
    yield "Letter: " + " · ".join(section.title or section.id for section in framework.letter)
    yield from _interrupted(framework)
    yield from _afterwards(framework)
    for value in framework.open_values:
        yield f"Open value {value.key}: {value.note}"


def _who(framework: Framework) -> Iterator[str]:
    names = {sector.id: sector.name for sector in framework.sectors}
    for one in framework.inspectorates:
        leads = ", leads" if one.lead else ""
        yield f"{one.names[-1].text}: {', '.join(names[sector] for sector in one.sectors)}{leads}"
    yield ""


def _criteria(framework: Framework) -> Iterator[str]:
    for area in framework.areas:
        yield area.title
        for criterion in (criterion for criterion in framework.criteria if criterion.area == area.id):
            yield f"  {criterion.id}{' (joint)' if criterion.joint else ''}: {criterion.text}"
    yield ""


def _asked(framework: Framework) -> Iterator[str]:
    for sector in framework.sectors:
        lists = [spec for spec in framework.lists if spec.sector == sector.id]
        items = [item for item in framework.requests if item.sector == sector.id]
        yield f"{sector.name} is asked for {len(lists)} lists and {len(items)} other things"
        for spec in lists:
            yield f"  {spec.id}: {spec.title}, {len(spec.columns)} columns{'' if spec.official else ' (added by Joinedup)'}"
    about = [item for item in framework.child_requests if "tracked" in item.of]
    questions = len(framework.joint_audit)
    yield f"About each tracked child agencies are asked for {len(about)} things; the joint audit has {questions} questions"
    hours = framework.working_hours
    yield f"Questions are answered within {hours.answer_within} working hours, {hours.begins} to {hours.ends}"
    yield f"Notified by telephone: {telephoned(framework).lower()}; the pack holds " + " · ".join(
        part.title.lower() for part in pack_parts_of(framework)
    )
    work = fieldwork_of(framework)
    yield "Fieldwork: " + " · ".join(f"{half.title.lower()} {half.begins} to {half.ends}" for half in work.halves)
    yield "Inspectors " + " · ".join(activity.title.lower() for activity in work.activities)
    yield "Reached at agencies: " + " · ".join(role.title.lower() for role in contact_roles_of(framework))
    yield "Arranged before: " + " · ".join(item.title.lower() for item in setting_up_of(framework))
    yield ""


def _rules(framework: Framework) -> Iterator[str]:
    rule = framework.selection
    yield f"Children aged {rule.age_from} to {rule.age_to}; {rule.sample_size} sampled, {rule.tracked} tracked"
    for timescale in framework.timescales:
        yield f"  {timescale.title} ({timescale.source})"
    for handover in framework.handovers:
        yield f"  {handover.title}: no limit, seen as not arrived after {handover.within_days} days"
    yield ""


def _afterwards(framework: Framework) -> Iterator[str]:
    route, survey = complaints_of(framework), survey_of(framework)
    times = f"acknowledged within {within_words(route.acknowledge)}, answered within {within_words(route.answer)}"
    yield f"A complaint is {times}; one review within {within_words(route.review)}"
    yield f"Survey after publication, open for {survey.open_days} days:"
    for question in survey.questions:
        yield f"  {question.text} ({', '.join(question.clauses)}; to {', '.join(question.to)})"


def _programme(framework: Framework) -> Iterator[str]:
    rule = programme_of(framework)
    yield f"About {rule.a_year} inspections a year, {rule.set_size} to a theme; chosen by " + " · ".join(
        f"{share.kind.replace('_', ' ')} {share.part[0]} of {share.part[1]}" for share in rule.shares
    )
    yield "No fieldwork: " + " · ".join(closed.title.lower() for closed in rule.closed)
    for gap in rule.gaps:
        yield f"  {gap.weeks_after} weeks after and {gap.weeks_before} before a visit ({gap.kind}) of the same {gap.place}"
    yield ""


def _interrupted(framework: Framework) -> Iterator[str]:
    summary_given = "agencies read a summary" if feedback_of(framework).summary else "agencies are given no summary"
    yield f"Final feedback: provisional and confidential; {summary_given}"
    for rule in interruptions_of(framework):
        yield f"{rule.title}: asked by {' or '.join(rule.asked_by)}, decided by a {rule.decided_by}"
