"""Identifiers planted in made-up letters, and how many of them the disclosure check finds.

    python -m benchmarks.disclosure [--letters 1000] [--children 20000] [--seed 7] [--real ../shared/data/letters] [--json]

Each letter is put together from sentences written for the made-up area, with identifiers of its people planted in sentences of many
shapes: names whole and in part, short forms, misspellings, initials, birth dates, postcodes, addresses, ids. What is looked for are
the lists as agencies would send them, with all their slips, of an area of `--children` children; what is planted is the truth.
Printed, overall and by kind: planted, found, recall; false alarms per 1,000 words; CPU seconds to read the lists' names and per
letter; with `--real` the alarms in published letters against the same lists, by kind. A planted identifier is found where a hit
overlaps it; every hit that overlaps none is a false alarm.
"""

import argparse
import json
import re
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

from joinedup.letter.core.disclosure.check import Ground, check_texts, ground_of
from joinedup.letter.core.disclosure.crowd import crowd_of
from joinedup.letter.core.disclosure.hits import Hit, Text
from joinedup.letter.core.disclosure.words import phrase_of
from joinedup.method.loader import load_framework
from joinedup.records.shape import EVENT, MEMBERSHIP, RECORD, empty
from joinedup.rehearsal.days import notification_day
from joinedup.training.area import MadeUpArea, make_area
from joinedup.training.slips import misspell
from joinedup.training.tables import given_names, short_names, surnames

AUTHORED = Path(__file__).resolve().parents[1] / "joinedup" / "training" / "authored"
LETTERS = Path(__file__).resolve().parents[2] / "shared" / "data" / "letters"
FRAMEWORK = "jtai-2016-sexual-exploitation-missing"

#: Sentences an identifier is planted in: at their start, in their midst, at their end, with and without a title.
PEOPLE = (
    "{} was seen by the school nurse within a week.",
    "{} told inspectors that nobody had asked.",
    "{}’s social worker visited every week.",
    "Inspectors met {} and a parent.",
    "For {}, the plan was not reviewed in time.",
    "The strategy discussion about {} was held late.",
    "Police spoke to {} on the same day.",
    "A manager agreed that {} needed a plan.",
    "Help came late, and {} went without it.",
    "The record of {}’s views is clear.",
    "Plans for {} are not updated when risk changes.",
    "In one family, {} had been missing twice.",
    "Staff knew {} well.",
    "This was true of {}.",
)
FAMILIES = (
    "The {} family was offered help too late.",
    "Mrs {} was not told of the outcome.",
    "Staff visited Mr {} at home.",
    "Health visitors know the {} family well.",
)
FACTS = (
    "The referral ({}) was not acted on.",
    "This is recorded under {} in the council’s system.",
    "Police noted {} in their log.",
    "In the file, {} appears twice.",
    "The form gives {}, and nobody asked further.",
)
BIRTHS = (
    "A child born on {} was not seen.",
    "The record says {}.",
    "The date of birth, {}, was wrong.",
    "One child (born {}) waited.",
)
HOMES = (
    "The child lives at {}.",
    "A visit to {} was not recorded.",
    "Police attended {} three times.",
    "Concerns at {} were known.",
)


@dataclass(frozen=True)
class Planted:
    """One identifier in one text, by its characters."""

    kind: str
    place: str
    start: int
    end: int


@dataclass
class Tally:
    """What was planted and found, by kind; false alarms by the kind of hit; words read."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    words: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Return the share of what was planted that was found."""
        return self.found.total() / max(1, self.planted.total())

    @property
    def per_thousand(self) -> float:
        """Return false alarms per 1,000 words."""
        return 1000 * self.alarms.total() / max(1, self.words)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--children", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--real", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", type=int, default=0, help="print so many missed and wrong ones")
    asked = parser.parse_args()
    area, ground, seconds = made_up(asked.children, asked.seed)
    began = time.process_time()
    tally = measure(area, ground, letters=asked.letters, seed=asked.seed)
    seconds["a letter"] = (time.process_time() - began) / asked.letters
    told = outcome(tally) | {"cpu_seconds": {name: round(value, 3) for name, value in seconds.items()}}
    if asked.real:
        told["published letters"] = against_published(asked.real, ground)
    print(json.dumps(told) if asked.json else json.dumps(told, indent=1))
    for name, examples in (("missed", tally.missed), ("wrong", tally.wrong)):
        for kind, words in examples[: asked.show]:
            print(f"{name}: {kind}: {words}")


