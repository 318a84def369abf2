"""Linking records into people: plain frames in, plain frames out. `running.link` does all of it."""
