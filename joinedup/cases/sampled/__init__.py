"""The short form: one inspector's look at one sampled child."""
