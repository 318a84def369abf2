"""Correcting a published letter: other words for a passage, signed anew by every inspectorate, published beside the old."""
