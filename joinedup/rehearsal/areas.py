"""What is told of the made-up areas: facts, neighbours, tiles, and figures as England's areas might have them."""

from math import exp
from random import Random

import polars as pl

from joinedup.areas.actions import create_area
from joinedup.areas.core.indicators import MEASURE_VALUE, Kind, Measure
from joinedup.areas.core.measures import load_measures, load_values
from joinedup.areas.core.profile import together
from joinedup.areas.core.register import RURAL_WORDS, Authority
from joinedup.areas.indicators.actions import load_measure_values
from joinedup.areas.models import Area
from joinedup.areas.register.actions import set_facts

#: Further made-up areas: limits need ten areas to stand on. Codes of the ONS never begin with X.
MORE = ("Ambervale", "Dunmoor Vale", "Hollincross", "Ivelmarsh", "Juniper Hills", "Kestrel Coast", "Lowick Levels", "Merrowdale")
REGIONS = ("The Marches of Wen", "The Levels")
FORCES = ("Wenshire", "Lowland and Coast")
YEARS = range(2020, 2026)
SOURCE = "Made up for training"
#: How far made-up areas differ from England's figure, and how far one year from the next.
BETWEEN, DRIFT = 0.22, 0.05
#: A count below this is held back, as publishers do.
HELD_BACK = 5
ACROSS = 5


def tell_of_areas() -> list[Area]:
    """Give every made-up area facts and figures, with a few more areas to stand beside; the same areas always get the same."""
    for number, name in enumerate(MORE):
        create_area(by=None, code=f"X9900020{number}", name=name, made_up=True)
    areas = list(Area.objects.filter(made_up=True).order_by("code"))
    told = [_facts(areas, at) for at in range(len(areas))]
    for area, facts in zip(areas, told, strict=True):
        set_facts(by=None, area=area, facts=facts)
    load_measure_values(by=None, values=made_up_values(told), licence="None: made up", made_up=True)
    return areas


def _facts(areas: list[Area], at: int) -> Authority:
    area, dice = areas[at], Random(areas[at].code)  # noqa: S311  made up
    half = at % 2
    others = [one.code for one in areas if one != area]
    return Authority(
        code=area.code,
        dfe_code="",
        name=area.name,
        names=(),
        region=REGIONS[half],
        force=FORCES[half],
        icbs=(f"{FORCES[half]} Integrated Care Board",),
        probation_region=REGIONS[half],
        youth_service=f"{area.name} Youth Justice Service",
        neighbours=tuple(sorted(dice.sample(others, min(5, len(others))))),
        children=round(exp(dice.uniform(8.6, 11.6))),
        rural=dice.choice(RURAL_WORDS),
        kind="unitary",
        short=area.name[:3].upper(),
        tile=(at % ACROSS, at // ACROSS),
    )


def made_up_values(areas: list[Authority]) -> pl.DataFrame:
    """Return figures of every measure for made-up areas: about as high as England's, as uneven as chance and places make them."""
    values = load_values()
    latest = values.filter(pl.col("year") == pl.col("year").max().over("measure"))
    rows = []
    for key, measure in load_measures().items():
        england = together(measure, latest.filter(pl.col("measure") == key))
        rows += [row for area in areas for row in _figures(area, measure, england)]
    return pl.DataFrame(rows, schema=MEASURE_VALUE, orient="row")


def _figures(area: Authority, measure: Measure, england: float | None) -> list[tuple[object, ...]]:
    """Return one measure of one area over the years."""
    dice, children = Random(f"{area.code} {measure.key}"), area.children or 0  # noqa: S311  made up
    if measure.kind is Kind.COUNT or england is None:
        return [_row(area, year, measure, float(round(children * 0.045 * dice.uniform(0.9, 1.1)))) for year in YEARS]
    among = children * 0.04 if measure.kind is Kind.SHARE else children * measure.base_share
    scale = 100 if measure.kind is Kind.SHARE else measure.scale
    true = england * exp(dice.gauss(0, BETWEEN))
    return [_row(area, year, measure, *_drawn(dice, true * exp(dice.gauss(0, DRIFT)), scale, among)) for year in YEARS]


def _drawn(dice: Random, true: float, scale: int, among: float) -> tuple[float | None, str | None]:
    """Return the figure chance makes of a true one, held back where it counts too few."""
    count = round(max(0.0, dice.gauss(true * among / scale, (true * among / scale) ** 0.5)))
    if count < HELD_BACK:
        return None, "c"
    figure = count * scale / among
    return (round(min(figure, 99.0), 2) if scale == 100 else round(figure, 2)), None


def _row(area: Authority, year: int, measure: Measure, value: float | None, flag: str | None = None) -> tuple[object, ...]:
    return area.code, year, str(year), measure.key, value, flag, None, SOURCE
