"""Somebody with an interest in an area stands back from its inspection: what they may see of it ends at once."""
