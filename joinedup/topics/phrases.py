"""What a topic's texts say and others seldom do: one to three words, and a name made of them."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

#: Words that hold a sentence together: a phrase neither begins nor ends with one.
JOINING = frozenset(
    word
    for line in (
        "a about after again all also although am an and any are as at be because been before being both but by can could did",
        "do does doing done down each either else etc even ever every few for from get gets getting go goes going got had has",
        "have having he her here hers him his how however i i'd i'll i'm i've if in into is isn't it it's its itself just let",
        "like made make makes many may me might more most much must my myself no nor not of off on once one only or other our",
        "ours out over own per quite rather really said same say says she should so some such than that that's the their them",
        "then there there's these they they're they've this those through to too under until up upon us very via was we were",
        "what when where which while who whom why will with within would yes yet you you're you've your yours don't didn't",
        "doesn't can't couldn't wasn't weren't won't wouldn't hasn't haven't",
    )
    for word in line.split()
)
MOST = 8
_LONGEST = 3
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: A phrase of three words tells more than its three words alone.
_LENGTH_COUNTS = 0.35


def phrases_of(text: str) -> set[str]:
    """Return the phrases of a text, in small letters; none across a full stop, a comma or a bracket."""
    found: set[str] = set()
    for part in re.split(r"[.,;:!?()\[\]\n\"“”]+", text.lower().replace("’", "'")):
        words = _WORD.findall(part)
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
                if _stands(words[start:end]):
                    found.add(" ".join(words[start:end]))
    return found


def telling(texts: Sequence[str], groups: Sequence[int], count: int) -> list[tuple[str, ...]]:
    """Return for each of `count` groups up to MOST phrases, the most telling first.

    How telling: the texts of the group that hold the phrase, times the logarithm of how many times more that is than its share.
    """
    inside = [Counter[str]() for _ in range(count)]
    overall = Counter[str]()
    for text, group in zip(texts, groups, strict=True):
        held = phrases_of(text)
        inside[group].update(held)
        overall.update(held)
    sizes = Counter(groups)
    return [_best(inside[group], overall, sizes[group], len(texts)) for group in range(count)]


def names(phrases: Sequence[tuple[str, ...]], spare: Sequence[str]) -> list[str]:
    """Return a name for each group, no two alike: its first phrases; where it has none, the words in `spare`."""
    given: list[str] = []
    for each, instead in zip(phrases, spare, strict=True):
        wanted = ", ".join(each[:3]) or " ".join(instead.split())[:60] or "No words"
        name = wanted[:1].upper() + wanted[1:]
        alike = sum(other == name or other.startswith(f"{name} (") for other in given)
        given.append(f"{name} ({alike + 1})" if alike else name)
    return given


def _stands(words: Sequence[str]) -> bool:
    ends = {words[0], words[-1]}
    return not ends & JOINING and not any(len(word) == 1 or word.isdigit() for word in ends)


def _best(inside: Counter[str], overall: Counter[str], size: int, every: int) -> tuple[str, ...]:
    least = 2 if size >= 4 else 1

    def weight(phrase: str) -> float:
        expected = overall[phrase] * size / every
        longer = 1 + _LENGTH_COUNTS * phrase.count(" ")
        return inside[phrase] * math.log((inside[phrase] + 0.5) / (expected + 0.5)) * longer

    weighed = {phrase: weight(phrase) for phrase, held in inside.items() if held >= least}
    ranked = sorted((phrase for phrase, much in weighed.items() if much > 0), key=lambda phrase: (-weighed[phrase], phrase))
    return tuple(_unlike(ranked or sorted(weighed, key=lambda phrase: (-inside[phrase], phrase))))


def _unlike(ranked: Iterable[str]) -> list[str]:
    """Return the first MOST phrases of which none only says part of another again."""
    taken: list[str] = []
    roots: list[set[str]] = []
    for phrase in ranked:
        own = {word[:5] for word in phrase.split()}
        if not any(own <= other or other <= own for other in roots):
            taken.append(phrase)
            roots.append(own)
        if len(taken) == MOST:
            break
    return taken
