"""What stands between a draft and its signatures: gaps, and the version a signature would be given to."""

from typing import Final

from django.utils import timezone

from joinedup.evidence.enums import FindingState
from joinedup.evidence.feedback.queries import never_fed_back, said_otherwise
from joinedup.evidence.together.queries import unsettled
from joinedup.letter.accuracy import queries as accuracy
from joinedup.letter.basis import interruption_sentences, lacking_day
from joinedup.letter.boxes import gaps as boxes
from joinedup.letter.core.gaps import (
    Gap,
    not_agreed,
    otherwise_said,
    passage_gaps,
    reworded_findings,
    section_gaps,
    unsaid_findings,
    unsettled_findings,
)
from joinedup.letter.core.version import DraftPassage, version_hash
from joinedup.letter.determination import queries as determination
from joinedup.letter.disclosure import queries as disclosure
from joinedup.letter.for_children import queries as for_children
from joinedup.letter.missing import queries as missing
from joinedup.letter.priority import gaps as priority
from joinedup.letter.quality import queries as quality
from joinedup.letter.queries import draft_boxes, draft_passages, findings_used, reworded_since
from joinedup.letter.spans import gaps as spans


def gaps_of(letter) -> list[Gap]:
    """Return every gap of the draft, those that block first."""
    passages = draft_passages(letter)
    gaps = [
        *of_passages(letter, passages),
        *spans.gaps_of(letter, passages),
        *missing.gaps_of(letter, passages),
        *boxes.gaps_of(letter),
        *priority.gaps_of(letter, passages),
        *_days_lacking(letter),
        *determination.gaps_of(letter),
        *for_children.gaps_of(letter),
        *disclosure.gaps_of(letter),
        *quality.gaps_of(letter, current_version(letter)),
        *accuracy.gaps_of(letter, timezone.localdate()),
    ]
    return sorted(gaps, key=lambda gap: not gap.blocks)


def of_passages(letter, passages: list[DraftPassage]) -> list[Gap]:
    """Return what is wrong with the passages and with how they stand on the inspection's findings."""
    inspection = letter.inspection
    rows = list(inspection.findings.order_by("number"))
    unagreed = [(str(finding.id), finding.number) for finding in rows if finding.state != FindingState.AGREED]
    used = findings_used(letter)
    return [
        *passage_gaps(passages),
        *reworded_findings(passages, reworded_since(letter)),
        *not_agreed(unagreed, passages),
        *unsettled_findings([(str(finding.id), finding.number) for finding in unsettled(inspection)], passages),
        *section_gaps(inspection.framework.letter, passages),
        *unsaid_findings(finding.number for finding in never_fed_back(inspection, used)),
        *otherwise_said(finding.number for finding in said_otherwise(inspection, used)),
    ]


def _days_lacking(letter) -> list[Gap]:
    words = "has no last day yet, and the letter must say until when. End it, with the day."
    return [Gap(f"{one} {words}") for one in lacking_day(letter.inspection)]


def blocking_gaps(letter) -> list[Gap]:
    """Return the gaps that keep the letter from being offered or published."""
    return [gap for gap in gaps_of(letter) if gap.blocks]


#: What the versions begin with that cover the days of fieldwork; those of before version 0.6 begin with nothing and do not.
FORM: Final = "d-"


def signed_facts(letter, form: str = FORM) -> dict[str, str]:
    """Return the facts outside the passages that a signature covers: whom it goes to, what it asks for, which days it tells."""
    addressees = "; ".join(f"{addressee.role}, {addressee.organisation}" for addressee in letter.addressees.all())
    interrupted = interruption_sentences(letter.inspection)
    return {
        **({"interrupted": " ".join(interrupted)} if interrupted else {}),
        **({"fieldwork": f"{letter.inspection.fieldwork_from} {letter.inspection.fieldwork_to}"} if form else {}),
        "addressees": addressees,
        "statement_needed": str(letter.statement_needed),
        "principal_authority": letter.principal_authority,
        "framework": letter.inspection.framework_sha256,
        **determination.signed_facts(letter),
        **for_children.signed_facts(letter),
    }


def current_version(letter, form: str = FORM) -> str:
    """Return the form and the hash of the draft as it stands now, 64 characters together."""
    return (form + version_hash(draft_passages(letter), draft_boxes(letter), signed_facts(letter, form)))[:64]


def is_current(letter) -> bool:
    """Return whether the version offered or signed is the draft as it stands now, in the form that version was made in."""
    return letter.version == current_version(letter, FORM if letter.version.startswith(FORM) else "")
