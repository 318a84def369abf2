"""How far a share that was counted on some can be from the share of all."""

import math
from dataclasses import dataclass
from typing import Final

#: Standard deviations on either side: 95 of 100 such intervals hold the truth.
Z: Final = 1.959964


@dataclass(frozen=True)
class Share:
    """So many of so many, and between which shares the truth lies in 95 of 100 such counts.

    `share`, `low` and `high` run from 0 to 1; all three are None where nothing was counted: unknown, never zero.
    """

    hits: int
    of: int
    share: float | None
    low: float | None
    high: float | None


def wilson(hits: int, of: int) -> Share:
    """Return a share with its score interval (E. B. Wilson, Journal of the American Statistical Association 22, 1927, 209-212).

    Raises ValueError where more hit than were counted.
    """
    if not 0 <= hits <= of:
        raise ValueError(f"{hits} of {of} is no share.")
    if of == 0:
        return Share(0, 0, None, None, None)
    found = bounded(hits / of, of)
    return Share(hits, of, found.value, found.low, found.high)


@dataclass(frozen=True)
class Bounded:
    """A number and the bounds between which 95 of 100 such numbers hold the truth.

    Sums keep bounds as uneven as those of their parts (G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008, 1693-1702); the
    parts must have been counted apart from one another.
    """

    value: float
    low: float
    high: float

    def __add__(self, other: "Bounded") -> "Bounded":
        """Return the sum of two numbers."""
        value = self.value + other.value
        down = math.hypot(self.value - self.low, other.value - other.low)
        up = math.hypot(self.high - self.value, other.high - other.value)
        return Bounded(value, value - down, value + up)

    def times(self, factor: float) -> "Bounded":
        """Return the number so many times; `factor` is known for certain and not below 0."""
        return Bounded(self.value * factor, self.low * factor, self.high * factor)

    def over(self, other: "Bounded") -> "Bounded":
        """Return the ratio to another number above 0, each varying as if the other stood still."""
        value = self.value / other.value
        down = math.hypot(value - self.low / other.value, value - self.value / other.high)
        up = math.hypot(self.high / other.value - value, self.value / other.low - value)
        return Bounded(value, value - down, value + up)


def certain(value: float) -> Bounded:
    """Return a number that was counted, not estimated."""
    return Bounded(value, value, value)


def bounded(share: float, of: float) -> Bounded:
    """Return a share with Wilson's bounds; of nothing, anything from 0 to 1.

    `of` need not be a whole number: values may weigh unevenly.
    """
    if of <= 0:
        return Bounded(0.5, 0.0, 1.0)
    more = Z * Z / of
    middle, half = share + more / 2, Z * math.sqrt(share * (1 - share) / of + more / of / 4)
    low, high = ((middle + sign * half) / (1 + more) for sign in (-1, 1))
    return Bounded(share, max(0.0, min(low, share)), min(1.0, max(high, share)))
