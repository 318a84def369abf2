"""Plays one whole made-up inspection through the real actions: for the demo, for training and for the tests."""
