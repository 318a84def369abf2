"""The inspectors' door."""
