"""What a web server does with its memory once it has loaded everything."""

import gc

from django.urls import get_resolver


def settle() -> None:
    """Load every page's code now, and take all that is loaded out of the search for garbage.

    What the code itself is made of stays until the end; searching it again and again took some 40 ms of every larger page.
    """
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
