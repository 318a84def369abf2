"""What is said of a file that cannot be read as a letter."""


class UnusableLetterError(ValueError):
    """A file no letter can be read from. Its text is one sentence for the person who named the file."""
