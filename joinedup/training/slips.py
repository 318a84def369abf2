"""Slips of one value: a typing error in a name, a birth date or a postcode, a short form, a half name, a swap of day and month."""

from datetime import date, timedelta
from random import Random

from joinedup.training.addresses import INWARD
from joinedup.training.tables import short_names

#: Letters beside each other on a keyboard, and letters that sound alike.
NEAR = {
    "a": "sqe", "b": "vnp", "c": "xks", "d": "sft", "e": "wra", "f": "dgv", "g": "fhj", "h": "gjn", "i": "uoye", "j": "hkg",
    "k": "jlc", "l": "kp", "m": "n", "n": "m", "o": "ipu", "p": "ob", "q": "wk", "r": "et", "s": "zad", "t": "rdy", "u": "yio",
    "v": "bcf", "w": "qe", "x": "zc", "y": "tui", "z": "sx",
}  # fmt: skip


def misspell(text: str, random: Random) -> str:
    """Return the text with one letter exchanged, dropped, doubled or swapped with its neighbour; always another text."""
    for _ in range(8):
        place = random.randrange(max(1, len(text)))
        wrong = _slip(text, place, random.random(), random)
        if wrong.lower() != text.lower():
            return _as_name(wrong)
    return text + text[-1:]


def _slip(text: str, place: int, chance: float, random: Random) -> str:
    letter = text[place]
    if chance < 0.35:
        return text[:place] + random.choice(NEAR.get(letter.lower(), "e")) + text[place + 1 :]
    if chance < 0.60:
        return text[:place] + text[place + 1 : place + 2] + letter + text[place + 2 :]
    if chance < 0.85 and len(text) > 2:
        return text[:place] + text[place + 1 :]
    return text[: place + 1] + letter + text[place + 1 :]


def _as_name(text: str) -> str:
    """Begin with a capital; leave the capitals inside a name as they are."""
    text = text.strip()
    return text[:1].upper() + text[1:2].lower() + text[2:]


def shorten(name: str, random: Random) -> str:
    """Return a short or familiar form of a given name; the name itself where none is known."""
    return random.choice(short_names().get(name, (name,)))


def drop_half(name: str, random: Random) -> str:
    """Return one half of a double-barrelled name."""
    return random.choice(name.split("-"))


def mistype_date(day: date, random: Random) -> date:
    """Return a birth date with the day, month or year one or ten off; never the same, never in the far future."""
    change = random.random()
    if change < 0.45:
        wrong = day + timedelta(days=random.choice((-10, -1, 1, 10)))
    elif change < 0.75:
        month = (day.month - 1 + random.choice((-1, 1))) % 12 + 1
        wrong = date(day.year, month, min(day.day, 28))
    else:
        wrong = date(day.year + random.choice((-2, -1, 1)), day.month, min(day.day, 28))
    return wrong if wrong != day else day - timedelta(days=1)


def swap_day_and_month(day: date) -> date:
    """Return the date with day and month exchanged; the same date where the day is no month."""
    return date(day.year, day.day, day.month) if day.day <= 12 else day


def estimate_date(day: date, random: Random) -> date:
    """Return an estimated birth date: the first of January or July of that year or the one before."""
    return date(day.year - (random.random() < 0.4), random.choice((1, 7)), 1)


def mistype_postcode(code: str, random: Random) -> str:
    """Return the postcode with one figure or letter wrong."""
    place = random.choice([place for place, letter in enumerate(code) if letter != " " and place > 1])
    letter = code[place]
    pool = "123456789" if letter.isdigit() else INWARD.tolist()
    return code[:place] + random.choice([other for other in pool if other != letter]) + code[place + 1 :]
