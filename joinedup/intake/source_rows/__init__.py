"""The row of a list behind what is told of a child, read from the file as it was sent."""
