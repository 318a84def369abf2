"""Writes what a rehearsal made into a folder: lists, truth, links, sample, chronologies, the letter and a summary."""

import json
import resource
from pathlib import Path

import polars as pl

from joinedup.cases.core.drawing.page import chronology_page
from joinedup.cases.queries import sample_outline, story_of
from joinedup.intake.queries import submission_counts
from joinedup.linkage.core.quality import measure
from joinedup.linkage.queries import memberships_of
from joinedup.publication.queries import renditions_of
from joinedup.rehearsal.children import Story
from joinedup.rehearsal.play import Played
from joinedup.rehearsal.sandbox import FINISHED
from joinedup.training.truth import write_truth


def export(played: Played, folder: Path) -> dict:
    """Write everything but the lists (already in `folder/lists`) and return the summary. The summary is written last."""
    write_truth(played.area, folder / "truth")
    memberships = memberships_of(played.run)
    memberships.write_csv(folder / "links.csv")
    _write_json(folder / "sample.json", sample_outline(played.sample))
    _write_chronologies(played, folder / "chronology")
    for rendition in renditions_of(played.publication):
        (folder / f"letter.{rendition.format}").write_bytes(rendition.read())
    summary = _summary(played, memberships, folder)
    _write_json(folder / FINISHED, summary)
    return summary


def _write_chronologies(played: Played, folder: Path) -> None:
    folder.mkdir()
    for story in played.stories:
        (folder / f"{_file_stem(story)}.html").write_text(_page(story), encoding="utf-8")


def _file_stem(story: Story) -> str:
    """Return the child's code as a file name: “Child 4” is child-4."""
    return story.tracked.code.lower().replace(" ", "-")


def _page(story: Story) -> str:
    """Return the child's chronology as a page that stands alone."""
    return chronology_page(story_of(story.tracked), made_up=True, heading=story.tracked.inspection.area.name)


def _summary(played: Played, memberships: pl.DataFrame, folder: Path) -> dict:
    """Return counts, seconds per stage, linkage measured against the truth, and peak memory in MiB."""
    truth = pl.read_csv(folder / "truth" / "people.csv", infer_schema=False)
    return {
        "framework": {"id": played.framework.id, "sha256": played.inspection.framework_sha256},
        "made_up": True,
        "seed": played.seed,
        "counts": _counts(played, memberships),
        "linkage": measure(memberships, truth),
        "seconds": played.seconds | {"total": round(sum(played.seconds.values()), 2)},
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _counts(played: Played, memberships: pl.DataFrame) -> dict:
    return {
        "children": played.run.children,  # under 18, or expected, on the day of notification
        "people": memberships["child_id"].n_unique(),
        "records": memberships.height,
        **submission_counts(played.inspection),
        "tracked": len(played.stories),
        "notes": len(played.notes),
        "findings": len(played.findings),
        "passages": played.letter.passages.count(),
    }


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
