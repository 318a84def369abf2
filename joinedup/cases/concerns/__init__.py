"""Urgent concerns: what cannot wait for the letter, told to whom, and followed until it is seen to work."""
