"""The partnership's own pages: its written statement, private to it. They stand at the agencies' door."""