def made_up(children: int, seed: int) -> tuple[MadeUpArea, Ground, dict[str, float]]:
    """Return a made-up area, the ground of a check against its agencies' lists, and CPU seconds to make that."""
    framework = load_framework(FRAMEWORK)
    area = make_area(framework, children=children, seed=seed, notified_on=notification_day(framework))
    records, began = listed(area.records), time.process_time()
    crowd = crowd_of(records, empty(EVENT), empty(MEMBERSHIP), area.notified_on)
    phrases = [area.name, *(agency.name for agency in area.agencies), *(agency.post for agency in area.agencies)]
    near = records["record_id"].head(60).to_list()
    ground = ground_of(records, near=near, workers=workers(seed), phrases=phrases, crowd=crowd)
    _ = ground.people.spellings, ground.people.short
    return area, ground, {"the lists": time.process_time() - began}


def listed(records: pl.DataFrame) -> pl.DataFrame:
    """Return an area's records, slips and all, as lists hold them (RECORD)."""

    def name(given: str, family: str) -> pl.Expr:
        return pl.struct(given=pl.col(given), middle=pl.col("middle_names"), family=pl.col(family))

    alias = pl.when(pl.col("aliases").is_not_null()).then(pl.concat_list(name("given_names", "aliases")))
    born = pl.col("date_of_birth").cast(pl.String).str.to_date(strict=False)
    frame = records.with_columns(
        names=pl.concat_list(name("given_names", "family_name")),
        aliases=alias.otherwise(pl.lit([])),
        dob_earliest=born,
        dob_latest=born,
        dob_kind=pl.when(born.is_null()).then(pl.lit("missing")).otherwise(pl.lit("exact")),
        known_ids=pl.concat_list(pl.format("nhs:{}", "nhs"), pl.format("upn:{}", "upn")).list.drop_nulls(),
        submission=pl.lit(""),
        sheet=pl.lit(None, pl.String),
        row=pl.int_range(pl.len()),
    )
    return frame.select(pl.col(column).cast(kind) for column, kind in RECORD.items())


def workers(seed: int) -> list[str]:
    """Return names of workers as lists hold them."""
    random = Random(f"{seed}|workers")
    given, family = given_names("female", "w1996").names, surnames().names
    return [f"{random.choice(list(given[:200]))} {random.choice(list(family[600:900]))}" for _ in range(120)]


def measure(area: MadeUpArea, ground: Ground, *, letters: int, seed: int, words: int = 2000) -> Tally:
    """Plant identifiers in letters of about so many words and count what is found."""
    tally, random, planter = Tally(), Random(f"{seed}|letters"), Planter(area, seed)
    for _ in range(letters):
        texts, planted = planter.letter(random, words)
        count(tally, texts, planted, check_texts(texts, ground))
    return tally


def count(tally: Tally, texts: list[Text], planted: list[Planted], hits: list[Hit]) -> None:
    """Add one letter to a tally."""
    said = {text.place: text.words for text in texts}
    tally.words += sum(len(text.words.split()) for text in texts)
    for one in planted:
        tally.planted[one.kind] += 1
        if any(_overlap(one, hit) for hit in hits):
            tally.found[one.kind] += 1
        else:
            tally.missed.append((one.kind, said[one.place]))
    for hit in hits:
        if not any(_overlap(one, hit) for one in planted):
            tally.alarms[hit.kind] += 1
            tally.wrong.append((hit.kind, f"{hit.phrase} | {said[hit.place]}"))


def outcome(tally: Tally) -> dict[str, Any]:
    """Return a tally as plain values."""
    return {
        "planted": tally.planted.total(),
        "recall": round(tally.recall, 4),
        "by kind": {kind: f"{tally.found[kind]} of {number}" for kind, number in sorted(tally.planted.items())},
        "words": tally.words,
        "false alarms per 1,000 words": round(tally.per_thousand, 2),
        "false alarms": dict(tally.alarms),
    }


