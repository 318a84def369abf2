"""Who looks at what: the grid of what is seen, its gaps, and whom each gap is given to for which day."""
