"""Accounts and signing in. What a person belongs to lives in `areas` and `inspections`."""
