"""A round on a theme: which areas, why, when, and which inspectors go."""
