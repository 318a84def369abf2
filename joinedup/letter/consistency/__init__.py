"""Consistency across a round: what its letters say on one topic, side by side, and what was changed because of it."""
