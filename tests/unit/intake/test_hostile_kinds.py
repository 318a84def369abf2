"""Some hundred kinds of hostile file: each is read, or refused in one sentence, within bounds of time and memory."""

import resource
from time import process_time

import pytest

from joinedup.intake.core.reading import Reading, read_file
from joinedup.intake.core.unusable import Limits, UnusableFile
from joinedup.records.shape import EVENT, RECORD, RELATION
from tests.factories.hostile import Kind, all_kinds
from tests.factories.lists import AS_OF, framework_of_lists

FRAMEWORK = framework_of_lists()
KINDS = tuple(all_kinds())
#: The bounds of a file, made small so that small files meet them. `benchmarks/hostile.py` runs the kinds large, with the real ones.
SMALL = Limits(
    unpacked=20 << 20,
    strings=2 << 20,
    rows=50_000,
    cells=5_000_000,
    reach=6_000_000,
    walked=200_000,
    entries=20_000,
    elements=100_000,
)
SECONDS = 3.0
MEGABYTES = 400


def read(kind: Kind) -> list[Reading]:
    data = kind.make(1)
    return read_file(data, filename=kind.file, framework=FRAMEWORK, agency="force", as_of=AS_OF, limits=SMALL)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_a_hostile_file_is_read_or_refused_in_one_sentence(kind: Kind) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = process_time()
    try:
        readings = read(kind)
    except UnusableFile as refusal:
        sentence = str(refusal)
        assert kind.outcome != "read", sentence
        assert "\n" not in sentence
        assert sentence.endswith((".", "?"))
        assert kind.file in sentence
        assert len(sentence) < 300
    else:
        assert kind.outcome != "refused", [(one.list_id, one.rows) for one in readings]
        for one in readings:
            assert (dict(one.records.schema), dict(one.events.schema), dict(one.relations.schema)) == (RECORD, EVENT, RELATION)
    assert process_time() - began < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES


def test_there_are_at_least_two_hundred_kinds_each_with_its_own_name() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 400
