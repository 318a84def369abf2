"""What an agency says of what it sent, sorted to the places it is about."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from joinedup.intake.models import SubmissionRemark
from joinedup.web.components.issues import Group


@dataclass(frozen=True)
class Remarks:
    """Remarks by what they are about: an issue (rule, and column as the file heads it), a part of the summary, the whole."""

    issues: dict[tuple[str, str], list[SubmissionRemark]] = field(default_factory=dict)
    parts: dict[str, list[SubmissionRemark]] = field(default_factory=dict)
    whole: list[SubmissionRemark] = field(default_factory=list)

    def about(self, rule: str, column: str) -> list[SubmissionRemark]:
        """Return what is said of one issue."""
        return self.issues.get((rule, column), [])


def remarks_told(remarks: Iterable[SubmissionRemark], groups: Iterable[tuple[str, list[Group]]], parts: Collection[str]) -> Remarks:
    """Return the remarks sorted to their places, in the order they were said; with the whole what has no place on the page.

    `groups` are the issues the page shows, `parts` those of the summary.
    """
    told, shown = Remarks(), {(group.rule, group.column) for _, found in groups for group in found}
    for remark in remarks:
        if remark.rule and (remark.rule, remark.column) in shown:
            told.issues.setdefault((remark.rule, remark.column), []).append(remark)
        elif remark.part in parts:
            told.parts.setdefault(remark.part, []).append(remark)
        else:
            told.whole.append(remark)
    return told