def _overlap(one: Planted, hit: Hit) -> bool:
    return one.place == hit.place and one.start < hit.end and hit.start < one.end


class Planter:
    """Makes letters with identifiers of an area's people in them."""

    def __init__(self, area: MadeUpArea, seed: int) -> None:
        known = area.records["person_id"].unique()
        self.people = area.people.filter(pl.col("person_id").is_in(known.implode()), pl.col("role") != "unborn")
        self.records = area.records.filter(pl.col("own_id").is_not_null())
        self.workers = workers(seed)

    def letter(self, random: Random, words: int) -> tuple[list[Text], list[Planted]]:
        """Return a letter's texts and what is planted in them: one identifier of each kind."""
        passages = list(base(random, words))
        planted = []
        for kind, make in KINDS.items():
            carrier, value = make(self, random)
            if not value:
                continue
            at = random.randrange(len(passages))
            before = f"{passages[at]} " if passages[at] else ""
            start = len(before) + carrier.index("{}")
            passages[at] = before + carrier.format(value)
            planted.append(Planted(kind, str(at), start, start + len(value)))
        return [Text(str(place), text) for place, text in enumerate(passages)], planted

    def person(self, random: Random) -> dict[str, Any]:
        """Return somebody the lists know."""
        return self.people.row(random.randrange(self.people.height), named=True)

    def record(self, random: Random) -> dict[str, Any]:
        """Return one agency's record of somebody."""
        return self.records.row(random.randrange(self.records.height), named=True)


def _whole(planter: Planter, random: Random) -> tuple[str, str]:
    person = planter.person(random)
    return random.choice(PEOPLE), f"{person['given_names']} {person['family_name']}"


def _forename(planter: Planter, random: Random) -> tuple[str, str]:
    return random.choice(PEOPLE), planter.person(random)["given_names"]


def _family(planter: Planter, random: Random) -> tuple[str, str]:
    return random.choice(FAMILIES), planter.person(random)["family_name"]


def _nickname(planter: Planter, random: Random) -> tuple[str, str]:
    while True:
        person = planter.person(random)
        if person["given_names"] in short_names():
            short = random.choice(short_names()[person["given_names"]])
            return random.choice(PEOPLE), random.choice((short, f"{short} {person['family_name']}"))


def _misspelt(planter: Planter, random: Random) -> tuple[str, str]:
    person = planter.person(random)
    given, family = person["given_names"], person["family_name"]
    wrong = misspell(given, random) if random.random() < 0.5 else given
    both = f"{wrong} {misspell(family, random) if wrong == given or random.random() < 0.5 else family}"
    return random.choice(PEOPLE), both if wrong == given or random.random() < 0.6 else wrong


def _initials(planter: Planter, random: Random) -> tuple[str, str]:
    person = planter.person(random)
    one, other = person["given_names"][0], person["family_name"][0]
    forms = (f"{one}.{other}.", f"{one}. {other}.", f"{one} {person['family_name']}", f"{person['given_names']} {other}")
    return random.choice(PEOPLE), random.choice(forms)


def _worker(planter: Planter, random: Random) -> tuple[str, str]:
    return random.choice(PEOPLE), random.choice(planter.workers)


def _birth(planter: Planter, random: Random) -> tuple[str, str]:
    born: date = planter.person(random)["date_of_birth"]
    forms = (
        "%d/%m/%Y",
        "%d.%m.%y",
        "%-d %B %Y",
        "%d %b %Y",
        "%Y-%m-%d",
        "%B %-d, %Y",
        "%-d-%-m-%Y",
        f"{born.day}{_th(born.day)} %B %Y",
    )
    return random.choice(BIRTHS), born.strftime(random.choice(forms))


