"""Who writes which section of a letter just now."""
