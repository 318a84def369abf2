"""Finds findings by words, by meaning, or by both. Plain Python: what is searched comes in as dataclasses."""
