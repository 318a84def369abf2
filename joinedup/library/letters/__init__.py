"""The library's letters: real ones read from their PDFs and checked by a person, and our own as published."""
