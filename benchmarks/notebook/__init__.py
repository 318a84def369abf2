"""The fault harness of the notebook: devices and hands in real Chromium, a real server, random faults, and strict counting."""
