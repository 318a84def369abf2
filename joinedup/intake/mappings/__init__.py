"""Which of an agency's own headers is which column, remembered for its next file."""
