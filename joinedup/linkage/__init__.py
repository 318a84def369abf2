"""The same child across agencies: proposals of a model, the guard that holds them back, and people's decisions."""
