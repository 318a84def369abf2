"""Notifying an area: who knows its name before, the pack, the call, the dates that are printed."""
