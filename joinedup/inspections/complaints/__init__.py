"""Complaints about an inspection, read by somebody outside its team, and the hold such a reader may set on publication."""
