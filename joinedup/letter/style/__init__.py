"""Gathers what a draft's style hints rest on; the hints themselves are `letter.core.style`. Nothing is kept, and nothing blocks."""
