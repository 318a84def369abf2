"""What must hold of the lists a framework asks for: each column known and purposeful, each row able to become an event."""

from collections import Counter
from collections.abc import Iterator

from joinedup.method.framework import Column, EventMapping, Framework, ListSpec
from joinedup.records.kinds import event_kinds
from joinedup.records.shape import RELATION_KINDS

Finding = tuple[str, str]

TYPES = ("id", "text", "name", "date", "datetime", "boolean", "code", "integer", "age", "postcode", "nhs", "upn")
#: Under a framework of look-up: the inspection's code for the child an agency was asked about.
LOOKED_UP = "known_id:look_up"
PEOPLE_HOLDS = (
    "own_id",
    "given_names",
    "middle_names",
    "family_name",
    "aliases",
    "date_of_birth",
    "sex",
    "address",
    "postcode",
    "known_id:nhs",
    "known_id:upn",
    LOOKED_UP,
    "household",
)
HOLDS = {
    "people": PEOPLE_HOLDS,
    # The person's facts repeated on the row: the people list is what counts, but for ethnicity, which no people list asks for.
    "events": ("own_id", "date_of_birth", "sex", "ethnicity"),
    "relations": ("own_id", "other_id", "relation", "from_date", "to_date"),
}
#: What a list of each kind cannot do without.
NEEDED = {
    "people": ("own_id", "given_names", "family_name", "date_of_birth"),
    "events": ("own_id",),
    "relations": ("own_id", "other_id", "relation"),
}


def check_lists(framework: Framework) -> Iterator[Finding]:
    """Yield every fault of the framework's code sets and lists."""
    yield from _code_sets(framework)
    sectors = {sector.id for sector in framework.sectors}
    for spec in framework.lists:
        if spec.sector not in sectors:
            yield f"lists[{spec.id}].sector", f"{spec.sector!r} is not a sector of this framework."
        yield from _one_list(spec, framework)
    yield from _people_lists(framework)
    yield from _also_on(framework)
    yield from _look_up(framework)
    yield from _sheet_titles(framework)


def _code_sets(framework: Framework) -> Iterator[Finding]:
    for codes in framework.code_sets:
        at = f"code_sets[{codes.id}]"
        known = [code for code, _ in codes.values]
        if not known:
            yield f"{at}.values", "A code set needs at least one value."
        for code, count in Counter(known).items():
            if count > 1:
                yield f"{at}.values", f"The code {code!r} stands {count} times."
        for text, code in codes.synonyms:
            if code not in known:
                yield f"{at}.synonyms", f"{text!r} leads to the code {code!r}, which this set does not hold."


def _one_list(spec: ListSpec, framework: Framework) -> Iterator[Finding]:
    at = f"lists[{spec.id}]"
    if spec.kind not in HOLDS:
        yield f"{at}.kind", f"This must be one of {', '.join(HOLDS)}, not {spec.kind!r}."
        return
    if not spec.purpose.strip():
        yield f"{at}.purpose", "Nothing is asked for without a purpose."
    if spec.window_months < 0 or spec.due < 1:
        yield at, "A window is 0 months or more, and a list is due on working day 1 or later."
    for key, count in Counter(column.key for column in spec.columns).items():
        if count > 1:
            yield f"{at}.columns[{key}]", f"This key stands {count} times."
    for column in spec.columns:
        yield from _column(f"{at}.columns[{column.key}]", column, spec, framework)
    yield from _headers(at, spec)
    held = Counter(column.holds for column in spec.columns if column.holds)
    for needed in NEEDED[spec.kind]:
        if not held[needed]:
            yield f"{at}.columns", f"No column holds {needed}; a list of {spec.kind} needs one."
    for twice in (holds for holds, count in held.items() if count > 1):
        yield f"{at}.columns", f"{held[twice]} columns hold {twice}; only one may."
    if spec.kind == "events" and not spec.events:
        yield f"{at}.events", "No event is made from this list, so it would tell an inspector nothing about when."
    if spec.kind != "events" and spec.events:
        yield f"{at}.events", "Only a list of events makes events."
    for index, mapping in enumerate(spec.events):
        yield from _mapping(f"{at}.events[{index + 1}]", mapping, spec, framework)


def _column(at: str, column: Column, spec: ListSpec, framework: Framework) -> Iterator[Finding]:
    if not column.purpose.strip():
        yield f"{at}.purpose", "A column without a purpose is not asked for."
    if column.type not in TYPES:
        yield f"{at}.type", f"This must be one of {', '.join(TYPES)}, not {column.type!r}."
    if column.holds and column.holds not in HOLDS[spec.kind]:
        yield f"{at}.holds", f"A column of a list of {spec.kind} cannot hold {column.holds!r}."
    sets = [codes.id for codes in framework.code_sets]
    if column.type == "code" and column.codes not in sets:
        yield (
            f"{at}.codes",
            f"{column.codes!r} is not a code set of this framework." if column.codes else "A coded column names its code set.",
        )
    if column.type != "code" and column.codes:
        yield f"{at}.codes", "Only a column of the type code has a code set."
    if column.counts and column.counts not in event_kinds():
        yield f"{at}.counts", f"{column.counts!r} is not a known kind of event."
    if column.holds == "relation":
        yield from _relation_codes(f"{at}.codes", column, framework)
    if column.holds == "own_id" and not column.required:
        yield f"{at}.required", "The own id must be required: without it the row belongs to nobody."


