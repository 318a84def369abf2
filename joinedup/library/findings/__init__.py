"""What the library's letters found, an entry each, under an address that stays."""
