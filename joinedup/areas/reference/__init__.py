"""Compact tables of published facts. Sources, years and licences: DATA-LICENCES.md and the head of each table."""
