"""What each agency would send: its records put into the framework's own columns, with the mess of real files."""
