"""One module for each part of an agency's work."""
