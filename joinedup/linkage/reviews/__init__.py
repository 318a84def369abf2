"""Clerical review: a second look at decided pairs without seeing the first, what two people differ on, and what links are worth."""
