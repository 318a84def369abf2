"""A file's own summary as figures to keep and to show: plain lists and words, the same before sending and on the receipt."""

from typing import Any

from joinedup.intake.core.own_summary import Gap, OwnSummary
from joinedup.intake.core.own_times import Times

#: The parts of a summary, in their order, with their headings; a remark may stand beside each.
PARTS = {
    "counts": "What was read",
    "kinds": "Events of each kind",
    "ages": "Ages",
    "gaps": "Cells empty or not readable",
    "months": "Events by month",
    "times": "How long things took",
}


def figures(summary: OwnSummary) -> dict[str, Any]:
    """Return the summary by part; a part with nothing to say is left out. Headers in it are the sender's words: show or seal it.

    counts, kinds, ages: [words, number] · gaps: header, words, share of the rows that is empty, required · months: words,
    number, whole · before: a sentence where events lie before the months · times: title, sentence, limit, bands of [words,
    finished, open].
    """
    told: dict[str, Any] = {
        "counts": [[words, number] for words, number in _counts(summary) if number is not None],
        "kinds": [[count.words, count.number] for count in summary.kinds],
        "ages": _ages(summary),
        "gaps": [_gap(gap) for gap in summary.columns_with_gaps],
        "months": [{"words": month.words, "number": month.events, "whole": month.whole} for month in summary.months],
        "times": [_times(times) for times in summary.times],
    }
    before = {"before": summary.earlier_words} if summary.earlier else {}
    return {part: told[part] for part in PARTS if told[part]} | before


def _counts(summary: OwnSummary) -> list[tuple[str, int | None]]:
    return [
        ("Rows", summary.rows),
        ("Different people", summary.people),
        ("People with a name", summary.named or None),
        ("Events", summary.events or None),
        ("Relations", summary.relations or None),
    ]


def _ages(summary: OwnSummary) -> list[list[Any]]:
    """Return people by age; nothing for a list that tells nobody's."""
    known = sum(count.number for count in summary.ages if count.key != "unknown")
    return [[count.words, count.number] for count in summary.ages] if known else []


def _gap(gap: Gap) -> dict[str, Any]:
    missing = gap.empty + gap.unreadable
    share = round(100 * missing / gap.rows) if gap.rows else 0
    return {
        "header": gap.header,
        "words": gap.words,
        "share": share if gap.in_file else 100,
        "required": gap.required,
        "in_file": gap.in_file,
    }


def _times(times: Times) -> dict[str, Any]:
    bands = [[band.words, band.finished, band.open] for band in times.bands]
    return {"title": times.title, "sentence": times.sentence, "limit": times.limit_words, "source": times.source, "bands": bands}
