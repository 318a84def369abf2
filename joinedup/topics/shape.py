"""What was found in many texts: topics, and which of them each text holds."""

from dataclasses import dataclass

#: The topic of texts that are blank or say only that they are no answer.
NO_ANSWER = "no-answer"


@dataclass(frozen=True)
class Topic:
    """Something a number of people wrote about."""

    id: str
    name: str
    #: what its texts say and others seldom do, the most telling first
    phrases: tuple[str, ...]
    #: texts that hold it, alone or beside others
    size: int


@dataclass(frozen=True)
class Held:
    """A topic in one text. `score`, 0 to 1: how close the text stands to the texts of the topic, on average."""

    topic: str
    score: float


@dataclass(frozen=True)
class Found:
    """Topics, the largest first, and for each text in its order the topics it holds, strongest first; no text is without one."""

    topics: tuple[Topic, ...]
    assignments: tuple[tuple[Held, ...], ...]

    def topic(self, topic_id: str) -> Topic | None:
        """Return the topic of an id, None where there is none."""
        return next((topic for topic in self.topics if topic.id == topic_id), None)

    def rows(self, topic_id: str) -> tuple[int, ...]:
        """Return the places of the texts that hold a topic, in their order: all its quotes."""
        return tuple(row for row, held in enumerate(self.assignments) if any(each.topic == topic_id for each in held))


def sized(topics: tuple[Topic, ...], assignments: tuple[tuple[Held, ...], ...]) -> Found:
    """Return the topics with their sizes counted anew, the largest first; those no text holds are left out."""
    counts: dict[str, int] = {}
    for held in assignments:
        for each in held:
            counts[each.topic] = counts.get(each.topic, 0) + 1
    counted = [Topic(each.id, each.name, each.phrases, counts[each.id]) for each in topics if counts.get(each.id)]
    return Found(tuple(sorted(counted, key=lambda topic: -topic.size)), assignments)