def _relation_codes(at: str, column: Column, framework: Framework) -> Iterator[Finding]:
    """A relation's codes are the shared kinds of relation, so that every agency's relations can be read together."""
    codes = {code for found in framework.code_sets if found.id == column.codes for code, _ in found.values}
    if unknown := sorted(codes - set(RELATION_KINDS)):
        yield at, f"Not kinds of relation: {', '.join(unknown)}. Known: {', '.join(RELATION_KINDS)}."


def _headers(at: str, spec: ListSpec) -> Iterator[Finding]:
    """Two columns must not be met under one header, or a reader could not tell them apart."""
    seen: dict[str, str] = {}
    for column in spec.columns:
        for header in {text.casefold().strip() for text in (column.header, *column.aliases)}:
            if not header:
                yield f"{at}.columns[{column.key}].header", "A header must not be empty."
            elif header in seen:
                yield f"{at}.columns[{column.key}].header", f"The column {seen[header]} is met under {header!r} too."
            seen.setdefault(header, column.key)


def _mapping(at: str, mapping: EventMapping, spec: ListSpec, framework: Framework) -> Iterator[Finding]:
    columns = {column.key: column for column in spec.columns}
    kind = event_kinds().get(mapping.kind)
    if kind is None:
        yield f"{at}.kind", f"{mapping.kind!r} is not a known kind of event."
    elif mapping.end and not kind.span:
        yield f"{at}.end", f"An event of the kind {mapping.kind!r} has no end."
    for key, name in (("start", mapping.start), ("end", mapping.end)):
        if name and name not in columns:
            yield f"{at}.{key}", f"This list has no column {name!r}."
        elif name and columns[name].type not in ("date", "datetime"):
            yield f"{at}.{key}", f"The column {name} does not hold a date."
    for attribute, name in mapping.attributes:
        if name not in columns:
            yield f"{at}.attributes.{attribute}", f"This list has no column {name!r}."
    for name, wanted in mapping.when:
        yield from _when(f"{at}.when.{name}", columns.get(name), wanted, framework)


def _when(at: str, column: Column | None, wanted: tuple[str, ...], framework: Framework) -> Iterator[Finding]:
    """Yield faults of one condition that decides whether a row makes an event."""
    sets = {codes.id: {code for code, _ in codes.values} for codes in framework.code_sets}
    if column is None:
        yield at, "This list has no such column."
    elif column.codes not in sets:
        yield at, "Only a coded column can decide whether a row makes an event."
    else:
        for code in wanted:
            if code not in sets[column.codes]:
                yield at, f"The code {code!r} is not in the set {column.codes}."


def _people_lists(framework: Framework) -> Iterator[Finding]:
    for sector in framework.sectors:
        kinds = Counter(spec.kind for spec in framework.lists if spec.sector == sector.id)
        if kinds.total() and kinds["people"] != 1:
            yield f"sectors[{sector.id}]", f"A sector that sends lists sends one people list; this one has {kinds['people']}."


def _also_on(framework: Framework) -> Iterator[Finding]:
    sectors = {spec.id: spec.sector for spec in framework.lists}
    for spec in framework.lists:
        for other in spec.also_on:
            if other == spec.id or sectors.get(other) != spec.sector:
                yield f"lists[{spec.id}].also_on", f"{other!r} is no other list of the sector {spec.sector!r}."


def _look_up(framework: Framework) -> Iterator[Finding]:
    """Under look-up everyone but the sector asked first answers by code; where lists are matched, no column may hold a code."""
    looked_up = framework.linkage_mode == "look_up"
    for spec in framework.lists:
        coded = any(column.holds == LOOKED_UP for column in spec.columns)
        answers = looked_up and spec.kind == "people" and spec.sector != framework.selection.cohort_sector
        if answers and not coded:
            yield f"lists[{spec.id}].columns", f"This framework looks children up, so a column must hold {LOOKED_UP}."
        if coded and not answers:
            yield f"lists[{spec.id}].columns", f"No column may hold {LOOKED_UP}: nobody is asked by code for this list."


def _sheet_titles(framework: Framework) -> Iterator[Finding]:
    """Within a sector two lists must not share a sheet title."""
    seen: dict[tuple[str, str], str] = {}
    for spec in framework.lists:
        for title in {text.casefold().strip() for text in (spec.id, spec.title, *spec.aliases)}:
            other = seen.setdefault((spec.sector, title), spec.id)
            if other != spec.id:
                yield f"lists[{spec.id}].aliases", f"The list {other} is met under {title!r} too."
