"""The made-up area: its truth, the lists each agency would send, and authored notes. Nobody in it exists."""
