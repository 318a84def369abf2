"""Joinedup runs a joint targeted area inspection, from the agencies' lists to one published letter."""

__version__ = "0.1.0"
