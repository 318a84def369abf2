"""What each agency would send: the truth as its records have it, put into the framework's own columns, with the mess of real files."""
