"""Looks for what could tell a reader who a child is. Plain: over texts and what the inspection knows, no database."""
