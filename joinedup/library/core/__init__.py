"""Reads published letters from their PDFs: words → lines → blocks → sections → one structure for both generations. Plain."""
