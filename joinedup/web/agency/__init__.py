"""The agencies' door."""
