"""Published letters, ours and imported: what is found in them, and practice others can learn from."""
