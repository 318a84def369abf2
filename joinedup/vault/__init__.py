"""Keys per inspection, sealed text and sealed files, and their destruction."""
