"""What was found as the plain data `joinedup topics` writes, and back."""

from collections.abc import Mapping
from typing import Any

from joinedup.topics.shape import Found, Held, Topic


class UnreadableTopicsError(ValueError):
    """A file does not hold topics as `joinedup topics` writes them."""


def as_json(found: Found) -> dict[str, Any]:
    """Return topics and assignments; rows are counted from 0, topics of a row strongest first."""
    return {
        "topics": [{"id": each.id, "name": each.name, "phrases": list(each.phrases), "size": each.size} for each in found.topics],
        "assignments": [
            {"row": row, "topics": [{"topic": each.topic, "score": each.score} for each in held]}
            for row, held in enumerate(found.assignments)
        ],
    }


def from_json(data: Mapping[str, Any]) -> Found:
    """Return what `as_json` wrote. Raises UnreadableTopicsError for anything else."""
    try:
        topics = tuple(
            Topic(str(each["id"]), str(each["name"]), tuple(each["phrases"]), int(each["size"])) for each in data["topics"]
        )
        rows = sorted(data["assignments"], key=lambda each: int(each["row"]))
        held = tuple(tuple(Held(str(each["topic"]), float(each["score"])) for each in row["topics"]) for row in rows)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableTopicsError("This is no file of topics as `joinedup topics` writes it.") from error
    if [row["row"] for row in rows] != list(range(len(rows))):
        raise UnreadableTopicsError("Some rows are missing from the assignments, or there twice.")
    return Found(topics, held)
