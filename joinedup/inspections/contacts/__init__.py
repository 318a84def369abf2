"""Whom inspectors reach at each agency, by post: every change dated and kept, and which post is missing."""
