"""Addresses and postcodes of districts that do not exist: LK is the area, its neighbours WK and RK; no real address is hit."""

import numpy as np

from joinedup.training.tables import Strings, street_words

HOME_AREA = "LK"
OTHER_AREAS = ("WK", "RK")
DISTRICTS = 24
#: Letters Royal Mail uses in the second half of a postcode.
INWARD = np.array(list("ABDEFGHJLNPQRSTUWXYZ"), dtype=object)
ROADS = np.array(["Road", "Street", "Lane", "Close", "Avenue", "Drive", "Way", "Court", "Gardens", "Grove"], dtype=object)


def postcodes(rng: np.random.Generator, size: int, away: float = 0.0) -> Strings:
    """Return `size` postcodes, a share `away` of them in the neighbouring areas."""
    outer = np.where(rng.random(size) < away, rng.choice(np.array(OTHER_AREAS, dtype=object), size), HOME_AREA)
    district = rng.integers(1, DISTRICTS + 1, size).astype(str).astype(object)
    sector = rng.integers(1, 10, size).astype(str).astype(object)
    letters = rng.choice(INWARD, size) + rng.choice(INWARD, size)
    codes: Strings = outer + district + " " + sector + letters
    return codes


def home_districts() -> list[str]:
    """Return the postcode districts of the made-up area."""
    return [f"{HOME_AREA}{district}" for district in range(1, DISTRICTS + 1)]


def addresses(rng: np.random.Generator, size: int) -> Strings:
    """Return `size` first lines of an address."""
    number = rng.integers(1, 60, size).astype(str).astype(object)
    lines: Strings = number + " " + rng.choice(street_words(), size) + " " + rng.choice(ROADS, size)
    return lines
