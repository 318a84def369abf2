"""England's bank holidays worked out from the statute, and working days counted along one list: a second way, sharing no code."""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import cache

#: Years the list of working days reaches over.
YEARS = range(2011, 2047)


def easter(year: int) -> date:
    """Butcher's rule (Nature, 1876): a second way to find the movable holidays."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    j, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * j - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def monday_on_or_after(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def holidays_by_statute(year: int) -> set[date]:
    """Schedule 1 of the Banking and Financial Dealings Act 1971, substitutes, and the proclaimed exceptions since 2012."""
    new_year, christmas = date(year, 1, 1), date(year, 12, 25)
    days = {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)}
    days.add(new_year if new_year.weekday() < 5 else monday_on_or_after(new_year))
    days |= {monday_on_or_after(date(year, 5, 1)), monday_on_or_after(date(year, 5, 25)), monday_on_or_after(date(year, 8, 25))}
    boxing = {4: 28, 5: 28, 6: 27}  # Christmas on a Friday, Saturday, Sunday
    days |= {christmas if christmas.weekday() < 5 else date(year, 12, 27), date(year, 12, boxing.get(christmas.weekday(), 26))}
    moved = {2012: (date(2012, 5, 28), {date(2012, 6, 4), date(2012, 6, 5)}), 2020: (date(2020, 5, 4), {date(2020, 5, 8)})}
    moved[2022] = (date(2022, 5, 30), {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)})
    moved[2023] = (date(1, 1, 1), {date(2023, 5, 8)})
    gone, come = moved.get(year, (date(1, 1, 1), set()))
    if christmas.weekday() == 6:  # Sunday: Boxing Day keeps the Monday, Christmas is given the Tuesday
        days |= {date(year, 12, 26), date(year, 12, 27)}
    return {day for day in days - {gone} | come if day.weekday() < 5}


@cache
def working_days() -> list[date]:
    """Every working day of the years, in order."""
    off = set().union(*(holidays_by_statute(year) for year in YEARS))
    first, last = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5 and day not in off]


def nth_working_day(day: date, n: int) -> date:
    """The n-th working day after a day (before it, for a negative n), found in the list and not by walking."""
    if n == 0:
        return day
    days = working_days()
    return days[bisect_right(days, day) + n - 1] if n > 0 else days[bisect_left(days, day) + n]
