"""A person's weeks of all rounds, by code word: a page, and a calendar under a secret address that can be stopped."""
