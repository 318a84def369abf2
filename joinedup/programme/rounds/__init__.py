"""A round: a theme, a framework, how many areas, in which months; who plans it, and how far it is."""
