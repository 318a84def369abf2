"""The final feedback meeting: what was fed back, in which words, who was there, and what was said back."""
