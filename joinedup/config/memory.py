"""What a web server does with its memory once it has loaded everything."""

import gc

from django.urls import get_resolver

#: Search for garbage after so many new things; Python's own 700 is for small programmes.
EACH = 100_000


def settle() -> None:
    """Load every page's code now, and take all that is loaded out of the search for garbage.

    What the code itself is made of stays until the end; searching it again and again took some 40 ms of every larger page. A page
    makes some hundred thousand things and lets nearly all go by itself: it is searched for the rest once, not a hundred times.
    """
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    gc.set_threshold(EACH, 50, 100)
