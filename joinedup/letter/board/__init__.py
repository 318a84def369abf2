"""The board of all letters: how far each is, what is due when, what holds it, and why it slipped."""
