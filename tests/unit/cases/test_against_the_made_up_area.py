"""What was planted in the made-up area is found in its chronologies, on true links and true dates."""

from datetime import timedelta

import polars as pl
import pytest

from joinedup.cases.core.chronology import CHRONOLOGY
from joinedup.cases.core.coverage import Coverage
from joinedup.cases.core.differing import differing
from joinedup.cases.core.handovers import handovers
from joinedup.cases.core.timescales import timescales
from joinedup.method.days import end_of
from joinedup.method.loader import framework_ids, load_framework
from joinedup.rehearsal.days import notification_day
from joinedup.training.area import make_area
from joinedup.training.sending.happened import current_episodes, histories, in_window, known_events


@pytest.fixture(scope="module", params=framework_ids())
def area(request):
    framework = load_framework(request.param)
    return framework, make_area(framework, children=300, seed=5, notified_on=notification_day(framework))


def as_the_lists_show(framework, made):
    """The true chronologies without what lies outside the windows of the lists."""
    history, current = histories(made.events), current_episodes(made.events, made.notified_on)
    shown = {
        f"{event.event_id}|{agency.sector}"
        for agency in made.agencies
        for known in [known_events(made.events, agency.key, history, current)]
        for spec in framework.lists
        if spec.sector == agency.sector and spec.kind == "events"
        for mapping in spec.events
        for event in known.by_kind.get(mapping.kind, ())
        if in_window(event, spec.window_months, made.notified_on, current)
    }
    return true_chronologies(made).filter(pl.col("event_id").is_in(list(shown)))


def london(column):
    return (
        pl.col(column).dt.replace_time_zone("Europe/London", ambiguous="earliest", non_existent="null").dt.convert_time_zone("UTC")
    )


def true_chronologies(area):
    """Each agency's true events as its own lines, to the minute, under the person they are about."""
    told = area.events.with_columns(
        pl.format("{}|{}", "event_id", "sector").alias("event_id"),
        pl.col("person_id").cast(pl.String).alias("child_id"),
        *[london(edge).alias(f"{edge}_{end}") for edge in ("start", "end") for end in ("earliest", "latest")],
        pl.lit("minute").alias("precision"),
    )
    missing = [pl.lit(None).alias(name) for name in CHRONOLOGY if name not in told.columns]
    return told.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in CHRONOLOGY.items())


def found(frame, state):
    return {
        (row[0], row[1], row[2].split("|")[0]) for row in frame.filter(state=state).select("rule", "child_id", "start_event").rows()
    }


def planted(area, story):
    rows = area.planted.filter(story=story).select("rule", pl.col("person_id").cast(pl.String), pl.col("event_ids").list.first())
    return set(rows.rows())


def test_every_planted_timescale_is_outside(area):
    framework, made = area
    frame = timescales(framework, true_chronologies(made), end_of(made.notified_on), whole(framework, made))
    assert planted(made, "timescale_missed") <= found(frame, "missed")


def test_what_was_met_is_not_missed_because_a_list_left_it_out(area):
    framework, made = area
    day = end_of(made.notified_on)
    truth = timescales(framework, true_chronologies(made), day, whole(framework, made))
    lists = timescales(framework, as_the_lists_show(framework, made), day, Coverage(framework, made.notified_on))
    assert found(lists, "missed")
    assert found(lists, "missed") <= found(truth, "missed")


def test_every_planted_handover_never_arrived(area):
    framework, made = area
    frame = handovers(framework, true_chronologies(made), end_of(made.notified_on), whole(framework, made))
    assert planted(made, "handover_missing") <= found(frame, "never_arrived")


def test_every_planted_difference_is_seen_and_none_invented_of_what_arrived(area):
    framework, made = area
    frame = differing(true_chronologies(made), framework.handovers)
    seen = {(row[0], row[1].split("|")[0]) for row in frame.select("child_id", "event_a").rows()}
    expected = {(person, event) for _, person, event in planted(made, "records_differ")}
    # Where more was sent or came in within the same days, the lists cannot tell which belongs to which;
    # and what never arrived may lie near something else that came in before.
    assert all(crowded(made, event, framework) for _, event in expected - seen)
    assert all(crowded(made, event, framework) or not answered(made, event, framework) for _, event in seen - expected)


def crowded(made, event, framework):
    """Whether anything else was sent or came in about the same person within a fortnight, beside one of each."""
    sent = made.events.filter(event_id=event).row(0, named=True)
    about = pl.col("kind").is_in([kind for rule in framework.handovers for kind in (rule.start, rule.finish)])
    days = (pl.col("start") - sent["start"]).dt.total_days().abs()
    near = made.events.filter(pl.col("person_id") == sent["person_id"], about, days <= 14)
    return near["event_id"].n_unique() > 2


def answered(made, event, framework):
    """Whether the truth knows of an answer to what was sent: a receiving event of the same episode."""
    sent = made.events.filter(event_id=event)
    receiving = [rule.finish for rule in framework.handovers]
    same = made.events.filter(pl.col("episode") == sent["episode"][0], pl.col("kind").is_in(receiving))
    return same.height > 0


def whole(framework, made):
    """The truth knows no windows: everything ever would be on these lists."""
    return Coverage(framework, made.notified_on - timedelta(days=36_500))
