"""The plain part: what a statement holds as one tree, how it is half-filled from a letter, and the forms it is carried in."""
