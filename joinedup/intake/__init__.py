"""Asking agencies for lists and documents; reading, checking and keeping what they send."""
