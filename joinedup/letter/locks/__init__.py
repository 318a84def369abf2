"""Section locks: who has taken which section of a letter to write. Pages say “is writing this section”; a hold is a complaint’s."""