def _th(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _postcode(planter: Planter, random: Random) -> tuple[str, str]:
    code = planter.person(random)["postcode"]
    forms: tuple[Callable[[str], str], ...] = (
        str,
        str.lower,
        lambda text: text.replace(" ", ""),
        lambda text: text.lower().replace(" ", ""),
    )
    return random.choice(HOMES), random.choice(forms)(code)


def _address(planter: Planter, random: Random) -> tuple[str, str]:
    line = planter.person(random)["address"]
    return random.choice(HOMES), random.choice((line, line, line.lower(), line.partition(" ")[2]))


def _nhs(planter: Planter, random: Random) -> tuple[str, str]:
    while not (number := planter.person(random)["nhs"]):
        pass
    plain = number.replace(" ", "")
    return random.choice(FACTS), random.choice(
        (plain, f"{plain[:3]} {plain[3:6]} {plain[6:]}", f"{plain[:3]}-{plain[3:6]}-{plain[6:]}")
    )


def _upn(planter: Planter, random: Random) -> tuple[str, str]:
    while not (number := planter.person(random)["upn"]):
        pass
    return random.choice(FACTS), random.choice((number, number.lower()))


def _own_id(planter: Planter, random: Random) -> tuple[str, str]:
    number = planter.record(random)["own_id"]
    return random.choice(FACTS), random.choice((number, number.lower()))


KINDS: dict[str, Callable[[Planter, Random], tuple[str, str]]] = {
    "whole name": _whole,
    "forename": _forename,
    "family name": _family,
    "nickname": _nickname,
    "misspelt": _misspelt,
    "initials": _initials,
    "worker": _worker,
    "birth date": _birth,
    "postcode": _postcode,
    "address": _address,
    "nhs number": _nhs,
    "upn": _upn,
    "own id": _own_id,
}


def base(random: Random, words: int) -> Iterator[str]:
    """Return passages of sentences written for the made-up area until there are so many words; each printed once in a letter."""
    texts = list(sentences())
    random.shuffle(texts)
    total = 0
    for text in texts * 9:
        yield text
        total += len(text.split())
        if total >= words:
            return


@cache
def sentences() -> tuple[str, ...]:
    """Return what findings of the made-up area say, without those that fill in a fact."""
    found = []
    for path in sorted(AUTHORED.glob("*/findings.toml")):
        for finding in tomllib.loads(path.read_text(encoding="utf-8"))["finding"]:
            found += [value for value in finding.values() if isinstance(value, str) and len(value.split()) > 9 and "{" not in value]
            found += [text for text in finding.get("box", ()) if "{" not in text]
    return tuple(dict.fromkeys(found))


def against_published(folder: Path, ground: Ground, limit: int | None = None) -> dict[str, Any]:
    """Return the alarms in published letters, whose own area, days and addresses pass, as they would in their inspection."""
    from joinedup.library.core.reading import read_letter  # noqa: PLC0415  the reader of PDFs loads slowly

    tally = Tally()
    for path in sorted(folder.glob("*.pdf"))[:limit]:
        letter = read_letter(path)
        texts = [Text(str(place), text) for place, text in enumerate(printed(path))]
        count(tally, texts, [], check_texts(texts, letting(ground, letter)))
    return {"words": tally.words, "alarms per 1,000 words": round(tally.per_thousand, 2), "alarms": dict(tally.alarms)}


def letting(ground: Ground, letter: Any) -> Ground:
    """Return the ground with what one published letter's own inspection lets stand."""
    phrases = [letter.area.value or "", *(letter.inspectorates.value or ())]
    first, last = letter.fieldwork_start.value, letter.fieldwork_end.value
    own = {day for day in (letter.statement_due.value,) if day}
    if first and last:
        own |= {date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)}
    contact = frozenset([(letter.statement_to.value or "").lower()])
    return replace(
        ground, own=frozenset(own), contacts=contact, phrases=frozenset(phrase for text in phrases if (phrase := phrase_of(text)))
    )


def printed(path: Path) -> list[str]:
    """Return a published letter's paragraphs between the salutation and the signatures."""
    import pypdfium2  # noqa: PLC0415  loads slowly, and only where published letters are read

    with pypdfium2.PdfDocument(path) as pdf:
        whole = "\n".join(page.get_textpage().get_text_bounded().replace("\r", "") for page in pdf)
    begins = re.search(r"Dear [^\n]*\n", whole)
    body = whole[begins.end() if begins else 0 :].rpartition("Yours sincerely")[0]
    parts = re.split(r"\n(?=\s*[•▪\uf0b7■])|\n\s*\n|(?<=[.:;])\s*\n(?=[A-Z])", body)
    return [plain for part in parts if (plain := " ".join(re.sub(r"[•▪\uf0b7■◼]", " ", part).split()))]


if __name__ == "__main__":
    main()
