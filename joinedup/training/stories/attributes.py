"""What events say of themselves: each attribute the framework's lists ask for, drawn or told by the story."""

from collections.abc import Mapping
from random import Random
from types import MappingProxyType

from joinedup.method.framework import Selection
from joinedup.training.phrases import phrase
from joinedup.training.stories.diary import Entry
from joinedup.training.stories.sense import Sense
from joinedup.training.vocabulary import Attribute, Vocabulary, likelihoods

#: Part of a yes/no attribute's name → share of yes. The first that fits counts.
YES = (
    ("nfa", 0.25), ("unnecessary", 0.15), ("seen", 0.9), ("alone", 0.7), ("offered", 0.85), ("accepted", 0.7), ("done", 0.7),
    ("held", 0.7), ("referral", 0.6), ("told", 0.8), ("plan", 0.5), ("education", 0.85), ("exploitation", 0.08), ("cse", 0.08),
    ("cce", 0.08), ("risk", 0.1), ("uasc", 0.03), ("disability", 0.1), ("epo", 0.05),
)  # fmt: skip
OTHERWISE = 0.3
OWN_WORDS = ("youth_order", "probation_order", "exclusion", "youth_contact")  # kinds with words of their own
AT_THE_END = ("clos", "cease")  # said only of what has ended
NO_FACTORS: Mapping[str, float] = MappingProxyType({})
IN_THEME_BY_CHANCE = 0.06  # events outside the theme's stories that carry its codes all the same


class Filler:
    """Gives events what they say, keeping one answer where several events of an episode stand on one row."""

    def __init__(self, vocabulary: Vocabulary, selection: Selection, random: Random, sense: Sense) -> None:
        """Take the vocabulary, the cohort's rule, the source of chance and what is sensible to say of whom."""
        self.vocabulary, self.selection, self.random, self.sense = vocabulary, selection, random, sense
        self.said: dict[tuple[int, str], str] = {}

    def fill(self, entry: Entry) -> dict[str, str]:
        """Return the event's attributes by name; values are codes, yes, no or words."""
        selection = self.selection
        themed = dict(selection.cohort_attributes) if entry.kind in selection.cohort_kinds else {}
        theme = entry.theme or self.random.random() < IN_THEME_BY_CHANCE
        values: dict[str, str] = {}
        for name, attribute in self.vocabulary.attributes.get(entry.kind, {}).items():
            if entry.end is None and any(word in name for word in AT_THE_END):
                continue
            key = (entry.episode, attribute.shared)
            value = self.said.get(key, "") if attribute.shared else ""
            if not value or (attribute.codes and value not in attribute.codes):
                value = self._value(entry, attribute, themed.get(name, ()), theme)
            if attribute.shared:
                self.said.setdefault(key, value)
            if value:
                values[name] = value
        return values

    def _value(self, entry: Entry, attribute: Attribute, wanted: tuple[str, ...], theme: bool) -> str:
        if wanted:
            return _themed(attribute, wanted, theme, self.random, entry.person)
        told = _told(entry, attribute)
        if told or not attribute.codes or attribute.yes_or_no:
            return told or _drawn(attribute, entry.kind, self.random)
        factors = self.sense.weigh(entry, attribute.name, attribute.meanings)
        return _common(attribute.codes, attribute, self.random, dict(zip(attribute.codes, factors, strict=True)))


def _themed(attribute: Attribute, wanted: tuple[str, ...], theme: bool, random: Random, person: int) -> str:
    """Return one of the theme's codes for its stories, always the same for a child; mostly another code otherwise."""
    fitting = [code for code in wanted if code in attribute.codes] or list(wanted)
    others = [code for code in attribute.codes if code not in wanted]
    return fitting[person % len(fitting)] if theme or not others else _common(tuple(others), attribute, random)


def _told(entry: Entry, attribute: Attribute) -> str:
    return next((attribute.coded(value) for part, value in entry.hints.items() if part in attribute.name), "")


def _drawn(attribute: Attribute, kind: str, random: Random) -> str:
    if attribute.yes_or_no:
        share = next((share for part, share in YES if part in attribute.name), OTHERWISE)
        return attribute.coded("yes" if random.random() < share else "no")
    if attribute.type == "integer":
        return str(random.randint(5, 18) if "hours" in attribute.name else random.choice((0, 0, 0, 1, 1, 2, 3)))
    if attribute.type == "reference":
        return f"{random.choice('ABDK')}{random.randint(100000, 999999)}"
    about = f"{kind} {attribute.name}" if kind in OWN_WORDS else attribute.name
    return phrase(about, random) if attribute.type in ("text", "name") else ""


def _common(codes: tuple[str, ...], attribute: Attribute, random: Random, factors: Mapping[str, float] = NO_FACTORS) -> str:
    """Return one of the codes, as likely as its label and its factor make it; factors that leave nothing are not used."""
    meaning = dict(zip(attribute.codes, attribute.meanings, strict=True))
    plain = likelihoods([meaning[code] for code in codes])
    weighed = [share * factors.get(code, 1.0) for code, share in zip(codes, plain, strict=True)]
    return random.choices(codes, weighed if any(weighed) else plain)[0]
