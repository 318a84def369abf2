"""A person's own slots as a calendar: a file behind sign-in, and a feed under a secret address that can be stopped."""
