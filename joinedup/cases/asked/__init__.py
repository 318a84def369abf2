"""What each agency is asked for about each child chosen, by when, and what came of it."""
