"""Every wording a passage has had, who wrote it and when; what was taken out can be put back."""
